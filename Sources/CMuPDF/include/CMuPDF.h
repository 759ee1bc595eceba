// The contract between MuPDF and the Swift side: handles, status codes and plain values.
//
// Everything in MuPDF reports failure by longjmp, which must never cross a Swift frame. Each function here therefore
// catches inside and returns a status. MuPDF's own headers stay out of this one, so that no dependent needs them.
//
// Threads: a document and its pages belong to one thread. Ownership follows MuPDF's words: `open` gives a handle that
// the caller must `drop`; a page must be dropped before its document.

#ifndef CMUPDF_H
#define CMUPDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <CMuPDFTextProof.h>

#pragma clang assume_nonnull begin

/// How a call ended.
typedef enum __attribute__((enum_extensibility(closed))) : int32_t {
    /// The call did what it says.
    CMuPDFStatusOK = 0,
    /// MuPDF gave up; the error text says why.
    CMuPDFStatusFailed = 1,
    /// An allocation failed, so that what was drawn is not to be trusted.
    CMuPDFStatusOutOfMemory = 2,
    /// The document is encrypted and no password, or a wrong one, was given.
    CMuPDFStatusPassword = 3,
} CMuPDFStatus;

/// What went wrong, in MuPDF's words; owned by the caller, filled only when the status is not OK.
typedef struct {
    char message[512];
} CMuPDFError;

/// A rectangle with x0 <= x1 and y0 <= y1, in the unit of its context.
typedef struct {
    float x0, y0, x1, y1;
} CMuPDFRect;

/// A rectangle of pixels; x1 and y1 are exclusive.
typedef struct {
    int32_t x0, y0, x1, y1;
} CMuPDFPixelRect;

/// The affine map x' = a*x + c*y + e, y' = b*x + d*y + f.
typedef struct {
    float a, b, c, d, e, f;
} CMuPDFMatrix;

/// Whether a page dictionary has a box, looked up through its ancestors.
typedef enum __attribute__((enum_extensibility(closed))) : int32_t {
    CMuPDFBoxAbsent = 0,
    CMuPDFBoxPresent = 1,
    /// There is an entry, but it is no array of four numbers.
    CMuPDFBoxMalformed = 2,
} CMuPDFBoxState;

/// One box of a page, in user space units.
typedef struct {
    CMuPDFBoxState state;
    CMuPDFRect rect;
} CMuPDFBox;

/// The geometry entries of a page dictionary as they stand there (PDF 32000-1, 7.7.3.3), not judged.
typedef struct {
    CMuPDFBox media, crop, bleed, trim, art;
    int32_t rotation;
    float userUnit;
} CMuPDFPageBoxes;

/// What a page paints, read off its display list without decoding an image.
typedef struct {
    /// False only if every colour painted is a gray for certain.
    bool mayBeColored;
    bool hasImages;
    bool hasShadings;
    /// Transparency groups, soft masks or tiling patterns: each makes MuPDF allocate what it covers.
    bool hasGroups;
    /// Paints only opaque black and white, and no image or shading: every gray on it is the edge of something.
    bool isBlackOnWhite;
} CMuPDFPageContent;

typedef struct CMuPDFDocument CMuPDFDocument;
typedef struct CMuPDFPage CMuPDFPage;

/// Returns the version of MuPDF's headers that this was compiled with, such as "1.21.1".
const char *cmupdf_version(void);
/// The version of FreeType, which makes glyphs' outlines and hints: major, minor and patch.
void cmupdf_freetype_version(int32_t version[_Nonnull 3]);

/// Lets the whole process keep up to 64 MB that it has freed, and take blocks of up to 32 MB out of them.
///
/// Images and transparency groups free and take such blocks all the time, and by default the system takes many of them
/// back and clears them again.
///
/// @return Whether the system's allocator can do so.
bool cmupdf_memory_keep(void);

/// Gives what is free now back to the system.
void cmupdf_memory_release(void);

/// Opens a PDF that lies in memory.
///
/// @param bytes The whole file. Not copied: it must stay mapped until the document is dropped.
/// @param password The user or owner password in UTF-8, or NULL for none.
/// @return OK and a document to drop, or a status and no document. The messages of a failed opening are lost.
CMuPDFStatus cmupdf_document_open(const uint8_t *bytes, size_t count, const char *_Nullable password,
                                  CMuPDFDocument *_Nullable *_Nonnull document, CMuPDFError *error);

/// Lets go of all that was read and opens the same bytes again, as a fresh process would.
///
/// There must be no page open. After a failure the document can only be dropped.
CMuPDFStatus cmupdf_document_reopen(CMuPDFDocument *document, CMuPDFError *error);

void cmupdf_document_drop(CMuPDFDocument *document);

