// The prediction of a picture's rows before Flate (PNG 1.2, 6; PDF's /Predictor 15). No other module sees it.

#ifndef CCODECS_PREDICTOR_H
#define CCODECS_PREDICTOR_H

#include "deflate_parts.h"

#pragma clang assume_nonnull begin

typedef struct Predictor Predictor;

/// @param effort How small dense blocks will be made (CCodecsDeflateOptions).
/// @param chunkBytes The most bytes of whole rows that will be given at once.
Predictor *_Nullable predictor_new(size_t rowBytes, size_t pixelBytes, int effort, size_t chunkBytes);
/// The most bytes that so many bytes of rows become: each has a byte in front.
size_t predictor_size(size_t rowBytes, size_t count);
/// Predicts the rows that follow those given before.
/// @param count Bytes, of whole rows.
/// @return predictor_size(rowBytes, count) bytes, valid until the next call.
const uint8_t *predictor_filter(Predictor *predictor, const uint8_t *bytes, size_t count);
/// Tells which of the bytes made last are alike, so that one kind of block suits them.
///
/// @param from Where a part begins: 0 or where another ends.
/// @param count How many bytes were made.
/// @param isNoise Whether next to nothing repeats in them, so that literal blocks are smallest.
/// @return The part's bytes, 1 or more.
size_t predictor_part(const Predictor *predictor, size_t from, size_t count, bool *isNoise);
void predictor_drop(Predictor *_Nullable predictor);

#pragma clang assume_nonnull end

#endif
