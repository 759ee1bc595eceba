// sRGB to four inks, by interpolation between the corners of tetrahedra. It is wanted where RGB objects lie in groups
// that are blended in CMYK.

#include "colors.h"

#include <string.h>

/// Levels between two nodes that are told apart; the weights of a colour sum up to as many.
#define STEPS 256u

static void order(uint32_t *larger, uint32_t *smaller)
{
    uint32_t a = *larger, b = *smaller;
    *larger = a > b ? a : b;
    *smaller = a > b ? b : a;
}

/// The inks of a pixel, in 16 bits each of which the upper 8 count.
static uint64_t inks_of(const uint8_t rgb[3])
{
    static const uint32_t strides[3] = { SEPARATION_NODES * SEPARATION_NODES, SEPARATION_NODES, 1 };
    uint32_t keys[3], index = 0;
    for (int i = 0; i < 3; i++)
    {
        uint32_t place = (rgb[i] * (SEPARATION_NODES - 1) * STEPS * 2 + 255) / 510, cell = place / STEPS;
        if (cell > SEPARATION_NODES - 2)
            cell = SEPARATION_NODES - 2;
        index += cell * strides[i];
        keys[i] = (place - cell * STEPS) << 16 | strides[i];
    }
    order(&keys[0], &keys[1]);
    order(&keys[1], &keys[2]);
    order(&keys[0], &keys[1]);
    uint64_t sum = 0x0080008000800080 + cmupdf_separation_table[index] * (STEPS - (keys[0] >> 16));
    for (int i = 0; i < 3; i++)
    {
        index += keys[i] & 0xffff;
        sum += cmupdf_separation_table[index] * ((keys[i] >> 16) - (i < 2 ? keys[i + 1] >> 16 : 0));
    }
    return sum;
}

void cmupdf_rgb_to_inks(uint8_t *restrict cmyk, const uint8_t *restrict rgb, size_t count)
{
    for (size_t i = 0; i < count; i++, rgb += 3, cmyk += 4)
    {
        if (i > 0 && memcmp(rgb, rgb - 3, 3) == 0)
        {
            memcpy(cmyk, cmyk - 4, 4);
            continue;
        }
        uint64_t inks = inks_of(rgb);
        for (int k = 0; k < 4; k++)
            cmyk[k] = (uint8_t)(inks >> (16 * k + 8));
    }
}
