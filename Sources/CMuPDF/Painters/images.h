// The parts of painting an image: where it lies, its rows, and how they are laid over the target.

#ifndef CMUPDF_IMAGES_H
#define CMUPDF_IMAGES_H

#include "painters.h"
#include "sampling.h"

/// What fz_paint_image is given; all borrowed.
typedef struct {
    fz_pixmap *target, *shape, *groupAlpha;
    const fz_pixmap *image;
    int alpha;
} ImagePaint;

/// Where an image lies.
typedef struct {
    /// The rectangle of pixels to paint.
    int x, y, width, height;
    /// Positions in the image at the middle of its first pixel; fixed point.
    int u, v;
    /// What a step to the next column adds to u and to v, and what a step to the next row does. The skews are 0 if the
    /// sides of the image are parallel to those of the page.
    int columnStep, columnSkew, rowSkew, rowStep;
    bool interpolates;
} ImagePlace;

/// A row of sampled pixels.
typedef struct {
    /// In the target's layout.
    const uint8_t *colors;
    /// How far each of these bytes, and how far each pixel is covered; only read where the image has alpha.
    const uint8_t *coverage, *alphas;
} ImageRow;

typedef enum { imageIsElsewhere, imageIsOutside, imageIsPlaced } ImagePlacing;

/// Finds out where an image lies.
///
/// @return Elsewhere: the image is too large or far away for these functions. Outside: there is nothing to paint.
ImagePlacing cmupdf_image_place(const ImagePaint *paint, const fz_irect *scissor, fz_matrix matrix,
                                bool mayInterpolate, ImagePlace *place);

/// Paints an image that is not skewed; false, and nothing painted, when memory is short.
bool cmupdf_image_rows(const ImagePaint *paint, const ImagePlace *place);

/// Paints an image that is; false, and nothing painted, when memory is short.
bool cmupdf_turned_rows(const ImagePaint *paint, const ImagePlace *place);

/// From which components of the image come those of the target.
SampleLayout cmupdf_color_layout(const ImagePaint *paint);

/// The image's alpha in each of so many channels.
SampleLayout cmupdf_alpha_layout(const ImagePaint *paint, int channels);

/// Whether a row needs coverage beside its colours, and whether alphas: in a target of alpha alone, the colours are the
/// coverage already.
bool cmupdf_image_has_coverage(const ImagePaint *paint);
bool cmupdf_image_has_alphas(const ImagePaint *paint);

/// Whether sampled colours replace those of the target, so that they may be sampled into it; cmupdf_lay_planes follows.
bool cmupdf_image_replaces(const ImagePaint *paint);

/// Where a pixel of the target lies.
uint8_t *cmupdf_target_pixel(const ImagePaint *paint, int x, int y);

/// Lays a row of `count` pixels over the target, the shape and the group's alpha.
void cmupdf_lay_row(const ImagePaint *paint, ImageRow row, int x, int y, int count);

/// Lays `count` opaque pixels over the shape and the group's alpha.
void cmupdf_lay_planes(const ImagePaint *paint, int x, int y, int count);

#endif
