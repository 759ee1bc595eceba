#include "CComparison.h"

#include <stdlib.h>
#include <string.h>

// Each column has a sum over the rows under the window. A row that comes in is added, one that leaves is taken out;
// then the sums of all places in the band are differences of running sums over columns. Rows in which nothing differs
// only lower sums, so that they need no look.

struct CComparisonWindow {
    size_t width, windowWidth, windowHeight;
    // The rows under the window, row y at y % windowHeight: a byte for each pixel, 1 where it differs.
    uint8_t *rows;
    // Whether a slot of the ring holds a row.
    bool *isHeld;
    uint16_t *sums;
    // Of all columns before each, and of all.
    uint32_t *totals;
    // Of all columns: no place can have more.
    uint32_t bandSum;
    // The row after the last one under the window.
    size_t end;
    CComparisonPlace best;
};

CComparisonWindow *ccomparison_window_new(size_t width, size_t windowWidth, size_t windowHeight)
{
    CComparisonWindow *window = calloc(1, sizeof *window);
    if (!window)
        return NULL;
    window->width = width;
    window->windowWidth = windowWidth;
    window->windowHeight = windowHeight;
    window->rows = calloc(windowHeight, width);
    window->isHeld = calloc(windowHeight, sizeof *window->isHeld);
    window->sums = calloc(width, sizeof *window->sums);
    window->totals = calloc(width + 1, sizeof *window->totals);
    if (window->rows && window->isHeld && window->sums && window->totals)
        return window;
    ccomparison_window_drop(window);
    return NULL;
}

void ccomparison_window_drop(CComparisonWindow *window)
{
    if (!window)
        return;
    free(window->rows);
    free(window->isHeld);
    free(window->sums);
    free(window->totals);
    free(window);
}

// Looks at all places whose uppermost row is the one given.
static void look(CComparisonWindow *window, size_t y)
{
    size_t windowWidth = window->windowWidth, places = window->width + 1 - windowWidth;
    if (window->bandSum <= window->best.differing || window->best.differing == windowWidth * window->windowHeight)
        return;
    uint32_t *totals = window->totals;
    for (size_t x = 0; x < window->width; x++)
        totals[x + 1] = totals[x] + window->sums[x];
    uint32_t most = 0;
    for (size_t x = 0; x < places; x++)
    {
        uint32_t differing = totals[x + windowWidth] - totals[x];
        most = differing > most ? differing : most;
    }
    if (most <= window->best.differing)
        return;
    size_t x = 0;
    while (totals[x + windowWidth] - totals[x] != most)
        x++;
    window->best = (CComparisonPlace) { .x = x, .y = y, .differing = most };
}

// A row's pixels that differ are taken out of the sums, or added.
static uint32_t take_out(uint16_t *restrict sums, const uint8_t *restrict row, size_t width)
{
    uint32_t count = 0;
    for (size_t x = 0; x < width; x++)
    {
        sums[x] = (uint16_t)(sums[x] - row[x]);
        count += row[x];
    }
    return count;
}

static uint32_t add(uint16_t *restrict sums, uint8_t *restrict row, const uint8_t *restrict classes, size_t width)
{
    uint32_t count = 0;
    for (size_t x = 0; x < width; x++)
    {
        row[x] = classes[x] == CComparisonDiffers;
        sums[x] = (uint16_t)(sums[x] + row[x]);
        count += row[x];
    }
    return count;
}

static void leave(CComparisonWindow *window, size_t slot)
{
    if (!window->isHeld[slot])
        return;
    window->isHeld[slot] = false;
    window->bandSum -= take_out(window->sums, window->rows + slot * window->width, window->width);
}

void ccomparison_window_insert(CComparisonWindow *window, size_t y, const uint8_t *classes)
{
    size_t height = window->windowHeight;
    // The first rows are looked at once the window lies on the page, with all that came until then.
    if (window->end < height && y >= height)
        look(window, 0);
    size_t left = y + 1 - window->end;
    for (size_t i = 0; i < height && i < left; i++)
        leave(window, (y - i) % height);
    window->end = y + 1;
    window->bandSum += add(window->sums, window->rows + (y % height) * window->width, classes, window->width);
    window->isHeld[y % height] = true;
    if (y + 1 >= height)
        look(window, y + 1 - height);
}

CComparisonPlace ccomparison_window_finish(CComparisonWindow *window)
{
    if (window->end < window->windowHeight)
        look(window, 0);
    return window->best;
}
