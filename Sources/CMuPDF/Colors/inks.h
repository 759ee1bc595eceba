// The arithmetic that both forms of the interpolation between inks have in common.

#ifndef CMUPDF_INKS_H
#define CMUPDF_INKS_H

#include "colors.h"

/// Half of the unit that a byte's place on an axis is computed in.
#define INK_HALF 32768u

/// Half a level in each of the three sums.
#define INK_ROUNDING (2048ull | 2048ull << 21 | 2048ull << 42)

/// What a byte is multiplied with to become a place on an axis, in 65536ths of a step.
static inline uint32_t cmupdf_ink_scale(int nodes)
{
    return (uint32_t)(nodes - 1) * INK_STEPS * 65536u / 255u;
}

static inline uint32_t cmupdf_ink_level(uint64_t sum)
{
    int level = (int)(sum >> 12 & 511) + INK_LEAST;
    return (uint32_t)(level < 0 ? 0 : level > 255 ? 255 : level);
}

/// The three levels of a sum, red lowest.
static inline uint32_t cmupdf_ink_unpack(uint64_t sum)
{
    return cmupdf_ink_level(sum) | cmupdf_ink_level(sum >> 21) << 8 | cmupdf_ink_level(sum >> 42) << 16;
}

void cmupdf_inks_to_rgb_portable(const InkTable *table, uint8_t *restrict rgb, const uint8_t *restrict cmyk,
                                 size_t count);
void cmupdf_inks_to_rgb_avx2(const InkTable *table, uint8_t *restrict rgb, const uint8_t *restrict cmyk, size_t count);

#endif
