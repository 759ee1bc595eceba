// What the fonts of files are called, and what they are for.

#include "fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_SFNT_NAMES_H
#include FT_TRUETYPE_IDS_H
#include FT_TRUETYPE_TABLES_H
#include FT_TYPE1_TABLES_H

#include <stdlib.h>
#include <string.h>
#include <mupdf/ucdn.h>

// Fonts of a collection; real ones have up to 70.
static const int collectionLimit = 256;

void cmupdf_font_name_simplify(const char *name, FontName *simple)
{
    size_t tag = 0, length = 0;
    while (name[tag] >= 'A' && name[tag] <= 'Z')
        tag++;
    // PDF 32000-1, 9.6.4.
    if (tag == 6 && name[6] == '+')
        name += 7;
    for (; *name && length < sizeof simple->text - 1; name++)
    {
        char letter = *name;
        if (strchr(" \t\r\n-_,", letter))
            continue;
        simple->text[length++] = (char)(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
    }
    simple->text[length] = 0;
}

// MARK: - Names

static void add_to(FontName *names, int *count, int most, const char *text)
{
    FontName name;
    if (text == NULL || *count == most)
        return;
    cmupdf_font_name_simplify(text, &name);
    for (int i = 0; i < *count; i++)
    {
        if (!strcmp(names[i].text, name.text))
            return;
    }
    if (name.text[0])
        names[(*count)++] = name;
}

static void add_name(FontEntry *entry, const char *text)
{
    add_to(entry->names, &entry->nameCount, FONT_NAMES_MOST, text);
}

static void add_family(FontEntry *entry, const char *family, const char *style)
{
    char text[2 * FONT_NAME_SIZE];
    if (family == NULL)
        return;
    add_to(entry->families, &entry->familyCount, 2, family);
    snprintf(text, sizeof text, "%.63s %.63s", family, style ? style : "");
    add_name(entry, text);
}

// A name of a font of the TrueType kind in ASCII; NULL where it is in other letters. Written by Windows in UTF-16.
static const char *sfnt_text(const FT_SfntName *name, char text[FONT_NAME_SIZE])
{
    bool isWide = name->platform_id != TT_PLATFORM_MACINTOSH;
    size_t step = isWide ? 2 : 1, length = name->string_len / step;
    if (length >= FONT_NAME_SIZE)
        return NULL;
    for (size_t i = 0; i < length; i++)
    {
        const FT_Byte *letter = name->string + i * step;
        if ((isWide && letter[0]) || letter[step - 1] < 0x20 || letter[step - 1] > 0x7E)
            return NULL;
        text[i] = (char)letter[step - 1];
    }
    text[length] = 0;
    return text;
}

static void add_sfnt_names(FontEntry *entry, FT_Face face)
{
    FT_UInt count = FT_Get_Sfnt_Name_Count(face);
    // Families and styles as old programs see them, which have four styles in a family.
    char family[FONT_NAME_SIZE] = "", style[FONT_NAME_SIZE] = "";
    for (FT_UInt i = 0; i < count && i < 1000; i++)
    {
        FT_SfntName name;
        char text[FONT_NAME_SIZE];
        if (FT_Get_Sfnt_Name(face, i, &name) != 0 || !sfnt_text(&name, text))
            continue;
        if (name.name_id == TT_NAME_ID_FULL_NAME)
            add_name(entry, text);
        else if (name.name_id == TT_NAME_ID_FONT_FAMILY && !family[0])
            memcpy(family, text, sizeof family);
        else if (name.name_id == TT_NAME_ID_FONT_SUBFAMILY && !style[0])
            memcpy(style, text, sizeof style);
    }
    if (family[0])
        add_family(entry, family, style);
}

// MARK: - Fonts

// OpenType's OS/2, ulCodePageRange1.
static unsigned orderings_of(FT_Face face)
{
    const TT_OS2 *table = FT_Get_Sfnt_Table(face, FT_SFNT_OS2);
    unsigned orderings = 0;
    if (table == NULL || table->version == 0 || table->version == 0xFFFF)
        return 0;
    if (table->ulCodePageRange1 & 1u << 17)
        orderings |= 1u << FZ_ADOBE_JAPAN;
    if (table->ulCodePageRange1 & 1u << 18)
        orderings |= 1u << FZ_ADOBE_GB;
    if (table->ulCodePageRange1 & (1u << 19 | 1u << 21))
        orderings |= 1u << FZ_ADOBE_KOREA;
    if (table->ulCodePageRange1 & 1u << 20)
        orderings |= 1u << FZ_ADOBE_CNS;
    return orderings;
}

static bool add_face(CMuPDFFonts *fonts, const FontFile *file, FT_Face face, int index)
{
    FontEntry *entries = cmupdf_fonts_grow(fonts->entries, fonts->entryCount, &fonts->entryCapacity, sizeof *entries);
    if (entries == NULL)
        return false;
    fonts->entries = entries;
    FontEntry *entry = &entries[fonts->entryCount++];
    PS_FontInfoRec info;
    *entry = (FontEntry){.file = file, .index = index};
    entry->isBold = (face->style_flags & FT_STYLE_FLAG_BOLD) != 0;
    entry->isItalic = (face->style_flags & FT_STYLE_FLAG_ITALIC) != 0;
    add_name(entry, FT_Get_Postscript_Name(face));
    if (FT_Get_PS_Font_Info(face, &info) == 0)
        add_name(entry, info.full_name);
    add_family(entry, face->family_name, face->style_name);
    if (FT_IS_SFNT(face))
        add_sfnt_names(entry, face);
    entry->orderings = orderings_of(face);
    return true;
}

static bool add_faces(CMuPDFFonts *fonts, FT_Library library, FontFile *file)
{
    FT_Long count = file->bytes ? 1 : 0;
    for (FT_Long index = 0; index < count && index < collectionLimit; index++)
    {
        FT_Face face;
        if (FT_New_Memory_Face(library, file->bytes, (FT_Long)file->count, index, &face) != 0)
            continue;
        count = face->num_faces;
        // Bitmaps have no outlines to draw.
        bool isGood = !FT_IS_SCALABLE(face) || add_face(fonts, file, face, (int)index);
        file->isUsable = file->isUsable || FT_IS_SCALABLE(face);
        FT_Done_Face(face);
        if (!isGood)
            return false;
    }
    return true;
}

CMuPDFStatus cmupdf_fonts_identify(CMuPDFFonts *fonts, CMuPDFError *error)
{
    FT_Library library;
    bool isGood = FT_Init_FreeType(&library) == 0;
    for (size_t i = 0; isGood && i < fonts->fileCount; i++)
        isGood = add_faces(fonts, library, &fonts->files[i]);
    if (!isGood)
        cmupdf_error_set(error, "there is no memory for the names of fonts");
    else
        FT_Done_FreeType(library);
    return isGood ? CMuPDFStatusOK : CMuPDFStatusOutOfMemory;
}

bool cmupdf_font_has_script(const FontEntry *entry, int script)
{
    // One of its own: a library must not be used by two threads.
    FT_Library library;
    FT_Face face;
    bool isFound = false;
    if (FT_Init_FreeType(&library) != 0)
        return false;
    if (FT_New_Memory_Face(library, entry->file->bytes, (FT_Long)entry->file->count, entry->index, &face) == 0)
    {
        FT_UInt glyph;
        FT_ULong character = FT_Get_First_Char(face, &glyph);
        while (glyph != 0 && !isFound)
        {
            isFound = ucdn_get_script((uint32_t)character) == script;
            character = FT_Get_Next_Char(face, character, &glyph);
        }
        FT_Done_Face(face);
    }
    FT_Done_FreeType(library);
    return isFound;
}

void cmupdf_freetype_version(int32_t version[3])
{
    FT_Library library;
    FT_Int parts[3] = {0, 0, 0};
    if (FT_Init_FreeType(&library) == 0)
    {
        FT_Library_Version(library, &parts[0], &parts[1], &parts[2]);
        FT_Done_FreeType(library);
    }
    for (int i = 0; i < 3; i++)
        version[i] = parts[i];
}
