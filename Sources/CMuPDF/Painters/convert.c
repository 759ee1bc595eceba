// fz_convert_fast_pixmap_samples between gray and RGB: a group of one kind that is to be laid over a page of the other.
//
// MuPDF's gray is ((r + 1) * 77 + (g + 1) * 150 + (b + 1) * 28) / 256, of colours that may be premultiplied.

#include "mupdfinside.h"
#include "../Colors/colors.h"
#include "painters.h"
#include "simd.h"

#include <string.h>

INLINE_CODE uint8_t gray_of(unsigned red, unsigned green, unsigned blue)
{
    return (uint8_t)((red * 77 + green * 150 + blue * 28 + 255) >> 8);
}

/// The commonest of all, in words: byte by byte the compiler makes something that takes 1.5 times as long.
INLINE_CODE void rgb_alpha_to_gray_alpha(uint8_t *restrict gray, const uint8_t *restrict rgb, long count)
{
    _Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "red is the lowest byte, alpha the highest");
    for (long i = 0; i < count; i++)
    {
        uint32_t pixel;
        memcpy(&pixel, rgb + i * 4, sizeof pixel);
        uint8_t value = gray_of(pixel & 255, pixel >> 8 & 255, pixel >> 16 & 255);
        uint16_t both = (uint16_t)(value | (pixel >> 24 << 8));
        memcpy(gray + i * 2, &both, sizeof both);
    }
}

/// Converts `count` pixels; their kinds are known to the compiler where this is inlined.
INLINE_CODE void rgb_to_gray(uint8_t *restrict gray, const uint8_t *restrict rgb, long count, bool getsAlpha)
{
    for (long i = 0; i < count; i++)
    {
        const uint8_t *pixel = rgb + i * 3;
        gray[i * (getsAlpha ? 2 : 1)] = gray_of(pixel[0], pixel[1], pixel[2]);
        if (getsAlpha)
            gray[i * 2 + 1] = 255;
    }
}

INLINE_CODE void gray_to_rgb(uint8_t *restrict rgb, const uint8_t *restrict gray, long count, bool hasAlpha,
                             bool getsAlpha)
{
    for (long i = 0; i < count; i++)
    {
        const uint8_t *source = gray + i * (hasAlpha ? 2 : 1);
        uint8_t *pixel = rgb + i * (getsAlpha ? 4 : 3);
        pixel[0] = pixel[1] = pixel[2] = source[0];
        if (getsAlpha)
            pixel[3] = hasAlpha ? source[1] : 255;
    }
}

/// From which pixels to which; in each half of these by the number of alphas.
typedef enum {
    grayToRGB, grayToRGBAlpha, grayAlphaToRGBAlpha, rgbToGray, rgbToGrayAlpha, rgbAlphaToGrayAlpha,
} Conversion;

INLINE_CODE void convert_row(Conversion conversion, uint8_t *target, const uint8_t *source, long count)
{
    switch (conversion)
    {
    case grayToRGB:
        gray_to_rgb(target, source, count, false, false);
        break;
    case grayToRGBAlpha:
        gray_to_rgb(target, source, count, false, true);
        break;
    case grayAlphaToRGBAlpha:
        gray_to_rgb(target, source, count, true, true);
        break;
    case rgbToGray:
        rgb_to_gray(target, source, count, false);
        break;
    case rgbToGrayAlpha:
        rgb_to_gray(target, source, count, true);
        break;
    case rgbAlphaToGrayAlpha:
        rgb_alpha_to_gray_alpha(target, source, count);
        break;
    }
}

AVX2_CODE static void convert_row_wide(Conversion conversion, uint8_t *target, const uint8_t *source, long count)
{
    convert_row(conversion, target, source, count);
}

static void convert_row_portable(Conversion conversion, uint8_t *target, const uint8_t *source, long count)
{
    convert_row(conversion, target, source, count);
}

/// False for what is left to MuPDF; among it what it refuses, which is to drop an alpha.
static bool find_conversion(fz_context *ctx, const fz_pixmap *source, const fz_pixmap *target, Conversion *conversion)
{
    if (!source->colorspace || !target->colorspace || source->s > 0 || target->s > 0
        || (source->alpha && !target->alpha))
        return false;
    int alphas = source->alpha + target->alpha;
    enum fz_colorspace_type from = fz_colorspace_type(ctx, source->colorspace);
    enum fz_colorspace_type to = fz_colorspace_type(ctx, target->colorspace);
    if (from == FZ_COLORSPACE_GRAY && to == FZ_COLORSPACE_RGB)
        *conversion = (Conversion)(grayToRGB + alphas);
    else if (from == FZ_COLORSPACE_RGB && to == FZ_COLORSPACE_GRAY)
        *conversion = (Conversion)(rgbToGray + alphas);
    else
        return false;
    return true;
}

bool cmupdf_try_convert(fz_context *ctx, const fz_pixmap *source, fz_pixmap *target)
{
    Conversion conversion;
    if (!find_conversion(ctx, source, target, &conversion))
        return false;
    uint8_t *to = target->samples;
    const uint8_t *from = source->samples;
    for (int y = 0; y < source->h; y++, to += target->stride, from += source->stride)
        if (cmupdf_simd_has_avx2())
            convert_row_wide(conversion, to, from, source->w);
        else
            convert_row_portable(conversion, to, from, source->w);
    return true;
}

void __wrap_fz_convert_fast_pixmap_samples(fz_context *ctx, const fz_pixmap *source, fz_pixmap *target, int copiesSpots)
{
    // Not a matter of speed: other programs show these colours so.
    if (cmupdf_convert_managed(ctx, source, target, copiesSpots))
        return;
    if (!cmupdf_painters_are_fast() || !cmupdf_try_convert(ctx, source, target))
        __real_fz_convert_fast_pixmap_samples(ctx, source, target, copiesSpots);
}
