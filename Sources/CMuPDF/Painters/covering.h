// Sampled image rows laid over pixels, with coverage and a constant alpha, in MuPDF's arithmetic of 255ths.

#ifndef CMUPDF_COVERING_H
#define CMUPDF_COVERING_H

#include <stdint.h>

/// Lays a row of bytes over another: over = color * alpha + over * (1 - coverage * alpha).
///
/// Where coverage * alpha rounds to zero nothing is changed.
///
/// @param coverage A byte for each byte of the row, or NULL where all is covered.
void cmupdf_cover(uint8_t *over, const uint8_t *color, const uint8_t *coverage, int alpha, long count);

/// Adds coverage to a shape: over = coverage + over * (1 - coverage), wherever coverage * alpha is above zero.
void cmupdf_cover_shape(uint8_t *over, const uint8_t *coverage, int alpha, long count);

#endif
