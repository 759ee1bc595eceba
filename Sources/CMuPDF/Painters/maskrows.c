#include "layerwords.h"

#if HAS_AVX2_CODE

#include <string.h>

AVX2_CODE static inline __m256i mix_by_mask(__m256i lower, __m256i upper, __m256i mask)
{
    const __m256i full = _mm256_set1_epi16(256);
    Words under = words_of(lower), over = words_of(upper), masks = words_of(mask);
    __m256i low = expand(masks.low), high = expand(masks.high);
    Words mixed = {
        _mm256_add_epi16(_mm256_mullo_epi16(over.low, low),
                         _mm256_mullo_epi16(under.low, _mm256_sub_epi16(full, low))),
        _mm256_add_epi16(_mm256_mullo_epi16(over.high, high),
                         _mm256_mullo_epi16(under.high, _mm256_sub_epi16(full, high))),
    };
    return bytes_of((Words){ _mm256_srli_epi16(mixed.low, 8), _mm256_srli_epi16(mixed.high, 8) });
}

/// The mask of each pixel in all of its bytes.
AVX2_CODE static inline __m256i spread_mask(const uint8_t *mask, int size)
{
    if (size == 1)
        return load(mask);
    if (size == 2)
    {
        __m256i words = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)mask));
        return _mm256_or_si256(words, _mm256_slli_epi16(words, 8));
    }
    __m256i longs = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)mask));
    return spread_alpha(_mm256_slli_epi32(longs, 24), 4);
}

/// Mixes WIDE bytes; where all are masked out, or all are taken, without looking below.
AVX2_CODE INLINE_CODE void mix_same(uint8_t *lower, const uint8_t *upper, const uint8_t *mask, int size)
{
    __m256i over = load(upper), isClear = _mm256_cmpeq_epi8(spread_alpha(over, size), _mm256_setzero_si256());
    __m256i masks = _mm256_andnot_si256(isClear, spread_mask(mask, size));
    if (_mm256_testz_si256(masks, masks))
        return;
    if (_mm256_testc_si256(masks, _mm256_set1_epi8(-1)))
        store(lower, over);
    else
        store(lower, mix_by_mask(load(lower), over, masks));
}

AVX2_CODE INLINE_CODE void mix_row(uint8_t *lower, const uint8_t *upper, const uint8_t *mask, int size, long count)
{
    long bytes = count * size, i = 0;
    for (; i + WIDE <= bytes; i += WIDE)
        mix_same(lower + i, upper + i, mask + i / size, size);
    if (i == bytes)
        return;
    uint8_t last[3][WIDE] = { { 0 } };
    memcpy(last[0], lower + i, (size_t)(bytes - i));
    memcpy(last[1], upper + i, (size_t)(bytes - i));
    memcpy(last[2], mask + i / size, (size_t)((bytes - i) / size));
    mix_same(last[0], last[1], last[2], size);
    memcpy(lower + i, last[0], (size_t)(bytes - i));
}

void cmupdf_layer_row_masked(LayerKind kind, uint8_t *lower, const uint8_t *upper, const uint8_t *mask, long count)
{
    switch (pixel_size(kind))
    {
    case 1:
        mix_row(lower, upper, mask, 1, count);
        break;
    case 2:
        mix_row(lower, upper, mask, 2, count);
        break;
    default:
        mix_row(lower, upper, mask, 4, count);
    }
}

#endif
