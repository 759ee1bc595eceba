#include "kernel.h"

// V. Vysniauskas, "Anti-aliased Pixel and Intensity Slope Detector" (2009), in the form that pixelmatch gave it: a
// pixel is antialiasing if its neighbours are both darker and brighter than it, few are its equal, and the darkest or
// the brightest of them belongs to an area, in both pages.

// Rec. 601's weights, in parts of 2^23. With these no two colours have the same brightness, so that one number says
// both how bright a pixel is and whether it equals another.
static const int32_t weights[3] = { 2507315, 4920946, 960347 };

static inline __attribute__((always_inline)) int32_t brightness(const uint8_t *row, size_t x, int components)
{
    if (components == 1)
        return row[x];
    const uint8_t *pixel = row + 3 * x;
    return pixel[0] * weights[0] + pixel[1] * weights[1] + pixel[2] * weights[2];
}

// The part of the page around a pixel: columns and rows from first to last, row 2 being the one at hand.
typedef struct {
    size_t firstX, lastX;
    int firstRow, lastRow;
    // Pixels outside of the page count as one equal neighbour.
    bool isCut;
} Surroundings;

static inline __attribute__((always_inline)) Surroundings surroundings(
    const uint8_t *const *rows, size_t x, int row, size_t width)
{
    Surroundings around = {
        .firstX = x > 0 ? x - 1 : 0,
        .lastX = x + 1 < width ? x + 1 : x,
        .firstRow = rows[row - 1] ? row - 1 : row,
        .lastRow = rows[row + 1] ? row + 1 : row,
    };
    around.isCut = around.lastX - around.firstX < 2 || around.lastRow - around.firstRow < 2;
    return around;
}

// Whether three neighbours or more equal a pixel.
static inline __attribute__((always_inline)) bool is_area(
    const uint8_t *const *rows, size_t x, int row, size_t width, int components)
{
    Surroundings around = surroundings(rows, x, row, width);
    int32_t own = brightness(rows[row], x, components);
    // The pixel itself is met too.
    int equal = around.isCut - 1;
    for (int y = around.firstRow; y <= around.lastRow; y++)
        for (size_t column = around.firstX; column <= around.lastX; column++)
            equal += brightness(rows[y], column, components) == own;
    return equal > 2;
}

static inline __attribute__((always_inline)) bool is_slope(
    const uint8_t *const *rows, const uint8_t *const *others, size_t x, size_t width, int components)
{
    Surroundings around = surroundings(rows, x, 2, width);
    int32_t own = brightness(rows[2], x, components);
    int32_t darkest = own, brightest = own;
    size_t darkestX = x, brightestX = x;
    int darkestRow = 2, brightestRow = 2;
    int equal = around.isCut - 1;
    for (size_t column = around.firstX; column <= around.lastX; column++)
        for (int y = around.firstRow; y <= around.lastRow; y++)
        {
            int32_t level = brightness(rows[y], column, components);
            if (level == own)
            {
                if (++equal > 2)
                    return false;
            }
            else if (level < darkest)
                darkest = level, darkestX = column, darkestRow = y;
            else if (level > brightest)
                brightest = level, brightestX = column, brightestRow = y;
        }
    if (darkest == own || brightest == own)
        return false;
    return (is_area(rows, darkestX, darkestRow, width, components)
               && is_area(others, darkestX, darkestRow, width, components))
        || (is_area(rows, brightestX, brightestRow, width, components)
            && is_area(others, brightestX, brightestRow, width, components));
}

bool ccomparison_is_antialiased(const CComparisonRow *row, size_t x, size_t width, int components)
{
    if (components == 1)
        return is_slope(row->a, row->b, x, width, 1) || is_slope(row->b, row->a, x, width, 1);
    return is_slope(row->a, row->b, x, width, 3) || is_slope(row->b, row->a, x, width, 3);
}

void ccomparison_brightness(const uint8_t *row, size_t width, int components, int32_t *levels)
{
    if (components == 1)
        for (size_t x = 0; x < width; x++)
            levels[x] = brightness(row, x, 1);
    else
        for (size_t x = 0; x < width; x++)
            levels[x] = brightness(row, x, 3);
}
