// Laying a colour over pixels through a mask with AVX2.
//
// A row ends in a group that overlaps the one before it, so that nothing outside of the row is touched. Blending is not
// to be done twice, so that the last group is read before the one before it is written.

#include "fillmask_avx2.h"

#if defined(__x86_64__)

INLINE void blend_one_by_one(uint8_t *pixels, const uint8_t *mask, int width, int components, const uint8_t *color,
                             int alpha)
{
    for (int i = 0; i < width; i++)
    {
        int amount = cmupdf_expand(mask[i]) * alpha >> 8;
        for (int k = 0; k < components; k++, pixels++)
            *pixels = cmupdf_blend(color[k], *pixels, amount);
    }
}

// A row of 4...15 pixels as two groups of `size`.
AVX2 INLINE void fill_gray_ends(uint8_t *pixels, const uint8_t *mask, int width, size_t size, __m256i color,
                                __m256i alpha, bool isOpaque)
{
    size_t end = (size_t)width - size;
    __m128i last = blend(load_part(pixels + end, size), load_part(mask + end, size), color, alpha, isOpaque);
    __m128i first = blend(load_part(pixels, size), load_part(mask, size), color, alpha, isOpaque);
    memcpy(pixels, &first, size);
    memcpy(pixels + end, &last, size);
}

AVX2 INLINE void fill_gray_row(uint8_t *pixels, const uint8_t *mask, int width, const uint8_t *color, int alpha,
                               bool isOpaque)
{
    __m256i color16 = _mm256_set1_epi16(color[0]), alpha16 = _mm256_set1_epi16((short)alpha);
    if (width < 4)
        blend_one_by_one(pixels, mask, width, 1, color, alpha);
    else if (width < 8)
        fill_gray_ends(pixels, mask, width, 4, color16, alpha16, isOpaque);
    else if (width < 16)
        fill_gray_ends(pixels, mask, width, 8, color16, alpha16, isOpaque);
    else
    {
        int end = width - 16;
        __m128i last = blend(load(pixels + end), load(mask + end), color16, alpha16, isOpaque);
        int x = 0;
        if (width >= cmupdf_wide_row)
        {
            for (; x <= width - 32; x += 32)
            {
                if (are_empty(mask + x))
                    continue;
                if (isOpaque && are_full(mask + x))
                {
                    memset(pixels + x, color[0], 32);
                    continue;
                }
                for (int i = x; i < x + 32; i += 16)
                    store(pixels + i, blend(load(pixels + i), load(mask + i), color16, alpha16, isOpaque));
            }
        }
        for (; x < end; x += 16)
            store(pixels + x, blend(load(pixels + x), load(mask + x), color16, alpha16, isOpaque));
        store(pixels + end, last);
    }
}

// What the 48 bytes of 16 pixels need, in three parts.
typedef struct {
    // Which pixel a byte belongs to.
    __m128i pixel[3];
    __m128i color[3];
    __m256i color16[3];
    __m256i alpha;
} Thirds;

static const uint8_t pixelOfByte[48] = {0,  0,  0,  1,  1,  1,  2,  2,  2,  3,  3,  3,  4,  4,  4,  5,
                                        5,  5,  6,  6,  6,  7,  7,  7,  8,  8,  8,  9,  9,  9,  10, 10,
                                        10, 11, 11, 11, 12, 12, 12, 13, 13, 13, 14, 14, 14, 15, 15, 15};
// 16 bytes from the first, second and third of these are the components of the three parts.
static const uint8_t componentOfByte[18] = {0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2};

AVX2 INLINE void make_thirds(Thirds *thirds, const uint8_t *color, int alpha)
{
    __m128i one = _mm_cvtsi32_si128(color[0] | color[1] << 8 | color[2] << 16);
    for (int i = 0; i < 3; i++)
    {
        thirds->pixel[i] = load(pixelOfByte + 16 * i);
        thirds->color[i] = _mm_shuffle_epi8(one, load(componentOfByte + i));
        thirds->color16[i] = _mm256_cvtepu8_epi16(thirds->color[i]);
    }
    thirds->alpha = _mm256_set1_epi16((short)alpha);
}

// 16 pixels on their way from one place to the same.
typedef struct {
    __m128i part[3];
} Sixteen;

AVX2 INLINE Sixteen blend_sixteen(const uint8_t *pixels, const uint8_t *mask, const Thirds *thirds, bool isOpaque)
{
    Sixteen new;
    __m128i m = load(mask);
    for (int i = 0; i < 3; i++)
        new.part[i] = blend(load(pixels + 16 * i), _mm_shuffle_epi8(m, thirds->pixel[i]), thirds->color16[i],
                            thirds->alpha, isOpaque);
    return new;
}

