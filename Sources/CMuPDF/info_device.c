// A device that draws nothing and notes which images, colours and colour spaces it is asked to paint.

#include "info.h"

#include <math.h>

typedef struct {
    CountingDevice counts;
    InfoNotes notes;
    // The glyph of a Type 3 font is being run: its images are letters.
    bool isInGlyph;
    // The last image is all of the page.
    bool isWhole;
} InfoDevice;

static void note_use(InfoDevice *device, CMuPDFColorUse use)
{
    if (use > device->notes.info->colors)
        device->notes.info->colors = use;
}

static void note_color(fz_context *ctx, fz_device *dev, fz_colorspace *space, const float *color, float alpha)
{
    InfoDevice *device = (InfoDevice *)dev;
    device->counts.others++;
    cmupdf_info_note_space(ctx, &device->notes, space);
    if (device->notes.info->colors < CMuPDFColorUseColor)
        note_use(device, cmupdf_info_color_use(ctx, space, color, alpha));
}

static void note_image(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm)
{
    InfoDevice *device = (InfoDevice *)dev;
    if (!device->isInGlyph)
        cmupdf_info_note_image(ctx, &device->notes, image, ctm);
}

// Whether an image is the page's box, upright, but for half a point.
static bool is_whole(const InfoDevice *device, fz_matrix ctm)
{
    fz_rect place = fz_transform_rect(fz_unit_rect, ctm), box = device->counts.box;
    bool isUpright = fabsf(ctm.b) + fabsf(ctm.c) < 0.01f && ctm.a > 0 && ctm.d > 0;
    return isUpright && fabsf(place.x0 - box.x0) <= 0.5f && fabsf(place.y0 - box.y0) <= 0.5f
        && fabsf(place.x1 - box.x1) <= 0.5f && fabsf(place.y1 - box.y1) <= 0.5f;
}

static void fill_image(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
    InfoDevice *device = (InfoDevice *)dev;
    note_image(ctx, dev, image, ctm);
    cmupdf_info_note_space(ctx, &device->notes, image->colorspace);
    note_use(device, cmupdf_info_space_use(ctx, image->colorspace, image->bpc));
    bool isMasked = cmupdf_info_is_stand_in(image) ? ((StandInImage *)image)->facts.isMasked
                                                   : image->mask || image->use_colorkey;
    device->counts.pictures++;
    device->isWhole = alpha == 1 && !isMasked && is_whole(device, ctm);
}

static void fill_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, fz_colorspace *space,
                            const float *color, float alpha, fz_color_params params)
{
    note_image(ctx, dev, image, ctm);
    note_color(ctx, dev, space, color, alpha);
}

static void clip_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, fz_rect scissor)
{
    // The soft mask of an image that MuPDF has read comes this way too, and is no image of its own.
    if (cmupdf_info_is_stand_in(image))
        note_image(ctx, dev, image, ctm);
    ((CountingDevice *)dev)->others++;
}

static void fill_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd, fz_matrix ctm,
                      fz_colorspace *space, const float *color, float alpha, fz_color_params params)
{
    note_color(ctx, dev, space, color, alpha);
}

static void stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *space, const float *color, float alpha, fz_color_params params)
{
    note_color(ctx, dev, space, color, alpha);
}

// Glyphs of Type 3 fonts that bring colours of their own.
static void run_glyphs(fz_context *ctx, InfoDevice *device, const fz_text *text)
{
    // A glyph of a glyph would be a font that uses itself.
    if (device->isInGlyph)
        return;
    device->isInGlyph = true;
    for (const fz_text_span *span = text->head; span; span = span->next)
    {
        for (int i = 0; fz_font_t3_procs(ctx, span->font) && i < span->len; i++)
        {
            int glyph = span->items[i].gid;
            if (glyph >= 0 && glyph < 256 && (span->font->t3flags[glyph] & FZ_DEVFLAG_COLOR))
                fz_run_t3_glyph(ctx, span->font, glyph, fz_identity, &device->counts.super);
        }
    }
    device->isInGlyph = false;
}

static void fill_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm, fz_colorspace *space,
                      const float *color, float alpha, fz_color_params params)
{
    note_color(ctx, dev, space, color, alpha);
    run_glyphs(ctx, (InfoDevice *)dev, text);
}

static void stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *space, const float *color, float alpha, fz_color_params params)
{
    note_color(ctx, dev, space, color, alpha);
    run_glyphs(ctx, (InfoDevice *)dev, text);
}

static void fill_shade(fz_context *ctx, fz_device *dev, fz_shade *shade, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
    InfoDevice *device = (InfoDevice *)dev;
    device->counts.others++;
    cmupdf_info_note_space(ctx, &device->notes, shade->colorspace);
    note_use(device, cmupdf_info_space_use(ctx, shade->colorspace, 8));
}

static void drop_device(fz_context *ctx, fz_device *dev)
{
    fz_drop_colorspace(ctx, ((InfoDevice *)dev)->notes.lastSpace);
}

static InfoDevice *new_device(fz_context *ctx)
{
    InfoDevice *device = fz_new_derived_device(ctx, InfoDevice);
    cmupdf_info_count_others(&device->counts);
    device->counts.super.drop_device = drop_device;
    device->counts.super.fill_path = fill_path;
    device->counts.super.stroke_path = stroke_path;
    device->counts.super.fill_text = fill_text;
    device->counts.super.stroke_text = stroke_text;
    device->counts.super.fill_shade = fill_shade;
    device->counts.super.fill_image = fill_image;
    device->counts.super.fill_image_mask = fill_image_mask;
    device->counts.super.clip_image_mask = clip_image_mask;
    return device;
}

void cmupdf_info_run(fz_context *ctx, fz_display_list *list, CMuPDFPageInfo *info)
{
    InfoDevice *device = new_device(ctx);
    device->notes.info = info;
    device->counts.box = fz_bound_display_list(ctx, list);
    fz_try(ctx)
    {
        fz_run_display_list(ctx, list, &device->counts.super, fz_identity, fz_infinite_rect, NULL);
        fz_close_device(ctx, &device->counts.super);
        info->isOneImage = device->counts.pictures == 1 && device->counts.others == 0 && device->isWhole;
    }
    fz_always(ctx)
        fz_drop_device(ctx, &device->counts.super);
    fz_catch(ctx)
        fz_rethrow(ctx);
}
