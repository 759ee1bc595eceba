#include "layers.h"

#if HAS_AVX2_CODE

#include "../internal.h"

#include <immintrin.h>
#include <string.h>

/// Pixels that are blended at once.
#define PIXELS 8

// Every value is an int of 32 bits, as it is in MuPDF.

AVX2_CODE static inline __m256i multiply255(__m256i a, __m256i b)
{
    __m256i product = _mm256_add_epi32(_mm256_mullo_epi32(a, b), _mm256_set1_epi32(128));
    return _mm256_srai_epi32(_mm256_add_epi32(product, _mm256_srai_epi32(product, 8)), 8);
}

/// Divides ints from 0 to 2^17. The quotient of two such floats is never rounded up to the next int.
AVX2_CODE static inline __m256i divide(__m256i a, __m256i b)
{
    return _mm256_cvttps_epi32(_mm256_div_ps(_mm256_cvtepi32_ps(a), _mm256_cvtepi32_ps(b)));
}

/// What the three colours of a pixel have in common.
typedef struct {
    __m256i inverseUpper, inverseLower, scale, shapeAlpha, bothAlpha, restAlpha, newAlpha, outsideAlpha, isLowerClear;
} PixelAlphas;

AVX2_CODE INLINE_CODE __m256i blend(__m256i lower, __m256i upper, int mode)
{
    if (mode == FZ_BLEND_MULTIPLY)
        return multiply255(lower, upper);
    if (mode == FZ_BLEND_SCREEN)
        return _mm256_sub_epi32(_mm256_add_epi32(lower, upper), multiply255(lower, upper));
    return upper;
}

/// One colour of eight pixels; both are premultiplied.
AVX2_CODE INLINE_CODE __m256i blend_color(__m256i lowerColor, __m256i upperColor, const PixelAlphas *alphas, int mode)
{
    const __m256i zero = _mm256_setzero_si256(), byte = _mm256_set1_epi32(255);
    __m256i upper = _mm256_srai_epi32(_mm256_mullo_epi32(upperColor, alphas->inverseUpper), 8);
    __m256i lower = _mm256_srai_epi32(_mm256_mullo_epi32(lowerColor, alphas->inverseLower), 8);
    __m256i copied = _mm256_and_si256(multiply255(upper, alphas->shapeAlpha), byte);

    // Takes out of the group the backdrop that it began with.
    __m256i excess = _mm256_mullo_epi32(_mm256_sub_epi32(upper, lower), alphas->scale);
    upper = _mm256_add_epi32(upper, _mm256_srai_epi32(excess, 8));
    upper = _mm256_min_epi32(_mm256_max_epi32(upper, zero), byte);

    __m256i result = multiply255(alphas->bothAlpha, blend(lower, upper, mode));
    result = _mm256_add_epi32(result, multiply255(alphas->outsideAlpha, upper));
    result = _mm256_add_epi32(result, multiply255(alphas->restAlpha, lower));
    result = _mm256_min_epi32(_mm256_max_epi32(result, zero), alphas->newAlpha);
    return _mm256_blendv_epi8(result, copied, alphas->isLowerClear);
}

AVX2_CODE static inline PixelAlphas pixel_alphas(__m256i lower, __m256i upper, __m256i shape, __m256i shapeAlpha)
{
    const __m256i byte = _mm256_set1_epi32(255), whole = _mm256_set1_epi32(255 * 256), one = _mm256_set1_epi32(1);
    PixelAlphas alphas;
    alphas.shapeAlpha = shapeAlpha;
    alphas.isLowerClear = _mm256_cmpeq_epi32(lower, _mm256_setzero_si256());
    alphas.inverseUpper = divide(whole, _mm256_max_epi32(upper, one));
    alphas.inverseLower = divide(whole, _mm256_max_epi32(lower, one));
    __m256i dividend = _mm256_add_epi32(_mm256_slli_epi32(lower, 9), shape);
    alphas.scale = divide(dividend, _mm256_max_epi32(_mm256_slli_epi32(shape, 1), one));
    alphas.scale = _mm256_sub_epi32(alphas.scale, _mm256_add_epi32(lower, _mm256_srli_epi32(lower, 7)));
    alphas.bothAlpha = multiply255(lower, shapeAlpha);
    alphas.restAlpha = _mm256_sub_epi32(lower, alphas.bothAlpha);
    alphas.newAlpha = _mm256_add_epi32(alphas.restAlpha, shapeAlpha);
    alphas.outsideAlpha = multiply255(_mm256_sub_epi32(byte, lower), shapeAlpha);
    return alphas;
}

