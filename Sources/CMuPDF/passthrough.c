// Finds pages that are one image and nothing else, and reads that image's data as it is.

#include "passthrough.h"

// Whether a page's resources have an image to be kept, or a form that may have one.
static CMuPDFStatus look_at_resources(CMuPDFDocument *document, int32_t number, bool *mayBeOneImage, CMuPDFError *error)
{
    fz_context *ctx = document->ctx;
    CMuPDFStatus status = CMuPDFStatusOK;
    *mayBeOneImage = false;
    fz_var(status);
    fz_try(ctx)
    {
        pdf_obj *page = cmupdf_page_lookup(ctx, document->pdf, number);
        pdf_obj *resources = pdf_dict_get_inheritable(ctx, page, PDF_NAME(Resources));
        pdf_obj *objects = pdf_dict_get(ctx, resources, PDF_NAME(XObject));
        for (int i = 0; !*mayBeOneImage && i < pdf_dict_len(ctx, objects); i++)
        {
            pdf_obj *object = pdf_dict_get_val(ctx, objects, i);
            *mayBeOneImage = pdf_name_eq(ctx, pdf_dict_get(ctx, object, PDF_NAME(Subtype)), PDF_NAME(Form))
                || cmupdf_passed_filter(ctx, object) != CMuPDFPassedNone;
        }
    }
    fz_catch(ctx)
        status = cmupdf_error_record(document, error);
    return status;
}

CMuPDFStatus cmupdf_page_passed_image(CMuPDFDocument *document, int32_t number, CMuPDFRect box, float userUnit,
                                      CMuPDFPassedImage *image, CMuPDFError *error)
{
    fz_context *ctx = document->ctx;
    CMuPDFPage *page = NULL;
    size_t messages = document->messages.count;
    bool mayBeOneImage;
    *image = (CMuPDFPassedImage){0};

    // Most pages need not be interpreted twice.
    CMuPDFStatus status = look_at_resources(document, number, &mayBeOneImage, error);
    if (status != CMuPDFStatusOK || !mayBeOneImage)
        return status;
    document->isLooking = true;
    status = cmupdf_page_open(document, number, box, userUnit, &page, error);
    if (status == CMuPDFStatusOK)
    {
        fz_var(status);
        fz_try(ctx)
            cmupdf_passed_run(ctx, page, image);
        fz_always(ctx)
            cmupdf_page_drop(page);
        fz_catch(ctx)
            status = cmupdf_error_record(document, error);
    }
    document->isLooking = false;
    // Glyphs of Type 3 fonts may have got images without pixels.
    fz_empty_store(ctx);
    if (status != CMuPDFStatusOK || document->messages.count != messages
        || cmupdf_document_was_repaired_since_open(document))
        image->filter = CMuPDFPassedNone;
    return status;
}

CMuPDFStatus cmupdf_stream_read(CMuPDFDocument *document, int32_t object, bool isDecoded, CMuPDFBytes *bytes,
                                CMuPDFError *error)
{
    fz_context *ctx = document->ctx;
    CMuPDFStatus status = CMuPDFStatusOK;
    *bytes = (CMuPDFBytes){0};
    fz_var(status);
    fz_try(ctx)
    {
        fz_buffer *buffer = isDecoded ? pdf_load_stream_number(ctx, document->pdf, object)
                                      : pdf_load_raw_stream_number(ctx, document->pdf, object);
        unsigned char *data = NULL;
        bytes->count = fz_buffer_storage(ctx, buffer, &data);
        bytes->bytes = data;
        bytes->owner = buffer;
    }
    fz_catch(ctx)
        status = cmupdf_error_record(document, error);
    return status;
}

void cmupdf_bytes_drop(CMuPDFDocument *document, CMuPDFBytes *bytes)
{
    fz_drop_buffer(document->ctx, bytes->owner);
    *bytes = (CMuPDFBytes){0};
}
