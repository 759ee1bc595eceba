#include "internal.h"

#include <stdlib.h>
#include <string.h>

// Decoded images and fonts that MuPDF may keep. Its own default of 256 MiB is more than a pool of workers should take.
static const size_t storeLimit = 96 << 20;

const char *cmupdf_version(void)
{
    return FZ_VERSION;
}

// MuPDF swallows a failed allocation where it can go on without (a glyph, an image), which would make pixels depend on
// free memory. So the allocator remembers, and the page that was being drawn is refused.
static void *allocate(void *user, size_t size)
{
    void *block = malloc(size);
    if (block == NULL && size != 0)
        ((CMuPDFDocument *)user)->allocationFailed = true;
    return block;
}

static void *reallocate(void *user, void *old, size_t size)
{
    void *block = realloc(old, size);
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

fz_context *cmupdf_context_new(CMuPDFDocument *document)
{
    // MuPDF keeps the pointer only for the calls, not the struct: it copies it into the context.
    fz_alloc_context allocator = {document, allocate, reallocate, release};
    fz_context *ctx = fz_new_context(&allocator, NULL, storeLimit);
    if (ctx == NULL)
        return NULL;
    fz_set_warning_callback(ctx, warned, document);
    fz_set_error_callback(ctx, erred, document);
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
