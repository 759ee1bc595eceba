// A device that draws nothing and notes what a display list would paint.
//
// MuPDF has a test device for colour, but it decodes every image, misreads images with a Decode array, and says
// nothing of groups. Here a page is called gray only where that is certain; the pixels decide the rest.

#include "Colors/colors.h"

typedef struct {
    fz_device super;
    CMuPDFPage *page;
} SurveyDevice;

static CMuPDFPageContent *content_of(fz_device *device)
{
    return &((SurveyDevice *)device)->page->content;
}

// Gray if the drawn bytes would be: the same rounding to 8 bits as the painter's.
static void note_color(fz_context *ctx, fz_device *device, fz_colorspace *colorspace, const float *color, float alpha,
                       fz_color_params params)
{
    CMuPDFPageContent *content = content_of(device);
    if (content->mayBeColored && !content->isBlackOnWhite)
        return;
    float rgb[3] = {0};
    if (colorspace)
        fz_convert_color(ctx, colorspace, color, fz_device_rgb(ctx), rgb, NULL, params);
    int r = rgb[0] * 255 + 0.5f, g = rgb[1] * 255 + 0.5f, b = rgb[2] * 255 + 0.5f;
    if (r != g || g != b)
        content->mayBeColored = true;
    if (r != g || g != b || (r != 0 && r != 255) || alpha != 1)
        content->isBlackOnWhite = false;
}

static void note_text(fz_context *ctx, fz_device *device, const fz_text *text)
{
    for (const fz_text_span *span = text->head; span; span = span->next)
    {
        if (fz_font_t3_procs(ctx, span->font))
        {
            // A Type 3 glyph may bring colours of its own.
            ((SurveyDevice *)device)->page->hasType3Text = true;
            content_of(device)->mayBeColored = true;
            content_of(device)->isBlackOnWhite = false;
        }
    }
}

static void fill_path(fz_context *ctx, fz_device *device, const fz_path *path, int even_odd, fz_matrix ctm,
                      fz_colorspace *colorspace, const float *color, float alpha, fz_color_params params)
{
    note_color(ctx, device, colorspace, color, alpha, params);
}

static void stroke_path(fz_context *ctx, fz_device *device, const fz_path *path, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *colorspace, const float *color, float alpha,
                        fz_color_params params)
{
    note_color(ctx, device, colorspace, color, alpha, params);
}

static void fill_text(fz_context *ctx, fz_device *device, const fz_text *text, fz_matrix ctm,
                      fz_colorspace *colorspace, const float *color, float alpha, fz_color_params params)
{
    note_text(ctx, device, text);
    note_color(ctx, device, colorspace, color, alpha, params);
}

static void stroke_text(fz_context *ctx, fz_device *device, const fz_text *text, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *colorspace, const float *color, float alpha,
                        fz_color_params params)
{
    note_text(ctx, device, text);
    note_color(ctx, device, colorspace, color, alpha, params);
}

static void clip_text(fz_context *ctx, fz_device *device, const fz_text *text, fz_matrix ctm, fz_rect scissor)
{
    note_text(ctx, device, text);
}

static void clip_stroke_text(fz_context *ctx, fz_device *device, const fz_text *text, const fz_stroke_state *stroke,
                             fz_matrix ctm, fz_rect scissor)
{
    note_text(ctx, device, text);
}

static void fill_shade(fz_context *ctx, fz_device *device, fz_shade *shade, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
    CMuPDFPageContent *content = content_of(device);
    content->hasShadings = true;
    if (!fz_colorspace_is_gray(ctx, shade->colorspace))
        content->mayBeColored = true;
}

static void fill_image(fz_context *ctx, fz_device *device, fz_image *image, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
    CMuPDFPageContent *content = content_of(device);
    content->hasImages = true;
    if (image->colorspace && !fz_colorspace_is_gray(ctx, image->colorspace))
        content->mayBeColored = true;
}

static void fill_image_mask(fz_context *ctx, fz_device *device, fz_image *image, fz_matrix ctm,
                            fz_colorspace *colorspace, const float *color, float alpha, fz_color_params params)
{
    content_of(device)->hasImages = true;
    note_color(ctx, device, colorspace, color, alpha, params);
}

static void clip_image_mask(fz_context *ctx, fz_device *device, fz_image *image, fz_matrix ctm, fz_rect scissor)
{
    content_of(device)->hasImages = true;
}

static void begin_mask(fz_context *ctx, fz_device *device, fz_rect area, int luminosity, fz_colorspace *colorspace,
                       const float *backdrop, fz_color_params params)
{
    content_of(device)->hasGroups = true;
}

static void begin_group(fz_context *ctx, fz_device *device, fz_rect area, fz_colorspace *colorspace, int isolated,
                        int knockout, int blendmode, float alpha)
{
    content_of(device)->hasGroups = true;
    // Gray becomes black ink there, which is not gray.
    if (fz_colorspace_is_cmyk(ctx, colorspace) && !(colorspace->flags & MASK_INKS))
        content_of(device)->mayBeColored = true;
}

static void set_default_colorspaces(fz_context *ctx, fz_device *device, fz_default_colorspaces *defaults)
{
    // Colours come here in the device spaces, and may be others with the profile.
    if (cmupdf_profile_of(defaults->rgb) || cmupdf_profile_of(defaults->cmyk))
    {
        content_of(device)->mayBeColored = true;
        content_of(device)->isBlackOnWhite = false;
    }
}

static int begin_tile(fz_context *ctx, fz_device *device, fz_rect area, fz_rect view, float xstep, float ystep,
                      fz_matrix ctm, int id)
{
    content_of(device)->hasGroups = true;
    ((SurveyDevice *)device)->page->hasTiles = true;
    return 0;
}

void cmupdf_survey(CMuPDFPage *page)
{
    fz_context *ctx = page->document->ctx;
    CMuPDFPageContent *content = &page->content;
    SurveyDevice *survey = fz_new_derived_device(ctx, SurveyDevice);
    survey->page = page;
    content->isBlackOnWhite = true;
    survey->super.fill_path = fill_path;
    survey->super.stroke_path = stroke_path;
    survey->super.fill_text = fill_text;
    survey->super.stroke_text = stroke_text;
    survey->super.clip_text = clip_text;
    survey->super.clip_stroke_text = clip_stroke_text;
    survey->super.fill_shade = fill_shade;
    survey->super.fill_image = fill_image;
    survey->super.fill_image_mask = fill_image_mask;
    survey->super.clip_image_mask = clip_image_mask;
    survey->super.begin_mask = begin_mask;
    survey->super.begin_group = begin_group;
    survey->super.begin_tile = begin_tile;
    survey->super.set_default_colorspaces = set_default_colorspaces;

    fz_try(ctx)
    {
        fz_run_display_list(ctx, page->list, &survey->super, fz_identity, fz_infinite_rect, NULL);
        fz_close_device(ctx, &survey->super);
    }
    fz_always(ctx)
        fz_drop_device(ctx, &survey->super);
    fz_catch(ctx)
        fz_rethrow(ctx);
    if (content->hasImages || content->hasShadings || content->hasGroups)
        content->isBlackOnWhite = false;
}
