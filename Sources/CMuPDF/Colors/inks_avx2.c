// The interpolation between inks, eight pixels at a time: corners and weights in registers, the sums one by one.

#include "inks.h"

#include "../Painters/simd.h"

#if HAS_AVX2_CODE

#include <immintrin.h>
#include <string.h>

/// Corners of a cell that a colour comes from.
#define CORNERS 5

typedef struct {
    uint32_t indices[CORNERS][8], weights[CORNERS][8];
} Corners;

/// What stays the same for all pixels.
typedef struct {
    __m256i scale, half, lastCell, strides[4];
} Axes;

AVX2_CODE static Axes axes_of(const InkTable *table)
{
    int nodes = table->nodes;
    return (Axes){
        .scale = _mm256_set1_epi32((int)cmupdf_ink_scale(nodes)),
        .half = _mm256_set1_epi32((int)INK_HALF),
        .lastCell = _mm256_set1_epi32(nodes - 2),
        .strides = { _mm256_set1_epi32(nodes * nodes * nodes), _mm256_set1_epi32(nodes * nodes),
                     _mm256_set1_epi32(nodes), _mm256_set1_epi32(1) },
    };
}

#define ORDER(a, b) \
    do \
    { \
        __m256i smaller = _mm256_min_epi32(a, b); \
        a = _mm256_max_epi32(a, b); \
        b = smaller; \
    } while (0)

AVX2_CODE static void find_corners(const Axes *axes, __m256i pixels, Corners *corners)
{
    __m256i index = _mm256_setzero_si256(), keys[4];
    for (int i = 0; i < 4; i++)
    {
        __m256i byte = _mm256_and_si256(_mm256_srl_epi32(pixels, _mm_cvtsi32_si128(i * 8)), _mm256_set1_epi32(255));
        __m256i place = _mm256_srli_epi32(
            _mm256_add_epi32(_mm256_mullo_epi32(byte, axes->scale), axes->half), 16);
        __m256i cell = _mm256_min_epi32(_mm256_srli_epi32(place, 9), axes->lastCell);
        index = _mm256_add_epi32(index, _mm256_mullo_epi32(cell, axes->strides[i]));
        __m256i fraction = _mm256_sub_epi32(place, _mm256_slli_epi32(cell, 9));
        keys[i] = _mm256_or_si256(_mm256_slli_epi32(fraction, 16), axes->strides[i]);
    }
    ORDER(keys[0], keys[1]);
    ORDER(keys[2], keys[3]);
    ORDER(keys[0], keys[2]);
    ORDER(keys[1], keys[3]);
    ORDER(keys[1], keys[2]);
    __m256i above = _mm256_set1_epi32(INK_STEPS);
    for (int i = 0; i < CORNERS; i++)
    {
        __m256i fraction = i < 4 ? _mm256_srli_epi32(keys[i], 16) : _mm256_setzero_si256();
        _mm256_storeu_si256((__m256i *)corners->indices[i], index);
        _mm256_storeu_si256((__m256i *)corners->weights[i], _mm256_sub_epi32(above, fraction));
        above = fraction;
        if (i < 4)
            index = _mm256_add_epi32(index, _mm256_and_si256(keys[i], _mm256_set1_epi32(0xffff)));
    }
}

/// The levels of four sums, in 16 bits each, with what INK_LEAST takes off still in them and a fourth of 0.
AVX2_CODE static __m256i levels_of(const uint64_t *sums)
{
    __m256i four = _mm256_loadu_si256((const __m256i *)sums), bits = _mm256_set1_epi64x(511);
    __m256i red = _mm256_and_si256(_mm256_srli_epi64(four, 12), bits);
    __m256i green = _mm256_and_si256(_mm256_srli_epi64(four, 33), bits);
    __m256i blue = _mm256_srli_epi64(four, 54);
    return _mm256_or_si256(_mm256_or_si256(red, _mm256_slli_epi64(green, 16)), _mm256_slli_epi64(blue, 32));
}

/// Writes eight pixels, and four bytes more.
AVX2_CODE static void write_colors(const uint64_t *colors, const Corners *corners, uint8_t *rgb)
{
    uint64_t sums[8];
    for (int i = 0; i < 8; i++)
    {
        sums[i] = INK_ROUNDING;
        for (int k = 0; k < CORNERS; k++)
            sums[i] += colors[corners->indices[k][i]] * corners->weights[k][i];
    }
    // Both bounds are kept by saturation. Packing leaves the pixels in the order 0 1 4 5 2 3 6 7.
    __m256i least = _mm256_set1_epi16(-INK_LEAST);
    __m256i levels = _mm256_packus_epi16(_mm256_subs_epu16(levels_of(sums), least),
                                         _mm256_subs_epu16(levels_of(sums + 4), least));
    levels = _mm256_permute4x64_epi64(levels, 0xd8);
    levels = _mm256_shuffle_epi8(levels, _mm256_setr_epi8(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1, 0, 1,
                                                          2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1));
    _mm_storeu_si128((__m128i *)rgb, _mm256_castsi256_si128(levels));
    _mm_storeu_si128((__m128i *)(rgb + 12), _mm256_extracti128_si256(levels, 1));
}

AVX2_CODE void cmupdf_inks_to_rgb_avx2(const InkTable *table, uint8_t *restrict rgb, const uint8_t *restrict cmyk,
                                       size_t count)
{
    _Static_assert(INK_STEPS == 1 << 9, "places are shifted by 9");
    Axes axes = axes_of(table);
    uint8_t colors[28];
    __m256i last = _mm256_setzero_si256();
    bool isUniform = false;
    size_t i = 0;
    for (; i + 8 <= count; i += 8)
    {
        __m256i pixels = _mm256_loadu_si256((const __m256i *)(cmyk + i * 4));
        // Eight pixels like the eight before, which were alike: paper, mostly.
        if (!isUniform || _mm256_movemask_epi8(_mm256_cmpeq_epi32(pixels, last)) != -1)
        {
            Corners corners;
            find_corners(&axes, pixels, &corners);
            write_colors(table->colors, &corners, colors);
            last = _mm256_broadcastd_epi32(_mm256_castsi256_si128(pixels));
            isUniform = _mm256_movemask_epi8(_mm256_cmpeq_epi32(pixels, last)) == -1;
        }
        memcpy(rgb + i * 3, colors, 24);
    }
    cmupdf_inks_to_rgb_portable(table, rgb + i * 3, cmyk + i * 4, count - i);
}

#endif
