// Dithering: pixels in 256 grays become black and white ones that look the same from afar.
//
// Included by CCodecs.h.

#ifndef CCODECS_DITHER_H
#define CCODECS_DITHER_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// How it is decided which pixels become white. Black (0) and white (255) stay what they are in every way.
typedef enum {
    /// Those of 128 and more.
    CCODECS_DITHER_THRESHOLD,
    /// Bayer's matrix of 16 x 16 thresholds, in 256 steps.
    CCODECS_DITHER_ORDERED,
    /// A matrix of 64 x 64 thresholds without a pattern (void and cluster).
    CCODECS_DITHER_NOISE,
    /// Floyd and Steinberg's diffusion of errors, row by row from the left.
    ///
    /// In the lightest and darkest grays the threshold goes up and down with the matrix of the noise, so that dots neither
    /// come late nor in worms. Errors that reach black or white end there.
    CCODECS_DITHER_DIFFUSION,
} CCodecsDitherMethod;

typedef struct CCodecsDither CCodecsDither;

/// Begins a picture, or a part of one, without errors from above.
/// @param width Pixels of a row.
/// @return NULL when memory is short.
CCodecsDither *_Nullable ccodecs_dither_new(CCodecsDitherMethod method, size_t width);
/// Makes every pixel 0 or 255.
///
/// The result depends on the pixels and their rows' numbers, not on how many rows come at a time.
/// @param rows Gray pixels, rows without padding, which are overwritten.
/// @param firstRow The first one's number on the page, by which matrices are laid. Rows come in order.
void ccodecs_dither_rows(CCodecsDither *dither, uint8_t *rows, size_t rowCount, size_t firstRow);
void ccodecs_dither_drop(CCodecsDither *dither);

#pragma clang assume_nonnull end

#endif
