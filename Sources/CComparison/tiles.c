#include "CComparison.h"

#include <string.h>

void ccomparison_mark_tiles(const uint8_t *classes, size_t width, unsigned row, uint16_t *columns, uint16_t *rows)
{
    for (size_t x = 0; x < width; x++)
    {
        // Most of a page is equal.
        uint64_t eight = 1;
        if (x % 8 == 0 && x + 8 <= width)
            memcpy(&eight, classes + x, sizeof eight);
        if (!eight)
        {
            x += 7;
            continue;
        }
        unsigned differs = classes[x] == CComparisonDiffers;
        columns[x / 16] |= (uint16_t)(differs << x % 16);
        rows[x / 16] |= (uint16_t)(differs << row);
    }
}
