#include "sampling.h"

#include "simd.h"

#include <string.h>

#if HAS_AVX2_CODE
#include <immintrin.h>
#endif

// MARK: - Across a row

/// Lerps as MuPDF does: (b - a) * t / 2^14, rounded down, in 16 bits.
INLINE_CODE uint8_t mix(uint8_t a, uint8_t b, int16_t fraction)
{
    int16_t difference = (int16_t)(((int16_t)b - (int16_t)a) * 4);
    return (uint8_t)(a + (int16_t)(((int32_t)difference * fraction) >> 16));
}

static void sample_bytes(const Sampler *sampler, const uint8_t *source, uint8_t *target, long first, long end)
{
    for (long i = first; i < end; i++)
    {
        const uint8_t *pixel = source + sampler->offsets[i];
        uint8_t ones = sampler->ones[i & 3];
        uint8_t next = sampler->hasFractions ? pixel[sampler->source.channels] : 0;
        target[i] = mix(pixel[0], next, sampler->fractions[i]) | ones;
    }
}

#if HAS_AVX2_CODE
AVX2_CODE static inline __m256i load_two(const uint8_t *low, const uint8_t *high)
{
    __m128i first = _mm_loadu_si128((const __m128i *)low);
    return _mm256_inserti128_si256(_mm256_castsi128_si256(first), _mm_loadu_si128((const __m128i *)high), 1);
}

AVX2_CODE static inline __m256i mix_words(__m256i a, __m256i b, __m256i fraction)
{
    __m256i difference = _mm256_slli_epi16(_mm256_sub_epi16(b, a), 2);
    return _mm256_add_epi16(a, _mm256_mulhi_epi16(difference, fraction));
}

AVX2_CODE static void sample_wide(const Sampler *sampler, const uint8_t *source, uint8_t *target)
{
    const __m256i zero = _mm256_setzero_si256();
    int32_t pattern;
    memcpy(&pattern, sampler->ones, sizeof(pattern));
    const __m256i ones = _mm256_set1_epi32(pattern);
    const int step = sampler->source.channels;
    for (long i = 0; i < sampler->count; i += SAMPLES_AT_ONCE)
    {
        int32_t low = sampler->bases[i / SAMPLE_BLOCK], high = sampler->bases[i / SAMPLE_BLOCK + 1];
        if (low < 0 || high < 0)
        {
            sample_bytes(sampler, source, target, i, i + SAMPLES_AT_ONCE);
            continue;
        }
        __m256i shuffle = _mm256_loadu_si256((const __m256i *)(sampler->shuffles + i));
        __m256i left = _mm256_shuffle_epi8(load_two(source + low, source + high), shuffle);
        if (sampler->hasFractions)
        {
            __m256i right = _mm256_shuffle_epi8(load_two(source + low + step, source + high + step), shuffle);
            __m256i first = _mm256_loadu_si256((const __m256i *)(sampler->fractions + i));
            __m256i second = _mm256_loadu_si256((const __m256i *)(sampler->fractions + i + SAMPLE_BLOCK));
            // Unpacking works within halves, so the fractions are brought into the same order.
            __m256i evens = mix_words(_mm256_unpacklo_epi8(left, zero), _mm256_unpacklo_epi8(right, zero),
                                      _mm256_permute2x128_si256(first, second, 0x20));
            __m256i odds = mix_words(_mm256_unpackhi_epi8(left, zero), _mm256_unpackhi_epi8(right, zero),
                                     _mm256_permute2x128_si256(first, second, 0x31));
            left = _mm256_packus_epi16(evens, odds);
        }
        _mm256_storeu_si256((__m256i *)(target + i), _mm256_or_si256(left, ones));
    }
}
#endif

/// Copies the part of a source row that is needed, and repeats its first and last pixel beyond its ends.
static const uint8_t *needed_pixels(const Sampler *sampler, int row)
{
    const SampleSource *source = &sampler->source;
    const uint8_t *line = source->samples + row * source->stride;
    const int channels = source->channels;
    int first = sampler->firstPixel, end = first + sampler->pixelCount;
    int firstInside = first < 0 ? 0 : first, endInside = end > source->width ? source->width : end;
    uint8_t *target = sampler->needed;
    for (int pixel = first; pixel < firstInside; pixel++, target += channels)
        memcpy(target, line, (size_t)channels);
    memcpy(target, line + (long)firstInside * channels, (size_t)(endInside - firstInside) * (size_t)channels);
    target += (long)(endInside - firstInside) * channels;
    for (int pixel = endInside; pixel < end; pixel++, target += channels)
        memcpy(target, line + (long)(source->width - 1) * channels, (size_t)channels);
    return sampler->needed;
}

static const uint8_t *sampled_row(Sampler *sampler, int row)
{
    row = row < 0 ? 0 : row >= sampler->source.height ? sampler->source.height - 1 : row;
    int slot = row & 1;
    uint8_t *target = sampler->rows[slot];
    if (sampler->held[slot] == row)
        return target;
    if (sampler->isCopy && sampler->firstPixel >= 0
        && sampler->firstPixel + sampler->pixelCount <= sampler->source.width)
        return sampler->source.samples + row * sampler->source.stride
            + (long)sampler->firstPixel * sampler->source.channels;
    const uint8_t *source = needed_pixels(sampler, row);
#if HAS_AVX2_CODE
    if (cmupdf_simd_has_avx2())
        sample_wide(sampler, source, target);
    else
#endif
        sample_bytes(sampler, source, target, 0, sampler->count);
    sampler->held[slot] = row;
    return target;
}

// MARK: - Down a column

INLINE_CODE void mix_rows(const uint8_t *a, const uint8_t *b, int16_t fraction, uint8_t *restrict target, long count)
{
    for (long i = 0; i < count; i++)
        target[i] = mix(a[i], b[i], fraction);
}

static void mix_rows_plainly(const uint8_t *a, const uint8_t *b, int16_t fraction, uint8_t *target, long count)
{
    mix_rows(a, b, fraction, target, count);
}

#if HAS_AVX2_CODE
AVX2_CODE static void mix_rows_wide(const uint8_t *a, const uint8_t *b, int16_t fraction, uint8_t *target, long count)
{
    mix_rows(a, b, fraction, target, count);
}
#endif

const uint8_t *cmupdf_sampler_row(Sampler *sampler, int row, int fraction, uint8_t *target)
{
    const uint8_t *above = sampled_row(sampler, row);
    const uint8_t *below = fraction ? sampled_row(sampler, row + 1) : above;
    if (above == below)
        return target ? memcpy(target, above, (size_t)sampler->count) : above;
    uint8_t *mixed = target ? target : sampler->mixed;
#if HAS_AVX2_CODE
    if (cmupdf_simd_has_avx2())
        mix_rows_wide(above, below, (int16_t)fraction, mixed, sampler->count);
    else
#endif
        mix_rows_plainly(above, below, (int16_t)fraction, mixed, sampler->count);
    return mixed;
}
