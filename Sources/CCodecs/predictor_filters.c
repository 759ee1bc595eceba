#include "predictor_filters.h"

#include "colors.h"

static inline int distance(int a, int b)
{
    return a < b ? b - a : a - b;
}

// The one of left, above and above left that is nearest to left + above - above left, in this order.
static inline uint8_t paeth(int left, int above, int corner)
{
    int toLeft = distance(above, corner), toAbove = distance(left, corner);
    int toCorner = distance(left + above, 2 * corner);
    int other = toAbove <= toCorner ? above : corner;
    return (uint8_t)(toLeft <= toAbove && toLeft <= toCorner ? left : other);
}

static void paeth_portable(
    const uint8_t *restrict row, const uint8_t *restrict above, size_t from, size_t count, size_t pixel,
    uint8_t *restrict to)
{
    for (size_t i = from; i < count; i++)
        to[i] = (uint8_t)(row[i] - paeth(row[i - pixel], above[i], above[i - pixel]));
}

#if defined(__x86_64__)
// Whether a <= b, in unsigned bytes.
AVX2 static inline __m256i is_at_most(__m256i a, __m256i b)
{
    return _mm256_cmpeq_epi8(_mm256_min_epu8(a, b), a);
}

AVX2 static size_t paeth_avx2(
    const uint8_t *restrict row, const uint8_t *restrict above, size_t from, size_t count, size_t pixel,
    uint8_t *restrict to)
{
    const __m256i zero = _mm256_setzero_si256();
    size_t i = from;
    for (; i + 32 <= count; i += 32)
    {
        __m256i left = _mm256_loadu_si256((const __m256i *)(row + i - pixel));
        __m256i up = _mm256_loadu_si256((const __m256i *)(above + i));
        __m256i corner = _mm256_loadu_si256((const __m256i *)(above + i - pixel));
        // Of each difference, what is above zero and what is below; one of the two is zero.
        __m256i upOver = _mm256_subs_epu8(up, corner), upUnder = _mm256_subs_epu8(corner, up);
        __m256i leftOver = _mm256_subs_epu8(left, corner), leftUnder = _mm256_subs_epu8(corner, left);
        __m256i toLeft = _mm256_or_si256(upOver, upUnder), toAbove = _mm256_or_si256(leftOver, leftUnder);
        // The distance to the corner is the sum of the two differences. Where they have one sign it is no less than
        // either, and the largest byte stands for it; where they have not, it is the difference of their amounts.
        __m256i isOpposed = _mm256_or_si256(_mm256_min_epu8(upOver, leftUnder), _mm256_min_epu8(upUnder, leftOver));
        __m256i isAligned = _mm256_cmpeq_epi8(isOpposed, zero);
        __m256i apart = _mm256_or_si256(_mm256_subs_epu8(toLeft, toAbove), _mm256_subs_epu8(toAbove, toLeft));
        __m256i toCorner = _mm256_or_si256(apart, isAligned);
        __m256i isLeft = _mm256_and_si256(is_at_most(toLeft, toAbove), is_at_most(toLeft, toCorner));
        __m256i other = _mm256_blendv_epi8(corner, up, is_at_most(toAbove, toCorner));
        __m256i predicted = _mm256_blendv_epi8(other, left, isLeft);
        __m256i bytes = _mm256_loadu_si256((const __m256i *)(row + i));
        _mm256_storeu_si256((__m256i *)(to + i), _mm256_sub_epi8(bytes, predicted));
    }
    return i;
}
#endif

static void filter_paeth(
    const uint8_t *restrict row, const uint8_t *restrict above, size_t from, size_t count, size_t pixel,
    uint8_t *restrict to)
{
#if defined(__x86_64__)
    if (ccodecs_has_avx2())
        from = paeth_avx2(row, above, from, count, pixel, to);
#endif
    paeth_portable(row, above, from, count, pixel, to);
}

void filter_row(
    FilterType type, const uint8_t *restrict row, const uint8_t *restrict above, size_t count, size_t pixel,
    uint8_t *restrict to)
{
    *to++ = (uint8_t)type;
    size_t first = pixel < count ? pixel : count;
    switch (type)
    {
    case filterSub:
        memcpy(to, row, first);
        for (size_t i = first; i < count; i++)
            to[i] = (uint8_t)(row[i] - row[i - pixel]);
        break;
    case filterUp:
        for (size_t i = 0; i < count; i++)
            to[i] = (uint8_t)(row[i] - above[i]);
        break;
    case filterPaeth:
        for (size_t i = 0; i < first; i++)
            to[i] = (uint8_t)(row[i] - above[i]);
        filter_paeth(row, above, first, count, pixel, to);
        break;
    case filterNone:
        memcpy(to, row, count);
    }
}
