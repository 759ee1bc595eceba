// Painting one row of a path. See coverage.h.

#include "coverage.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

uint8_t cmupdf_coverage_sum_portable(uint8_t *bytes, uint8_t before)
{
    for (int i = 0; i < cmupdf_block; i++)
        bytes[i] = before = (uint8_t)(before + bytes[i]);
    return before;
}

uint8_t cmupdf_coverage_sum(uint8_t *bytes, uint8_t before)
{
#if defined(__SSE2__)
    __m128i *places = (__m128i *)bytes;
    for (int i = 0; i < cmupdf_block / 16; i++)
    {
        __m128i sums = _mm_loadu_si128(places + i);
        sums = _mm_add_epi8(sums, _mm_slli_si128(sums, 1));
        sums = _mm_add_epi8(sums, _mm_slli_si128(sums, 2));
        sums = _mm_add_epi8(sums, _mm_slli_si128(sums, 4));
        sums = _mm_add_epi8(sums, _mm_slli_si128(sums, 8));
        sums = _mm_add_epi8(sums, _mm_set1_epi8((char)before));
        _mm_storeu_si128(places + i, sums);
        before = (uint8_t)(_mm_extract_epi16(sums, 7) >> 8);
    }
    return before;
#else
    return cmupdf_coverage_sum_portable(bytes, before);
#endif
}

// Has the pixels brought near that the path will likely cover some rows below. They lie too far apart for the processor
// to guess that they come next.
static void prefetch_below(const fz_pixmap *dst, int y, const uint8_t *pixels, ptrdiff_t count)
{
    enum { rowsAhead = 6, line = 64, mostLines = 8 };
    if (y + rowsAhead >= dst->y + dst->h)
        return;
    const uint8_t *below = pixels + rowsAhead * dst->stride;
    for (ptrdiff_t at = 0; at < count + line && at < mostLines * line; at += line)
        __builtin_prefetch(below + at, 1);
}

// Paints and clears pixels that are not all empty, from one block to another.
static void paint_run(Coverage *coverage, const CoverageTarget *target, int y, int count, int firstBlock, int endBlock)
{
    int start = fz_maxi(firstBlock * cmupdf_block, coverage->clipStart);
    int end = fz_mini(endBlock * cmupdf_block, coverage->clipEnd);
    const uint8_t *mask = coverage->bytes + start;
    fz_pixmap *dst = target->dst;
    unsigned char *pixels = dst->samples + (y - dst->y) * dst->stride;
    pixels += (ptrdiff_t)(coverage->left + start - dst->x) * dst->n;
    prefetch_below(dst, y, pixels, (ptrdiff_t)(end - start) * dst->n);
    for (; start < end && count > 0; count--, pixels += dst->stride)
    {
        if (target->color)
            target->paintColor(pixels, mask, dst->n, end - start, target->color, dst->alpha, target->eop);
        else
            target->paintMask(pixels, dst->alpha, mask, 1, 0, end - start, 255, target->eop);
    }
    memset(coverage->bytes + firstBlock * cmupdf_block, 0, (size_t)(endBlock - firstBlock) * cmupdf_block);
}

void cmupdf_coverage_paint(Coverage *coverage, const CoverageTarget *target, int y, int count)
{
    if (coverage->isEmpty)
        return;
    coverage->isEmpty = true;
    int blocks = (coverage->clipEnd + cmupdf_block - 1) / cmupdf_block;
    int run = -1;
    uint8_t sum = 0;
    for (int block = 0; block < blocks; block++)
    {
        uint8_t *bytes = coverage->bytes + block * cmupdf_block;
        if (coverage->touched[block])
        {
            coverage->touched[block] = 0;
            sum = cmupdf_coverage_sum(bytes, sum);
        }
        else if (sum != 0)
            memset(bytes, sum, cmupdf_block);
        else
        {
            uint64_t eight = 0;
            if (run >= 0)
                paint_run(coverage, target, y, count, run, block);
            run = -1;
            // Paths are often much wider than what they cover of a row.
            while (block + 8 < blocks && (memcpy(&eight, coverage->touched + block + 1, 8), eight == 0))
                block += 8;
            continue;
        }
        if (run < 0)
            run = block;
    }
    if (run >= 0)
        paint_run(coverage, target, y, count, run, blocks);
}
