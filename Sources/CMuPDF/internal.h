// What the files of this target share; never seen by Swift.

#ifndef CMUPDF_INTERNAL_H
#define CMUPDF_INTERNAL_H

#include "CMuPDF.h"

#if !__has_include(<mupdf/fitz.h>)
#error "MuPDF's headers are missing. Run: Scripts/build   (or: apt-get install libmupdf-dev)"
#endif
// Not found, these end the compilation at once, so that the sentence above is not buried under its consequences.
#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#if FZ_VERSION_MAJOR != 1 || FZ_VERSION_MINOR < 21
#error "pdfsplit is written for MuPDF 1.21 or newer"
#endif

/// The warnings and errors that MuPDF has reported, cut at a bound.
typedef struct {
    char **texts;
    size_t count;
    size_t capacity;
    size_t suppressed;
} MessageList;

struct CMuPDFDocument {
    fz_context *ctx;
    pdf_document *pdf;
    const uint8_t *bytes;
    size_t count;
    char *password;
    MessageList messages;
    /// Set by the allocator: an allocation has failed, whatever MuPDF made of it.
    bool allocationFailed;
    /// The largest block that may be allocated, in bytes; 0 for any.
    size_t blockLimit;
    /// A larger one was asked for.
    bool blockLimitHit;
    bool repairedAtOpen;
    /// The colour profiles it has brought along; NULL until there is one.
    struct CMuPDFProfiles *profiles;
    /// The space of CMYK groups in soft masks; NULL until there is one.
    fz_colorspace *maskInks;
    /// The spaces of groups where the page has default spaces, by the number of components; NULL until needed.
    fz_colorspace *blendingSpaces[5];
    /// A soft mask by luminosity has begun, and its group has not.
    bool beginsMask;
    /// What is being drawn is inks on a sheet rather than light.
    bool drawsInks;
    /// What finds the inks then; NULL for cmupdf_separation_table. The caller's.
    const struct CMuPDFOutput *separation;
    /// What is being read or drawn has a default space with a profile.
    bool hasDefaults;
    /// Fonts that stand in for those that it has not; NULL for MuPDF's. The caller's.
    const struct CMuPDFFonts *fonts;
    /// What is known of its objects; NULL until it is asked for.
    struct CMuPDFDigests *digests;
    /// A page is looked at: images, and colour spaces, are read as far as their dictionaries only.
    bool isLooking;
    /// A page is read for its words: fonts are to know what characters their codes are.
    bool readsText;
};

struct CMuPDFPage {
    CMuPDFDocument *document;
    fz_display_list *list;
    CMuPDFPageContent content;
    /// Type 3 glyphs are drawn through the image cache, so their bitmaps depend on it too.
    bool hasType3Text;
    bool hasTiles;
    /// The caches are as they should be for every piece of the page.
    bool isPreloaded;
};

/// Makes the context of a document; NULL when memory is short.
fz_context *cmupdf_context_new(CMuPDFDocument *document);

/// Copies the caught error. Never returns OK: fz_caught() is 0 for many of MuPDF's own throws.
CMuPDFStatus cmupdf_error_record(CMuPDFDocument *document, CMuPDFError *error);

/// Writes an error text of our own.
void cmupdf_error_set(CMuPDFError *error, const char *text);

void cmupdf_messages_append(MessageList *list, const char *prefix, const char *text);
void cmupdf_messages_clear(MessageList *list);

/// Finds a page's dictionary; the reference is borrowed.
pdf_obj *cmupdf_page_lookup(fz_context *ctx, pdf_document *pdf, int number);

/// Gives up the reference that a look-up through the page map leaves behind in MuPDF 1.21 (its bug 706433).
void cmupdf_page_balance_lookup(fz_context *ctx, pdf_document *pdf, pdf_obj *page);

/// Rounds a glyph's coverage, rows of bytes, to the steps of the context's antialiasing of text.
void cmupdf_grade_coverage(fz_context *ctx, int width, int height, unsigned char *row, int stride);

/// Frees the colour spaces of a document, before its context.
void cmupdf_colors_drop(CMuPDFDocument *document);
/// Frees what a document knows of its profiles, after its context; NULL is nothing.
void cmupdf_profiles_drop(struct CMuPDFProfiles *list);
/// Forgets which object has which profile, not the profiles.
void cmupdf_profiles_forget_objects(struct CMuPDFProfiles *list);

/// Forgets the digests of a document's objects, before its context goes.
void cmupdf_digests_drop(CMuPDFDocument *document);

/// Runs a page's display list through a device that draws nothing and notes what it is asked to paint.
void cmupdf_survey(CMuPDFPage *page);

#endif
