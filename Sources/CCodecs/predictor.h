// The prediction of a picture's rows before Flate (PNG 1.2, 6; PDF's /Predictor 15). No other module sees it.

#ifndef CCODECS_PREDICTOR_H
#define CCODECS_PREDICTOR_H

#include "deflate_parts.h"

#pragma clang assume_nonnull begin

typedef struct Predictor Predictor;

/// @param chunkBytes The most bytes of whole rows that will be given at once.
Predictor *_Nullable predictor_new(size_t rowBytes, size_t pixelBytes, size_t chunkBytes);
/// The most bytes that so many bytes of rows become: each has a byte in front.
size_t predictor_size(size_t rowBytes, size_t count);
/// Predicts the rows that follow those given before.
/// @param count Bytes, of whole rows.
/// @return predictor_size(rowBytes, count) bytes, valid until the next call.
const uint8_t *predictor_filter(Predictor *predictor, const uint8_t *rows, size_t count);
void predictor_drop(Predictor *_Nullable predictor);

#pragma clang assume_nonnull end

#endif
