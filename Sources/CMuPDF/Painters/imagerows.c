#include "covering.h"
#include "images.h"
#include "sampling.h"

#include <string.h>

/// What is sampled: colours in the target's layout, and for images with alpha the coverage of each of its bytes and of
/// each pixel.
typedef struct {
    Sampler colors, coverage, shape;
    bool hasCoverage, hasShape;
} ImageSamplers;

// MARK: - Layouts

static SampleLayout color_layout(const ImagePaint *paint)
{
    int colors = paint->target->n - paint->target->alpha;
    int imageColors = paint->image->n - paint->image->alpha;
    SampleLayout layout = { .channels = paint->target->n };
    for (int i = 0; i < colors; i++)
        layout.sources[i] = (int8_t)(imageColors == 1 ? 0 : i);
    if (paint->target->alpha)
        layout.sources[colors] = (int8_t)(paint->image->alpha ? imageColors : opaqueChannel);
    return layout;
}

static SampleLayout alpha_layout(const ImagePaint *paint, int channels)
{
    SampleLayout layout = { .channels = channels };
    for (int i = 0; i < channels; i++)
        layout.sources[i] = (int8_t)(paint->image->n - 1);
    return layout;
}

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
    cmupdf_sampler_drop(&samplers->shape);
}

static bool make_samplers(ImageSamplers *samplers, const ImagePaint *paint, SampleColumns columns)
{
    const fz_pixmap *image = paint->image;
    SampleSource source = { image->samples, image->w, image->h, image->n, image->stride };
    memset(samplers, 0, sizeof(*samplers));
    // In a target of alpha alone, the colours are the alphas already.
    samplers->hasCoverage = image->alpha && paint->target->n > paint->target->alpha;
    samplers->hasShape = samplers->hasCoverage && (paint->shape || paint->groupAlpha);
    bool isMade = cmupdf_sampler_make(&samplers->colors, source, columns, color_layout(paint))
        && (!samplers->hasCoverage
            || cmupdf_sampler_make(&samplers->coverage, source, columns, alpha_layout(paint, paint->target->n)))
        && (!samplers->hasShape || cmupdf_sampler_make(&samplers->shape, source, columns, alpha_layout(paint, 1)));
    if (!isMade)
        drop_samplers(samplers);
    return isMade;
}

// MARK: - Rows

static uint8_t *pixel_at(const fz_pixmap *pixmap, int x, int y)
{
    return pixmap->samples + (y - pixmap->y) * (ptrdiff_t)pixmap->stride + (x - pixmap->x) * (ptrdiff_t)pixmap->n;
}

static void paint_opaque_planes(const ImagePaint *paint, int x, int y, int count)
{
    if (paint->shape)
        memset(pixel_at(paint->shape, x, y), 255, (size_t)count);
    if (!paint->groupAlpha)
        return;
    uint8_t *plane = pixel_at(paint->groupAlpha, x, y);
    for (int i = 0; i < count; i++)
        plane[i] = (uint8_t)(paint->alpha + fz_mul255(plane[i], 255 - paint->alpha));
}

static void paint_planes(const ImagePaint *paint, const uint8_t *alphas, int x, int y, int count)
{
    if (paint->shape)
        cmupdf_cover_shape(pixel_at(paint->shape, x, y), alphas, paint->alpha, count);
    if (paint->groupAlpha)
        cmupdf_cover(pixel_at(paint->groupAlpha, x, y), alphas, alphas, paint->alpha, count);
}

static void paint_row(const ImagePaint *paint, ImageSamplers *samplers, int row, int fraction, int x, int y)
{
    uint8_t *target = pixel_at(paint->target, x, y);
    long bytes = samplers->colors.count;
    int count = (int)(bytes / paint->target->n);
    bool isOpaque = !paint->image->alpha;
    if (isOpaque && paint->alpha == 255)
    {
        cmupdf_sampler_row(&samplers->colors, row, fraction, target);
        paint_opaque_planes(paint, x, y, count);
        return;
    }
    const uint8_t *colors = cmupdf_sampler_row(&samplers->colors, row, fraction, NULL);
    if (isOpaque)
    {
        cmupdf_cover(target, colors, NULL, paint->alpha, bytes);
        paint_opaque_planes(paint, x, y, count);
        return;
    }
    const uint8_t *coverage = colors, *alphas = colors;
    if (samplers->hasCoverage)
        coverage = cmupdf_sampler_row(&samplers->coverage, row, fraction, NULL);
    if (samplers->hasShape)
        alphas = cmupdf_sampler_row(&samplers->shape, row, fraction, NULL);
    cmupdf_cover(target, colors, coverage, paint->alpha, bytes);
    paint_planes(paint, alphas, x, y, count);
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
