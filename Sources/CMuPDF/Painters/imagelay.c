// How sampled rows of an image are laid over the target and the planes that go with it.

#include "covering.h"
#include "images.h"

#include <string.h>

SampleLayout cmupdf_color_layout(const ImagePaint *paint)
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

SampleLayout cmupdf_alpha_layout(const ImagePaint *paint, int channels)
{
    SampleLayout layout = { .channels = channels };
    for (int i = 0; i < channels; i++)
        layout.sources[i] = (int8_t)(paint->image->n - 1);
    return layout;
}

bool cmupdf_image_has_coverage(const ImagePaint *paint)
{
    return paint->image->alpha && paint->target->n > paint->target->alpha;
}

bool cmupdf_image_has_alphas(const ImagePaint *paint)
{
    return cmupdf_image_has_coverage(paint) && (paint->shape || paint->groupAlpha);
}

bool cmupdf_image_replaces(const ImagePaint *paint)
{
    return !paint->image->alpha && paint->alpha == 255;
}

static uint8_t *pixel_at(const fz_pixmap *pixmap, int x, int y)
{
    return pixmap->samples + (y - pixmap->y) * (ptrdiff_t)pixmap->stride + (x - pixmap->x) * (ptrdiff_t)pixmap->n;
}

uint8_t *cmupdf_target_pixel(const ImagePaint *paint, int x, int y)
{
    return pixel_at(paint->target, x, y);
}

void cmupdf_lay_planes(const ImagePaint *paint, int x, int y, int count)
{
    if (paint->shape)
        memset(pixel_at(paint->shape, x, y), 255, (size_t)count);
    if (!paint->groupAlpha)
        return;
    uint8_t *plane = pixel_at(paint->groupAlpha, x, y);
    for (int i = 0; i < count; i++)
        plane[i] = (uint8_t)(paint->alpha + fz_mul255(plane[i], 255 - paint->alpha));
}

void cmupdf_lay_row(const ImagePaint *paint, ImageRow row, int x, int y, int count)
{
    uint8_t *target = pixel_at(paint->target, x, y);
    long bytes = (long)count * paint->target->n;
    if (!paint->image->alpha)
    {
        cmupdf_cover(target, row.colors, NULL, paint->alpha, bytes);
        cmupdf_lay_planes(paint, x, y, count);
        return;
    }
    cmupdf_cover(target, row.colors, row.coverage, paint->alpha, bytes);
    if (paint->shape)
        cmupdf_cover_shape(pixel_at(paint->shape, x, y), row.alphas, paint->alpha, count);
    if (paint->groupAlpha)
        cmupdf_cover(pixel_at(paint->groupAlpha, x, y), row.alphas, row.alphas, paint->alpha, count);
}
