// What the ways of dithering share.

#ifndef CCODECS_DITHER_INTERNAL_H
#define CCODECS_DITHER_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

// The matrices repeat after so many pixels, across and down.
enum { ditherPeriod = 64 };

// Thresholds, 1 to 255: a pixel is white if it is not below.
extern const uint8_t ccodecs_dither_noise[ditherPeriod * ditherPeriod];

// What error diffusion keeps from row to row, in sixteenths of a gray level.
typedef struct {
    size_t width;
    // For each pixel of the next row. Those beside the row have a place too.
    int16_t *errors;
    // Whether all of them are 0.
    _Bool isClean;
} Diffusion;

// Dithers a row.
// @param thresholds The matrix's row.
void ccodecs_diffuse_row(Diffusion *diffusion, uint8_t *row, const uint8_t thresholds[ditherPeriod]);

#endif
