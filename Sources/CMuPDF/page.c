// A page on its way from the file to pixels: dictionary, display list, bands.

#include "internal.h"
#include "Colors/colors.h"

#include <stdlib.h>

// MuPDF takes a page's size and unit from its dictionary, so a page that shall be something else is given other entries
// in memory while it is read. Everything then knows one box only.
typedef struct {
    pdf_obj *page;
    pdf_obj *mediaBox, *cropBox, *userUnit;
} PageEntries;

static PageEntries keep_entries(fz_context *ctx, pdf_obj *page)
{
    PageEntries entries = {pdf_keep_obj(ctx, page)};
    entries.mediaBox = pdf_keep_obj(ctx, pdf_dict_get(ctx, page, PDF_NAME(MediaBox)));
    entries.cropBox = pdf_keep_obj(ctx, pdf_dict_get(ctx, page, PDF_NAME(CropBox)));
    entries.userUnit = pdf_keep_obj(ctx, pdf_dict_get(ctx, page, PDF_NAME(UserUnit)));
    return entries;
}

static void restore_entry(fz_context *ctx, pdf_obj *page, pdf_obj *name, pdf_obj *value)
{
    if (pdf_dict_get(ctx, page, name) == value)
        return;
    if (value)
        pdf_dict_put(ctx, page, name, value);
    else
        pdf_dict_del(ctx, page, name);
}

// Puts the dictionary back, so that the page reads the same the next time.
static void restore_entries(fz_context *ctx, PageEntries *entries)
{
    fz_try(ctx)
    {
        restore_entry(ctx, entries->page, PDF_NAME(MediaBox), entries->mediaBox);
        restore_entry(ctx, entries->page, PDF_NAME(CropBox), entries->cropBox);
        restore_entry(ctx, entries->page, PDF_NAME(UserUnit), entries->userUnit);
    }
    fz_always(ctx)
    {
        pdf_drop_obj(ctx, entries->mediaBox);
        pdf_drop_obj(ctx, entries->cropBox);
        pdf_drop_obj(ctx, entries->userUnit);
        pdf_drop_obj(ctx, entries->page);
    }
    fz_catch(ctx)
        fz_warn(ctx, "the page's boxes could not be put back: %s", fz_caught_message(ctx));
}

static void put_box(fz_context *ctx, pdf_obj *page, CMuPDFRect wanted)
{
    fz_rect box = {wanted.x0, wanted.y0, wanted.x1, wanted.y1};
    fz_rect current;
    fz_matrix ignored;
    pdf_page_obj_transform(ctx, page, &current, &ignored);
    if (current.x0 == box.x0 && current.y0 == box.y0 && current.x1 == box.x1 && current.y1 == box.y1)
        return;
    pdf_dict_put_rect(ctx, page, PDF_NAME(MediaBox), box);
    pdf_dict_put_rect(ctx, page, PDF_NAME(CropBox), box);
}

// MuPDF scales by whatever number stands there, zero included.
static void put_user_unit(fz_context *ctx, pdf_obj *page, float unit)
{
    pdf_obj *entry = pdf_dict_get(ctx, page, PDF_NAME(UserUnit));
    if (entry && pdf_to_real(ctx, entry) != unit)
        pdf_dict_put_real(ctx, page, PDF_NAME(UserUnit), unit);
}

// A broken annotation makes MuPDF refuse the whole page; the page is worth more than the annotation.
static fz_page *load_page(fz_context *ctx, pdf_document *pdf, int number)
{
    fz_page *page = NULL;
    fz_var(page);
    fz_try(ctx)
        page = fz_load_chapter_page(ctx, &pdf->super, 0, number);
    fz_catch(ctx)
    {
        if (fz_caught(ctx) == FZ_ERROR_MEMORY)
            fz_rethrow(ctx);
        fz_warn(ctx, "the page is drawn without its annotations: %s", fz_caught_message(ctx));
        pdf_dict_del(ctx, cmupdf_page_lookup(ctx, pdf, number), PDF_NAME(Annots));
        page = fz_load_chapter_page(ctx, &pdf->super, 0, number);
    }
    cmupdf_page_balance_lookup(ctx, pdf, ((pdf_page *)page)->obj);
    return page;
}

typedef void (*RunPart)(fz_context *, pdf_page *, fz_device *, fz_matrix, const char *, fz_cookie *);

// Contents, annotations and fields are run apart, so that one that breaks off leaves the others.
static void run_part(fz_context *ctx, RunPart run, const char *what, pdf_page *page, fz_device *device,
                     fz_cookie *cookie)
{
    fz_try(ctx)
        run(ctx, page, device, fz_identity, "Print", cookie);
    fz_catch(ctx)
    {
        if (fz_caught(ctx) == FZ_ERROR_MEMORY)
            fz_rethrow(ctx);
        fz_warn(ctx, "error: the page's %s are drawn in part: %s", what, fz_caught_message(ctx));
    }
}

