// Images whose sides are parallel to those of the page.

#include "images.h"

#include <string.h>

/// What is sampled: colours in the target's layout, and for images with alpha the coverage of each of its bytes and of
/// each pixel.
typedef struct {
    Sampler colors, coverage, alphas;
    bool hasCoverage, hasAlphas;
} ImageSamplers;

// MARK: - Ranges

/// Whether there is a pixel at a position, by MuPDF's rule: interpolation reaches half a pixel beyond the image.
static bool is_inside(int position, int side, bool interpolates)
{
    if (!interpolates)
        return (position >> POSITION_BITS) >= 0 && (position >> POSITION_BITS) < side;
    return position + POSITION_HALF >= 0 && position + POSITION_ONE < (side << POSITION_BITS) + POSITION_HALF;
}

/// The columns inside the image. Positions rise or fall steadily, so these are neighbours.
static SampleColumns columns_inside(const ImagePaint *paint, const ImagePlace *place)
{
    SampleColumns columns = { .step = place->columnStep, .interpolates = place->interpolates };
    for (int column = 0; column < place->width; column++)
    {
        int position = place->u + column * place->columnStep;
        if (!is_inside(position, paint->image->w, place->interpolates))
            continue;
        if (columns.count == 0)
        {
            columns.first = column;
            columns.position = position;
        }
        columns.count++;
    }
    return columns;
}

// MARK: - Samplers

static void drop_samplers(ImageSamplers *samplers)
{
    cmupdf_sampler_drop(&samplers->colors);
    cmupdf_sampler_drop(&samplers->coverage);
    cmupdf_sampler_drop(&samplers->alphas);
}

static bool make_samplers(ImageSamplers *samplers, const ImagePaint *paint, SampleColumns columns)
{
    const fz_pixmap *image = paint->image;
    SampleSource source = { image->samples, image->w, image->h, image->n, image->stride };
    memset(samplers, 0, sizeof(*samplers));
    samplers->hasCoverage = cmupdf_image_has_coverage(paint);
    samplers->hasAlphas = cmupdf_image_has_alphas(paint);
    SampleLayout coverage = cmupdf_alpha_layout(paint, paint->target->n), alphas = cmupdf_alpha_layout(paint, 1);
    bool isMade = cmupdf_sampler_make(&samplers->colors, source, columns, cmupdf_color_layout(paint))
        && (!samplers->hasCoverage || cmupdf_sampler_make(&samplers->coverage, source, columns, coverage))
        && (!samplers->hasAlphas || cmupdf_sampler_make(&samplers->alphas, source, columns, alphas));
    if (!isMade)
        drop_samplers(samplers);
    return isMade;
}

// MARK: - Rows

static void paint_row(const ImagePaint *paint, ImageSamplers *samplers, int row, int fraction, int x, int y)
{
    int count = (int)(samplers->colors.count / paint->target->n);
    if (cmupdf_image_replaces(paint))
    {
        cmupdf_sampler_row(&samplers->colors, row, fraction, cmupdf_target_pixel(paint, x, y));
        cmupdf_lay_planes(paint, x, y, count);
        return;
    }
    ImageRow sampled = { .colors = cmupdf_sampler_row(&samplers->colors, row, fraction, NULL) };
    sampled.coverage = sampled.alphas = sampled.colors;
    if (samplers->hasCoverage)
        sampled.coverage = cmupdf_sampler_row(&samplers->coverage, row, fraction, NULL);
    if (samplers->hasAlphas)
        sampled.alphas = cmupdf_sampler_row(&samplers->alphas, row, fraction, NULL);
    cmupdf_lay_row(paint, sampled, x, y, count);
}

bool cmupdf_image_rows(const ImagePaint *paint, const ImagePlace *place)
{
    SampleColumns columns = columns_inside(paint, place);
    if (columns.count == 0)
        return true;
    ImageSamplers samplers;
    if (!make_samplers(&samplers, paint, columns))
        return false;
    int x = place->x + columns.first;
    for (int line = 0; line < place->height; line++)
    {
        int position = place->v + line * place->rowStep;
        if (!is_inside(position, paint->image->h, place->interpolates))
            continue;
        int fraction = place->interpolates ? position & POSITION_MASK : 0;
        paint_row(paint, &samplers, position >> POSITION_BITS, fraction, x, place->y + line);
    }
    drop_samplers(&samplers);
    return true;
}
