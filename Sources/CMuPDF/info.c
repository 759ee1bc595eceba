// What a page is made of. It is interpreted as for drawing, but images are read as far as their dictionaries only, and the
// display list goes to a device that takes notes.

#include "info.h"

fz_image *__wrap_pdf_load_image(fz_context *ctx, pdf_document *pdf, pdf_obj *dictionary);
fz_image *__real_pdf_load_image(fz_context *ctx, pdf_document *pdf, pdf_obj *dictionary);
fz_colorspace *__wrap_pdf_load_colorspace(fz_context *ctx, pdf_obj *object);
fz_colorspace *__real_pdf_load_colorspace(fz_context *ctx, pdf_obj *object);

static bool is_looking(fz_context *ctx)
{
    const CMuPDFDocument *document = fz_user_context(ctx);
    return document && document->isLooking;
}

fz_image *__wrap_pdf_load_image(fz_context *ctx, pdf_document *pdf, pdf_obj *dictionary)
{
    if (is_looking(ctx))
        return cmupdf_info_stand_in(ctx, pdf, dictionary);
    return __real_pdf_load_image(ctx, pdf, dictionary);
}

fz_image *cmupdf_info_read_image(fz_context *ctx, pdf_document *pdf, pdf_obj *dictionary)
{
    return __real_pdf_load_image(ctx, pdf, dictionary);
}

// This build of MuPDF takes spaces with a profile, and calibrated ones, for the device's; so they get spaces of their own,
// of the same kind, to be told from these.
fz_colorspace *__wrap_pdf_load_colorspace(fz_context *ctx, pdf_obj *object)
{
    fz_colorspace *space = __real_pdf_load_colorspace(ctx, object);
    if (!is_looking(ctx) || !pdf_is_array(ctx, object) || !fz_colorspace_is_device(ctx, space))
        return space;
    char name[160];
    fz_colorspace *named = NULL;
    fz_var(named);
    fz_try(ctx)
    {
        cmupdf_info_describe_space(ctx, object, name, sizeof name);
        named = fz_new_colorspace(ctx, space->type, 0, space->n, name);
    }
    fz_always(ctx)
        fz_drop_colorspace(ctx, space);
    fz_catch(ctx)
        fz_rethrow(ctx);
    return named;
}

void *cmupdf_info_grow(fz_context *ctx, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t wanted = *capacity ? *capacity * 2 : 8;
    items = fz_realloc(ctx, items, wanted * size);
    *capacity = wanted;
    return items;
}

CMuPDFStatus cmupdf_page_info(CMuPDFDocument *document, int32_t number, CMuPDFRect box, float userUnit,
                              CMuPDFPageInfo *info, CMuPDFError *error)
{
    fz_context *ctx = document->ctx;
    CMuPDFPage *page = NULL;
    *info = (CMuPDFPageInfo){0};

    document->isLooking = true;
    CMuPDFStatus status = cmupdf_page_open(document, number, box, userUnit, &page, error);
    if (status == CMuPDFStatusOK)
    {
        fz_var(status);
        fz_try(ctx)
        {
            cmupdf_info_run(ctx, page->list, info);
            cmupdf_info_collect_fonts(ctx, document->pdf, cmupdf_page_lookup(ctx, document->pdf, number), info);
        }
        fz_always(ctx)
            cmupdf_page_drop(page);
        fz_catch(ctx)
            status = cmupdf_error_record(document, error);
    }
    document->isLooking = false;
    return status;
}

void cmupdf_page_info_clear(CMuPDFDocument *document, CMuPDFPageInfo *info)
{
    fz_free(document->ctx, info->images);
    fz_free(document->ctx, info->fonts);
    fz_free(document->ctx, info->colorSpaces);
    *info = (CMuPDFPageInfo){0};
}
