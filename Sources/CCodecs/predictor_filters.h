// PNG's filters of rows (PNG 1.2, 6). No other module sees them.

#ifndef CCODECS_PREDICTOR_FILTERS_H
#define CCODECS_PREDICTOR_FILTERS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// PNG's Average is left out, for where it is best, Paeth is nearly as good.
typedef enum { filterNone = 0, filterSub = 1, filterUp = 2, filterPaeth = 4 } FilterType;

/// Predicts a row.
/// @param above The row above, which only Up and Paeth look at.
/// @param count Bytes of the row.
/// @param pixel Bytes of a pixel, at most `count`.
/// @param to Takes count + 1 bytes, of which the first is the type.
void filter_row(
    FilterType type, const uint8_t *restrict row, const uint8_t *restrict above, size_t count, size_t pixel,
    uint8_t *restrict to);

#pragma clang assume_nonnull end

#endif
