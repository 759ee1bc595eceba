// PNG's filters undone (ISO 15948, 9.2): each byte was stored as its difference from what its neighbours foretell.
//
// What a filter foretells of a pixel hangs on the pixel before, so there is a chain of computations through each row; with
// SSE2, which all x86-64 has, the samples of a pixel go through it together.

#include "png_read.h"

#include <stdlib.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// MARK: - Any pixels

static void add_left(uint8_t *row, const uint8_t *filtered, size_t count, size_t pixelBytes)
{
    memmove(row, filtered, pixelBytes);
    for (size_t i = pixelBytes; i < count; i++)
        row[i] = (uint8_t)(filtered[i] + row[i - pixelBytes]);
}

static void add_above(uint8_t *row, const uint8_t *filtered, const uint8_t *above, size_t count)
{
    size_t i = 0;
#if defined(__SSE2__)
    // The compiler cannot know that what is overwritten was read.
    for (; i + 16 <= count; i += 16)
    {
        __m128i sum = _mm_add_epi8(_mm_loadu_si128((const __m128i *)(filtered + i)),
                                   _mm_loadu_si128((const __m128i *)(above + i)));
        _mm_storeu_si128((__m128i *)(row + i), sum);
    }
#endif
    for (; i < count; i++)
        row[i] = (uint8_t)(filtered[i] + above[i]);
}

static void add_average(uint8_t *row, const uint8_t *filtered, const uint8_t *above, size_t count, size_t pixelBytes)
{
    for (size_t i = 0; i < count; i++)
    {
        unsigned left = i < pixelBytes ? 0 : row[i - pixelBytes];
        row[i] = (uint8_t)(filtered[i] + ((left + (above ? above[i] : 0u)) >> 1));
    }
}

static uint8_t paeth(int left, int above, int corner)
{
    int byLeft = abs(above - corner), byAbove = abs(left - corner), byCorner = abs(left + above - 2 * corner);
    int best = byAbove < byLeft ? above : left;
    int distance = byAbove < byLeft ? byAbove : byLeft;
    return (uint8_t)(byCorner < distance ? corner : best);
}

static void add_paeth(uint8_t *row, const uint8_t *filtered, const uint8_t *above, size_t count, size_t pixelBytes)
{
    for (size_t i = 0; i < pixelBytes; i++)
        row[i] = (uint8_t)(filtered[i] + above[i]);
    for (size_t i = pixelBytes; i < count; i++)
        row[i] = (uint8_t)(filtered[i] + paeth(row[i - pixelBytes], above[i], above[i - pixelBytes]));
}

/// The same for gray of 8 bits and packed pixels, with the neighbours in registers.
static void add_paeth_bytes(uint8_t *row, const uint8_t *filtered, const uint8_t *above, size_t count)
{
    int left = 0, corner = 0;
    for (size_t i = 0; i < count; i++)
    {
        int over = above[i];
        left = (uint8_t)(filtered[i] + paeth(left, over, corner));
        row[i] = (uint8_t)left;
        corner = over;
    }
}

// MARK: - Pixels of 3 and 4 bytes

#if defined(__SSE2__)

static inline __m128i load_pixel(const uint8_t *bytes, size_t pixelBytes)
{
    uint32_t pixel = 0;
    memcpy(&pixel, bytes, pixelBytes);
    return _mm_cvtsi32_si128((int)pixel);
}

static inline void store_pixel(uint8_t *bytes, __m128i pixel, size_t pixelBytes)
{
    uint32_t value = (uint32_t)_mm_cvtsi128_si32(pixel);
    memcpy(bytes, &value, pixelBytes);
}

static inline __attribute__((always_inline)) void add_left_pixels(uint8_t *row, const uint8_t *filtered, size_t count,
                                                                  size_t pixelBytes)
{
    __m128i left = _mm_setzero_si128();
    for (size_t i = 0; i < count; i += pixelBytes)
    {
        left = _mm_add_epi8(left, load_pixel(filtered + i, pixelBytes));
        store_pixel(row + i, left, pixelBytes);
    }
}

static inline __attribute__((always_inline)) void add_average_pixels(uint8_t *row, const uint8_t *filtered,
                                                                     const uint8_t *above, size_t count,
                                                                     size_t pixelBytes)
{
    __m128i left = _mm_setzero_si128(), one = _mm_set1_epi8(1);
    for (size_t i = 0; i < count; i += pixelBytes)
    {
        __m128i over = above ? load_pixel(above + i, pixelBytes) : _mm_setzero_si128();
        // The instruction rounds up.
        __m128i rounding = _mm_and_si128(_mm_xor_si128(left, over), one);
        __m128i average = _mm_sub_epi8(_mm_avg_epu8(left, over), rounding);
        left = _mm_add_epi8(average, load_pixel(filtered + i, pixelBytes));
        store_pixel(row + i, left, pixelBytes);
    }
}

static inline __m128i magnitude(__m128i value)
{
    return _mm_max_epi16(value, _mm_sub_epi16(_mm_setzero_si128(), value));
}

