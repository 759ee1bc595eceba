// Rows of one pixmap laid over another: 32 bytes of source at a time, with AVX2. Where there is none, MuPDF's own loops
// run.
//
// Amounts are MuPDF's: a byte is expanded to 0...256 by adding its top bit, and products are shifted right by 8.

#ifndef CMUPDF_LAYERS_H
#define CMUPDF_LAYERS_H

#include "simd.h"

#include <stdint.h>

#if HAS_AVX2_CODE

/// How the pixels of two layers are made, in bytes.
typedef enum {
    /// Alpha alone, gray and alpha, RGB and alpha, in both.
    layersOfAlpha, layersOfGrayAlpha, layersOfRGBAlpha,
    /// The lower one has no alpha.
    grayAlphaOverGray, rgbAlphaOverRGB,
} LayerKind;

/// Lays `count` pixels over others: lower = upper + lower * (1 - alpha of upper).
AVX2_CODE void cmupdf_layer_row(LayerKind kind, uint8_t *lower, const uint8_t *upper, long count);

/// The same with the upper layer faded; for layers of the same kind of pixels.
///
/// @param alpha 1...254
AVX2_CODE void cmupdf_layer_row_faded(LayerKind kind, uint8_t *lower, const uint8_t *upper, int alpha, long count);

/// Mixes `count` pixels: lower = lower * (1 - mask) + upper * mask, wherever upper has any alpha.
AVX2_CODE void cmupdf_layer_row_masked(LayerKind kind, uint8_t *lower, const uint8_t *upper, const uint8_t *mask,
                                       long count);

/// Blends `count` RGB pixels with alpha of a group that began as what lies below it.
///
/// @param mode FZ_BLEND_NORMAL, FZ_BLEND_MULTIPLY or FZ_BLEND_SCREEN.
AVX2_CODE void cmupdf_blend_row(uint8_t *lower, const uint8_t *upper, const uint8_t *shape, int alpha, int mode,
                                long count);

#endif
#endif
