#include "internal.h"

static CMuPDFBox read_box(fz_context *ctx, pdf_obj *page, pdf_obj *name)
{
    CMuPDFBox box = {CMuPDFBoxAbsent, {0, 0, 0, 0}};
    pdf_obj *entry = pdf_dict_get_inheritable(ctx, page, name);
    if (!entry || pdf_is_null(ctx, entry))
        return box;
    box.state = CMuPDFBoxPresent;
    if (pdf_array_len(ctx, entry) != 4)
        box.state = CMuPDFBoxMalformed;
    for (int i = 0; i < 4 && box.state == CMuPDFBoxPresent; i++)
    {
        if (!pdf_is_number(ctx, pdf_array_get(ctx, entry, i)))
            box.state = CMuPDFBoxMalformed;
    }
    if (box.state == CMuPDFBoxPresent)
    {
        // Any two opposite corners are allowed (PDF 32000-1, 7.9.5); pdf_to_rect puts them in order.
        fz_rect rect = pdf_to_rect(ctx, entry);
        box.rect = (CMuPDFRect){rect.x0, rect.y0, rect.x1, rect.y1};
    }
    return box;
}

CMuPDFStatus cmupdf_page_boxes(CMuPDFDocument *document, int32_t number, CMuPDFPageBoxes *boxes, CMuPDFError *error)
{
    fz_context *ctx = document->ctx;
    CMuPDFStatus status = CMuPDFStatusOK;

    document->allocationFailed = false;
    fz_var(status);
    fz_try(ctx)
    {
        pdf_obj *page = cmupdf_page_lookup(ctx, document->pdf, number);
        boxes->media = read_box(ctx, page, PDF_NAME(MediaBox));
        boxes->crop = read_box(ctx, page, PDF_NAME(CropBox));
        boxes->bleed = read_box(ctx, page, PDF_NAME(BleedBox));
        boxes->trim = read_box(ctx, page, PDF_NAME(TrimBox));
        boxes->art = read_box(ctx, page, PDF_NAME(ArtBox));
        boxes->rotation = pdf_to_int(ctx, pdf_dict_get_inheritable(ctx, page, PDF_NAME(Rotate)));
        pdf_obj *unit = pdf_dict_get(ctx, page, PDF_NAME(UserUnit));
        boxes->userUnit = pdf_is_number(ctx, unit) ? pdf_to_real(ctx, unit) : 1;
    }
    fz_catch(ctx)
        status = cmupdf_error_record(document, error);
    return status;
}