AVX2 INLINE void store_sixteen(uint8_t *pixels, Sixteen new)
{
    for (int i = 0; i < 3; i++)
        store(pixels + 16 * i, new.part[i]);
}

// A row of 8...15 pixels as two groups of 8, each of them one part and half of the next.
AVX2 INLINE void fill_rgb_ends(uint8_t *pixels, const uint8_t *mask, int width, const Thirds *thirds, bool isOpaque)
{
    __m128i new[4];
    int starts[2] = {0, width - 8};
    for (int i = 0; i < 2; i++)
    {
        __m128i m = load_part(mask + starts[i], 8);
        const uint8_t *place = pixels + 3 * starts[i];
        new[2 * i] = blend(load(place), _mm_shuffle_epi8(m, thirds->pixel[0]), thirds->color16[0], thirds->alpha,
                           isOpaque);
        new[2 * i + 1] = blend(load_part(place + 16, 8), _mm_shuffle_epi8(m, thirds->pixel[1]), thirds->color16[1],
                               thirds->alpha, isOpaque);
    }
    for (int i = 0; i < 2; i++)
    {
        store(pixels + 3 * starts[i], new[2 * i]);
        memcpy(pixels + 3 * starts[i] + 16, &new[2 * i + 1], 8);
    }
}

// A row of 4...7 pixels as two groups of 4.
AVX2 INLINE void fill_few_rgb(uint8_t *pixels, const uint8_t *mask, int width, const Thirds *thirds, bool isOpaque)
{
    int end = width - 4;
    __m128i first = blend(load_part(pixels, 12), _mm_shuffle_epi8(load_part(mask, 4), thirds->pixel[0]),
                          thirds->color16[0], thirds->alpha, isOpaque);
    __m128i last = blend(load_part(pixels + 3 * end, 12), _mm_shuffle_epi8(load_part(mask + end, 4), thirds->pixel[0]),
                         thirds->color16[0], thirds->alpha, isOpaque);
    memcpy(pixels, &first, 12);
    memcpy(pixels + 3 * end, &last, 12);
}

AVX2 INLINE void fill_rgb_row(uint8_t *pixels, const uint8_t *mask, int width, const uint8_t *color, int alpha,
                              const Thirds *thirds, bool isOpaque)
{
    if (width < 4)
        blend_one_by_one(pixels, mask, width, 3, color, alpha);
    else if (width < 8)
        fill_few_rgb(pixels, mask, width, thirds, isOpaque);
    else if (width < 16)
        fill_rgb_ends(pixels, mask, width, thirds, isOpaque);
    else
    {
        int end = width - 16;
        Sixteen last = blend_sixteen(pixels + 3 * end, mask + end, thirds, isOpaque);
        int x = 0;
        if (width >= cmupdf_wide_row)
        {
            Sixteen full = {{thirds->color[0], thirds->color[1], thirds->color[2]}};
            for (; x <= width - 32; x += 32)
            {
                if (are_empty(mask + x))
                    continue;
                bool isFull = isOpaque && are_full(mask + x);
                for (int i = x; i < x + 32; i += 16)
                    store_sixteen(pixels + 3 * i,
                                  isFull ? full : blend_sixteen(pixels + 3 * i, mask + i, thirds, isOpaque));
            }
        }
        for (; x < end; x += 16)
            store_sixteen(pixels + 3 * x, blend_sixteen(pixels + 3 * x, mask + x, thirds, isOpaque));
        store_sixteen(pixels + 3 * end, last);
    }
}

AVX2 static void fill_gray(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask, ptrdiff_t maskStride, int width,
                           int height, const uint8_t *color, int alpha)
{
    for (; height > 0; height--, pixels += pixelStride, mask += maskStride)
    {
        if (alpha == 256)
            fill_gray_row(pixels, mask, width, color, alpha, true);
        else
            fill_gray_row(pixels, mask, width, color, alpha, false);
    }
}

AVX2 static void fill_rgb(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask, ptrdiff_t maskStride, int width,
                          int height, const uint8_t *color, int alpha)
{
    Thirds thirds;
    make_thirds(&thirds, color, alpha);
    for (; height > 0; height--, pixels += pixelStride, mask += maskStride)
    {
        if (alpha == 256)
            fill_rgb_row(pixels, mask, width, color, alpha, &thirds, true);
        else
            fill_rgb_row(pixels, mask, width, color, alpha, &thirds, false);
    }
}

const MaskFillers cmupdf_mask_fillers_avx2 = {fill_gray, fill_rgb, cmupdf_fill_gray_alpha_avx2, cmupdf_fill_rgba_avx2};

#endif
