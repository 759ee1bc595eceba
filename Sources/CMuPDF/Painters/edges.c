// Active edges: order, beginnings and ends. See edges.h.

#include "edges.h"

#include <stdlib.h>

// From a count of 14 on, the largest of 1, 4, 13, 40... that is below a ninth of what the sequence must exceed.
int cmupdf_edges_first_gap(int count)
{
    int gap = 1;
    if (count < 14)
        return gap;
    while (gap < count)
        gap = 3 * gap + 1;
    return gap / 9;
}

static int compare_y(const void *left, const void *right)
{
    return ((const Edge *)left)->y - ((const Edge *)right)->y;
}

static bool are_sorted_by_y(const Edge *edges, int count)
{
    for (int i = 1; i < count; i++)
        if (edges[i - 1].y > edges[i].y)
            return false;
    return true;
}

void cmupdf_edges_sort(Edge *edges, int count)
{
    // From this count on MuPDF uses the library's function, which leaves a sorted list alone or does not.
    if (count > 10000)
    {
        qsort(edges, (size_t)count, sizeof *edges, compare_y);
        return;
    }
    if (are_sorted_by_y(edges, count))
        return;
    for (int gap = cmupdf_edges_first_gap(count); gap > 0; gap /= 3)
        for (int i = gap; i < count; i++)
        {
            if (edges[i - gap].y <= edges[i].y)
                continue;
            Edge edge = edges[i];
            int place = i;
            for (; place >= gap && edges[place - gap].y > edge.y; place -= gap)
                edges[place] = edges[place - gap];
            edges[place] = edge;
        }
}

void cmupdf_edges_sort_active(Edge **active, int count)
{
    int sorted = 1;
    while (sorted < count && active[sorted - 1]->x <= active[sorted]->x)
        sorted++;
    if (sorted >= count)
        return;
    for (int gap = cmupdf_edges_first_gap(count); gap > 0; gap /= 3)
        for (int i = gap; i < count; i++)
        {
            Edge *edge = active[i];
            int place = i;
            for (; place >= gap && active[place - gap]->x > edge->x; place -= gap)
                active[place] = active[place - gap];
            active[place] = edge;
        }
}

void cmupdf_edges_activate(fz_context *ctx, EdgeList *list, int y, int *next)
{
    for (; *next < list->len && list->edges[*next].y == y; ++*next)
    {
        if (list->alen + 1 == list->acap)
        {
            int capacity = list->acap + 64;
            list->active = fz_realloc_array(ctx, list->active, capacity, Edge *);
            list->acap = capacity;
        }
        list->active[list->alen++] = &list->edges[*next];
    }
}

void cmupdf_edges_retire(EdgeList *list)
{
    for (int i = 0; i < list->alen;)
    {
        if (list->active[i]->h == 0)
            list->active[i] = list->active[--list->alen];
        else
            i++;
    }
}

EdgeReach cmupdf_edges_reach(const EdgeList *list)
{
    EdgeReach reach = {INT_MAX, true};
    int slant = 0;
    for (int i = 0; i < list->alen; i++)
    {
        const Edge *edge = list->active[i];
        slant |= edge->xmove | edge->adjUp;
        reach.height = fz_mini(reach.height, edge->h);
    }
    reach.areVertical = slant == 0;
    return reach;
}
