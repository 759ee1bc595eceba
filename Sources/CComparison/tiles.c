#include "CComparison.h"

#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// A set of the pixels of a tile's row that differ, the lowest bit being the leftmost.
static unsigned differing(const uint8_t *classes, size_t count)
{
    unsigned set = 0;
    for (size_t x = 0; x < count; x++)
        set |= (unsigned)(classes[x] == CComparisonDiffers) << x;
    return set;
}

static unsigned differing_in_tile(const uint8_t *classes)
{
#if defined(__SSE2__)
    __m128i pixels = _mm_loadu_si128((const __m128i *)classes);
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(pixels, _mm_set1_epi8(CComparisonDiffers)));
#else
    // Most of a page is equal.
    uint64_t halves[2];
    memcpy(halves, classes, sizeof halves);
    return halves[0] | halves[1] ? differing(classes, 16) : 0;
#endif
}

void ccomparison_mark_tiles(
    const uint8_t *classes, size_t width, unsigned row, uint16_t *columns, uint16_t *rows, uint16_t *counts)
{
    for (size_t x = 0; x < width; x += 16)
    {
        unsigned set = x + 16 <= width ? differing_in_tile(classes + x) : differing(classes + x, width - x);
        columns[x / 16] |= (uint16_t)set;
        rows[x / 16] |= (uint16_t)((set != 0) << row);
        counts[x / 16] += (uint16_t)__builtin_popcount(set);
    }
}
