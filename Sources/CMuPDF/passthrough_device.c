// A device that draws nothing and notes whether a page paints one image and nothing else.

#include "passthrough.h"

#include <math.h>

typedef struct {
    fz_device super;
    fz_rect box;
    // The images painted, and whatever else there is that shows.
    size_t pictures, others;
    // Of the last image.
    int object, width, height;
    bool isStencil;
    float resolution;
    fz_matrix ctm;
} PassedDevice;

static void note_other(fz_device *dev)
{
    ((PassedDevice *)dev)->others++;
}

static void note_image(fz_device *dev, fz_image *image, fz_matrix ctm, bool isStencil)
{
    PassedDevice *device = (PassedDevice *)dev;
    device->pictures++;
    // Inline images have no stream of their own.
    if (!cmupdf_info_is_stand_in(image))
    {
        device->others++;
        return;
    }
    const CMuPDFImageInfo *facts = &((StandInImage *)image)->facts;
    if (facts->isMasked || facts->object == 0 || facts->isStencil != isStencil)
        device->others++;
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

static void clip_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, fz_rect scissor)
{
    note_other(dev);
}

static void fill_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd, fz_matrix ctm,
                      fz_colorspace *space, const float *color, float alpha, fz_color_params params)
{
    note_other(dev);
}

static void stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *space, const float *color, float alpha, fz_color_params params)
{
    note_other(dev);
}

// A clip that holds the whole page takes nothing away.
static void clip_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd, fz_matrix ctm, fz_rect scissor)
{
    if (!cmupdf_info_clip_holds(ctx, path, ctm, ((PassedDevice *)dev)->box))
        note_other(dev);
}

static void clip_stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path, const fz_stroke_state *stroke,
                             fz_matrix ctm, fz_rect scissor)
{
    note_other(dev);
}

static void fill_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm, fz_colorspace *space,
                      const float *color, float alpha, fz_color_params params)
{
    note_other(dev);
}

static void stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *space, const float *color, float alpha, fz_color_params params)
{
    note_other(dev);
}

static void clip_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm, fz_rect scissor)
{
    note_other(dev);
}

static void clip_stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text, const fz_stroke_state *stroke,
                             fz_matrix ctm, fz_rect scissor)
{
    note_other(dev);
}

static void fill_shade(fz_context *ctx, fz_device *dev, fz_shade *shade, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
    note_other(dev);
}

static void begin_mask(fz_context *ctx, fz_device *dev, fz_rect area, int luminosity, fz_colorspace *space,
                       const float *backdrop, fz_color_params params)
{
    note_other(dev);
}

static void begin_group(fz_context *ctx, fz_device *dev, fz_rect area, fz_colorspace *space, int isolated, int knockout,
                        int blendmode, float alpha)
{
    // A page's own group, which some writers give every page, changes nothing of what is alone in it.
    if (blendmode != FZ_BLEND_NORMAL || alpha != 1)
        note_other(dev);
}

static int begin_tile(fz_context *ctx, fz_device *dev, fz_rect area, fz_rect view, float xstep, float ystep,
                      fz_matrix ctm, int id)
{
    note_other(dev);
    return 0;
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
    device->super.fill_path = fill_path;
    device->super.stroke_path = stroke_path;
    device->super.clip_path = clip_path;
    device->super.clip_stroke_path = clip_stroke_path;
    device->super.fill_text = fill_text;
    device->super.stroke_text = stroke_text;
    device->super.clip_text = clip_text;
    device->super.clip_stroke_text = clip_stroke_text;
    device->super.fill_shade = fill_shade;
    device->super.fill_image = fill_image;
    device->super.fill_image_mask = fill_image_mask;
    device->super.clip_image_mask = clip_image_mask;
    device->super.begin_mask = begin_mask;
    device->super.begin_group = begin_group;
    device->super.begin_tile = begin_tile;
    device->super.set_default_colorspaces = set_default_colorspaces;
    return device;
}

void cmupdf_passed_run(fz_context *ctx, CMuPDFPage *page, CMuPDFPassedImage *image)
{
    PassedDevice *device = new_device(ctx);
    pdf_obj *dictionary = NULL;
    fz_var(dictionary);
    fz_try(ctx)
    {
        device->box = fz_bound_display_list(ctx, page->list);
        fz_run_display_list(ctx, page->list, &device->super, fz_identity, fz_infinite_rect, NULL);
        fz_close_device(ctx, &device->super);
        if (device->pictures == 1 && device->others == 0)
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
        fz_drop_device(ctx, &device->super);
    }
    fz_catch(ctx)
        fz_rethrow(ctx);
}
