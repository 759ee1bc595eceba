// Blending 16 bytes with AVX2, which the ways to fill through a mask share.

#ifndef CMUPDF_FILLMASK_AVX2_H
#define CMUPDF_FILLMASK_AVX2_H

#include "fillmask.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))
#define INLINE static inline __attribute__((always_inline))

// Blends 16 bytes; `mask` has a byte for each of them, the colour and alpha 16 bits for each.
AVX2 INLINE __m128i blend(__m128i pixels, __m128i mask, __m256i color, __m256i alpha, bool isOpaque)
{
    __m256i amount = _mm256_cvtepu8_epi16(mask), old = _mm256_cvtepu8_epi16(pixels);
    amount = _mm256_add_epi16(amount, _mm256_srli_epi16(amount, 7));
    if (!isOpaque)
        amount = _mm256_srli_epi16(_mm256_mullo_epi16(amount, alpha), 8);
    __m256i change = _mm256_mullo_epi16(_mm256_sub_epi16(color, old), amount);
    __m256i sum = _mm256_srli_epi16(_mm256_add_epi16(_mm256_slli_epi16(old, 8), change), 8);
    return _mm_packus_epi16(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
}

INLINE __m128i load(const uint8_t *bytes)
{
    return _mm_loadu_si128((const __m128i *)bytes);
}

INLINE __m128i load_part(const uint8_t *bytes, size_t count)
{
    __m128i part = _mm_setzero_si128();
    memcpy(&part, bytes, count);
    return part;
}

INLINE void store(uint8_t *bytes, __m128i values)
{
    _mm_storeu_si128((__m128i *)bytes, values);
}

// Whether 32 bytes are all 0, or all 255.
AVX2 INLINE bool are_empty(const uint8_t *mask)
{
    __m256i m = _mm256_loadu_si256((const __m256i *)mask);
    return _mm256_testz_si256(m, m);
}

AVX2 INLINE bool are_full(const uint8_t *mask)
{
    return _mm256_testc_si256(_mm256_loadu_si256((const __m256i *)mask), _mm256_set1_epi8(-1));
}

#endif

#endif
