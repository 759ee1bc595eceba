// Whether a clip takes anything away from a page: one that is a rectangle around it does not.

#include "info.h"

typedef struct {
    fz_matrix ctm;
    fz_point first, last;
    int lines;
    bool isRectangle;
} Outline;

static void add_line(Outline *outline, float x, float y)
{
    fz_point next = fz_transform_point_xy(x, y, outline->ctm);
    // Lines along an axis, at most four of them, and no curve: a path that is closed then is a rectangle or has no area.
    bool isAlong = next.x == outline->last.x || next.y == outline->last.y;
    if (!isAlong || ++outline->lines > 4)
        outline->isRectangle = false;
    outline->last = next;
}

static void move_to(fz_context *ctx, void *user, float x, float y)
{
    Outline *outline = user;
    // Clips of several rectangles are clips of something else.
    if (outline->lines > 0)
        outline->isRectangle = false;
    outline->first = outline->last = fz_transform_point_xy(x, y, outline->ctm);
}

static void line_to(fz_context *ctx, void *user, float x, float y)
{
    add_line(user, x, y);
}

static void curve_to(fz_context *ctx, void *user, float x1, float y1, float x2, float y2, float x3, float y3)
{
    ((Outline *)user)->isRectangle = false;
}

static void close_path(fz_context *ctx, void *user)
{
}

bool cmupdf_info_clip_holds(fz_context *ctx, const fz_path *path, fz_matrix ctm, fz_rect box)
{
    static const fz_path_walker walker = {
        .moveto = move_to, .lineto = line_to, .curveto = curve_to, .closepath = close_path,
    };
    fz_rect bounds = fz_expand_rect(fz_bound_path(ctx, path, NULL, ctm), 0.5f);
    Outline outline = {.ctm = ctm, .isRectangle = true};
    fz_walk_path(ctx, path, &walker, &outline);
    bool isClosedAlong = outline.first.x == outline.last.x || outline.first.y == outline.last.y;
    return outline.isRectangle && isClosedAlong && outline.lines >= 3 && fz_contains_rect(bounds, box);
}
