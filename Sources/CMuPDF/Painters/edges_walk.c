// Walking down active edges and adding what they enclose. See edges.h.

#include "edges.h"

// Beyond this many, edges cross so often that it would not pay to look ahead.
enum { mostEdges = 256 };

void cmupdf_edges_step(EdgeList *list)
{
    for (int i = 0; i < list->alen; i++)
    {
        Edge *edge = list->active[i];
        int error = edge->e + edge->adjUp, carry = -(error > 0);
        edge->x += edge->xmove + (edge->xdir & carry);
        edge->e = error - (edge->adjDown & carry);
        edge->h--;
    }
}

/// Goes through active edges and says where the inside of the path begins and ends.
typedef struct {
    bool isEvenOdd;
    int winding;
} Sides;

// 1 if the inside begins at an edge, -1 if it ends there, otherwise 0.
static inline int side_of(Sides *sides, const Edge *edge)
{
    int before = sides->winding;
    sides->winding = sides->isEvenOdd ? !before : before + edge->ydir;
    return (before == 0) - (sides->winding == 0);
}

void cmupdf_edges_cover(const EdgeList *list, bool isEvenOdd, int origin, int height, Coverage *coverage)
{
    Sides sides = {isEvenOdd, 0};
    int start = 0;
    for (int i = 0; i < list->alen; i++)
    {
        const Edge *edge = list->active[i];
        int side = side_of(&sides, edge), x = edge->x - origin;
        if (side > 0)
            start = x;
        // An inside that does not end is not painted, so that its beginning waits for the end.
        else if (side < 0 && start != x)
        {
            cmupdf_coverage_add(coverage, start, height);
            cmupdf_coverage_add(coverage, x, -height);
            cmupdf_coverage_touch(coverage, start, start);
            cmupdf_coverage_touch(coverage, x, x);
        }
    }
}

// The way of an edge through up to 15 sublines.
typedef struct {
    int x[16];
    int sum, low, high;
    int nextX, nextError;
} Way;

static inline void find_way(Way *way, const Edge *edge, int count)
{
    int x = edge->x, error = edge->e, sum = 0;
    if (edge->xmove == 0 && edge->adjUp == 0)
    {
        for (int i = 0; i < 16; i++)
            way->x[i] = x;
        way->sum = count * x;
    }
    else
    {
        int move = edge->xmove, up = edge->adjUp, direction = edge->xdir, down = edge->adjDown;
        for (int i = 0; i < count; i++)
        {
            way->x[i] = x;
            sum += x;
            error += up;
            int carry = -(error > 0);
            x += move + (direction & carry);
            error -= down & carry;
        }
        way->sum = sum;
    }
    way->nextX = x;
    way->nextError = error;
    int last = way->x[count - 1];
    way->low = fz_mini(edge->x, last);
    way->high = fz_maxi(edge->x, last);
}

static bool is_left_of(const Way *left, const Way *right, int count)
{
    if (left->high <= right->low)
        return true;
    int isRight = 0;
    for (int i = 0; i < count; i++)
        isRight |= left->x[i] > right->x[i];
    return !isRight;
}

static void cover_way(Coverage *coverage, const Way *way, int origin, int count, int sign)
{
    int low = way->low - origin, high = way->high - origin;
    int pixel = (int)((unsigned)low / cmupdf_subpixels);
    cmupdf_coverage_touch(coverage, low, high);
    if (high < (pixel + 1) * cmupdf_subpixels)
    {
        int parts = way->sum - count * (origin + pixel * cmupdf_subpixels);
        coverage->bytes[pixel] += (uint8_t)(sign * (count * cmupdf_subpixels - parts));
        coverage->bytes[pixel + 1] += (uint8_t)(sign * parts);
        return;
    }
    for (int i = 0; i < count; i++)
        cmupdf_coverage_add(coverage, way->x[i] - origin, sign);
}

bool cmupdf_edges_walk_in_order(EdgeList *list, bool isEvenOdd, int origin, int count, Coverage *coverage)
{
    Way ways[mostEdges];
    if (list->alen > mostEdges)
        return false;
    for (int i = 0; i < list->alen; i++)
    {
        find_way(&ways[i], list->active[i], count);
        if (i > 0 && !is_left_of(&ways[i - 1], &ways[i], count))
            return false;
    }
    Sides sides = {isEvenOdd, 0};
    int start = 0;
    for (int i = 0; i < list->alen; i++)
    {
        Edge *edge = list->active[i];
        int side = side_of(&sides, edge);
        if (side > 0)
            start = i;
        else if (side < 0 && coverage)
        {
            cover_way(coverage, &ways[start], origin, count, 1);
            cover_way(coverage, &ways[i], origin, count, -1);
        }
        edge->x = ways[i].nextX;
        edge->e = ways[i].nextError;
        edge->h -= count;
    }
    return true;
}
