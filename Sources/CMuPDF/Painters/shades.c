// fz_paint_shade: shadings whose colours come from a function and cover what they touch.
//
// MuPDF paints the function's argument into a pixmap of its own, makes another of the colours, and lays that over the
// target. With every colour opaque the last triangle over a pixel decides alone, and so each colour is looked up and
// written at once.

#include "shades.h"

#include "mupdfinside.h"

/// Fills the table; false unless every colour is opaque.
static bool look_up_colors(fz_context *ctx, fz_shade *shade, fz_colorspace *colorspace, fz_color_params params,
                           ShadePainter *painter)
{
    int components = fz_colorspace_n(ctx, colorspace);
    for (int i = 0; i < 256; i++)
        if ((uint8_t)(int)(shade->function[i][components] * 255) != 255)
            return false;
    fz_pixmap *target = painter->target;
    int colors = target->n - target->alpha;
    for (int i = 0; i < 256; i++)
    {
        float color[FZ_MAX_COLORS];
        fz_convert_color(ctx, colorspace, shade->function[i], target->colorspace, color, NULL, params);
        for (int k = 0; k < colors; k++)
            painter->colors[i][k] = (uint8_t)(int)(color[k] * 255);
        painter->colors[i][colors] = 255;
    }
    return true;
}

static bool is_within(fz_irect box, const fz_pixmap *pixmap)
{
    return box.x0 >= pixmap->x && box.y0 >= pixmap->y && box.x1 <= pixmap->x + pixmap->w
        && box.y1 <= pixmap->y + pixmap->h && box.x0 < box.x1 && box.y0 < box.y1;
}

/// Whether the colours can be looked up byte by byte: gray and RGB without spot colours.
static bool is_plain(fz_context *ctx, const fz_shade *shade, fz_colorspace *colorspace, const fz_pixmap *target)
{
    int colors = target->n - target->alpha;
    return shade->use_function && target->colorspace && !target->seps && target->s == 0
        && fz_colorspace_n(ctx, target->colorspace) == colors && (colors == 1 || colors == 3)
        && !fz_colorspace_is_device_n(ctx, colorspace);
}

static void prepare_vertex(fz_context *ctx, void *arg, fz_vertex *vertex, const float *input)
{
    const ShadePainter *painter = arg;
    const fz_shade *shade = painter->shade;
    float value = input[0];
    if (shade->type >= 4 && shade->type <= 7)
        value = (value - shade->u.m.c0[0]) / (shade->u.m.c1[0] - shade->u.m.c0[0]);
    vertex->c[0] = value * 255;
}

static void paint_triangle(fz_context *ctx, void *arg, fz_vertex *a, fz_vertex *b, fz_vertex *c)
{
    const ShadeCorner corners[3] = {
        { a->p.x, a->p.y, a->c[0] },
        { b->p.x, b->p.y, b->c[0] },
        { c->p.x, c->p.y, c->c[0] },
    };
    cmupdf_shade_triangle(arg, corners);
}

bool cmupdf_try_shade(fz_context *ctx, fz_shade *shade, fz_colorspace *colorspace, fz_matrix matrix, fz_pixmap *target,
                      fz_color_params params, fz_irect box, const fz_overprint *overprint)
{
    if (!HAS_EXACT_FLOATS)
        return false;
    if (!colorspace)
        colorspace = shade->colorspace;
    ShadePainter painter = { .shade = shade, .target = target, .box = box };
    if (overprint || !is_plain(ctx, shade, colorspace, target) || !is_within(box, target)
        || !look_up_colors(ctx, shade, colorspace, params, &painter))
        return false;
    fz_process_shade(ctx, shade, fz_concat(shade->matrix, matrix), fz_rect_from_irect(box), prepare_vertex,
                     paint_triangle, &painter);
    return true;
}

void __wrap_fz_paint_shade(fz_context *ctx, fz_shade *shade, fz_colorspace *colorspace, fz_matrix matrix,
                           fz_pixmap *target, fz_color_params params, fz_irect box, const fz_overprint *overprint,
                           fz_shade_color_cache **cache)
{
    if (!cmupdf_painters_are_fast()
        || !cmupdf_try_shade(ctx, shade, colorspace, matrix, target, params, box, overprint))
        __real_fz_paint_shade(ctx, shade, colorspace, matrix, target, params, box, overprint, cache);
}
