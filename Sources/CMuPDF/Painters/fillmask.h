// One colour laid over a block of pixels through a mask: what glyphs and the spans of paths come down to.
//
// MuPDF's formula, for a component d of the pixel, c of the colour and a mask byte m, with products in integers:
//   e(v) = v + v/128, which maps 0...255 to 0...256;  a = e(m) * alpha / 256;  d' = ((c - d) * a + d * 256) / 256
// The sum lies in 0...65280, so that 16-bit lanes that wrap hold it. a = 0 gives d and a = 256 gives c.

#ifndef CMUPDF_FILLMASK_H
#define CMUPDF_FILLMASK_H

#include "painters.h"

/// Blends a colour into rows of pixels; no byte outside of them is read or written.
///
/// @param pixelStride From the first byte of a row of pixels to that of the next; the same for maskStride.
/// @param width Pixels of a row, at least 1.
/// @param color One byte for each component.
/// @param alpha 0...256
typedef void FillThroughMask(uint8_t *pixels, ptrdiff_t pixelStride, const uint8_t *mask, ptrdiff_t maskStride,
                             int width, int height, const uint8_t *color, int alpha);

/// The same two functions for one kind of processor.
typedef struct {
    FillThroughMask *gray;
    FillThroughMask *rgb;
    /// Pixels with alpha, which is blended as one more component: its colour is 255, and given like the others.
    FillThroughMask *grayAlpha;
    FillThroughMask *rgba;
} MaskFillers;

/// The best that this processor can do.
const MaskFillers *cmupdf_mask_fillers(void);

/// Those of one kind, from 0, which every processor can do, upward; NULL if this processor cannot, or there is none.
const MaskFillers *cmupdf_mask_fillers_of_level(int level);

extern const MaskFillers cmupdf_mask_fillers_portable;
#if defined(__x86_64__)
extern const MaskFillers cmupdf_mask_fillers_avx2;
extern const MaskFillers cmupdf_mask_fillers_avx512;
FillThroughMask cmupdf_fill_gray_alpha_avx2, cmupdf_fill_rgba_avx2;
#endif

/// The one for pixels of `n` bytes, 1 to 4.
static inline FillThroughMask *cmupdf_mask_filler(const MaskFillers *fillers, int n)
{
    FillThroughMask *const all[] = {fillers->gray, fillers->grayAlpha, fillers->rgb, fillers->rgba};
    return all[n - 1];
}

// From this width on a row is looked through for stretches that are empty or full. Glyphs are narrower, and have none
// that would be worth the branch.
enum { cmupdf_wide_row = 64 };

static inline int cmupdf_expand(int value)
{
    return value + (value >> 7);
}

static inline uint8_t cmupdf_blend(int color, int pixel, int amount)
{
    return (uint8_t)(((color - pixel) * amount + (pixel << 8)) >> 8);
}

#endif
