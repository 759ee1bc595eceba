// fz_convert_fast_pixmap_samples, for the spaces of this folder: images, and groups of one space over those of another.

#include "colors.h"

#include <string.h>

/// Pixels converted at a time: few enough for the first-level cache, many enough to forget what a call costs.
#define CHUNK 512

typedef struct {
    const fz_pixmap *source;
    fz_pixmap *target;
    /// Colours of a pixel, without spots and alpha.
    int sourceColors, targetColors;
    bool copiesSpots;
} Conversion;

/// The colour components of pixels without alpha, one after the other.
static const uint8_t *gather(const Conversion *conversion, const uint8_t *pixels, size_t count, uint8_t *buffer)
{
    const fz_pixmap *source = conversion->source;
    int colors = conversion->sourceColors;
    if (source->n == colors)
        return pixels;
    uint8_t *place = buffer;
    for (size_t i = 0; i < count; i++, pixels += source->n, place += colors)
    {
        unsigned alpha = source->alpha ? pixels[source->n - 1] : 255;
        for (int k = 0; k < colors; k++)
        {
            unsigned value = alpha == 255 ? pixels[k] : alpha == 0 ? 0 : (pixels[k] * 255u + alpha / 2) / alpha;
            place[k] = (uint8_t)(value > 255 ? 255 : value);
        }
    }
    return buffer;
}

/// Makes what is quite black of black ink alone, where inks are what is drawn.
static void keep_black(fz_context *ctx, uint8_t *cmyk, const uint8_t *rgb, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(rgb[i * 3] | rgb[i * 3 + 1] | rgb[i * 3 + 2]))
            cmupdf_separate_gray(ctx, cmyk + i * 4, rgb + i * 3);
}

/// Turns sRGB into the colours of the target; returns where they are.
static const uint8_t *retarget(fz_context *ctx, const Conversion *conversion, const uint8_t *rgb, size_t count, uint8_t *buffer)
{
    switch (conversion->target->colorspace->type)
    {
    case FZ_COLORSPACE_GRAY:
        for (size_t i = 0; i < count; i++)
            buffer[i] = cmupdf_gray_of(rgb + i * 3);
        return buffer;
    case FZ_COLORSPACE_BGR:
        for (size_t i = 0; i < count * 3; i += 3)
        {
            buffer[i] = rgb[i + 2];
            buffer[i + 1] = rgb[i + 1];
            buffer[i + 2] = rgb[i];
        }
        return buffer;
    case FZ_COLORSPACE_CMYK:
        if (conversion->source->colorspace->type == FZ_COLORSPACE_GRAY)
            for (size_t i = 0; i < count; i++)
                memcpy(buffer + i * 4, (uint8_t[]){ 0, 0, 0, (uint8_t)(255 - rgb[i * 3 + 1]) }, 4);
        else if (conversion->target->colorspace->flags & MASK_INKS)
            for (size_t i = 0; i < count; i++)
                cmupdf_mask_inks_of(buffer + i * 4, rgb + i * 3);
        else
        {
            cmupdf_separate(ctx, buffer, rgb, count);
            // What has alpha is a group as a rule, in which there may be text.
            if (conversion->source->alpha)
                keep_black(ctx, buffer, rgb, count);
        }
        return buffer;
    default:
        return rgb;
    }
}

static void scatter(const Conversion *conversion, const uint8_t *colors, const uint8_t *pixels, uint8_t *place,
                    size_t count)
{
    const fz_pixmap *source = conversion->source, *target = conversion->target;
    int colorCount = conversion->targetColors;
    if (target->n == colorCount)
    {
        memcpy(place, colors, count * (size_t)colorCount);
        return;
    }
    for (size_t i = 0; i < count; i++, pixels += source->n, place += target->n, colors += colorCount)
    {
        unsigned alpha = source->alpha ? pixels[source->n - 1] : 255;
        for (int k = 0; k < colorCount; k++)
            place[k] = target->alpha && alpha != 255 ? (uint8_t)fz_mul255(colors[k], (int)alpha) : colors[k];
        if (conversion->copiesSpots)
            memcpy(place + colorCount, pixels + conversion->sourceColors, source->s);
        if (target->alpha)
            place[target->n - 1] = (uint8_t)alpha;
    }
}

static void convert_row(fz_context *ctx, const Conversion *conversion, const uint8_t *pixels, uint8_t *place, size_t count)
{
    const fz_pixmap *source = conversion->source, *target = conversion->target;
    bool isDirect = target->n == 3 && target->colorspace->type == FZ_COLORSPACE_RGB;
    uint8_t gathered[CHUNK * 4], rgb[CHUNK * 3], colors[CHUNK * 4];
    while (count > 0)
    {
        size_t part = count < CHUNK ? count : CHUNK;
        const uint8_t *plain = gather(conversion, pixels, part, gathered);
        cmupdf_space_to_rgb(source->colorspace, isDirect ? place : rgb, plain, part);
        if (!isDirect)
            scatter(conversion, retarget(ctx, conversion, rgb, part, colors), pixels, place, part);
        pixels += part * source->n;
        place += part * target->n;
        count -= part;
    }
}

bool cmupdf_convert_managed(fz_context *ctx, const fz_pixmap *source, fz_pixmap *target, bool copiesSpots)
{
    if (!cmupdf_is_managed(source->colorspace, target->colorspace))
        return false;
    if (copiesSpots && source->s != target->s)
        fz_throw(ctx, FZ_ERROR_GENERIC, "incompatible number of spots when converting pixmap");
    Conversion conversion = {
        source, target, source->colorspace->n, target->colorspace->n, copiesSpots && source->s > 0,
    };
    const uint8_t *pixels = source->samples;
    uint8_t *place = target->samples;
    for (int y = 0; y < source->h; y++, pixels += source->stride, place += target->stride)
        convert_row(ctx, &conversion, pixels, place, (size_t)source->w);
    return true;
}
