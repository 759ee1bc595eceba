#include "layerwords.h"

#if HAS_AVX2_CODE

#include <stdbool.h>
#include <string.h>

AVX2_CODE static inline __m256i lay_over(__m256i lower, __m256i upper, __m256i alpha)
{
    const __m256i full = _mm256_set1_epi16(256);
    Words under = words_of(lower), alphas = words_of(alpha);
    Words rest = {
        combine(under.low, _mm256_sub_epi16(full, expand(alphas.low))),
        combine(under.high, _mm256_sub_epi16(full, expand(alphas.high))),
    };
    // Where there is no alpha nothing is added, whatever the colours are.
    __m256i added = _mm256_andnot_si256(_mm256_cmpeq_epi8(alpha, _mm256_setzero_si256()), upper);
    return _mm256_add_epi8(added, bytes_of(rest));
}

AVX2_CODE static inline __m256i lay_over_faded(__m256i lower, __m256i upper, __m256i alpha, __m256i amount)
{
    const __m256i most = _mm256_set1_epi16(255);
    Words under = words_of(lower), over = words_of(upper), alphas = words_of(alpha);
    Words rest = {
        combine(under.low, expand(_mm256_sub_epi16(most, combine(alphas.low, amount)))),
        combine(under.high, expand(_mm256_sub_epi16(most, combine(alphas.high, amount)))),
    };
    Words added = { combine(over.low, amount), combine(over.high, amount) };
    return _mm256_add_epi8(bytes_of(added), bytes_of(rest));
}

// MARK: - Layers of the same kind

AVX2_CODE static inline __m256i lay_same(__m256i lower, __m256i upper, int size, int alpha)
{
    __m256i alphas = spread_alpha(upper, size);
    if (alpha == 255)
        return lay_over(lower, upper, alphas);
    return lay_over_faded(lower, upper, alphas, _mm256_set1_epi16((short)(alpha + (alpha >> 7))));
}

AVX2_CODE static inline __attribute__((always_inline)) void lay_row(uint8_t *lower, const uint8_t *upper, int size,
                                                                   int alpha, long count)
{
    long bytes = count * size, i = 0;
    for (; i + WIDE <= bytes; i += WIDE)
        store(lower + i, lay_same(load(lower + i), load(upper + i), size, alpha));
    if (i == bytes)
        return;
    uint8_t last[2][WIDE] = { { 0 } };
    memcpy(last[0], lower + i, (size_t)(bytes - i));
    memcpy(last[1], upper + i, (size_t)(bytes - i));
    store(last[0], lay_same(load(last[0]), load(last[1]), size, alpha));
    memcpy(lower + i, last[0], (size_t)(bytes - i));
}

void cmupdf_layer_row_faded(LayerKind kind, uint8_t *lower, const uint8_t *upper, int alpha, long count)
{
    switch (pixel_size(kind))
    {
    case 1:
        lay_row(lower, upper, 1, alpha, count);
        break;
    case 2:
        lay_row(lower, upper, 2, alpha, count);
        break;
    default:
        lay_row(lower, upper, 4, alpha, count);
    }
}

// MARK: - Over layers without alpha

AVX2_CODE static void lay_gray_alpha_over_gray(uint8_t *lower, const uint8_t *upper)
{
    const __m256i byte = _mm256_set1_epi16(255), zero = _mm256_setzero_si256();
    __m256i pixels = load(upper), alpha = _mm256_srli_epi16(pixels, 8);
    if (_mm256_testz_si256(pixels, _mm256_andnot_si256(byte, _mm256_set1_epi8(-1))))
        return;
    __m256i under = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)lower));
    __m256i rest = combine(under, _mm256_sub_epi16(_mm256_set1_epi16(256), expand(alpha)));
    __m256i added = _mm256_andnot_si256(_mm256_cmpeq_epi16(alpha, zero), _mm256_and_si256(pixels, byte));
    __m256i sum = _mm256_and_si256(_mm256_add_epi16(added, rest), byte);
    __m128i result = _mm_packus_epi16(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
    _mm_storeu_si128((__m128i *)lower, result);
}

/// Writes eight pixels without their alpha.
AVX2_CODE static inline void store_rgb(uint8_t *target, __m256i pixels)
{
    const __m256i squeeze = _mm256_setr_epi8(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1, 0, 1, 2, 4, 5, 6,
                                             8, 9, 10, 12, 13, 14, -1, -1, -1, -1);
    __m256i squeezed = _mm256_shuffle_epi8(pixels, squeeze);
    __m128i first = _mm256_castsi256_si128(squeezed), second = _mm256_extracti128_si256(squeezed, 1);
    // Twelve bytes of the first and four of the second, then eight of the second.
    _mm_storeu_si128((__m128i *)target, _mm_or_si128(first, _mm_slli_si128(second, 12)));
    _mm_storel_epi64((__m128i *)(target + 16), _mm_srli_si128(second, 4));
}

AVX2_CODE static void lay_rgb_alpha_over_rgb(uint8_t *lower, const uint8_t *upper)
{
    const __m256i alphaBytes = _mm256_set1_epi32((int)0xff000000);
    __m256i pixels = load(upper);
    if (_mm256_testz_si256(pixels, alphaBytes))
        return;
    if (_mm256_testc_si256(pixels, alphaBytes))
    {
        store_rgb(lower, pixels);
        return;
    }
    const __m256i widen = _mm256_setr_epi8(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1, 4, 5, 6, -1, 7, 8, 9,
                                           -1, 10, 11, 12, -1, 13, 14, 15, -1);
    __m128i first = _mm_loadu_si128((const __m128i *)lower);
    __m128i second = _mm_loadu_si128((const __m128i *)(lower + 8));
    __m256i both = _mm256_inserti128_si256(_mm256_castsi128_si256(first), second, 1);
    __m256i under = _mm256_shuffle_epi8(both, widen);
    store_rgb(lower, lay_over(under, pixels, spread_alpha(pixels, 4)));
}

AVX2_CODE static inline __attribute__((always_inline)) void lay_row_over_solid(uint8_t *lower, const uint8_t *upper,
                                                                               bool isRGB, long count)
{
    const long step = isRGB ? 8 : 16, size = isRGB ? 3 : 1;
    long i = 0;
    for (; i + step <= count; i += step)
        if (isRGB)
            lay_rgb_alpha_over_rgb(lower + i * 3, upper + i * 4);
        else
            lay_gray_alpha_over_gray(lower + i, upper + i * 2);
    if (i == count)
        return;
    uint8_t last[2][WIDE] = { { 0 } };
    memcpy(last[0], lower + i * size, (size_t)((count - i) * size));
    memcpy(last[1], upper + i * (size + 1), (size_t)((count - i) * (size + 1)));
    if (isRGB)
        lay_rgb_alpha_over_rgb(last[0], last[1]);
    else
        lay_gray_alpha_over_gray(last[0], last[1]);
    memcpy(lower + i * size, last[0], (size_t)((count - i) * size));
}

void cmupdf_layer_row(LayerKind kind, uint8_t *lower, const uint8_t *upper, long count)
{
    if (kind == rgbAlphaOverRGB)
        lay_row_over_solid(lower, upper, true, count);
    else if (kind == grayAlphaOverGray)
        lay_row_over_solid(lower, upper, false, count);
    else
        cmupdf_layer_row_faded(kind, lower, upper, 255, count);
}

#endif
