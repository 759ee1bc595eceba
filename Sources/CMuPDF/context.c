#include "internal.h"

#include <stdlib.h>
#include <string.h>

// Decoded images and fonts that MuPDF may keep. Its own default of 256 MiB is more than a pool of workers should take.
static const size_t storeLimit = 96 << 20;

// Pixels of an image that is decoded as a whole, even if only a part of it is asked for: 48 MiB in RGB, half the store.
static const double wholeImageLimit = 16 << 20;

const char *cmupdf_version(void)
{
    return FZ_VERSION;
}

static bool is_too_large(CMuPDFDocument *document, size_t size)
{
    if (document->blockLimit == 0 || size <= document->blockLimit)
        return false;
    document->blockLimitHit = true;
    return true;
}

// MuPDF swallows a failed allocation where it can go on without (a glyph, an image), which would make pixels depend on
// free memory. So the allocator remembers, and the page that was being drawn is refused.
static void *allocate(void *user, size_t size)
{
    void *block = is_too_large(user, size) ? NULL : malloc(size);
    if (block == NULL && size != 0)
        ((CMuPDFDocument *)user)->allocationFailed = true;
    return block;
}

static void *reallocate(void *user, void *old, size_t size)
{
    void *block = is_too_large(user, size) ? NULL : realloc(old, size);
    if (block == NULL && size != 0)
        ((CMuPDFDocument *)user)->allocationFailed = true;
    return block;
}

static void release(void *user, void *block)
{
    (void)user;
    free(block);
}

static void warned(void *user, const char *message)
{
    cmupdf_messages_append(&((CMuPDFDocument *)user)->messages, "", message);
}

static void erred(void *user, const char *message)
{
    cmupdf_messages_append(&((CMuPDFDocument *)user)->messages, "error: ", message);
}

// What part of an image to decode where `area` of it is needed.
//
// A page in bands needs a part for each. A JPEG or Flate stream is decoded from its beginning whatever part is wanted, so
// that the parts of a photo in seven bands take four times as long as the whole, which serves all bands and every other
// use on the page. Nor do pixels depend then on where the bands are: a part comes out with slightly other rounding.
static void choose_area(void *user, int width, int height, int l2factor, fz_irect *area)
{
    double whole = (double)width * height;
    double part = (double)(area->x1 - area->x0) * (area->y1 - area->y0);
    // A part that is nearly all of it is rounded up, as MuPDF does.
    if (whole / (double)(1 << 2 * l2factor) <= wholeImageLimit || part >= whole * 0.9)
        *area = (fz_irect){0, 0, width, height};
}

fz_context *cmupdf_context_new(CMuPDFDocument *document)
{
    // MuPDF keeps the pointer only for the calls, not the struct: it copies it into the context.
    fz_alloc_context allocator = {document, allocate, reallocate, release};
    fz_context *ctx = fz_new_context(&allocator, NULL, storeLimit);
    if (ctx == NULL)
        return NULL;
    fz_set_user_context(ctx, document);
    // Colours are Colors' business, whether MuPDF was built with an ICC engine or without.
    fz_disable_icc(ctx);
    // Then images in Lab keep the bytes they have: MuPDF would map them to numbers that no byte can hold.
    fz_device_lab(ctx)->flags |= FZ_COLORSPACE_IS_ICC;
    fz_set_warning_callback(ctx, warned, document);
    fz_set_error_callback(ctx, erred, document);
    fz_tune_image_decode(ctx, choose_area, NULL);
    return ctx;
}

CMuPDFStatus cmupdf_error_record(CMuPDFDocument *document, CMuPDFError *error)
{
    cmupdf_error_set(error, fz_caught_message(document->ctx));
    if (document->allocationFailed || fz_caught(document->ctx) == FZ_ERROR_MEMORY)
        return CMuPDFStatusOutOfMemory;
    return CMuPDFStatusFailed;
}

void cmupdf_error_set(CMuPDFError *error, const char *text)
{
    strncpy(error->message, text, sizeof error->message - 1);
    error->message[sizeof error->message - 1] = 0;
}
