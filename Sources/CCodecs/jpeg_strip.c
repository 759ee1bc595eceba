#include "jpeg_strip.h"

#include <stdlib.h>
#include <string.h>

#include "ycc.h"

static size_t whole_blocks(size_t samples)
{
    return (samples + jpegBlock - 1) / jpegBlock * jpegBlock;
}

bool jpeg_strip_init(JPEGStrip *strip, uint32_t width, int components, bool halvesChroma)
{
    bool halves = components == 3 && halvesChroma;
    *strip = (JPEGStrip){.width = width, .components = components, .halvesChroma = halves};
    strip->rowCount = halves ? jpegStripRows : jpegBlock;
    size_t luma = whole_blocks(width);
    size_t chroma = halves ? whole_blocks((width + 1) / 2) : luma;
    strip->memory = malloc(3 * jpegStripRows * luma + 4 * 2 * chroma);
    if (strip->memory == NULL)
        return false;
    uint8_t *at = strip->memory;
    for (int component = 0; component < components; component++)
    {
        strip->strides[component] = component == 0 ? luma : chroma;
        strip->planes[component] = strip->rows[component];
        for (int row = 0; row < jpegStripRows; row++, at += strip->strides[component])
            strip->rows[component][row] = at;
    }
    for (int index = 0; index < 4; index++, at += 2 * chroma)
        strip->chroma[index / 2][index % 2] = at;
    return true;
}

void jpeg_strip_deinit(JPEGStrip *strip)
{
    free(strip->memory);
    strip->memory = NULL;
}

// Blocks beyond the right edge hold the last sample again, which costs the fewest bits.
static void extend_row(uint8_t *row, size_t from, size_t to)
{
    memset(row + from, row[from - 1], to - from);
}

static void halve_chroma(JPEGStrip *strip, uint32_t row, int lower)
{
    for (int index = 0; index < 2; index++)
        ycc_halve_rows(strip->chroma[index][0], strip->chroma[index][lower], strip->strides[1 + index],
                       strip->rows[1 + index][row]);
}

bool jpeg_strip_take(JPEGStrip *strip, const uint8_t *row)
{
    uint32_t index = strip->taken;
    uint8_t *luma = strip->rows[0][index];
    if (strip->components == 1)
        memcpy(luma, row, strip->width);
    else
    {
        bool halves = strip->halvesChroma;
        uint8_t *cb = halves ? strip->chroma[0][index % 2] : strip->rows[1][index];
        uint8_t *cr = halves ? strip->chroma[1][index % 2] : strip->rows[2][index];
        size_t chromaWidth = halves ? 2 * strip->strides[1] : strip->strides[1];
        ycc_row(row, strip->width, luma, cb, cr);
        extend_row(cb, strip->width, chromaWidth);
        extend_row(cr, strip->width, chromaWidth);
        if (halves && index % 2 == 1)
            halve_chroma(strip, index / 2, 1);
    }
    extend_row(luma, strip->width, strip->strides[0]);
    strip->taken = (index + 1) % strip->rowCount;
    return strip->taken == 0;
}

bool jpeg_strip_complete(JPEGStrip *strip)
{
    uint32_t taken = strip->taken;
    if (taken == 0)
        return false;
    if (strip->halvesChroma && taken % 2 == 1)
        halve_chroma(strip, taken / 2, 0);
    for (int component = 0; component < strip->components; component++)
    {
        bool isHalved = component > 0 && strip->halvesChroma;
        uint32_t count = isHalved ? (taken + 1) / 2 : taken;
        uint8_t **rows = strip->rows[component];
        for (uint32_t row = count; row < (isHalved ? jpegBlock : strip->rowCount); row++)
            memcpy(rows[row], rows[count - 1], strip->strides[component]);
    }
    strip->taken = 0;
    return true;
}
