// fz_paint_image: images in gray and RGB.

#include "images.h"

#include "mupdfinside.h"

/// Below this many pixels the tables cost more than they save.
#define LEAST_PIXELS 256

/// Whether the sampled channels of an image can become the target's: gray and RGB as they are, and gray as RGB.
static bool has_known_channels(const ImagePaint *paint)
{
    int colors = paint->target->n - paint->target->alpha;
    int imageColors = paint->image->n - paint->image->alpha;
    switch (colors)
    {
    case 0:
        return paint->target->alpha && paint->image->alpha && imageColors == 0;
    case 1:
        return imageColors == 1;
    case 3:
        return imageColors == 3 || imageColors == 1;
    default:
        return false;
    }
}

bool cmupdf_try_image(fz_context *ctx, fz_pixmap *target, const fz_irect *scissor, fz_pixmap *shape,
                      fz_pixmap *groupAlpha, fz_pixmap *image, fz_matrix matrix, int alpha, int mayInterpolate,
                      const fz_overprint *overprint)
{
    // Elsewhere MuPDF's compiler may have fused multiplications and additions, and we could not know which.
    if (!HAS_EXACT_FLOATS)
        return false;
    ImagePaint paint = { target, shape, groupAlpha, image, alpha };
    if (overprint || alpha <= 0 || alpha > 255 || !has_known_channels(&paint))
        return false;
    ImagePlace place;
    switch (cmupdf_image_place(&paint, scissor, matrix, mayInterpolate != 0, &place))
    {
    case imageIsOutside:
        return true;
    case imageIsElsewhere:
        return false;
    case imageIsPlaced:
        if ((long)place.width * place.height < LEAST_PIXELS)
            return false;
        if (place.columnSkew != 0 || place.rowSkew != 0)
            return cmupdf_turned_rows(&paint, &place);
        return cmupdf_image_rows(&paint, &place);
    }
}

void __wrap_fz_paint_image(fz_context *ctx, fz_pixmap *target, const fz_irect *scissor, fz_pixmap *shape,
                           fz_pixmap *groupAlpha, fz_pixmap *image, fz_matrix matrix, int alpha, int mayInterpolate,
                           const fz_overprint *overprint)
{
    if (!cmupdf_painters_are_fast()
        || !cmupdf_try_image(ctx, target, scissor, shape, groupAlpha, image, matrix, alpha, mayInterpolate, overprint))
        __real_fz_paint_image(ctx, target, scissor, shape, groupAlpha, image, matrix, alpha, mayInterpolate, overprint);
}
