#include "covering.h"

#include "simd.h"

/// a * b / 255, rounded, as fz_mul255 does it, in 16 bits: 65153 + 254 is the most that is reached.
INLINE_CODE uint16_t multiply(uint16_t a, uint16_t b)
{
    uint16_t product = (uint16_t)(a * b + 128);
    return (uint16_t)(product + (product >> 8)) >> 8;
}

INLINE_CODE void cover(uint8_t *restrict over, const uint8_t *color, const uint8_t *coverage, uint16_t alpha,
                       long count)
{
    for (long i = 0; i < count; i++)
    {
        uint16_t part = multiply(coverage[i], alpha);
        // Read in any case: a load that depends on another byte would keep the loop from being vectorized.
        uint16_t added = multiply(color[i], alpha) & (part ? 0xffff : 0);
        over[i] = (uint8_t)(added + multiply(over[i], 255 - part));
    }
}

INLINE_CODE void cover_all(uint8_t *restrict over, const uint8_t *color, uint16_t alpha, long count)
{
    for (long i = 0; i < count; i++)
        over[i] = (uint8_t)(multiply(color[i], alpha) + multiply(over[i], 255 - alpha));
}

INLINE_CODE void cover_shape(uint8_t *restrict over, const uint8_t *coverage, uint16_t alpha, long count)
{
    for (long i = 0; i < count; i++)
    {
        uint16_t added = coverage[i] & (multiply(coverage[i], alpha) ? 0xffff : 0);
        over[i] = (uint8_t)(added + multiply(over[i], 255 - added));
    }
}

static void cover_plainly(uint8_t *over, const uint8_t *color, const uint8_t *coverage, uint16_t alpha, long count)
{
    if (coverage)
        cover(over, color, coverage, alpha, count);
    else
        cover_all(over, color, alpha, count);
}

static void cover_shape_plainly(uint8_t *over, const uint8_t *coverage, uint16_t alpha, long count)
{
    cover_shape(over, coverage, alpha, count);
}

#if HAS_AVX2_CODE
AVX2_CODE static void cover_wide(uint8_t *over, const uint8_t *color, const uint8_t *coverage, uint16_t alpha,
                                 long count)
{
    if (coverage)
        cover(over, color, coverage, alpha, count);
    else
        cover_all(over, color, alpha, count);
}

AVX2_CODE static void cover_shape_wide(uint8_t *over, const uint8_t *coverage, uint16_t alpha, long count)
{
    cover_shape(over, coverage, alpha, count);
}
#endif

void cmupdf_cover(uint8_t *over, const uint8_t *color, const uint8_t *coverage, int alpha, long count)
{
#if HAS_AVX2_CODE
    if (cmupdf_simd_has_avx2())
    {
        cover_wide(over, color, coverage, (uint16_t)alpha, count);
        return;
    }
#endif
    cover_plainly(over, color, coverage, (uint16_t)alpha, count);
}

void cmupdf_cover_shape(uint8_t *over, const uint8_t *coverage, int alpha, long count)
{
#if HAS_AVX2_CODE
    if (cmupdf_simd_has_avx2())
    {
        cover_shape_wide(over, coverage, (uint16_t)alpha, count);
        return;
    }
#endif
    cover_shape_plainly(over, coverage, (uint16_t)alpha, count);
}