/// Pixels with nothing below them, which take what is above, faded. Most of a page's shadows are such, and black.
AVX2_CODE INLINE_CODE __m256i copy_pixels(__m256i upper, __m256i upperAlpha, __m256i shapeAlpha)
{
    const __m256i byte = _mm256_set1_epi32(255);
    __m256i result = _mm256_slli_epi32(shapeAlpha, 24);
    if (_mm256_testz_si256(upper, _mm256_set1_epi32(0xffffff)))
        return result;
    __m256i inverse = divide(_mm256_set1_epi32(255 * 256), _mm256_max_epi32(upperAlpha, _mm256_set1_epi32(1)));
#pragma unroll
    for (int shift = 0; shift < 24; shift += 8)
    {
        __m256i color = _mm256_and_si256(_mm256_srli_epi32(upper, shift), byte);
        color = _mm256_srai_epi32(_mm256_mullo_epi32(color, inverse), 8);
        color = _mm256_and_si256(multiply255(color, shapeAlpha), byte);
        result = _mm256_or_si256(result, _mm256_slli_epi32(color, shift));
    }
    return result;
}

AVX2_CODE INLINE_CODE __m256i blend_pixels(__m256i lower, __m256i upper, __m256i shape, int alpha, int mode)
{
    const __m256i zero = _mm256_setzero_si256(), byte = _mm256_set1_epi32(255);
    __m256i upperAlpha = _mm256_srli_epi32(upper, 24);
    __m256i shapeAlpha = multiply255(shape, _mm256_set1_epi32(alpha));
    __m256i isUntouched = _mm256_or_si256(_mm256_cmpeq_epi32(shapeAlpha, zero), _mm256_cmpeq_epi32(upperAlpha, zero));
    if (_mm256_movemask_epi8(isUntouched) == -1)
        return lower;
    __m256i lowerAlpha = _mm256_srli_epi32(lower, 24);
    __m256i isCopied = _mm256_or_si256(isUntouched, _mm256_cmpeq_epi32(lowerAlpha, zero));
    if (_mm256_movemask_epi8(isCopied) == -1)
        return _mm256_blendv_epi8(copy_pixels(upper, upperAlpha, shapeAlpha), lower, isUntouched);
    PixelAlphas alphas = pixel_alphas(lowerAlpha, upperAlpha, shape, shapeAlpha);
    __m256i result = _mm256_blendv_epi8(alphas.newAlpha, shapeAlpha, alphas.isLowerClear);
    result = _mm256_slli_epi32(result, 24);
#pragma unroll
    for (int shift = 0; shift < 24; shift += 8)
    {
        __m256i lowerColor = _mm256_and_si256(_mm256_srli_epi32(lower, shift), byte);
        __m256i upperColor = _mm256_and_si256(_mm256_srli_epi32(upper, shift), byte);
        __m256i color = blend_color(lowerColor, upperColor, &alphas, mode);
        result = _mm256_or_si256(result, _mm256_slli_epi32(color, shift));
    }
    return _mm256_blendv_epi8(result, lower, isUntouched);
}

AVX2_CODE INLINE_CODE void blend_eight(uint8_t *lower, const uint8_t *upper, const uint8_t *shape, int alpha, int mode)
{
    uint64_t eight;
    memcpy(&eight, shape, sizeof eight);
    if (eight == 0)
        return;
    __m256i shapes = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)eight));
    __m256i below = _mm256_loadu_si256((const __m256i *)lower), above = _mm256_loadu_si256((const __m256i *)upper);
    _mm256_storeu_si256((__m256i *)lower, blend_pixels(below, above, shapes, alpha, mode));
}

AVX2_CODE INLINE_CODE void blend_row(uint8_t *lower, const uint8_t *upper, const uint8_t *shape, int alpha, int mode,
                                     long count)
{
    long i = 0;
    for (; i + PIXELS <= count; i += PIXELS)
        blend_eight(lower + i * 4, upper + i * 4, shape + i, alpha, mode);
    if (i == count)
        return;
    uint8_t last[2][PIXELS * 4] = { { 0 } }, lastShape[PIXELS] = { 0 };
    size_t rest = (size_t)(count - i);
    memcpy(last[0], lower + i * 4, rest * 4);
    memcpy(last[1], upper + i * 4, rest * 4);
    memcpy(lastShape, shape + i, rest);
    blend_eight(last[0], last[1], lastShape, alpha, mode);
    memcpy(lower + i * 4, last[0], rest * 4);
}

void cmupdf_blend_row(uint8_t *lower, const uint8_t *upper, const uint8_t *shape, int alpha, int mode, long count)
{
    // Each with a mode that the compiler knows.
    switch (mode)
    {
    case FZ_BLEND_MULTIPLY:
        blend_row(lower, upper, shape, alpha, FZ_BLEND_MULTIPLY, count);
        break;
    case FZ_BLEND_SCREEN:
        blend_row(lower, upper, shape, alpha, FZ_BLEND_SCREEN, count);
        break;
    default:
        blend_row(lower, upper, shape, alpha, FZ_BLEND_NORMAL, count);
    }
}

#endif
