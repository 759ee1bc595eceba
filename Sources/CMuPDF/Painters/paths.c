// Paths, filled and stroked: MuPDF's scan conversion at 8 bits of antialiasing, with 17 x 15 samples a pixel.
//
// MuPDF goes through the active edges several times for each of the 15 sublines of a row, and then through all pixels
// between the outermost edges of the whole path several times for each row. Here edges walk down up to a row at once,
// and only the pixels that are near an edge, or inside, are looked at. The sums are of integers, so that the coverage
// comes out the same. What leaves a pixel as it is need not be painted: without coverage no painter changes anything.

#include "edges.h"
#include "textpainters.h"

#include <string.h>

/// One scan conversion on its way down a path.
typedef struct {
    EdgeList *list;
    bool isEvenOdd;
    // The first x of the coverage, in subpixels.
    int origin;
    // What is painted, in sublines.
    int top, bottom;
    Coverage coverage;
    CoverageTarget target;
    // The row of pixels that the coverage belongs to.
    int row;
} Conversion;

static int floor_division(int value, int divisor)
{
    int quotient = value / divisor;
    return quotient - (value % divisor < 0);
}

// Makes the coverage that of a row; what belongs to another is painted first.
static void begin_row(Conversion *conversion, int row)
{
    if (row != conversion->row)
        cmupdf_coverage_paint(&conversion->coverage, &conversion->target, conversion->row, 1);
    conversion->row = row;
}

// Adds the active edges, all of them vertical, from y to end.
static void cover_vertically(Conversion *conversion, int y, int end)
{
    EdgeList *list = conversion->list;
    y = fz_maxi(y, conversion->top);
    end = fz_mini(end, conversion->bottom);
    while (y < end)
    {
        int row = floor_division(y, cmupdf_sublines), rowEnd = (row + 1) * cmupdf_sublines;
        int rows = (end - y) / cmupdf_sublines;
        begin_row(conversion, row);
        if (y + cmupdf_sublines == rowEnd && rows > 1)
        {
            cmupdf_edges_cover(list, conversion->isEvenOdd, conversion->origin, cmupdf_sublines, &conversion->coverage);
            cmupdf_coverage_paint(&conversion->coverage, &conversion->target, row, rows);
            y += rows * cmupdf_sublines;
            continue;
        }
        int height = fz_mini(end, rowEnd) - y;
        cmupdf_edges_cover(list, conversion->isEvenOdd, conversion->origin, height, &conversion->coverage);
        y += height;
    }
}

// Walks down `count` sublines from y, which are in one row.
static void walk(Conversion *conversion, int y, int count)
{
    EdgeList *list = conversion->list;
    Coverage *coverage = y >= conversion->top ? &conversion->coverage : NULL;
    if (coverage)
        begin_row(conversion, floor_division(y, cmupdf_sublines));
    if (cmupdf_edges_walk(list, conversion->isEvenOdd, conversion->origin, count, coverage))
        return;
    for (; count > 0; count--)
    {
        cmupdf_edges_sort_active(list->active, list->alen);
        if (coverage)
            cmupdf_edges_cover(list, conversion->isEvenOdd, conversion->origin, 1, coverage);
        cmupdf_edges_step(list);
    }
}

static void convert(fz_context *ctx, Conversion *conversion)
{
    EdgeList *list = conversion->list;
    int next = 0, y = list->edges[0].y;
    list->alen = 0;
    while (y < conversion->bottom && (list->alen > 0 || next < list->len))
    {
        cmupdf_edges_activate(ctx, list, y, &next);
        cmupdf_edges_sort_active(list->active, list->alen);
        EdgeReach reach = cmupdf_edges_reach(list);
        int height = next < list->len ? fz_mini(reach.height, list->edges[next].y - y) : reach.height;
        if (reach.areVertical)
        {
            if (list->alen > 0)
                cover_vertically(conversion, y, y + height);
            for (int i = 0; i < list->alen; i++)
                list->active[i]->h -= height;
        }
        else
        {
            int rowEnd = (floor_division(y, cmupdf_sublines) + 1) * cmupdf_sublines;
            height = fz_mini(height, rowEnd - y);
            walk(conversion, y, height);
        }
        cmupdf_edges_retire(list);
        y += height;
    }
    cmupdf_coverage_paint(&conversion->coverage, &conversion->target, conversion->row, 1);
}