/// How finely the edges of glyphs and of everything else are graded on all pages drawn from now on, in bits from 0 (black
/// or white) to 8, which is the default. MuPDF has 0, 2, 4, 6 and 8 and takes the next larger one.
void cmupdf_document_set_antialiasing(CMuPDFDocument *document, int32_t textBits, int32_t graphicsBits);

/// Counts the leaves of the page tree.
///
/// When the tree's own count differs, a message is recorded and the count is corrected in memory, because MuPDF would
/// otherwise lose the pages beyond it or read past its page map.
CMuPDFStatus cmupdf_document_count_pages(CMuPDFDocument *document, int32_t *count, CMuPDFError *error);

/// Whether MuPDF has rebuilt the cross-reference table since the document was opened, which changes what the objects
/// mean and so what later pages look like.
bool cmupdf_document_was_repaired_since_open(const CMuPDFDocument *document);

/// Drops the objects that were read since the pages were counted; they are read again when they are needed.
///
/// MuPDF keeps every object that it has ever read, so that memory grows with each page.
void cmupdf_document_forget_objects(CMuPDFDocument *document);

/// The number of warnings and errors that MuPDF has reported since the last clearing.
size_t cmupdf_document_message_count(CMuPDFDocument *document);

/// One of them; the text is owned by the document and lives until the next clearing.
const char *cmupdf_document_message(const CMuPDFDocument *document, size_t index);

void cmupdf_document_clear_messages(CMuPDFDocument *document);

/// Reads a page's boxes, rotation and UserUnit. Pages count from zero.
CMuPDFStatus cmupdf_page_boxes(CMuPDFDocument *document, int32_t page, CMuPDFPageBoxes *boxes, CMuPDFError *error);

/// What a page is made of, in bytes as they lie in the file.
typedef struct {
    /// Content streams, the forms that its resources name included.
    uint64_t contentBytes;
    /// The images that its resources name.
    uint64_t imageBytes;
} CMuPDFPageWeight;

/// Weighs a page by what its dictionaries say, reading no stream.
CMuPDFStatus cmupdf_page_weigh(CMuPDFDocument *document, int32_t page, CMuPDFPageWeight *weight, CMuPDFError *error);

/// Interprets a page, its annotations and form fields as for printing, into a display list.
///
/// What cannot be interpreted is left out and reported as a message.
///
/// @param box The part of user space that is the page. The top left corner of this box, after rotation, becomes the
///     origin of page space (y down, 1/72 inch, UserUnit applied).
/// @param userUnit The size of a user space unit in 1/72 inch, above zero; it replaces the dictionary's.
CMuPDFStatus cmupdf_page_open(CMuPDFDocument *document, int32_t number, CMuPDFRect box, float userUnit,
                              CMuPDFPage *_Nullable *_Nonnull page, CMuPDFError *error);

void cmupdf_page_drop(CMuPDFPage *page);

CMuPDFPageContent cmupdf_page_content(const CMuPDFPage *page);

/// Empties the caches whose contents could change pixels: an image that an earlier page decoded at a larger size would
/// be reused for this one. Call it once before the first band of each page.
void cmupdf_page_prepare(CMuPDFPage *page);

/// Puts the caches into the state in which every piece of a page is drawn, whoever draws it and after whichever other.
/// Call it before the first band of each piece of a page that is drawn in pieces.
///
/// @param matrix From page space to pixels.
void cmupdf_page_prepare_piece(CMuPDFPage *page, CMuPDFMatrix matrix);

/// Draws a band of a page over white.
///
/// @param matrix From page space to pixels.
/// @param band The rectangle that `samples` holds.
/// @param clip Nothing is painted outside; it may reach beyond the band.
/// @param components 1 for gray, 3 for RGB.
/// @param samples Rows of (band.x1 - band.x0) * components bytes without padding; overwritten.
CMuPDFStatus cmupdf_page_draw(CMuPDFPage *page, CMuPDFMatrix matrix, CMuPDFPixelRect band, CMuPDFPixelRect clip,
                              int32_t components, uint8_t *samples, CMuPDFError *error);

/// Chooses for the whole process between our painters, which are the default, and MuPDF's own.
///
/// Both paint the same bytes. For tests and comparisons; the environment variable PDFSPLIT_PAINTERS=stock does the same.
void cmupdf_painters_choose(bool isFast);

#pragma clang assume_nonnull end

#include "CMuPDFDigest.h"
#include "CMuPDFFonts.h"
#include "CMuPDFImageFile.h"
#include "CMuPDFImageProof.h"
#include "CMuPDFInfo.h"
#include "CMuPDFOutput.h"
#include "CMuPDFPassthrough.h"
#include "CMuPDFWords.h"

#endif
