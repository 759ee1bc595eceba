// A device that draws nothing and notes what a display list would paint.
//
// MuPDF has a test device for colour, but it decodes every image, misreads images with a Decode array, and says
// nothing of groups. Here a page is called gray only where that is certain; the pixels decide the rest.

#include "internal.h"

typedef struct {
    fz_device super;
    CMuPDFPageContent *content;
    bool *hasType3Text;
} SurveyDevice;

// Gray if the drawn bytes would be: the same rounding to 8 bits as the painter's.
static bool is_gray(fz_context *ctx, fz_colorspace *colorspace, const float *color, fz_color_params params)
{
    if (colorspace == NULL || fz_colorspace_is_gray(ctx, colorspace))
        return true;
    float rgb[3];
    fz_convert_color(ctx, colorspace, color, fz_device_rgb(ctx), rgb, NULL, params);
    int r = rgb[0] * 255 + 0.5f, g = rgb[1] * 255 + 0.5f, b = rgb[2] * 255 + 0.5f;
    return r == g && g == b;
}

static void note_color(fz_context *ctx, fz_device *device, fz_colorspace *colorspace, const float *color,
                       fz_color_params params)
{
    CMuPDFPageContent *content = ((SurveyDevice *)device)->content;
    if (!content->mayBeColored && !is_gray(ctx, colorspace, color, params))
        content->mayBeColored = true;
}

static void note_text(fz_context *ctx, fz_device *device, const fz_text *text)
{
    for (const fz_text_span *span = text->head; span; span = span->next)
    {
        if (fz_font_t3_procs(ctx, span->font))
        {
            // A Type 3 glyph may bring colours of its own.
            *((SurveyDevice *)device)->hasType3Text = true;
            ((SurveyDevice *)device)->content->mayBeColored = true;
        }
    }
}

static void fill_path(fz_context *ctx, fz_device *device, const fz_path *path, int even_odd, fz_matrix ctm,
                      fz_colorspace *colorspace, const float *color, float alpha, fz_color_params params)
{
    note_color(ctx, device, colorspace, color, params);
}

static void stroke_path(fz_context *ctx, fz_device *device, const fz_path *path, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *colorspace, const float *color, float alpha,
                        fz_color_params params)
{
    note_color(ctx, device, colorspace, color, params);
}

static void fill_text(fz_context *ctx, fz_device *device, const fz_text *text, fz_matrix ctm,
                      fz_colorspace *colorspace, const float *color, float alpha, fz_color_params params)
{
    note_text(ctx, device, text);
    note_color(ctx, device, colorspace, color, params);
}

static void stroke_text(fz_context *ctx, fz_device *device, const fz_text *text, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *colorspace, const float *color, float alpha,
                        fz_color_params params)
{
    note_text(ctx, device, text);
    note_color(ctx, device, colorspace, color, params);
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
    CMuPDFPageContent *content = ((SurveyDevice *)device)->content;
    content->hasShadings = true;
    if (!fz_colorspace_is_gray(ctx, shade->colorspace))
        content->mayBeColored = true;
}

static void fill_image(fz_context *ctx, fz_device *device, fz_image *image, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
    CMuPDFPageContent *content = ((SurveyDevice *)device)->content;
    content->hasImages = true;
    if (image->colorspace && !fz_colorspace_is_gray(ctx, image->colorspace))
        content->mayBeColored = true;
}

static void fill_image_mask(fz_context *ctx, fz_device *device, fz_image *image, fz_matrix ctm,
                            fz_colorspace *colorspace, const float *color, float alpha, fz_color_params params)
{
    ((SurveyDevice *)device)->content->hasImages = true;
    note_color(ctx, device, colorspace, color, params);
}

static void clip_image_mask(fz_context *ctx, fz_device *device, fz_image *image, fz_matrix ctm, fz_rect scissor)
{
    ((SurveyDevice *)device)->content->hasImages = true;
}

static void begin_mask(fz_context *ctx, fz_device *device, fz_rect area, int luminosity, fz_colorspace *colorspace,
                       const float *backdrop, fz_color_params params)
{
    ((SurveyDevice *)device)->content->hasGroups = true;
}

static void begin_group(fz_context *ctx, fz_device *device, fz_rect area, fz_colorspace *colorspace, int isolated,
                        int knockout, int blendmode, float alpha)
{
    ((SurveyDevice *)device)->content->hasGroups = true;
}

static int begin_tile(fz_context *ctx, fz_device *device, fz_rect area, fz_rect view, float xstep, float ystep,
                      fz_matrix ctm, int id)
{
    ((SurveyDevice *)device)->content->hasGroups = true;
    return 0;
}

void cmupdf_survey(fz_context *ctx, fz_display_list *list, CMuPDFPageContent *content, bool *hasType3Text)
{
    SurveyDevice *survey = fz_new_derived_device(ctx, SurveyDevice);
    survey->content = content;
    survey->hasType3Text = hasType3Text;
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

    fz_try(ctx)
    {
        fz_run_display_list(ctx, list, &survey->super, fz_identity, fz_infinite_rect, NULL);
        fz_close_device(ctx, &survey->super);
    }
    fz_always(ctx)
        fz_drop_device(ctx, &survey->super);
    fz_catch(ctx)
        fz_rethrow(ctx);
}
