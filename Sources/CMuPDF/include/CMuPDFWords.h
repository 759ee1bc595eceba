// The words of a page, to say which of them changed.

#ifndef CMUPDF_WORDS_H
#define CMUPDF_WORDS_H

#include "CMuPDF.h"

#pragma clang assume_nonnull begin

/// A run of characters without white space between them.
typedef struct {
    /// Where its text begins, and how long it is, in bytes of UTF-8.
    size_t start, length;
    /// What its characters cover, in page space (y down, 1/72 inch).
    CMuPDFRect box;
} CMuPDFWord;

/// The words of a page in reading order; the lists belong to it until it is cleared.
typedef struct {
    CMuPDFWord *_Nullable words;
    size_t count;
    /// The texts, without anything between them.
    char *_Nullable text;
    size_t textLength;
    /// There are more characters than were asked for; the rest is left out.
    bool isCut;
} CMuPDFWords;

/// Reads the words of a page, in the order in which MuPDF's structured text has them.
///
/// Ligatures are taken apart, control characters left out, and what is no character that others know, private ones
/// included, is U+FFFD. Text that is seen by nobody, such as that of a scan, counts too.
///
/// No page of the document may be open. The caches are empty afterwards.
///
/// @param box,userUnit As for cmupdf_page_open. Text outside of the box is left out.
/// @param characterLimit The words end where there are more characters.
/// @param words Filled in; clear it, whatever the status is.
CMuPDFStatus cmupdf_page_words(CMuPDFDocument *document, int32_t number, CMuPDFRect box, float userUnit,
                               int32_t characterLimit, CMuPDFWords *words, CMuPDFError *error);

/// Frees the lists of a page's words.
void cmupdf_words_clear(CMuPDFDocument *document, CMuPDFWords *words);

#pragma clang assume_nonnull end

#endif
