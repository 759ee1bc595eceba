// A directory of fonts that stand in for those that a document names and does not bring along.

#ifndef CMUPDF_FONTS_H
#define CMUPDF_FONTS_H

#include "CMuPDF.h"

#pragma clang assume_nonnull begin

/// The fonts of a directory, mapped into memory. It does not change, so documents of all threads may share it.
typedef struct CMuPDFFonts CMuPDFFonts;

/// Maps all TrueType, OpenType and Type 1 files of a directory, and of those in it down to three levels.
///
/// They are known by the endings of their names (.ttf, .otf, .ttc, .otc, .pfb, .pfa, .t1) and taken in the order of their
/// paths, byte by byte. What is no font in spite of its name, or cannot be read, is left out and named by
/// cmupdf_fonts_unusable. Nothing is opened later.
///
/// @return OK with fonts to drop, or Failed with neither: the directory cannot be read, or it has no font.
CMuPDFStatus cmupdf_fonts_open(const char *path, CMuPDFFonts *_Nullable *_Nonnull fonts, CMuPDFError *error);

/// Unmaps them. No document may use them any more.
void cmupdf_fonts_drop(CMuPDFFonts *fonts);

/// The fonts found; a collection has several.
size_t cmupdf_fonts_count(const CMuPDFFonts *fonts);

/// Files that are no fonts in spite of their names, or cannot be read.
size_t cmupdf_fonts_unusable_count(const CMuPDFFonts *fonts);
/// The path of one of them, from the directory on; lives as long as the fonts.
const char *cmupdf_fonts_unusable(const CMuPDFFonts *fonts, size_t index);

/// Digests the names and the contents of all files that can be read, fonts or not: SHA-256. Reads them all.
void cmupdf_fonts_digest(const CMuPDFFonts *fonts, uint8_t digest[_Nonnull 32]);

/// Has fonts that pages name and the document does not embed looked for in a directory, before MuPDF's own.
///
/// Call it before the first page is read. They must outlive the document.
void cmupdf_document_set_fonts(CMuPDFDocument *document, const CMuPDFFonts *fonts);

#pragma clang assume_nonnull end

#endif