static inline __m128i choose(__m128i mask, __m128i ifTrue, __m128i otherwise)
{
    return _mm_or_si128(_mm_and_si128(mask, ifTrue), _mm_andnot_si128(mask, otherwise));
}

/// Samples in 16 bits each.
static inline __attribute__((always_inline)) void add_paeth_pixels(uint8_t *row, const uint8_t *filtered,
                                                                   const uint8_t *above, size_t count,
                                                                   size_t pixelBytes)
{
    __m128i zero = _mm_setzero_si128(), left = zero, corner = zero;
    __m128i low = _mm_set1_epi16(255);
    for (size_t i = 0; i < count; i += pixelBytes)
    {
        __m128i over = _mm_unpacklo_epi8(load_pixel(above + i, pixelBytes), zero);
        __m128i byLeft = _mm_sub_epi16(over, corner), byAbove = _mm_sub_epi16(left, corner);
        __m128i byCorner = magnitude(_mm_add_epi16(byLeft, byAbove));
        byLeft = magnitude(byLeft);
        byAbove = magnitude(byAbove);
        __m128i least = _mm_min_epi16(byCorner, _mm_min_epi16(byLeft, byAbove));
        __m128i best = choose(_mm_cmpeq_epi16(least, byLeft), left,
                              choose(_mm_cmpeq_epi16(least, byAbove), over, corner));
        __m128i stored = _mm_unpacklo_epi8(load_pixel(filtered + i, pixelBytes), zero);
        left = _mm_and_si128(_mm_add_epi16(best, stored), low);
        corner = over;
        store_pixel(row + i, _mm_packus_epi16(left, left), pixelBytes);
    }
}

/// A chain of additions through sixteen bytes at a time.
static void add_left_bytes(uint8_t *row, const uint8_t *filtered, size_t count)
{
    uint8_t left = 0;
    size_t i = 0;
    for (; i + 16 <= count; i += 16)
    {
        __m128i sum = _mm_loadu_si128((const __m128i *)(filtered + i));
        sum = _mm_add_epi8(sum, _mm_slli_si128(sum, 1));
        sum = _mm_add_epi8(sum, _mm_slli_si128(sum, 2));
        sum = _mm_add_epi8(sum, _mm_slli_si128(sum, 4));
        sum = _mm_add_epi8(sum, _mm_slli_si128(sum, 8));
        sum = _mm_add_epi8(sum, _mm_set1_epi8((char)left));
        _mm_storeu_si128((__m128i *)(row + i), sum);
        left = (uint8_t)(_mm_extract_epi16(sum, 7) >> 8);
    }
    for (; i < count; i++)
        row[i] = left = (uint8_t)(filtered[i] + left);
}

/// @return False for what is left to the functions for any pixels.
static bool unfilter_fast(int filter, uint8_t *row, const uint8_t *filtered, const uint8_t *above, size_t count,
                          size_t pixelBytes)
{
    if (filter == 1 && pixelBytes == 1)
        add_left_bytes(row, filtered, count);
    else if (filter == 1 && pixelBytes == 3)
        add_left_pixels(row, filtered, count, 3);
    else if (filter == 1 && pixelBytes == 4)
        add_left_pixels(row, filtered, count, 4);
    else if (filter == 3 && pixelBytes == 3)
        add_average_pixels(row, filtered, above, count, 3);
    else if (filter == 3 && pixelBytes == 4)
        add_average_pixels(row, filtered, above, count, 4);
    else if (filter == 4 && above && pixelBytes == 3)
        add_paeth_pixels(row, filtered, above, count, 3);
    else if (filter == 4 && above && pixelBytes == 4)
        add_paeth_pixels(row, filtered, above, count, 4);
    else
        return false;
    return true;
}

#else

static bool unfilter_fast(int filter, uint8_t *row, const uint8_t *filtered, const uint8_t *above, size_t count,
                          size_t pixelBytes)
{
    (void)filter, (void)row, (void)filtered, (void)above, (void)count, (void)pixelBytes;
    return false;
}

#endif

bool ccodecs_png_unfilter(int filter, uint8_t *row, const uint8_t *filtered, const uint8_t *above, size_t count,
                          size_t pixelBytes)
{
    if (filter > 4)
        return false;
    // Above the first row there are zeros: the nearest neighbour is then the one to the left.
    if (above == NULL && filter == 4)
        filter = 1;
    if (filter == 0 || (filter == 2 && above == NULL))
        memmove(row, filtered, count);
    else if (pixelBytes == 3 && ccodecs_png_unfilter_rgb(filter, row, filtered, above, count))
        return true;
    else if (unfilter_fast(filter, row, filtered, above, count, pixelBytes))
        return true;
    else if (filter == 1)
        add_left(row, filtered, count, pixelBytes);
    else if (filter == 2)
        add_above(row, filtered, above, count);
    else if (filter == 3)
        add_average(row, filtered, above, count, pixelBytes);
    else if (pixelBytes == 1)
        add_paeth_bytes(row, filtered, above, count);
    else
        add_paeth(row, filtered, above, count, pixelBytes);
    return true;
}
