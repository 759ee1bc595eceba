// fz_lookup_fast_color_converter: single colours, those of fills, strokes, text and shadings.

#include "colors.h"

#include <math.h>
#include <string.h>

typedef struct fz_color_converter fz_color_converter;
typedef void fz_color_convert_fn(fz_context *ctx, fz_color_converter *converter, const float *source, float *target);

/// The beginning of what MuPDF's private color-imp.h declares; `source` is the base where a colour is an index or a tint.
struct fz_color_converter {
    fz_color_convert_fn *convert, *convertVia;
    fz_colorspace *target, *source, *sourceVia;
    void *opaque;
};

fz_color_convert_fn *__real_fz_lookup_fast_color_converter(fz_context *ctx, fz_colorspace *source,
                                                           fz_colorspace *target);
fz_color_convert_fn *__wrap_fz_lookup_fast_color_converter(fz_context *ctx, fz_colorspace *source,
                                                           fz_colorspace *target);

bool cmupdf_is_managed(const fz_colorspace *source, const fz_colorspace *target)
{
    if (!source || !target)
        return false;
    // Into and within a mask inks are numbers; out of it they are weighed.
    if (source->flags & MASK_INKS)
        return target->type == FZ_COLORSPACE_GRAY;
    if (target->flags & MASK_INKS)
        return source->type != FZ_COLORSPACE_CMYK && (cmupdf_profile_of(source) || source->type == FZ_COLORSPACE_LAB);
    if (cmupdf_profile_of(source) || source->type == FZ_COLORSPACE_LAB)
        return true;
    if (source->type == FZ_COLORSPACE_CMYK)
        return target->type != FZ_COLORSPACE_CMYK;
    // Gray becomes K alone, as MuPDF has it.
    return target->type == FZ_COLORSPACE_CMYK
        && (source->type == FZ_COLORSPACE_RGB || source->type == FZ_COLORSPACE_BGR);
}

void cmupdf_space_to_rgb(const fz_colorspace *space, uint8_t *restrict rgb, const uint8_t *restrict pixels,
                         size_t count)
{
    const ColorProfile *profile = cmupdf_profile_of(space);
    if (profile)
        cmupdf_profile_to_rgb(profile, rgb, pixels, count);
    else if (space->flags & MASK_INKS)
        for (size_t i = 0; i < count; i++)
            memset(rgb + i * 3, cmupdf_mask_of(pixels + i * 4), 3);
    else if (space->type == FZ_COLORSPACE_CMYK)
        cmupdf_inks_to_rgb(&cmupdf_device_inks, rgb, pixels, count);
    else if (space->type == FZ_COLORSPACE_LAB)
        cmupdf_lab_to_rgb(rgb, pixels, count);
    else if (space->type == FZ_COLORSPACE_RGB)
        memcpy(rgb, pixels, count * 3);
    else
        for (size_t i = 0; i < count * 3; i += 3)
        {
            rgb[i] = pixels[i + 2];
            rgb[i + 1] = pixels[i + 1];
            rgb[i + 2] = pixels[i];
        }
}

static uint8_t byte_of(float component)
{
    return component > 0 ? (uint8_t)(fminf(component, 1) * 255 + 0.5f) : 0;
}

static void color_to_rgb(const fz_colorspace *space, uint8_t rgb[3], const float *color)
{
    const ColorProfile *profile = cmupdf_profile_of(space);
    if (profile)
        cmupdf_profile_color_to_rgb(profile, rgb, color);
    else if (space->flags & MASK_INKS)
    {
        uint8_t inks[4] = { byte_of(color[0]), byte_of(color[1]), byte_of(color[2]), byte_of(color[3]) };
        memset(rgb, cmupdf_mask_of(inks), 3);
    }
    else if (space->type == FZ_COLORSPACE_CMYK)
        cmupdf_ink_color_to_rgb(&cmupdf_device_inks, rgb, color);
    else if (space->type == FZ_COLORSPACE_LAB)
        cmupdf_lab_color_to_rgb(rgb, color);
    else
        for (int i = 0; i < 3; i++)
            rgb[i] = byte_of(color[space->type == FZ_COLORSPACE_BGR ? 2 - i : i]);
}

/// A component that becomes the byte again, whether the number is rounded or cut off.
static float component_of(uint8_t byte)
{
    return byte == 0 ? 0 : byte == 255 ? 1 : (byte + 0.25f) / 255;
}

static void convert_color(fz_context *ctx, fz_color_converter *converter, const float *source, float *target)
{
    uint8_t rgb[3], inks[4];
    color_to_rgb(converter->source, rgb, source);
    switch (converter->target->type)
    {
    case FZ_COLORSPACE_GRAY:
        target[0] = component_of(cmupdf_gray_of(rgb));
        break;
    case FZ_COLORSPACE_CMYK:
        if (converter->source->type == FZ_COLORSPACE_GRAY)
            memcpy(inks, (uint8_t[]){ 0, 0, 0, (uint8_t)(255 - rgb[1]) }, sizeof inks);
        else if (converter->target->flags & MASK_INKS)
            cmupdf_mask_inks_of(inks, rgb);
        else if (!cmupdf_separate_gray(ctx, inks, rgb))
            cmupdf_separate(ctx, inks, rgb, 1);
        for (int i = 0; i < 4; i++)
            target[i] = component_of(inks[i]);
        break;
    default:
        for (int i = 0; i < 3; i++)
            target[i] = component_of(rgb[converter->target->type == FZ_COLORSPACE_BGR ? 2 - i : i]);
    }
}

static bool is_target(const fz_colorspace *space)
{
    return space->type == FZ_COLORSPACE_GRAY || space->type == FZ_COLORSPACE_RGB || space->type == FZ_COLORSPACE_BGR
        || space->type == FZ_COLORSPACE_CMYK;
}

fz_color_convert_fn *__wrap_fz_lookup_fast_color_converter(fz_context *ctx, fz_colorspace *source,
                                                           fz_colorspace *target)
{
    if (cmupdf_is_managed(source, target) && is_target(target))
        return convert_color;
    return __real_fz_lookup_fast_color_converter(ctx, source, target);
}
