// Four inks to sRGB, by interpolation in a table.
//
// Each cell of the grid is divided into the 24 simplices in which the fractions along the axes have one order. Within a
// simplex a colour is linear, given by five of the cell's corners: from the lowest one along the axis with the largest
// fraction, from there along the next, and so on. Multilinear interpolation would take sixteen corners, and be no
// nearer to the profile.

#include "inks.h"

#include "../Painters/simd.h"

#include <math.h>
#include <string.h>

/// Where an ink lies on an axis, in steps; the same from bytes as in the AVX2 form.
static uint32_t position_of_byte(int nodes, uint32_t byte)
{
    return (byte * cmupdf_ink_scale(nodes) + INK_HALF) >> 16;
}

static void order(uint32_t *larger, uint32_t *smaller)
{
    uint32_t a = *larger, b = *smaller;
    *larger = a > b ? a : b;
    *smaller = a > b ? b : a;
}

/// The colour at a place on the axes, times INK_STEPS, and half a level more.
static uint64_t color_at(const InkTable *table, const uint32_t positions[4])
{
    uint32_t nodes = (uint32_t)table->nodes, index = 0, keys[4], stride = 1;
    for (int i = 3; i >= 0; i--, stride *= nodes)
    {
        uint32_t cell = positions[i] / INK_STEPS;
        if (cell > nodes - 2)
            cell = nodes - 2;
        index += cell * stride;
        keys[i] = (positions[i] - cell * INK_STEPS) << 16 | stride;
    }
    order(&keys[0], &keys[1]);
    order(&keys[2], &keys[3]);
    order(&keys[0], &keys[2]);
    order(&keys[1], &keys[3]);
    order(&keys[1], &keys[2]);
    uint64_t sum = INK_ROUNDING + table->colors[index] * (INK_STEPS - (keys[0] >> 16));
    for (int i = 0; i < 4; i++)
    {
        index += keys[i] & 0xffff;
        sum += table->colors[index] * ((keys[i] >> 16) - (i < 3 ? keys[i + 1] >> 16 : 0));
    }
    return sum;
}

void cmupdf_inks_to_rgb_portable(const InkTable *table, uint8_t *restrict rgb, const uint8_t *restrict cmyk,
                                 size_t count)
{
    uint32_t last = 0, color = 0;
    for (size_t i = 0; i < count; i++)
    {
        uint32_t pixel;
        memcpy(&pixel, cmyk + i * 4, sizeof pixel);
        if (i == 0 || pixel != last)
        {
            uint32_t positions[4];
            for (int k = 0; k < 4; k++)
                positions[k] = position_of_byte(table->nodes, cmyk[i * 4 + (size_t)k]);
            color = cmupdf_ink_unpack(color_at(table, positions));
            last = pixel;
        }
        rgb[i * 3] = (uint8_t)color;
        rgb[i * 3 + 1] = (uint8_t)(color >> 8);
        rgb[i * 3 + 2] = (uint8_t)(color >> 16);
    }
}

void cmupdf_inks_to_rgb(const InkTable *table, uint8_t *restrict rgb, const uint8_t *restrict cmyk, size_t count)
{
#if HAS_AVX2_CODE
    if (cmupdf_simd_has_avx2())
    {
        cmupdf_inks_to_rgb_avx2(table, rgb, cmyk, count);
        return;
    }
#endif
    cmupdf_inks_to_rgb_portable(table, rgb, cmyk, count);
}

void cmupdf_ink_color_to_rgb(const InkTable *table, uint8_t rgb[3], const float cmyk[4])
{
    uint32_t positions[4];
    float steps = (float)((table->nodes - 1) * INK_STEPS);
    for (int i = 0; i < 4; i++)
        // What is not a number is no ink.
        positions[i] = cmyk[i] > 0 ? (uint32_t)(fminf(cmyk[i], 1) * steps + 0.5f) : 0;
    uint32_t color = cmupdf_ink_unpack(color_at(table, positions));
    rgb[0] = (uint8_t)color;
    rgb[1] = (uint8_t)(color >> 8);
    rgb[2] = (uint8_t)(color >> 16);
}
