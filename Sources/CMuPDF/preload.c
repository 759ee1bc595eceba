// The state of MuPDF's caches in which a piece of a page is drawn.
//
// Pieces of a page are drawn by different workers in any order, and must come out the same. But MuPDF paints an image
// from whatever part of it an earlier piece has left decoded, and with slightly other rounding than if it decoded the
// part that it needs. So either all images of the page are decoded as a whole beforehand, or nothing is left.

#include "internal.h"

// Half of the store, so that nothing of the page is dropped while it is drawn.
static const size_t preloadLimit = 48 << 20;

typedef struct {
    fz_device super;
    size_t total;
} PreloadDevice;

static void decode(fz_context *ctx, fz_device *device, fz_image *image, fz_matrix ctm)
{
    PreloadDevice *preload = (PreloadDevice *)device;
    if (preload->total > preloadLimit)
        return;
    // What the drawing device asks for.
    fz_matrix fitted = fz_gridfit_matrix(0, ctm);
    fz_pixmap *pixmap = fz_get_pixmap_from_image(ctx, image, NULL, &fitted, NULL, NULL);
    preload->total += (size_t)fz_pixmap_height(ctx, pixmap) * (size_t)fz_pixmap_stride(ctx, pixmap);
    fz_drop_pixmap(ctx, pixmap);
}

static void fill_image(fz_context *ctx, fz_device *device, fz_image *image, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
    decode(ctx, device, image, ctm);
}

static void fill_image_mask(fz_context *ctx, fz_device *device, fz_image *image, fz_matrix ctm,
                            fz_colorspace *colorspace, const float *color, float alpha, fz_color_params params)
{
    decode(ctx, device, image, ctm);
}

static void clip_image_mask(fz_context *ctx, fz_device *device, fz_image *image, fz_matrix ctm, fz_rect scissor)
{
    decode(ctx, device, image, ctm);
}

// Whether all images of the page now lie decoded in the store.
static bool preload(fz_context *ctx, fz_display_list *list, fz_matrix ctm)
{
    PreloadDevice *device = fz_new_derived_device(ctx, PreloadDevice);
    bool isComplete = false;
    fz_var(isComplete);
    device->super.fill_image = fill_image;
    device->super.fill_image_mask = fill_image_mask;
    device->super.clip_image_mask = clip_image_mask;
    fz_try(ctx)
    {
        fz_run_display_list(ctx, list, &device->super, ctm, fz_infinite_rect, NULL);
        fz_close_device(ctx, &device->super);
        isComplete = device->total <= preloadLimit;
    }
    fz_always(ctx)
        fz_drop_device(ctx, &device->super);
    fz_catch(ctx)
        // A broken image: drawing will say so.
        isComplete = false;
    return isComplete;
}

void cmupdf_page_prepare_piece(CMuPDFPage *page, CMuPDFMatrix matrix)
{
    if (page->isPreloaded)
        return;
    fz_context *ctx = page->document->ctx;
    cmupdf_page_prepare(page);
    // The cells of tiling patterns and Type 3 glyphs are cached as first drawn, so these are drawn anew in each piece.
    if (page->hasTiles || page->hasType3Text)
        return;
    fz_matrix ctm = {matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f};
    if (!page->content.hasImages || preload(ctx, page->list, ctm))
        page->isPreloaded = true;
    else
        cmupdf_page_prepare(page);
}
