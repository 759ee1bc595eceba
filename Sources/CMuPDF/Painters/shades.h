// Triangles of a shading, painted through a table of colours.

#ifndef CMUPDF_SHADES_H
#define CMUPDF_SHADES_H

#include "painters.h"

/// A corner of a triangle, in pixels, and the function's argument there, from 0 to 255.
typedef struct {
    float x, y, value;
} ShadeCorner;

typedef struct {
    const fz_shade *shade;
    fz_pixmap *target;
    /// What may be painted; within the target.
    fz_irect box;
    /// A pixel of the target for each value.
    uint8_t colors[256][4];
} ShadePainter;

/// Paints every pixel that MuPDF would give to this triangle.
void cmupdf_shade_triangle(const ShadePainter *painter, const ShadeCorner corners[3]);

#endif
