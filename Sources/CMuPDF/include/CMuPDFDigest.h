// A proof, from the objects of two files alone, that two pages look the same.

#ifndef CMUPDF_DIGEST_H
#define CMUPDF_DIGEST_H

#include "CMuPDF.h"

#pragma clang assume_nonnull begin

/// A SHA-256 over everything that decides how a page looks.
typedef struct {
    /// False where the objects prove nothing: the document is encrypted or was repaired, or the page has too many.
    bool isKnown;
    uint8_t bytes[32];
} CMuPDFObjectDigest;

/// Digests the objects of a page: what its dictionary has, inherits and refers to, and what the catalog says of layers and
/// form fields. Streams count as they are stored.
///
/// Numbers of objects, their order in the file and where they are shared with other pages do not matter. Equal digests, of
/// whichever documents, mean that the pages are drawn alike; unequal ones mean nothing.
///
/// Ask before the page is drawn: MuPDF may add to its annotations then. Objects that were read stay, as ever, until
/// cmupdf_document_forget_objects.
CMuPDFStatus cmupdf_page_object_digest(CMuPDFDocument *document, int32_t page, CMuPDFObjectDigest *digest,
                                       CMuPDFError *error);

#pragma clang assume_nonnull end

#endif
