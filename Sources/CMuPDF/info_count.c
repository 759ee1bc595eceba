// A device that draws nothing and counts what shows on a page beside images.

#include "info.h"

static void count(fz_device *dev)
{
    ((CountingDevice *)dev)->others++;
}

static void fill_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd, fz_matrix ctm,
                      fz_colorspace *space, const float *color, float alpha, fz_color_params params)
{
    count(dev);
}

static void stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *space, const float *color, float alpha, fz_color_params params)
{
    count(dev);
}

// A clip that holds the whole page takes nothing away.
static void clip_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd, fz_matrix ctm, fz_rect scissor)
{
    if (!cmupdf_info_clip_holds(ctx, path, ctm, ((CountingDevice *)dev)->box))
        count(dev);
}

static void clip_stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path, const fz_stroke_state *stroke,
                             fz_matrix ctm, fz_rect scissor)
{
    count(dev);
}

static void fill_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm, fz_colorspace *space,
                      const float *color, float alpha, fz_color_params params)
{
    count(dev);
}

static void stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *space, const float *color, float alpha, fz_color_params params)
{
    count(dev);
}

static void clip_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm, fz_rect scissor)
{
    count(dev);
}

static void clip_stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text, const fz_stroke_state *stroke,
                             fz_matrix ctm, fz_rect scissor)
{
    count(dev);
}

static void fill_shade(fz_context *ctx, fz_device *dev, fz_shade *shade, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
    count(dev);
}

static void clip_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, fz_rect scissor)
{
    count(dev);
}

static void begin_mask(fz_context *ctx, fz_device *dev, fz_rect area, int luminosity, fz_colorspace *space,
                       const float *backdrop, fz_color_params params)
{
    count(dev);
}

static void begin_group(fz_context *ctx, fz_device *dev, fz_rect area, fz_colorspace *space, int isolated, int knockout,
                        int blendmode, float alpha)
{
    // A page's own group, which some writers give every page, changes nothing of what is alone in it.
    if (blendmode != FZ_BLEND_NORMAL || alpha != 1)
        count(dev);
}

static int begin_tile(fz_context *ctx, fz_device *dev, fz_rect area, fz_rect view, float xstep, float ystep,
                      fz_matrix ctm, int id)
{
    count(dev);
    return 0;
}

void cmupdf_info_count_others(CountingDevice *device)
{
    device->super.fill_path = fill_path;
    device->super.stroke_path = stroke_path;
    device->super.clip_path = clip_path;
    device->super.clip_stroke_path = clip_stroke_path;
    device->super.fill_text = fill_text;
    device->super.stroke_text = stroke_text;
    device->super.clip_text = clip_text;
    device->super.clip_stroke_text = clip_stroke_text;
    device->super.fill_shade = fill_shade;
    device->super.clip_image_mask = clip_image_mask;
    device->super.begin_mask = begin_mask;
    device->super.begin_group = begin_group;
    device->super.begin_tile = begin_tile;
}
