#include "images.h"

#include <math.h>

// Positions must be MuPDF's to the last bit, and so are made by the same operations in the same order. Compilers that
// fuse multiplication and addition by default would make others of MuPDF's source, too: see images.md.
#pragma STDC FP_CONTRACT OFF

/// Positions and their sums stay well within an int below this.
#define POSITION_LIMIT (1 << 30)
/// MuPDF refuses images of this size.
#define SIDE_LIMIT (1 << (31 - POSITION_BITS))

static bool interpolates(const fz_pixmap *image, fz_matrix matrix, bool mayInterpolate)
{
    bool result = false;
    float across = sqrtf(matrix.a * matrix.a + matrix.b * matrix.b);
    float down = sqrtf(matrix.c * matrix.c + matrix.d * matrix.d);
    if (!fz_is_rectilinear(matrix) || across > image->w || down > image->h)
        result = mayInterpolate;
    // Large magnifications keep their pixels' edges.
    if (!(image->flags & FZ_PIXMAP_FLAG_INTERPOLATE) && (across > image->w * 2 || down > image->h * 2))
        result = false;
    return result;
}

static fz_irect without(fz_irect box, const fz_pixmap *plane)
{
    if (!plane)
        return box;
    box.x0 = fz_maxi(box.x0, plane->x);
    box.y0 = fz_maxi(box.y0, plane->y);
    box.x1 = fz_mini(box.x1, plane->x + plane->w);
    box.y1 = fz_mini(box.y1, plane->y + plane->h);
    return box;
}

/// Truncates to an int; false beyond POSITION_LIMIT, and for what is no number.
static bool truncate_position(float value, int *position)
{
    if (!(value > -(float)POSITION_LIMIT && value < (float)POSITION_LIMIT))
        return false;
    *position = (int)value;
    return true;
}

/// Whether the positions of all columns and rows are in range; those at the corners are the farthest.
static bool stays_in_range(int position, int columnStep, int rowStep, const ImagePlace *place)
{
    int64_t across = (int64_t)columnStep * place->width, down = (int64_t)rowStep * place->height;
    int64_t corners[] = { position, position + across, position + down, position + across + down };
    for (int i = 0; i < 4; i++)
        if (corners[i] <= -POSITION_LIMIT || corners[i] >= POSITION_LIMIT)
            return false;
    return true;
}

ImagePlacing cmupdf_image_place(const ImagePaint *paint, const fz_irect *scissor, fz_matrix matrix,
                                bool mayInterpolate, ImagePlace *place)
{
    const fz_pixmap *image = paint->image;
    if (image->w >= SIDE_LIMIT || image->h >= SIDE_LIMIT || image->w <= 0 || image->h <= 0)
        return imageIsElsewhere;
    place->interpolates = interpolates(image, matrix, mayInterpolate);
    fz_irect box = fz_irect_from_rect(fz_transform_rect(fz_unit_rect, matrix));
    box = without(without(fz_intersect_irect(box, *scissor), paint->shape), paint->groupAlpha);
    if (box.x1 <= box.x0 || box.y1 <= box.y0)
        return imageIsOutside;
    place->x = box.x0;
    place->y = box.y0;
    place->width = box.x1 - box.x0;
    place->height = box.y1 - box.y0;

    fz_matrix inverse = fz_invert_matrix(fz_pre_scale(matrix, 1.0f / image->w, 1.0f / image->h));
    inverse.a *= POSITION_ONE;
    inverse.b *= POSITION_ONE;
    inverse.c *= POSITION_ONE;
    inverse.d *= POSITION_ONE;
    inverse.e *= POSITION_ONE;
    inverse.f *= POSITION_ONE;
    int x = place->x, y = place->y;
    float u = (inverse.a * x) + (inverse.c * y) + inverse.e + ((inverse.a + inverse.c) * .5f);
    float v = (inverse.b * x) + (inverse.d * y) + inverse.f + ((inverse.b + inverse.d) * .5f);
    if (!truncate_position(inverse.a, &place->columnStep) || !truncate_position(inverse.b, &place->columnSkew)
        || !truncate_position(inverse.c, &place->rowSkew) || !truncate_position(inverse.d, &place->rowStep)
        || !truncate_position(u, &place->u) || !truncate_position(v, &place->v))
        return imageIsElsewhere;
    if (place->interpolates)
    {
        place->u -= POSITION_HALF;
        place->v -= POSITION_HALF;
    }
    bool isInRange = stays_in_range(place->u, place->columnStep, place->rowSkew, place)
        && stays_in_range(place->v, place->columnSkew, place->rowStep, place);
    return isInRange ? imageIsPlaced : imageIsElsewhere;
}
