// The coverage of one row of pixels by a path, while the row is being put together and painted.
//
// `bytes` holds differences: the coverage of a pixel, 0...255, is the sum of all bytes up to its own, modulo 256. Only
// the blocks of 32 pixels that an edge has touched are summed; in between, the coverage does not change.

#ifndef CMUPDF_COVERAGE_H
#define CMUPDF_COVERAGE_H

#include "mupdf121.h"

enum { cmupdf_block = 32, cmupdf_subpixels = 17, cmupdf_sublines = 15 };

/// Where a row is painted.
typedef struct {
    fz_pixmap *dst;
    // NULL for a mask.
    const unsigned char *color;
    const fz_overprint *eop;
    SpanColorPainter *paintColor;
    SpanPainter *paintMask;
} CoverageTarget;

typedef struct {
    // A byte for each pixel from `left` on, and one more; the rest of the last block is there too.
    uint8_t *bytes;
    // Of a block, whether any of its bytes was changed; 8 more than there are blocks.
    uint8_t *touched;
    int left;
    // What is painted of a row, as numbers of pixels from `left`.
    int clipStart, clipEnd;
    bool isEmpty;
} Coverage;

/// Adds what is right of an edge in one subline, or takes it away.
///
/// @param x In subpixels from `left`.
/// @param sign 1 where the inside of the path begins, -1 where it ends, or that many sublines of the same.
static inline void cmupdf_coverage_add(Coverage *coverage, int x, int sign)
{
    unsigned pixel = (unsigned)x / cmupdf_subpixels;
    int part = x - (int)pixel * cmupdf_subpixels;
    coverage->bytes[pixel] += (uint8_t)(sign * (cmupdf_subpixels - part));
    coverage->bytes[pixel + 1] += (uint8_t)(sign * part);
}

/// Notes that edges have been added from one x to another.
static inline void cmupdf_coverage_touch(Coverage *coverage, int x0, int x1)
{
    unsigned first = (unsigned)x0 / cmupdf_subpixels / cmupdf_block;
    unsigned last = ((unsigned)x1 / cmupdf_subpixels + 1) / cmupdf_block;
    coverage->touched[first] = coverage->touched[last] = 1;
    for (unsigned block = first + 1; block < last; block++)
        coverage->touched[block] = 1;
    coverage->isEmpty = false;
}

/// Paints the row on `count` rows of pixels from y on, and clears it.
void cmupdf_coverage_paint(Coverage *coverage, const CoverageTarget *target, int y, int count);

/// Replaces the 32 differences of a block by what they sum up to, from a sum before them; returns the last sum.
uint8_t cmupdf_coverage_sum(uint8_t *bytes, uint8_t before);

/// The same in portable C, which the other is compared with.
uint8_t cmupdf_coverage_sum_portable(uint8_t *bytes, uint8_t before);

#endif
