// A device that draws nothing and notes whether a page paints one image and nothing else.

#include "passthrough.h"

#include <math.h>

typedef struct {
    CountingDevice counts;
    // Of the last image.
    int object, width, height;
    bool isStencil;
    float resolution;
    fz_matrix ctm;
} PassedDevice;

static void note_other(fz_device *dev)
{
    ((CountingDevice *)dev)->others++;
}

static void note_image(fz_device *dev, fz_image *image, fz_matrix ctm, bool isStencil)
{
    PassedDevice *device = (PassedDevice *)dev;
    device->counts.pictures++;
    // Inline images have no stream of their own.
    if (!cmupdf_info_is_stand_in(image))
    {
        device->counts.others++;
        return;
    }
    const CMuPDFImageInfo *facts = &((StandInImage *)image)->facts;
    if (facts->isMasked || facts->object == 0 || facts->isStencil != isStencil)
        device->counts.others++;
    device->object = facts->object;
    device->width = image->w;
    device->height = image->h;
    device->isStencil = isStencil;
    device->resolution = cmupdf_info_image_resolution(image, ctm);
    device->ctm = ctm;
}

static void fill_image(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
    if (alpha != 1)
        note_other(dev);
    note_image(dev, image, ctm, false);
}

static void fill_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, fz_colorspace *space,
                            const float *color, float alpha, fz_color_params params)
{
    float gray = 1;
    if (space && fz_colorspace_is_device_gray(ctx, space))
        gray = color[0];
    else if (space && fz_colorspace_is_device(ctx, space) && fz_colorspace_is_rgb(ctx, space))
        gray = fmaxf(fmaxf(color[0], color[1]), color[2]);
    if (alpha != 1 || gray > 0)
        note_other(dev);
    note_image(dev, image, ctm, true);
}

// A default space would have to go along with the image. The space of the output intent, which PDF/A demands, says little
// more than that the device is a usual one.
static void set_default_colorspaces(fz_context *ctx, fz_device *dev, fz_default_colorspaces *defaults)
{
    const fz_colorspace *intent = fz_default_output_intent(ctx, defaults);
    const fz_colorspace *gray = fz_default_gray(ctx, defaults), *rgb = fz_default_rgb(ctx, defaults);
    const fz_colorspace *cmyk = fz_default_cmyk(ctx, defaults);
    if ((gray != fz_device_gray(ctx) && gray != intent) || (rgb != fz_device_rgb(ctx) && rgb != intent)
        || (cmyk != fz_device_cmyk(ctx) && cmyk != intent))
        note_other(dev);
}

static PassedDevice *new_device(fz_context *ctx)
{
    PassedDevice *device = fz_new_derived_device(ctx, PassedDevice);
    cmupdf_info_count_others(&device->counts);
    device->counts.super.fill_image = fill_image;
    device->counts.super.fill_image_mask = fill_image_mask;
    device->counts.super.set_default_colorspaces = set_default_colorspaces;
    return device;
}

void cmupdf_passed_run(fz_context *ctx, CMuPDFPage *page, CMuPDFPassedImage *image)
{
    PassedDevice *device = new_device(ctx);
    pdf_obj *dictionary = NULL;
    fz_var(dictionary);
    fz_try(ctx)
    {
        device->counts.box = fz_bound_display_list(ctx, page->list);
        fz_run_display_list(ctx, page->list, &device->counts.super, fz_identity, fz_infinite_rect, NULL);
        fz_close_device(ctx, &device->counts.super);
        if (device->counts.pictures == 1 && device->counts.others == 0)
        {
            fz_matrix m = device->ctm;
            image->object = device->object;
            image->width = device->width;
            image->height = device->height;
            image->resolution = device->resolution;
            image->matrix = (CMuPDFMatrix){m.a, m.b, m.c, m.d, m.e, m.f};
            dictionary = pdf_load_object(ctx, page->document->pdf, device->object);
            cmupdf_passed_describe(ctx, dictionary, device->isStencil, image);
        }
    }
    fz_always(ctx)
    {
        pdf_drop_obj(ctx, dictionary);
        fz_drop_device(ctx, &device->counts.super);
    }
    fz_catch(ctx)
        fz_rethrow(ctx);
}
