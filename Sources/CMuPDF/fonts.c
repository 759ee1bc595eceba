// Fonts of a directory in the place of those that a document names and has not.
//
// MuPDF reads no font from the system: it has fonts of its own, and asks functions that a program may give it first.

#include "fonts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

CMuPDFStatus cmupdf_fonts_open(const char *path, CMuPDFFonts **result, CMuPDFError *error)
{
    *result = NULL;
    CMuPDFFonts *fonts = calloc(1, sizeof *fonts);
    if (fonts == NULL)
    {
        cmupdf_error_set(error, "there is no memory for fonts");
        return CMuPDFStatusOutOfMemory;
    }
    CMuPDFStatus status = cmupdf_fonts_scan(fonts, path, error);
    if (status == CMuPDFStatusOK)
        status = cmupdf_fonts_identify(fonts, error);
    if (status == CMuPDFStatusOK && fonts->entryCount == 0)
    {
        cmupdf_error_set(error, "there is no TrueType, OpenType or Type 1 font in it");
        status = CMuPDFStatusFailed;
    }
    if (status == CMuPDFStatusOK)
        *result = fonts;
    else
        cmupdf_fonts_drop(fonts);
    return status;
}

void cmupdf_fonts_drop(CMuPDFFonts *fonts)
{
    for (size_t i = 0; i < fonts->fileCount; i++)
    {
        if (fonts->files[i].bytes)
            munmap(fonts->files[i].bytes, fonts->files[i].count);
        free(fonts->files[i].path);
    }
    free(fonts->files);
    free(fonts->entries);
    free(fonts);
}

size_t cmupdf_fonts_count(const CMuPDFFonts *fonts)
{
    return fonts->entryCount;
}

size_t cmupdf_fonts_unusable_count(const CMuPDFFonts *fonts)
{
    size_t count = 0;
    for (size_t i = 0; i < fonts->fileCount; i++)
        count += !fonts->files[i].isUsable;
    return count;
}

const char *cmupdf_fonts_unusable(const CMuPDFFonts *fonts, size_t index)
{
    for (size_t i = 0; i < fonts->fileCount; i++)
    {
        if (!fonts->files[i].isUsable && index-- == 0)
            return fonts->files[i].path;
    }
    return "";
}

void cmupdf_fonts_digest(const CMuPDFFonts *fonts, uint8_t digest[32])
{
    fz_sha256 all;
    fz_sha256_init(&all);
    for (size_t i = 0; i < fonts->fileCount; i++)
    {
        const FontFile *file = &fonts->files[i];
        if (file->bytes == NULL)
            continue;
        fz_sha256 content;
        uint8_t contentDigest[32];
        fz_sha256_init(&content);
        // In parts, because the function counts in 32 bits at once.
        for (size_t start = 0; start < file->count; start += 1 << 20)
            fz_sha256_update(&content, file->bytes + start, fz_minz(file->count - start, 1 << 20));
        fz_sha256_final(&content, contentDigest);
        // With its end, which no path has inside.
        fz_sha256_update(&all, (const unsigned char *)file->path, strlen(file->path) + 1);
        fz_sha256_update(&all, contentDigest, sizeof contentDigest);
    }
    fz_sha256_final(&all, digest);
}

// MARK: - Matching

static bool has_name(const FontName *names, int count, const FontName *name)
{
    for (int i = 0; i < count; i++)
    {
        if (!strcmp(names[i].text, name->text))
            return true;
    }
    return false;
}

// The first font of that name that is as bold and italic as wanted; else the first of that name, because names may say so
// themselves; else one of the family that is wanted, upright if there is none.
static const FontEntry *find_font(const CMuPDFFonts *fonts, const char *text, bool isBold, bool isItalic)
{
    FontName name;
    cmupdf_font_name_simplify(text, &name);
    const FontEntry *best = NULL;
    int bestRank = 0;
    for (size_t i = 0; i < fonts->entryCount; i++)
    {
        const FontEntry *entry = &fonts->entries[i];
        bool isStyle = entry->isBold == isBold && entry->isItalic == isItalic;
        bool isNamed = has_name(entry->names, entry->nameCount, &name);
        bool isFamily = has_name(entry->families, entry->familyCount, &name);
        int rank = isNamed && isStyle                                   ? 4
            : isFamily && isStyle                                       ? 3
            : isNamed                                                   ? 2
            : isFamily && !entry->isBold && !entry->isItalic            ? 1
                                                                        : 0;
        if (rank > bestRank)
        {
            best = entry;
            bestRank = rank;
        }
    }
    return best;
}

// MARK: - What MuPDF asks for

static const CMuPDFFonts *fonts_of(fz_context *ctx)
{
    return ((const CMuPDFDocument *)fz_user_context(ctx))->fonts;
}

// A font each time: MuPDF notes in it what the PDF says of its widths.
static fz_font *new_font(fz_context *ctx, const FontEntry *entry, const char *name, bool hasGlyphBoxes)
{
    return fz_new_font_from_memory(ctx, name, entry->file->bytes, (int)entry->file->count, entry->index, hasGlyphBoxes);
}

static fz_font *load_font(fz_context *ctx, const char *name, int bold, int italic, int needsExactMetrics)
{
    (void)needsExactMetrics;
    const FontEntry *entry = find_font(fonts_of(ctx), name, bold != 0, italic != 0);
    if (entry == NULL)
        return NULL;
    fz_font *font = new_font(ctx, entry, name, true);
    fz_font_flags(font)->fake_bold = bold && !entry->isBold;
    fz_font_flags(font)->fake_italic = italic && !entry->isItalic;
    return font;
}

// By its name, or else any that says it has the characters: all are nearer than MuPDF's one for all.
static fz_font *load_cjk_font(fz_context *ctx, const char *name, int ordering, int serif)
{
    (void)serif;
    const CMuPDFFonts *fonts = fonts_of(ctx);
    const FontEntry *entry = find_font(fonts, name, false, false);
    for (size_t i = 0; entry == NULL && i < fonts->entryCount; i++)
    {
        if (fonts->entries[i].orderings & 1u << ordering)
            entry = &fonts->entries[i];
    }
    return entry ? new_font(ctx, entry, name, false) : NULL;
}

// For characters that a font of the page's has not. Only for scripts that MuPDF has no font for: nobody named one.
static fz_font *load_fallback_font(fz_context *ctx, int script, int language, int serif, int bold, int italic)
{
    (void)serif, (void)bold, (void)italic;
    const CMuPDFFonts *fonts = fonts_of(ctx);
    int size, index;
    if (fz_lookup_noto_font(ctx, script, language, &size, &index))
        return NULL;
    for (size_t i = 0; i < fonts->entryCount; i++)
    {
        if (cmupdf_font_has_script(&fonts->entries[i], script))
            return new_font(ctx, &fonts->entries[i], NULL, false);
    }
    return NULL;
}

void cmupdf_document_set_fonts(CMuPDFDocument *document, const CMuPDFFonts *fonts)
{
    document->fonts = fonts;
    fz_install_load_system_font_funcs(document->ctx, load_font, load_cjk_font, load_fallback_font);
}
