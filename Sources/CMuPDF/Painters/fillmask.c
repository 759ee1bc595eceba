// The portable way to lay a colour over pixels through a mask, and the choice among the ways. See fillmask.h.

#include "fillmask.h"

#include <stdatomic.h>
#include <string.h>

// Blends bytes, of which there is an amount for each.
static inline void blend_bytes(uint8_t *restrict pixels, const uint16_t *restrict amounts,
                               const uint8_t *restrict colors, int count)
{
    for (int i = 0; i < count; i++)
    {
        uint16_t change = (uint16_t)((uint16_t)(colors[i] - pixels[i]) * (uint32_t)amounts[i]);
        pixels[i] = (uint8_t)((uint16_t)(change + (pixels[i] << 8)) >> 8);
    }
}

// `components` is a constant where this is inlined.
static inline __attribute__((always_inline)) void blend_pixels(uint8_t *pixels, const uint8_t *mask, int count,
                                                               int components, const uint8_t *colors, int alpha)
{
    uint16_t amounts[8 * 4];
    for (int i = 0; i < count; i++)
        for (int k = 0; k < components; k++)
            amounts[i * components + k] = (uint16_t)(cmupdf_expand(mask[i]) * alpha >> 8);
    blend_bytes(pixels, amounts, colors, count * components);
}

// The same.
static inline __attribute__((always_inline)) void fill(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask,
                                                       ptrdiff_t maskStride, int width, int height, int components,
                                                       const uint8_t *color, int alpha)
{
    // The colour, eight times over.
    uint8_t colors[8 * 4];
    for (int i = 0; i < 8 * components; i++)
        colors[i] = color[i % components];
    for (; height > 0; height--, pixels += pixelStride, mask += maskStride)
    {
        int x = 0;
        for (; x + 8 <= width; x += 8)
        {
            uint64_t eight;
            memcpy(&eight, mask + x, 8);
            if (eight == 0)
                continue;
            if (eight == UINT64_MAX && alpha == 256)
                memcpy(pixels + x * components, colors, (size_t)(8 * components));
            else
                blend_pixels(pixels + x * components, mask + x, 8, components, colors, alpha);
        }
        if (x < width)
            blend_pixels(pixels + x * components, mask + x, width - x, components, colors, alpha);
    }
}

static void fill_gray(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask, ptrdiff_t maskStride, int width,
                      int height, const uint8_t *color, int alpha)
{
    fill(pixels, pixelStride, mask, maskStride, width, height, 1, color, alpha);
}

static void fill_rgb(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask, ptrdiff_t maskStride, int width,
                     int height, const uint8_t *color, int alpha)
{
    fill(pixels, pixelStride, mask, maskStride, width, height, 3, color, alpha);
}

static void fill_gray_alpha(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask, ptrdiff_t maskStride,
                            int width, int height, const uint8_t *color, int alpha)
{
    fill(pixels, pixelStride, mask, maskStride, width, height, 2, color, alpha);
}

static void fill_rgba(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask, ptrdiff_t maskStride, int width,
                      int height, const uint8_t *color, int alpha)
{
    fill(pixels, pixelStride, mask, maskStride, width, height, 4, color, alpha);
}

const MaskFillers cmupdf_mask_fillers_portable = {fill_gray, fill_rgb, fill_gray_alpha, fill_rgba};

const MaskFillers *cmupdf_mask_fillers_of_level(int level)
{
    if (level == 0)
        return &cmupdf_mask_fillers_portable;
#if defined(__x86_64__)
    if (level == 1 && __builtin_cpu_supports("avx2"))
        return &cmupdf_mask_fillers_avx2;
    if (level == 2 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi"))
        return &cmupdf_mask_fillers_avx512;
#endif
    return NULL;
}

const MaskFillers *cmupdf_mask_fillers(void)
{
    static _Atomic(const MaskFillers *) best;
    const MaskFillers *found = atomic_load_explicit(&best, memory_order_relaxed);
    if (found)
        return found;
    for (int level = 2; !found; level--)
        found = cmupdf_mask_fillers_of_level(level);
    atomic_store_explicit(&best, found, memory_order_relaxed);
    return found;
}