static void interpret(fz_context *ctx, pdf_page *page, fz_display_list *list)
{
    fz_cookie cookie = {0};
    fz_device *device = fz_new_list_device(ctx, list);
    fz_try(ctx)
    {
        run_part(ctx, pdf_run_page_contents_with_usage, "contents", page, device, &cookie);
        run_part(ctx, pdf_run_page_annots_with_usage, "annotations", page, device, &cookie);
        run_part(ctx, pdf_run_page_widgets_with_usage, "form fields", page, device, &cookie);
        fz_close_device(ctx, device);
    }
    fz_always(ctx)
        fz_drop_device(ctx, device);
    fz_catch(ctx)
        fz_rethrow(ctx);
}

CMuPDFStatus cmupdf_page_open(CMuPDFDocument *document, int32_t number, CMuPDFRect box, float userUnit,
                              CMuPDFPage **result, CMuPDFError *error)
{
    *result = NULL;
    CMuPDFPage *page = calloc(1, sizeof *page);
    if (page == NULL)
    {
        cmupdf_error_set(error, "there is no memory for a page");
        return CMuPDFStatusOutOfMemory;
    }
    page->document = document;
    document->allocationFailed = false;

    fz_context *ctx = document->ctx;
    fz_page *source = NULL;
    PageEntries entries = {0};
    CMuPDFStatus status = CMuPDFStatusOK;
    fz_var(source);
    fz_var(entries);
    fz_var(status);
    fz_try(ctx)
    {
        pdf_obj *dictionary = cmupdf_page_lookup(ctx, document->pdf, number);
        entries = keep_entries(ctx, dictionary);
        put_box(ctx, dictionary, box);
        put_user_unit(ctx, dictionary, userUnit);
        source = load_page(ctx, document->pdf, number);
        page->list = fz_new_display_list(ctx, fz_bound_page(ctx, source));
        interpret(ctx, (pdf_page *)source, page->list);
        cmupdf_survey(page);
    }
    fz_always(ctx)
    {
        fz_drop_page(ctx, source);
        restore_entries(ctx, &entries);
    }
    fz_catch(ctx)
        status = cmupdf_error_record(document, error);

    if (status == CMuPDFStatusOK && document->allocationFailed)
    {
        cmupdf_error_set(error, "an allocation failed while the page was read");
        status = CMuPDFStatusOutOfMemory;
    }
    if (status == CMuPDFStatusOK)
        *result = page;
    else
        cmupdf_page_drop(page);
    return status;
}

void cmupdf_page_drop(CMuPDFPage *page)
{
    fz_drop_display_list(page->document->ctx, page->list);
    free(page);
}

CMuPDFPageContent cmupdf_page_content(const CMuPDFPage *page)
{
    return page->content;
}

void cmupdf_page_prepare(CMuPDFPage *page)
{
    fz_context *ctx = page->document->ctx;
    if (page->content.hasImages || page->content.hasShadings || page->content.hasGroups || page->hasType3Text)
        fz_empty_store(ctx);
    if (page->hasType3Text)
        fz_purge_glyph_cache(ctx);
}

CMuPDFStatus cmupdf_page_draw(CMuPDFPage *page, CMuPDFMatrix matrix, CMuPDFPixelRect band, CMuPDFPixelRect clip,
                              int32_t components, uint8_t *samples, CMuPDFError *error)
{
    CMuPDFDocument *document = page->document;
    fz_context *ctx = document->ctx;
    fz_irect bounds = {band.x0, band.y0, band.x1, band.y1};
    fz_irect painted = fz_intersect_irect(bounds, fz_make_irect(clip.x0, clip.y0, clip.x1, clip.y1));
    fz_matrix ctm = {matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f};
    fz_pixmap *pixmap = NULL;
    fz_device *device = NULL;
    CMuPDFStatus status = CMuPDFStatusOK;

    document->allocationFailed = false;
    document->drawsInks = components == 4;
    fz_var(pixmap);
    fz_var(device);
    fz_var(status);
    fz_try(ctx)
    {
        fz_colorspace *colorspace = cmupdf_device_space(ctx, components);
        pixmap = fz_new_pixmap_with_bbox_and_data(ctx, colorspace, bounds, NULL, 0, samples);
        fz_clear_pixmap_with_value(ctx, pixmap, 255);
        if (!fz_is_empty_irect(painted))
        {
            device = fz_new_draw_device_with_bbox(ctx, fz_identity, pixmap, &painted);
            fz_run_display_list(ctx, page->list, device, ctm, fz_rect_from_irect(painted), NULL);
            fz_close_device(ctx, device);
        }
    }
    fz_always(ctx)
    {
        fz_drop_device(ctx, device);
        fz_drop_pixmap(ctx, pixmap);
    }
    fz_catch(ctx)
        status = cmupdf_error_record(document, error);

    if (status == CMuPDFStatusOK && document->allocationFailed)
    {
        cmupdf_error_set(error, "an allocation failed while the page was drawn");
        status = CMuPDFStatusOutOfMemory;
    }
    return status;
}
