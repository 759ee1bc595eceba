// What the ways of dithering share.

#ifndef CCODECS_DITHER_INTERNAL_H
#define CCODECS_DITHER_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

// The matrices repeat after so many pixels, across and down.
enum { ditherPeriod = 64 };

// Error diffusion counts in sixteenths of a gray level, in which Floyd and Steinberg's weights are whole. An error stays
// below white either way, since what comes in is an average of errors and a threshold lies between black and white: so 7
// times an error is in the range of 16 bits, as is every sum.
enum { ditherUnit = 16, ditherWhite = 255 * ditherUnit };

// Rows that ccodecs_diffuse_wave does at a time, and columns that it comes behind in each from one row to the next.
enum { waveRows = 16, waveLag = 2 };

// Thresholds, 1 to 255: a pixel is white if it is not below.
extern const uint8_t ccodecs_dither_noise[ditherPeriod * ditherPeriod];

// What error diffusion keeps from row to row.
typedef struct {
    size_t width;
    // For each pixel of the next row. There is a place before the row, and `errorsBehind` behind it.
    int16_t *errors;
    // Whether all of them are 0.
    _Bool isClean;
} Diffusion;

// Dithers a row.
// @param thresholds The matrix's row.
void ccodecs_diffuse_row(Diffusion *diffusion, uint8_t *row, const uint8_t thresholds[ditherPeriod]);

enum { errorsBehind = waveRows * waveLag + 16 };

// Dithers waveRows rows to the same bytes.
// @param matrix All of it.
// @param firstRow The first one's number on the page.
// @return False, with nothing done, if the processor cannot.
_Bool ccodecs_diffuse_wave(Diffusion *diffusion, uint8_t *rows, const uint8_t *matrix, size_t firstRow);

#endif
