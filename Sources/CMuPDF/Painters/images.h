// The parts of painting an image: where it lies, and its rows.

#ifndef CMUPDF_IMAGES_H
#define CMUPDF_IMAGES_H

#include "painters.h"

/// What fz_paint_image is given; all borrowed.
typedef struct {
    fz_pixmap *target, *shape, *groupAlpha;
    const fz_pixmap *image;
    int alpha;
} ImagePaint;

/// Where an image lies whose sides are parallel to those of the page.
typedef struct {
    /// The rectangle of pixels to paint.
    int x, y, width, height;
    /// Positions in the image at the middle of its first pixel, and the distances from pixel to pixel; fixed point.
    int u, v, columnStep, rowStep;
    bool interpolates;
} ImagePlace;

typedef enum { imageIsElsewhere, imageIsOutside, imageIsPlaced } ImagePlacing;

/// Finds out where an image lies.
///
/// @return Elsewhere: the image is turned or skewed, or too large or far away for these functions. Outside: there is
///     nothing to paint.
ImagePlacing cmupdf_image_place(const ImagePaint *paint, const fz_irect *scissor, fz_matrix matrix,
                                bool mayInterpolate, ImagePlace *place);

/// Paints the rows; false, and nothing painted, when memory is short.
bool cmupdf_image_rows(const ImagePaint *paint, const ImagePlace *place);

#endif
