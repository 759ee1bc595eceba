// RGB that is gray after all: what draws pages writes text so, and to compare a byte a pixel is faster.

#include "CCodecs.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

static bool is_gray(const uint8_t *samples, size_t pixelCount)
{
    // Differences are gathered over some pixels, so that most of the work is done without a branch.
    while (pixelCount > 0)
    {
        size_t part = pixelCount < 256 ? pixelCount : 256;
        unsigned difference = 0;
        for (size_t i = 0; i < part * 3; i += 3)
            difference |= (unsigned)(samples[i] ^ samples[i + 1]) | (unsigned)(samples[i] ^ samples[i + 2]);
        if (difference)
            return false;
        samples += part * 3;
        pixelCount -= part;
    }
    return true;
}

bool ccodecs_rgb_is_gray(const uint8_t *samples, size_t pixelCount)
{
#if defined(__SSE2__)
    // Of sixteen pixels each byte is held against the next one, but for the last of each pixel. One pixel more must
    // follow, since what is read reaches a byte farther.
    const __m128i counted[3] = {
        _mm_setr_epi8(-1, -1, 0, -1, -1, 0, -1, -1, 0, -1, -1, 0, -1, -1, 0, -1),
        _mm_setr_epi8(-1, 0, -1, -1, 0, -1, -1, 0, -1, -1, 0, -1, -1, 0, -1, -1),
        _mm_setr_epi8(0, -1, -1, 0, -1, -1, 0, -1, -1, 0, -1, -1, 0, -1, -1, 0),
    };
    for (; pixelCount > 16; pixelCount -= 16, samples += 48)
    {
        __m128i difference = _mm_setzero_si128();
        for (int part = 0; part < 3; part++)
        {
            __m128i here = _mm_loadu_si128((const __m128i *)(samples + part * 16));
            __m128i next = _mm_loadu_si128((const __m128i *)(samples + part * 16 + 1));
            difference = _mm_or_si128(difference, _mm_and_si128(_mm_xor_si128(here, next), counted[part]));
        }
        if (_mm_movemask_epi8(_mm_cmpeq_epi8(difference, _mm_setzero_si128())) != 0xFFFF)
            return false;
    }
#endif
    return is_gray(samples, pixelCount);
}

#if defined(__x86_64__)

/// @return How many pixels are done.
__attribute__((target("ssse3"))) static size_t keep_first_fast(uint8_t *samples, size_t pixelCount)
{
    const __m128i first = _mm_setr_epi8(0, 3, 6, 9, 12, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    const __m128i second = _mm_setr_epi8(-1, -1, -1, -1, -1, -1, 2, 5, 8, 11, 14, -1, -1, -1, -1, -1);
    const __m128i third = _mm_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 4, 7, 10, 13);
    size_t pixel = 0;
    for (; pixel + 16 <= pixelCount; pixel += 16)
    {
        const uint8_t *source = samples + pixel * 3;
        __m128i a = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)source), first);
        __m128i b = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(source + 16)), second);
        __m128i c = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(source + 32)), third);
        _mm_storeu_si128((__m128i *)(samples + pixel), _mm_or_si128(_mm_or_si128(a, b), c));
    }
    return pixel;
}

#endif

void ccodecs_rgb_keep_first(uint8_t *samples, size_t pixelCount)
{
    size_t pixel = 0;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("ssse3"))
        pixel = keep_first_fast(samples, pixelCount);
#endif
    for (; pixel < pixelCount; pixel++)
        samples[pixel] = samples[pixel * 3];
}
