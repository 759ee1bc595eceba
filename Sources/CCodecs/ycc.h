// RGB to what JPEG stores, as libjpeg does it to the bit. No other module sees it.

#ifndef CCODECS_YCC_H
#define CCODECS_YCC_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Converts a row of RGB (ITU-T T.871, 7), rounded as libjpeg rounds.
///
/// @param rgb 3 * width bytes.
/// @param y, cb, cr width bytes each.
void ycc_row(const uint8_t *rgb, size_t width, uint8_t *y, uint8_t *cb, uint8_t *cr);

/// Takes the means of two by two samples, rounded down and up in turn as libjpeg's h2v2_downsample does.
///
/// @param upper, lower Rows of 2 * width samples.
/// @param halved width samples.
void ycc_halve_rows(const uint8_t *upper, const uint8_t *lower, size_t width, uint8_t *halved);

#pragma clang assume_nonnull end

#endif
