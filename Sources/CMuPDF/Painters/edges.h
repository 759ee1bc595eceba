// The edges of a path that cross the line where a scan conversion is, in the order that MuPDF would have them in.
//
// The order of edges that meet in a point shows only in paths that are not closed, which roundings in strokes may well
// bring about. So the sorting here gives every order that MuPDF's does: a list in order stays as it is, and any other
// goes through a Shell sort with the same gaps.

#ifndef CMUPDF_EDGES_H
#define CMUPDF_EDGES_H

#include "coverage.h"

#include <limits.h>

/// Sorts the edges of a path by y.
void cmupdf_edges_sort(Edge *edges, int count);

/// Sorts active edges by x.
void cmupdf_edges_sort_active(Edge **active, int count);

/// The first gap of the Shell sorts, of which each further one is a third.
int cmupdf_edges_first_gap(int count);

/// Takes the edges that begin at y into the active ones; `next` is the first that has not been taken.
void cmupdf_edges_activate(fz_context *ctx, EdgeList *list, int y, int *next);

/// Takes away the active edges that have ended.
void cmupdf_edges_retire(EdgeList *list);

/// How far all active edges go on.
typedef struct {
    // In sublines, INT_MAX without edges.
    int height;
    bool areVertical;
} EdgeReach;

EdgeReach cmupdf_edges_reach(const EdgeList *list);

/// Adds `height` sublines of the active edges where they are now, which must be in order.
///
/// @param origin What x is counted from.
void cmupdf_edges_cover(const EdgeList *list, bool isEvenOdd, int origin, int height, Coverage *coverage);

/// Walks the active edges down by `count` sublines, at most 15, and adds each; they must be in order at the first.
///
/// @param coverage NULL to add nothing.
/// @return False, with nothing done, if there are too many edges.
bool cmupdf_edges_walk(EdgeList *list, bool isEvenOdd, int origin, int count, Coverage *coverage);

/// Walks the active edges down by one subline.
void cmupdf_edges_step(EdgeList *list);

#endif
