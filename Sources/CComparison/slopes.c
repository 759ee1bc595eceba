#include "kernel.h"

#include <stdlib.h>
#include <string.h>

// Where most of a row differs, its pixels are looked at eight at a time, by the same definition as one by one (see
// antialiasing.c). What rows have in common with the next ones is kept: how bright their pixels are, and which of them
// belong to areas.

struct Slopes {
    size_t width;
    // Brightness of either page's rows, row y at y % 5, whose number is kept; a row's neighbours in memory do no harm.
    int32_t *levels[2][5];
    size_t levelRows[5];
    // Which pixels belong to areas of both pages, row y at y % 3: 0 or -1.
    int32_t *areas[3];
    size_t areaRows[3];
    int32_t *result;
    int32_t *memory;
};

static const size_t noRow = SIZE_MAX;

Slopes *ccomparison_slopes_new(size_t width)
{
    Slopes *slopes = calloc(1, sizeof *slopes);
    if (!slopes)
        return NULL;
    slopes->width = width;
    // Vectors reach over a row's end.
    size_t stride = width + 2 * lanes;
    slopes->memory = calloc(14 * stride, sizeof *slopes->memory);
    if (!slopes->memory)
    {
        free(slopes);
        return NULL;
    }
    int32_t *next = slopes->memory;
    for (int row = 0; row < 5; row++, next += 2 * stride)
    {
        slopes->levels[0][row] = next;
        slopes->levels[1][row] = next + stride;
        slopes->levelRows[row] = noRow;
    }
    for (int row = 0; row < 3; row++, next += stride)
    {
        slopes->areas[row] = next;
        slopes->areaRows[row] = noRow;
    }
    slopes->result = next;
    return slopes;
}

void ccomparison_slopes_drop(Slopes *slopes)
{
    if (slopes)
        free(slopes->memory);
    free(slopes);
}

INLINE Ints load(const int32_t *levels)
{
    Ints vector;
    memcpy(&vector, levels, sizeof vector);
    return vector;
}

INLINE Ints choose(Ints mask, Ints yes, Ints no)
{
    return (mask & yes) | (~mask & no);
}

// Which pixels have three neighbours or more that equal them.
INLINE Ints areas(int32_t *const *levels, size_t y, size_t x)
{
    Ints own = load(levels[y % 5] + x);
    Ints equal = { 0 };
    for (size_t row = y - 1; row <= y + 1; row++)
        for (size_t column = x - 1; column <= x + 1; column++)
            equal -= load(levels[row % 5] + column) == own;
    // Each equals itself.
    return equal > 3;
}

INLINE Ints slopes_at(const Slopes *slopes, int page, size_t y, size_t x)
{
    int32_t *const *levels = slopes->levels[page];
    Ints own = load(levels[y % 5] + x);
    Ints darkest = own, brightest = own, equal = { 0 }, darkestIsArea = { 0 }, brightestIsArea = { 0 };
    // Column by column, since the first of equally dark ones counts.
    for (size_t column = x - 1; column <= x + 1; column++)
        for (size_t row = y - 1; row <= y + 1; row++)
        {
            Ints level = load(levels[row % 5] + column), area = load(slopes->areas[row % 3] + column);
            Ints isDarker = level < darkest, isBrighter = level > brightest;
            equal -= level == own;
            darkest = choose(isDarker, level, darkest);
            darkestIsArea = choose(isDarker, area, darkestIsArea);
            brightest = choose(isBrighter, level, brightest);
            brightestIsArea = choose(isBrighter, area, brightestIsArea);
        }
    return (equal < 4) & (darkest < own) & (brightest > own) & (darkestIsArea | brightestIsArea);
}

INLINE void store(int32_t *place, Ints vector)
{
    memcpy(place, &vector, sizeof vector);
}

INLINE void find_slopes(Slopes *slopes, const CComparisonRow *row, int components)
{
    size_t width = slopes->width;
    for (size_t y = row->y - 2; y <= row->y + 2; y++)
    {
        if (slopes->levelRows[y % 5] == y)
            continue;
        slopes->levelRows[y % 5] = y;
        ccomparison_brightness(row->a[y + 2 - row->y], width, components, slopes->levels[0][y % 5]);
        ccomparison_brightness(row->b[y + 2 - row->y], width, components, slopes->levels[1][y % 5]);
    }
    for (size_t y = row->y - 1; y <= row->y + 1; y++)
    {
        if (slopes->areaRows[y % 3] == y)
            continue;
        slopes->areaRows[y % 3] = y;
        for (size_t x = 1; x + 1 < width; x += lanes)
            store(slopes->areas[y % 3] + x, areas(slopes->levels[0], y, x) & areas(slopes->levels[1], y, x));
    }
    for (size_t x = 2; x + 2 < width; x += lanes)
        store(slopes->result + x, slopes_at(slopes, 0, row->y, x) | slopes_at(slopes, 1, row->y, x));
}

#if defined(__x86_64__)
AVX2 static void find_slopes_avx2(Slopes *slopes, const CComparisonRow *row, int components)
{
    find_slopes(slopes, row, components);
}
#endif

const int32_t *ccomparison_slopes_row(Slopes *slopes, const CComparisonRow *row, int components, bool hasAVX2)
{
#if defined(__x86_64__)
    if (hasAVX2)
    {
        find_slopes_avx2(slopes, row, components);
        return slopes->result;
    }
#endif
    (void)hasAVX2;
    find_slopes(slopes, row, components);
    return slopes->result;
}
