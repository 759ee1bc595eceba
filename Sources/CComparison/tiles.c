#include "CComparison.h"

#include <string.h>

void ccomparison_mark_tiles(
    const uint8_t *classes, size_t width, unsigned row, uint16_t *columns, uint16_t *rows, uint16_t *counts)
{
    // Eight pixels are of one tile.
    for (size_t x = 0; x < width; x += 8)
    {
        size_t pixels = width - x < 8 ? width - x : 8;
        uint64_t eight = 1;
        if (pixels == 8)
            memcpy(&eight, classes + x, sizeof eight);
        // Most of a page is equal.
        if (!eight)
            continue;
        unsigned differing = 0;
        for (size_t i = 0; i < pixels; i++)
            differing |= (unsigned)(classes[x + i] == CComparisonDiffers) << i;
        if (!differing)
            continue;
        size_t tile = x / 16;
        columns[tile] |= (uint16_t)(differing << x % 16);
        rows[tile] |= (uint16_t)(1u << row);
        counts[tile] += (uint16_t)__builtin_popcount(differing);
    }
}
