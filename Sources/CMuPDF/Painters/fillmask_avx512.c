// Laying a colour over pixels through a mask 64 pixels at a time: masked loads and stores end a row without a tail.

#include "fillmask.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi")))
#define INLINE static inline __attribute__((always_inline))

// Blends 64 bytes; `mask` has a byte for each of them.
AVX512 INLINE __m512i blend(__m512i pixels, __m512i mask, __m512i colorLow, __m512i colorHigh, __m512i alpha,
                                   bool isOpaque)
{
    __m512i zero = _mm512_setzero_si512();
    __m512i amountLow = _mm512_unpacklo_epi8(mask, zero), amountHigh = _mm512_unpackhi_epi8(mask, zero);
    amountLow = _mm512_add_epi16(amountLow, _mm512_srli_epi16(amountLow, 7));
    amountHigh = _mm512_add_epi16(amountHigh, _mm512_srli_epi16(amountHigh, 7));
    if (!isOpaque)
    {
        amountLow = _mm512_srli_epi16(_mm512_mullo_epi16(amountLow, alpha), 8);
        amountHigh = _mm512_srli_epi16(_mm512_mullo_epi16(amountHigh, alpha), 8);
    }
    __m512i low = _mm512_unpacklo_epi8(pixels, zero), high = _mm512_unpackhi_epi8(pixels, zero);
    __m512i changeLow = _mm512_mullo_epi16(_mm512_sub_epi16(colorLow, low), amountLow);
    __m512i changeHigh = _mm512_mullo_epi16(_mm512_sub_epi16(colorHigh, high), amountHigh);
    low = _mm512_srli_epi16(_mm512_add_epi16(_mm512_slli_epi16(low, 8), changeLow), 8);
    high = _mm512_srli_epi16(_mm512_add_epi16(_mm512_slli_epi16(high, 8), changeHigh), 8);
    return _mm512_packus_epi16(low, high);
}

// The lowest `count` of 64 bits, for any count above zero.
static inline __mmask64 lowest(int count)
{
    return count >= 64 ? ~(__mmask64)0 : ((__mmask64)1 << count) - 1;
}

AVX512 INLINE void fill_gray_rows(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask,
                                         ptrdiff_t maskStride, int width, int height, const uint8_t *color, int alpha,
                                         bool isOpaque)
{
    __m512i color8 = _mm512_set1_epi8((char)color[0]), color16 = _mm512_set1_epi16(color[0]);
    __m512i alpha16 = _mm512_set1_epi16((short)alpha);
    for (; height > 0; height--, pixels += pixelStride, mask += maskStride)
    {
        for (int x = 0; x < width; x += 64)
        {
            __mmask64 there = lowest(width - x);
            __m512i m = _mm512_maskz_loadu_epi8(there, mask + x);
            if (width >= cmupdf_wide_row)
            {
                if (_mm512_test_epi8_mask(m, m) == 0)
                    continue;
                if (isOpaque && _mm512_cmpeq_epi8_mask(m, _mm512_set1_epi8(-1)) == there)
                {
                    _mm512_mask_storeu_epi8(pixels + x, there, color8);
                    continue;
                }
            }
            __m512i old = _mm512_maskz_loadu_epi8(there, pixels + x);
            _mm512_mask_storeu_epi8(pixels + x, there, blend(old, m, color16, color16, alpha16, isOpaque));
        }
    }
}

// What the 192 bytes of 64 pixels need, in three parts.
typedef struct {
    // Which pixel a byte belongs to.
    __m512i pixel[3];
    __m512i color[3];
    __m512i colorLow[3];
    __m512i colorHigh[3];
} Thirds;

#define THREE(n) (n), (n), (n)
#define TWELVE(n) THREE(n), THREE((n) + 1), THREE((n) + 2), THREE((n) + 3)
#define FORTY_EIGHT(n) TWELVE(n), TWELVE((n) + 4), TWELVE((n) + 8), TWELVE((n) + 12)
static const uint8_t pixelOfByte[192] = {FORTY_EIGHT(0), FORTY_EIGHT(16), FORTY_EIGHT(32), FORTY_EIGHT(48)};

// 64 bytes from the first, second and third of these are the components of the three parts.
#define ELEVEN_PIXELS 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2
static const uint8_t componentOfByte[66] = {ELEVEN_PIXELS, ELEVEN_PIXELS};

AVX512 INLINE void make_thirds(Thirds *thirds, const uint8_t *color)
{
    __m512i one = _mm512_set1_epi32(color[0] | color[1] << 8 | color[2] << 16);
    for (int i = 0; i < 3; i++)
    {
        thirds->pixel[i] = _mm512_loadu_si512(pixelOfByte + 64 * i);
        thirds->color[i] = _mm512_permutexvar_epi8(_mm512_loadu_si512(componentOfByte + i), one);
        thirds->colorLow[i] = _mm512_unpacklo_epi8(thirds->color[i], _mm512_setzero_si512());
        thirds->colorHigh[i] = _mm512_unpackhi_epi8(thirds->color[i], _mm512_setzero_si512());
    }
}

AVX512 INLINE void fill_rgb_rows(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask,
                                        ptrdiff_t maskStride, int width, int height, const uint8_t *color, int alpha,
                                        bool isOpaque)
{
    Thirds thirds;
    make_thirds(&thirds, color);
    __m512i alpha16 = _mm512_set1_epi16((short)alpha);
    for (; height > 0; height--, pixels += pixelStride, mask += maskStride)
    {
        for (int x = 0; x < width; x += 64)
        {
            __mmask64 there = lowest(width - x);
            __m512i m = _mm512_maskz_loadu_epi8(there, mask + x);
            bool isFull = false;
            if (width >= cmupdf_wide_row)
            {
                if (_mm512_test_epi8_mask(m, m) == 0)
                    continue;
                isFull = isOpaque && _mm512_cmpeq_epi8_mask(m, _mm512_set1_epi8(-1)) == there;
            }
            int bytes = 3 * (width - x);
            for (int i = 0; i < 3 && bytes > 64 * i; i++)
            {
                __mmask64 part = lowest(bytes - 64 * i);
                uint8_t *place = pixels + 3 * x + 64 * i;
                __m512i new = thirds.color[i];
                if (!isFull)
                    new = blend(_mm512_maskz_loadu_epi8(part, place), _mm512_permutexvar_epi8(thirds.pixel[i], m),
                                thirds.colorLow[i], thirds.colorHigh[i], alpha16, isOpaque);
                _mm512_mask_storeu_epi8(place, part, new);
            }
        }
    }
}

AVX512 static void fill_gray(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask, ptrdiff_t maskStride,
                             int width, int height, const uint8_t *color, int alpha)
{
    if (alpha == 256)
        fill_gray_rows(pixels, pixelStride, mask, maskStride, width, height, color, alpha, true);
    else
        fill_gray_rows(pixels, pixelStride, mask, maskStride, width, height, color, alpha, false);
}

AVX512 static void fill_rgb(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask, ptrdiff_t maskStride,
                            int width, int height, const uint8_t *color, int alpha)
{
    if (alpha == 256)
        fill_rgb_rows(pixels, pixelStride, mask, maskStride, width, height, color, alpha, true);
    else
        fill_rgb_rows(pixels, pixelStride, mask, maskStride, width, height, color, alpha, false);
}

// Only groups have pixels with alpha; these go the shorter way.
const MaskFillers cmupdf_mask_fillers_avx512 = {fill_gray, fill_rgb, cmupdf_fill_gray_alpha_avx2,
                                                cmupdf_fill_rgba_avx2};

#endif
