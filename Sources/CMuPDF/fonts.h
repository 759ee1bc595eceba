// What the files that find fonts in a directory share.

#ifndef CMUPDF_FONTS_INTERNAL_H
#define CMUPDF_FONTS_INTERNAL_H

#include "internal.h"

enum { FONT_NAME_SIZE = 64, FONT_NAMES_MOST = 8 };

/// Names without what people write in different ways: see cmupdf_font_name_simplify.
typedef struct {
    char text[FONT_NAME_SIZE];
} FontName;

typedef struct {
    /// From the directory on.
    char *path;
    /// NULL where the file cannot be read or has none.
    uint8_t *bytes;
    size_t count;
    bool isUsable;
} FontFile;

/// A font of a file.
typedef struct {
    const FontFile *file;
    /// In its file.
    int index;
    /// The PostScript name, full names, and families with styles.
    FontName names[FONT_NAMES_MOST];
    int nameCount;
    FontName families[2];
    int familyCount;
    bool isBold, isItalic;
    /// A bit for each ordering of CJK characters that it says it is for; see FZ_ADOBE_CNS and so on.
    unsigned orderings;
} FontEntry;

struct CMuPDFFonts {
    FontFile *files;
    size_t fileCount, fileCapacity;
    FontEntry *entries;
    size_t entryCount, entryCapacity;
};

/// Makes room for one more item; NULL, with the items as they were, if there is no memory.
void *cmupdf_fonts_grow(void *items, size_t count, size_t *capacity, size_t size);

/// Maps the files of a directory, sorted.
CMuPDFStatus cmupdf_fonts_scan(CMuPDFFonts *fonts, const char *path, CMuPDFError *error);

/// Finds out which fonts the files have.
CMuPDFStatus cmupdf_fonts_identify(CMuPDFFonts *fonts, CMuPDFError *error);

/// Whether a font has a glyph for a character of a script, by UCDN's number.
bool cmupdf_font_has_script(const FontEntry *entry, int script);

/// Drops a subset's tag, white space, hyphens, underscores and commas, and makes letters small.
void cmupdf_font_name_simplify(const char *name, FontName *simple);

#endif