// Makes room for the coverage in the list's own buffers, as MuPDF sizes them, and clears it.
static void prepare_coverage(fz_context *ctx, EdgeList *list, int width, Coverage *coverage)
{
    int blocks = (width + 2 + cmupdf_block - 1) / cmupdf_block, needed = blocks * cmupdf_block;
    if (needed > list->bcap)
    {
        list->bcap = 0;
        fz_free(ctx, list->alphas);
        list->alphas = NULL;
        fz_free(ctx, list->deltas);
        list->deltas = NULL;
        list->alphas = fz_malloc_array(ctx, needed, unsigned char);
        list->deltas = fz_malloc_array(ctx, needed, int);
        list->bcap = needed;
    }
    coverage->bytes = list->alphas;
    memset(coverage->bytes, 0, (size_t)needed);
    coverage->touched = (uint8_t *)list->deltas;
    memset(coverage->touched, 0, (size_t)blocks + 8);
    coverage->isEmpty = true;
}

static bool is_covered(fz_context *ctx, const fz_rasterizer *rasterizer)
{
    const fz_aa_context *aa = &rasterizer->aa;
    return IS_MUPDF_1_21 && ctx->aa.bits == 8 && aa->bits == 8 && aa->hscale == cmupdf_subpixels &&
           aa->vscale == cmupdf_sublines && aa->scale == 256;
}

// The clip of a rasterizer is one of whole pixels in subpixels, unless it was reset without one.
static fz_irect clip_of(fz_context *ctx, const fz_rasterizer *rasterizer, fz_irect bounds, fz_pixmap *dst)
{
    const fz_irect *limits = &rasterizer->clip;
    fz_irect clip = {
        floor_division(limits->x0, cmupdf_subpixels),
        floor_division(limits->y0, cmupdf_sublines),
        -floor_division(-limits->x1, cmupdf_subpixels),
        -floor_division(-limits->y1, cmupdf_sublines),
    };
    return fz_intersect_irect(fz_intersect_irect(bounds, fz_pixmap_bbox(ctx, dst)), clip);
}

bool cmupdf_path_convert(fz_context *ctx, fz_rasterizer *rasterizer, int isEvenOdd, fz_pixmap *dst,
                         const unsigned char *color, const fz_overprint *eop)
{
    if (!is_covered(ctx, rasterizer))
        return false;
    EdgeList *list = (EdgeList *)rasterizer;
    fz_irect bounds = fz_bound_rasterizer(ctx, rasterizer), clip = clip_of(ctx, rasterizer, bounds, dst);
    if (fz_is_empty_irect(clip) || list->len == 0)
        return true;
    CoverageTarget target = {.dst = dst, .color = color, .eop = eop};
    if (color)
        target.paintColor = fz_get_span_color_painter(dst->n, dst->alpha, color, eop);
    else
        target.paintMask = fz_get_span_painter(dst->alpha, 1, 0, 255, eop);
    if (!target.paintColor && !target.paintMask)
        return true;
    Conversion conversion = {
        .list = list,
        .isEvenOdd = isEvenOdd,
        .origin = bounds.x0 * cmupdf_subpixels,
        .top = clip.y0 * cmupdf_sublines,
        .bottom = clip.y1 * cmupdf_sublines,
        .coverage = {.left = bounds.x0, .clipStart = clip.x0 - bounds.x0, .clipEnd = clip.x1 - bounds.x0},
        .target = target,
        .row = clip.y0,
    };
    cmupdf_edges_sort(list->edges, list->len);
    prepare_coverage(ctx, list, bounds.x1 - bounds.x0, &conversion.coverage);
    convert(ctx, &conversion);
    return true;
}

void __wrap_fz_convert_rasterizer(fz_context *ctx, fz_rasterizer *rasterizer, int isEvenOdd, fz_pixmap *dst,
                                  unsigned char *color, fz_overprint *eop)
{
    if (!cmupdf_painters_are_fast() || !cmupdf_path_convert(ctx, rasterizer, isEvenOdd, dst, color, eop))
        __real_fz_convert_rasterizer(ctx, rasterizer, isEvenOdd, dst, color, eop);
}
