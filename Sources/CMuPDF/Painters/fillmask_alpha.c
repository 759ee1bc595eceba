// Laying a colour through a mask over pixels of two or four bytes, the last of them alpha, with AVX2: 16 bytes at a time.

#include "fillmask_avx2.h"

#if defined(__x86_64__)

// What the 16 bytes of 8 or 4 pixels need.
typedef struct {
    // Which pixel a byte belongs to.
    __m128i pixel;
    __m128i color;
    __m256i color16, alpha;
} Group;

AVX2 INLINE Group make_group(int components, const uint8_t *color, int alpha)
{
    uint8_t pixels[16], colors[16];
    for (int i = 0; i < 16; i++)
    {
        pixels[i] = (uint8_t)(i / components);
        colors[i] = color[i % components];
    }
    return (Group){load(pixels), load(colors), _mm256_cvtepu8_epi16(load(colors)), _mm256_set1_epi16((short)alpha)};
}

// Blends `count` pixels, at most a group of them.
AVX2 INLINE void blend_group(uint8_t *pixels, const uint8_t *mask, int count, int components, const Group *group,
                             bool isOpaque)
{
    size_t bytes = (size_t)(count * components);
    __m128i amounts = _mm_shuffle_epi8(load_part(mask, (size_t)count), group->pixel);
    __m128i new = blend(load_part(pixels, bytes), amounts, group->color16, group->alpha, isOpaque);
    memcpy(pixels, &new, bytes);
}

AVX2 INLINE void fill_row(uint8_t *pixels, const uint8_t *mask, int width, int components, const Group *group,
                          bool isOpaque)
{
    const int size = 16 / components;
    int x = 0;
    for (; width - x >= 32; x += 32)
    {
        if (are_empty(mask + x))
            continue;
        bool isFull = isOpaque && are_full(mask + x);
        for (int i = x; i < x + 32; i += size)
            if (isFull)
                store(pixels + i * components, group->color);
            else
                blend_group(pixels + i * components, mask + i, size, components, group, isOpaque);
    }
    for (; width - x >= size; x += size)
        blend_group(pixels + x * components, mask + x, size, components, group, isOpaque);
    if (x < width)
        blend_group(pixels + x * components, mask + x, width - x, components, group, isOpaque);
}

AVX2 INLINE void fill(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask, ptrdiff_t maskStride, int width,
                      int height, int components, const uint8_t *color, int alpha)
{
    Group group = make_group(components, color, alpha);
    for (; height > 0; height--, pixels += pixelStride, mask += maskStride)
    {
        if (alpha == 256)
            fill_row(pixels, mask, width, components, &group, true);
        else
            fill_row(pixels, mask, width, components, &group, false);
    }
}

AVX2 void cmupdf_fill_gray_alpha_avx2(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask,
                                      ptrdiff_t maskStride, int width, int height, const uint8_t *color, int alpha)
{
    fill(pixels, pixelStride, mask, maskStride, width, height, 2, color, alpha);
}

AVX2 void cmupdf_fill_rgba_avx2(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask, ptrdiff_t maskStride,
                                int width, int height, const uint8_t *color, int alpha)
{
    fill(pixels, pixelStride, mask, maskStride, width, height, 4, color, alpha);
}

#endif
