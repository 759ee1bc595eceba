#include "internal.h"

#include <stdlib.h>
#include <string.h>

// Opens the bytes as a PDF and nothing else: MuPDF's other formats have no business here.
static void open_pdf(CMuPDFDocument *document)
{
    fz_context *ctx = document->ctx;
    fz_stream *stream = fz_open_memory(ctx, document->bytes, document->count);

    fz_try(ctx)
        document->pdf = pdf_open_document_with_stream(ctx, stream);
    fz_always(ctx)
        fz_drop_stream(ctx, stream);
    fz_catch(ctx)
        fz_rethrow(ctx);
}

static CMuPDFStatus open_with_password(CMuPDFDocument *document, CMuPDFError *error)
{
    fz_context *ctx = document->ctx;
    CMuPDFStatus status = CMuPDFStatusOK;

    fz_var(status);
    fz_try(ctx)
    {
        open_pdf(document);
        const char *password = document->password;
        if (pdf_needs_password(ctx, document->pdf)
            && !(password && pdf_authenticate_password(ctx, document->pdf, password)))
        {
            cmupdf_error_set(error, password ? "the password is wrong" : "the document needs a password");
            status = CMuPDFStatusPassword;
        }
        document->repairedAtOpen = document->pdf->repair_attempted;
    }
    fz_catch(ctx)
        status = cmupdf_error_record(document, error);
    return status;
}

CMuPDFStatus cmupdf_document_open(const uint8_t *bytes, size_t count, const char *password, CMuPDFDocument **result,
                                  CMuPDFError *error)
{
    *result = NULL;
    CMuPDFDocument *document = calloc(1, sizeof *document);
    if (document != NULL)
        document->ctx = cmupdf_context_new(document);
    if (document == NULL || document->ctx == NULL)
    {
        free(document);
        cmupdf_error_set(error, "there is no memory for an engine");
        return CMuPDFStatusOutOfMemory;
    }

    document->bytes = bytes;
    document->count = count;
    document->password = password ? strdup(password) : NULL;
    CMuPDFStatus status = open_with_password(document, error);
    if (status == CMuPDFStatusOK)
        *result = document;
    else
        cmupdf_document_drop(document);
    return status;
}

CMuPDFStatus cmupdf_document_reopen(CMuPDFDocument *document, CMuPDFError *error)
{
    fz_context *ctx = document->ctx;
    // The caches hold fonts and images of the document that goes.
    fz_purge_glyph_cache(ctx);
    cmupdf_digests_drop(document);
    pdf_drop_document(ctx, document->pdf);
    document->pdf = NULL;
    fz_empty_store(ctx);
    cmupdf_profiles_forget_objects(document->profiles);
    document->allocationFailed = false;
    return open_with_password(document, error);
}

void cmupdf_document_drop(CMuPDFDocument *document)
{
    fz_context *ctx = document->ctx;
    cmupdf_digests_drop(document);
    pdf_drop_document(ctx, document->pdf);
    cmupdf_colors_drop(document);
    fz_drop_context(ctx);
    cmupdf_profiles_drop(document->profiles);
    cmupdf_messages_clear(&document->messages);
    free(document->messages.texts);
    free(document->password);
    free(document);
}

void cmupdf_document_forget_objects(CMuPDFDocument *document)
{
    // What a repair has corrected is in the objects alone, and would be read as it is in the file.
    if (document->pdf->repair_attempted)
        return;
    fz_context *ctx = document->ctx;
    fz_try(ctx)
        pdf_clear_xref_to_mark(ctx, document->pdf);
    fz_catch(ctx)
        fz_warn(ctx, "objects could not be dropped: %s", fz_caught_message(ctx));
}

bool cmupdf_document_was_repaired_since_open(const CMuPDFDocument *document)
{
    return document->pdf->repair_attempted && !document->repairedAtOpen;
}
