// Images that are turned or skewed.

#include "images.h"
#include "turning.h"

#include <stdlib.h>

/// Rows of samples in one block of memory, each for as many pixels as the place is wide.
typedef struct {
    uint8_t *colors, *coverage, *alphas;
} TurnedRows;

/// Of the columns of a row those that lie inside the image: neighbours, as it is convex.
static SampleLine line_inside(const ImagePaint *paint, const ImagePlace *place, int row, int *first)
{
    int u = place->u + row * place->rowSkew, v = place->v + row * place->rowStep;
    // Interpolation reaches half a pixel beyond the image, by MuPDF's rule.
    int64_t margin = place->interpolates ? POSITION_HALF : 0;
    int64_t right = ((int64_t)paint->image->w << POSITION_BITS) - margin;
    int64_t bottom = ((int64_t)paint->image->h << POSITION_BITS) - margin;
    int end = place->width;
    *first = 0;
    cmupdf_keep_between(u, place->columnStep, -margin, right, first, &end);
    cmupdf_keep_between(v, place->columnSkew, -margin, bottom, first, &end);
    return (SampleLine){ u + *first * place->columnStep, v + *first * place->columnSkew, place->columnStep,
                         place->columnSkew, end - *first };
}

static void paint_line(const ImagePaint *paint, bool interpolates, TurnedRows rows, SampleLine line, int x, int y)
{
    const fz_pixmap *image = paint->image;
    SampleSource source = { image->samples, image->w, image->h, image->n, image->stride };
    SampleLayout layout = cmupdf_color_layout(paint);
    if (cmupdf_image_replaces(paint))
    {
        cmupdf_sample_line(&source, &layout, interpolates, line, cmupdf_target_pixel(paint, x, y));
        cmupdf_lay_planes(paint, x, y, line.count);
        return;
    }
    cmupdf_sample_line(&source, &layout, interpolates, line, rows.colors);
    ImageRow row = { rows.colors, rows.colors, rows.colors };
    if (cmupdf_image_has_coverage(paint))
    {
        SampleLayout alpha = cmupdf_alpha_layout(paint, paint->target->n);
        cmupdf_sample_line(&source, &alpha, interpolates, line, rows.coverage);
        row.coverage = rows.coverage;
    }
    if (cmupdf_image_has_alphas(paint))
    {
        SampleLayout alpha = cmupdf_alpha_layout(paint, 1);
        cmupdf_sample_line(&source, &alpha, interpolates, line, rows.alphas);
        row.alphas = rows.alphas;
    }
    cmupdf_lay_row(paint, row, x, y, line.count);
}

bool cmupdf_turned_rows(const ImagePaint *paint, const ImagePlace *place)
{
    size_t width = (size_t)place->width, channels = (size_t)paint->target->n;
    uint8_t *memory = malloc(width * (2 * channels + 1));
    if (!memory)
        return false;
    TurnedRows rows = { memory, memory + width * channels, memory + 2 * width * channels };
    for (int row = 0; row < place->height; row++)
    {
        int first;
        SampleLine line = line_inside(paint, place, row, &first);
        if (line.count > 0)
            paint_line(paint, place->interpolates, rows, line, place->x + first, place->y + row);
    }
    free(memory);
    return true;
}
