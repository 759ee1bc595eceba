// fz_paint_pixmap, fz_paint_pixmap_with_bbox, fz_paint_pixmap_with_mask and fz_blend_pixmap: transparency groups, soft
// masks and tiles in gray and RGB.

#include "layers.h"

#include "mupdfinside.h"
#include "painters.h"

#if HAS_AVX2_CODE

static fz_irect box_of(const fz_pixmap *pixmap)
{
    return (fz_irect){ pixmap->x, pixmap->y, pixmap->x + pixmap->w, pixmap->y + pixmap->h };
}

static uint8_t *pixel_at(const fz_pixmap *pixmap, fz_irect box)
{
    return pixmap->samples + (box.y0 - pixmap->y) * (ptrdiff_t)pixmap->stride
        + (box.x0 - pixmap->x) * (ptrdiff_t)pixmap->n;
}

/// The kind of two layers of which the upper has alpha; false for those that are left to MuPDF.
static bool find_kind(const fz_pixmap *lower, const fz_pixmap *upper, LayerKind *kind)
{
    int colors = upper->n - upper->alpha;
    if (!upper->alpha || lower->n - lower->alpha != colors)
        return false;
    switch (colors)
    {
    case 0:
        *kind = layersOfAlpha;
        return lower->alpha;
    case 1:
        *kind = lower->alpha ? layersOfGrayAlpha : grayAlphaOverGray;
        return true;
    case 3:
        *kind = lower->alpha ? layersOfRGBAlpha : rgbAlphaOverRGB;
        return true;
    default:
        return false;
    }
}

bool cmupdf_try_layer(fz_pixmap *lower, const fz_pixmap *upper, int alpha, fz_irect box)
{
    LayerKind kind;
    if (!cmupdf_simd_has_avx2() || alpha <= 0 || alpha > 255 || !find_kind(lower, upper, &kind))
        return false;
    if (alpha != 255 && !lower->alpha)
        return false;
    box = fz_intersect_irect(box, box_of(lower));
    box = fz_intersect_irect(box, box_of(upper));
    if (box.x0 >= box.x1 || box.y0 >= box.y1)
        return true;
    uint8_t *target = pixel_at(lower, box);
    const uint8_t *source = pixel_at(upper, box);
    for (int y = box.y0; y < box.y1; y++, target += lower->stride, source += upper->stride)
        if (alpha == 255)
            cmupdf_layer_row(kind, target, source, box.x1 - box.x0);
        else
            cmupdf_layer_row_faded(kind, target, source, alpha, box.x1 - box.x0);
    return true;
}

bool cmupdf_try_mask(fz_pixmap *lower, const fz_pixmap *upper, const fz_pixmap *mask)
{
    LayerKind kind;
    if (!cmupdf_simd_has_avx2() || !lower->alpha || mask->n != 1 || !find_kind(lower, upper, &kind))
        return false;
    fz_irect box = fz_intersect_irect(fz_intersect_irect(box_of(lower), box_of(upper)), box_of(mask));
    if (box.x0 >= box.x1 || box.y0 >= box.y1)
        return true;
    uint8_t *target = pixel_at(lower, box);
    const uint8_t *source = pixel_at(upper, box), *masks = pixel_at(mask, box);
    for (int y = box.y0; y < box.y1; y++)
    {
        cmupdf_layer_row_masked(kind, target, source, masks, box.x1 - box.x0);
        target += lower->stride;
        source += upper->stride;
        masks += mask->stride;
    }
    return true;
}

bool cmupdf_try_blend(fz_context *ctx, fz_pixmap *lower, fz_pixmap *upper, int alpha, int mode, int isIsolated,
                      const fz_pixmap *shape)
{
    LayerKind kind;
    if (!cmupdf_simd_has_avx2() || isIsolated || !shape || alpha < 0 || alpha > 255 || mode < FZ_BLEND_NORMAL
        || mode > FZ_BLEND_SCREEN)
        return false;
    if (!find_kind(lower, upper, &kind) || kind != layersOfRGBAlpha || upper->s > 0
        || fz_colorspace_is_subtractive(ctx, upper->colorspace))
        return false;
    fz_irect box = fz_intersect_irect(box_of(lower), box_of(upper));
    if (box.x0 >= box.x1 || box.y0 >= box.y1)
        return true;
    uint8_t *target = pixel_at(lower, box);
    const uint8_t *source = pixel_at(upper, box);
    const uint8_t *shapes = shape->samples + (box.y0 - shape->y) * (ptrdiff_t)shape->stride + (box.x0 - shape->x);
    for (int y = box.y0; y < box.y1; y++)
    {
        cmupdf_blend_row(target, source, shapes, alpha, mode, box.x1 - box.x0);
        target += lower->stride;
        source += upper->stride;
        shapes += shape->stride;
    }
    return true;
}

#else

bool cmupdf_try_layer(fz_pixmap *lower, const fz_pixmap *upper, int alpha, fz_irect box)
{
    return false;
}

bool cmupdf_try_mask(fz_pixmap *lower, const fz_pixmap *upper, const fz_pixmap *mask)
{
    return false;
}

bool cmupdf_try_blend(fz_context *ctx, fz_pixmap *lower, fz_pixmap *upper, int alpha, int mode, int isIsolated,
                      const fz_pixmap *shape)
{
    return false;
}

#endif

void __wrap_fz_paint_pixmap(fz_pixmap *target, const fz_pixmap *source, int alpha)
{
    if (!cmupdf_painters_are_fast() || !cmupdf_try_layer(target, source, alpha, fz_infinite_irect))
        __real_fz_paint_pixmap(target, source, alpha);
}

void __wrap_fz_paint_pixmap_with_bbox(fz_pixmap *target, const fz_pixmap *source, int alpha, fz_irect box)
{
    if (!cmupdf_painters_are_fast() || !cmupdf_try_layer(target, source, alpha, box))
        __real_fz_paint_pixmap_with_bbox(target, source, alpha, box);
}

void __wrap_fz_paint_pixmap_with_mask(fz_pixmap *target, const fz_pixmap *source, const fz_pixmap *mask)
{
    if (!cmupdf_painters_are_fast() || !cmupdf_try_mask(target, source, mask))
        __real_fz_paint_pixmap_with_mask(target, source, mask);
}

void __wrap_fz_blend_pixmap(fz_context *ctx, fz_pixmap *target, fz_pixmap *source, int alpha, int mode, int isIsolated,
                            const fz_pixmap *shape)
{
    if (!cmupdf_painters_are_fast() || !cmupdf_try_blend(ctx, target, source, alpha, mode, isIsolated, shape))
        __real_fz_blend_pixmap(ctx, target, source, alpha, mode, isIsolated, shape);
}
