// The highest resolution of a page's images.

#include "info.h"

#include <math.h>

typedef struct {
    fz_device super;
    float highest;
} ResolutionDevice;

float cmupdf_info_resolution(int pixels, float a, float b)
{
    float points = hypotf(a, b);
    return points > 0 ? pixels * 72 / points : 0;
}

float cmupdf_info_image_resolution(const fz_image *image, fz_matrix ctm)
{
    float x = cmupdf_info_resolution(image->w, ctm.a, ctm.b), y = cmupdf_info_resolution(image->h, ctm.c, ctm.d);
    // A scan's pixels are rounded on two sides. At the lower of two resolutions that are meant to be one, one side comes
    // out exact and the other is rounded up to what it was; the higher would make a pixel more of a side.
    bool isOne = fabsf(x - y) <= 0.01f * fmaxf(x, y);
    return isOne ? fminf(x, y) : fmaxf(x, y);
}

static void note(fz_device *dev, const fz_image *image, fz_matrix ctm)
{
    ResolutionDevice *device = (ResolutionDevice *)dev;
    device->highest = fmaxf(device->highest, cmupdf_info_image_resolution(image, ctm));
}

static void fill_image(fz_context *ctx, fz_device *device, fz_image *image, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
    note(device, image, ctm);
}

static void fill_image_mask(fz_context *ctx, fz_device *device, fz_image *image, fz_matrix ctm,
                            fz_colorspace *colorspace, const float *color, float alpha, fz_color_params params)
{
    note(device, image, ctm);
}

static void clip_image_mask(fz_context *ctx, fz_device *device, fz_image *image, fz_matrix ctm, fz_rect scissor)
{
    note(device, image, ctm);
}

CMuPDFStatus cmupdf_page_image_resolution(CMuPDFPage *page, float *resolution, CMuPDFError *error)
{
    fz_context *ctx = page->document->ctx;
    ResolutionDevice *device = NULL;
    CMuPDFStatus status = CMuPDFStatusOK;
    *resolution = 0;
    fz_var(device);
    fz_var(status);
    fz_try(ctx)
    {
        device = fz_new_derived_device(ctx, ResolutionDevice);
        device->super.fill_image = fill_image;
        device->super.fill_image_mask = fill_image_mask;
        device->super.clip_image_mask = clip_image_mask;
        fz_run_display_list(ctx, page->list, &device->super, fz_identity, fz_infinite_rect, NULL);
        fz_close_device(ctx, &device->super);
        *resolution = device->highest;
    }
    fz_always(ctx)
        fz_drop_device(ctx, (fz_device *)device);
    fz_catch(ctx)
        status = cmupdf_error_record(page->document, error);
    return status;
}
