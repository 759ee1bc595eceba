// PNG's filters of pixels of 3 bytes undone with SSE4.1, where the processor has it.
//
// The chain of computations through a row is what takes time: the choice of Paeth's filter is made among sums that are
// ready by then. Pages are blank for the most part, and what is foretold rightly is not computed at all.

#include "png_read.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>

#define SSE4 __attribute__((target("sse4.1")))

enum {
    pixelBytes = 3,
    /// Sixteen pixels, of which whole vectors can be made.
    blockBytes = 48,
};

static inline uint32_t load_pixel(const uint8_t *bytes)
{
    uint32_t pixel = 0;
    memcpy(&pixel, bytes, pixelBytes);
    return pixel;
}

/// A pixel's samples in 16 bits each.
SSE4 static inline __m128i widen(uint32_t pixel)
{
    return _mm_cvtepu8_epi16(_mm_cvtsi32_si128((int)pixel));
}

SSE4 static inline bool is_zero(const uint8_t *block)
{
    __m128i a = _mm_loadu_si128((const __m128i *)block), b = _mm_loadu_si128((const __m128i *)(block + 16));
    __m128i all = _mm_or_si128(_mm_or_si128(a, b), _mm_loadu_si128((const __m128i *)(block + 32)));
    return _mm_testz_si128(all, all);
}

SSE4 static void add_paeth(uint8_t *row, const uint8_t *filtered, const uint8_t *above, size_t count)
{
    __m128i left = _mm_setzero_si128(), corner = left;
    for (size_t start = 0; start < count; start += blockBytes)
    {
        size_t end = start + blockBytes;
        // If the pixels so far end as they do above, and nothing is added, they go on as above.
        if (end <= count && _mm_testz_si128(_mm_xor_si128(left, corner), _mm_xor_si128(left, corner))
            && is_zero(filtered + start))
        {
            memcpy(row + start, above + start, blockBytes);
            left = corner = widen(load_pixel(above + end - pixelBytes));
            continue;
        }
        for (size_t i = start; i < end && i < count; i += pixelBytes)
        {
            __m128i over = widen(load_pixel(above + i)), stored = widen(load_pixel(filtered + i));
            __m128i overCorner = _mm_sub_epi16(over, corner), byLeft = _mm_abs_epi16(overCorner);
            // Sums of bytes carry nothing into the bytes between them.
            __m128i fromOver = _mm_add_epi8(over, stored), fromCorner = _mm_add_epi8(corner, stored);
            __m128i leftCorner = _mm_sub_epi16(left, corner);
            __m128i fromLeft = _mm_add_epi8(left, stored);
            __m128i byAbove = _mm_abs_epi16(leftCorner);
            __m128i byCorner = _mm_abs_epi16(_mm_add_epi16(leftCorner, overCorner));
            __m128i isNotLeft = _mm_cmpgt_epi16(byLeft, _mm_min_epi16(byAbove, byCorner));
            __m128i isCorner = _mm_cmpgt_epi16(byAbove, byCorner);
            left = _mm_blendv_epi8(fromLeft, _mm_blendv_epi8(fromOver, fromCorner, isCorner), isNotLeft);
            corner = over;
            uint32_t pixel = (uint32_t)_mm_cvtsi128_si32(_mm_packus_epi16(left, left));
            memcpy(row + i, &pixel, pixelBytes);
        }
    }
}

/// Five pixels at a time: a sum over them, and the last one before them added to each.
SSE4 static void add_left(uint8_t *row, const uint8_t *filtered, size_t count)
{
    __m128i left = _mm_setzero_si128();
    const __m128i last = _mm_setr_epi8(12, 13, 14, 12, 13, 14, 12, 13, 14, 12, 13, 14, 12, 13, 14, -1);
    size_t i = 0;
    // The byte too many is written over by the next five, or by what comes after them.
    for (; i + 16 <= count; i += 15)
    {
        __m128i sum = _mm_loadu_si128((const __m128i *)(filtered + i));
        sum = _mm_add_epi8(sum, _mm_slli_si128(sum, 3));
        sum = _mm_add_epi8(sum, _mm_slli_si128(sum, 6));
        sum = _mm_add_epi8(sum, _mm_slli_si128(sum, 12));
        sum = _mm_add_epi8(sum, left);
        _mm_storeu_si128((__m128i *)(row + i), sum);
        left = _mm_shuffle_epi8(sum, last);
    }
    uint8_t before[pixelBytes] = {0};
    if (i > 0)
        memcpy(before, row + i - pixelBytes, pixelBytes);
    for (; i < count; i += pixelBytes)
        for (size_t k = 0; k < pixelBytes; k++)
            row[i + k] = before[k] = (uint8_t)(filtered[i + k] + before[k]);
}

bool ccodecs_png_unfilter_rgb(int filter, uint8_t *row, const uint8_t *filtered, const uint8_t *above, size_t count)
{
    if (!__builtin_cpu_supports("sse4.1"))
        return false;
    if (filter == 1)
        add_left(row, filtered, count);
    else if (filter == 4 && above)
        add_paeth(row, filtered, above, count);
    else
        return false;
    return true;
}

#else

bool ccodecs_png_unfilter_rgb(int filter, uint8_t *row, const uint8_t *filtered, const uint8_t *above, size_t count)
{
    (void)filter, (void)row, (void)filtered, (void)above, (void)count;
    return false;
}

#endif
