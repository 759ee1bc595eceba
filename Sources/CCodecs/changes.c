#include "CCodecs.h"

#include "colors.h"

// A photograph's grain and a scanner's noise are smaller than this, the edges of letters and lines larger.
enum { smallChange = 8 };

static CCodecsChanges changes_portable(const uint8_t *samples, size_t start, size_t count, size_t rowCount,
                                       size_t stride)
{
    CCodecsChanges changes = {0, 0};
    for (size_t row = 1; row < rowCount; row++)
    {
        const uint8_t *here = samples + row * stride, *above = here - stride;
        for (size_t i = start; i < count; i++)
        {
            unsigned difference = here[i] > above[i] ? here[i] - above[i] : above[i] - here[i];
            changes.small += difference != 0 && difference <= smallChange;
            changes.large += difference > smallChange;
        }
    }
    return changes;
}

#if defined(__x86_64__)
AVX2 static uint32_t sum_avx2(__m256i counts)
{
    __m128i sums = _mm_add_epi64(_mm256_castsi256_si128(counts), _mm256_extracti128_si256(counts, 1));
    return (uint32_t)(_mm_cvtsi128_si64(sums) + _mm_extract_epi64(sums, 1));
}

AVX2 static CCodecsChanges changes_avx2(const uint8_t *samples, size_t count, size_t rowCount, size_t stride)
{
    const __m256i zero = _mm256_setzero_si256(), one = _mm256_set1_epi8(1), limit = _mm256_set1_epi8(smallChange);
    __m256i equal = zero, large = zero;
    const size_t whole = count / 32 * 32;
    for (size_t row = 1; row < rowCount; row++)
    {
        const uint8_t *here = samples + row * stride;
        for (size_t i = 0; i < whole; i += 32)
        {
            __m256i a = _mm256_loadu_si256((const __m256i *)(here + i));
            __m256i b = _mm256_loadu_si256((const __m256i *)(here - stride + i));
            __m256i difference = _mm256_or_si256(_mm256_subs_epu8(a, b), _mm256_subs_epu8(b, a));
            __m256i isEqual = _mm256_cmpeq_epi8(difference, zero);
            __m256i isNotLarge = _mm256_cmpeq_epi8(_mm256_subs_epu8(difference, limit), zero);
            equal = _mm256_add_epi64(equal, _mm256_sad_epu8(_mm256_and_si256(isEqual, one), zero));
            large = _mm256_add_epi64(large, _mm256_sad_epu8(_mm256_andnot_si256(isNotLarge, one), zero));
        }
    }
    CCodecsChanges changes = changes_portable(samples, whole, count, rowCount, stride);
    uint32_t total = rowCount > 1 ? (uint32_t)(whole * (rowCount - 1)) : 0;
    changes.small += total - sum_avx2(equal) - sum_avx2(large);
    changes.large += sum_avx2(large);
    return changes;
}
#endif

CCodecsChanges ccodecs_changes(const uint8_t *samples, size_t count, size_t rowCount, size_t stride)
{
#if defined(__x86_64__)
    if (ccodecs_has_avx2())
        return changes_avx2(samples, count, rowCount, stride);
#endif
    return changes_portable(samples, 0, count, rowCount, stride);
}
