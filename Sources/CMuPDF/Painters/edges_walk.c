// Walking down active edges and adding what they enclose. See edges.h.

#include "edges.h"

// How many ways fit on the stack with ease.
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
    int low, high;
    Edge *edge;
    int nextX, nextError;
} Way;

static inline void find_way(Way *way, Edge *edge, int count)
{
    int x = edge->x, error = edge->e;
    way->edge = edge;
    if (edge->xmove == 0 && edge->adjUp == 0)
    {
        for (int i = 0; i < 16; i++)
            way->x[i] = x;
    }
    else
    {
        int move = edge->xmove, moreMove = move + edge->xdir, up = edge->adjUp, upAndDown = up - edge->adjDown;
        for (int i = 0; i < count; i++)
        {
            way->x[i] = x;
            bool carries = error > -up;
            x += carries ? moreMove : move;
            error += carries ? upAndDown : up;
        }
    }
    way->nextX = x;
    way->nextError = error;
    int last = way->x[count - 1];
    way->low = fz_mini(edge->x, last);
    way->high = fz_maxi(edge->x, last);
}

// The first subline, from one on and before another, in which ways are not in their order.
static int end_of_order(Way *const *ways, int wayCount, int from, int end)
{
    for (int i = 1; i < wayCount; i++)
    {
        const Way *left = ways[i - 1], *right = ways[i];
        if (left->high <= right->low)
            continue;
        for (int subline = from; subline < end; subline++)
            if (left->x[subline] > right->x[subline])
                end = subline;
    }
    return end;
}

static void sort_ways(Way **ways, int wayCount, int subline)
{
    for (int gap = cmupdf_edges_first_gap(wayCount); gap > 0; gap /= 3)
        for (int i = gap; i < wayCount; i++)
        {
            Way *way = ways[i];
            int place = i;
            for (; place >= gap && ways[place - gap]->x[subline] > way->x[subline]; place -= gap)
                ways[place] = ways[place - gap];
            ways[place] = way;
        }
}

// Adds one side of the path in the sublines from one to another.
static void cover_way(Coverage *coverage, const Way *way, int origin, int from, int end, int sign)
{
    int first = way->x[from] - origin, last = way->x[end - 1] - origin;
    int low = fz_mini(first, last), high = fz_maxi(first, last);
    int pixel = (int)((unsigned)low / cmupdf_subpixels), left = pixel * cmupdf_subpixels;
    cmupdf_coverage_touch(coverage, low, high);
    if (high < left + cmupdf_subpixels)
    {
        int parts = 0;
        for (int i = from; i < end; i++)
            parts += way->x[i];
        parts -= (end - from) * (origin + left);
        coverage->bytes[pixel] += (uint8_t)(sign * ((end - from) * cmupdf_subpixels - parts));
        coverage->bytes[pixel + 1] += (uint8_t)(sign * parts);
        return;
    }
    for (int i = from; i < end; i++)
        cmupdf_coverage_add(coverage, way->x[i] - origin, sign);
}

static void cover_ways(Coverage *coverage, Way *const *ways, int wayCount, bool isEvenOdd, int origin, int from,
                       int end)
{
    Sides sides = {isEvenOdd, 0};
    const Way *start = NULL;
    for (int i = 0; i < wayCount; i++)
    {
        int side = side_of(&sides, ways[i]->edge);
        if (side > 0)
            start = ways[i];
        else if (side < 0)
        {
            cover_way(coverage, start, origin, from, end, 1);
            cover_way(coverage, ways[i], origin, from, end, -1);
        }
    }
}

bool cmupdf_edges_walk(EdgeList *list, bool isEvenOdd, int origin, int count, Coverage *coverage)
{
    Way ways[mostEdges], *order[mostEdges];
    int wayCount = list->alen;
    if (wayCount > mostEdges)
        return false;
    for (int i = 0; i < wayCount; i++)
    {
        order[i] = &ways[i];
        find_way(&ways[i], list->active[i], count);
    }
    for (int from = 0; from < count;)
    {
        int end = end_of_order(order, wayCount, from, count);
        if (end == from)
        {
            sort_ways(order, wayCount, from);
            continue;
        }
        if (coverage)
            cover_ways(coverage, order, wayCount, isEvenOdd, origin, from, end);
        from = end;
    }
    for (int i = 0; i < wayCount; i++)
    {
        Edge *edge = list->active[i] = order[i]->edge;
        edge->x = order[i]->nextX;
        edge->e = order[i]->nextError;
        edge->h -= count;
    }
    return true;
}
