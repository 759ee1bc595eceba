// Arithmetic on 32 bytes of pixels, for the rows of layers.

#ifndef CMUPDF_LAYERWORDS_H
#define CMUPDF_LAYERWORDS_H

#include "layers.h"

#if HAS_AVX2_CODE

#include <immintrin.h>

/// Bytes of source that are laid over at once.
#define WIDE 32

/// Sixteen bits for each byte; unpacked within halves, and packed back the same way.
typedef struct {
    __m256i low, high;
} Words;

AVX2_CODE static inline Words words_of(__m256i bytes)
{
    const __m256i zero = _mm256_setzero_si256();
    return (Words){ _mm256_unpacklo_epi8(bytes, zero), _mm256_unpackhi_epi8(bytes, zero) };
}

AVX2_CODE static inline __m256i bytes_of(Words words)
{
    return _mm256_packus_epi16(words.low, words.high);
}

AVX2_CODE static inline __m256i expand(__m256i bytes)
{
    return _mm256_add_epi16(bytes, _mm256_srli_epi16(bytes, 7));
}

/// amount * value >> 8
AVX2_CODE static inline __m256i combine(__m256i value, __m256i amount)
{
    return _mm256_srli_epi16(_mm256_mullo_epi16(value, amount), 8);
}

AVX2_CODE static inline __m256i load(const uint8_t *bytes)
{
    return _mm256_loadu_si256((const __m256i *)bytes);
}

AVX2_CODE static inline void store(uint8_t *bytes, __m256i value)
{
    _mm256_storeu_si256((__m256i *)bytes, value);
}

/// The alpha of each pixel in all of its bytes.
AVX2_CODE static inline __m256i spread_alpha(__m256i pixels, int size)
{
    if (size == 1)
        return pixels;
    const __m256i ofGray = _mm256_setr_epi8(1, 1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11, 13, 13, 15, 15, 1, 1, 3, 3, 5, 5, 7,
                                            7, 9, 9, 11, 11, 13, 13, 15, 15);
    const __m256i ofRGB = _mm256_setr_epi8(3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11, 15, 15, 15, 15, 3, 3, 3, 3, 7, 7, 7,
                                           7, 11, 11, 11, 11, 15, 15, 15, 15);
    return _mm256_shuffle_epi8(pixels, size == 2 ? ofGray : ofRGB);
}

AVX2_CODE static inline int pixel_size(LayerKind kind)
{
    return kind == layersOfAlpha ? 1 : kind == layersOfGrayAlpha ? 2 : 4;
}

#endif
#endif
