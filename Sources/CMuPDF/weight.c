// What a page is made of, in bytes, without interpreting it.

#include "internal.h"

// More entries than any honest page has; a hostile one shall not keep us.
enum { entryLimit = 1000 };

static uint64_t stream_length(fz_context *ctx, pdf_obj *stream)
{
    int64_t length = pdf_to_int64(ctx, pdf_dict_get(ctx, stream, PDF_NAME(Length)));
    return length > 0 ? (uint64_t)length : 0;
}

static uint64_t contents_length(fz_context *ctx, pdf_obj *contents)
{
    if (!pdf_is_array(ctx, contents))
        return stream_length(ctx, contents);
    uint64_t total = 0;
    int count = pdf_array_len(ctx, contents);
    for (int i = 0; i < count && i < entryLimit; i++)
        total += stream_length(ctx, pdf_array_get(ctx, contents, i));
    return total;
}

// Forms may hold others; what these weigh is left out.
static void add_objects(fz_context *ctx, pdf_obj *objects, CMuPDFPageWeight *weight)
{
    int count = pdf_dict_len(ctx, objects);
    for (int i = 0; i < count && i < entryLimit; i++)
    {
        pdf_obj *object = pdf_dict_get_val(ctx, objects, i);
        if (pdf_name_eq(ctx, pdf_dict_get(ctx, object, PDF_NAME(Subtype)), PDF_NAME(Image)))
            weight->imageBytes += stream_length(ctx, object);
        else
            weight->contentBytes += stream_length(ctx, object);
    }
}

CMuPDFStatus cmupdf_page_weigh(CMuPDFDocument *document, int32_t number, CMuPDFPageWeight *weight, CMuPDFError *error)
{
    fz_context *ctx = document->ctx;
    CMuPDFStatus status = CMuPDFStatusOK;
    *weight = (CMuPDFPageWeight){0};
    fz_var(status);
    fz_try(ctx)
    {
        pdf_obj *page = cmupdf_page_lookup(ctx, document->pdf, number);
        weight->contentBytes = contents_length(ctx, pdf_dict_get(ctx, page, PDF_NAME(Contents)));
        pdf_obj *resources = pdf_dict_get_inheritable(ctx, page, PDF_NAME(Resources));
        add_objects(ctx, pdf_dict_get(ctx, resources, PDF_NAME(XObject)), weight);
    }
    fz_catch(ctx)
        status = cmupdf_error_record(document, error);
    return status;
}
