// The rows that JPEG encodes at a time. No other module sees it.

#ifndef CCODECS_JPEG_STRIP_H
#define CCODECS_JPEG_STRIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

enum { jpegBlock = 8, jpegStripRows = 2 * jpegBlock };

/// One row of MCUs, in the components and the resolutions in which JPEG stores them.
///
/// Made here because libjpeg's own conversion, copying and halving of rows cost as much as its transform.
typedef struct {
    uint32_t width;
    int components;
    bool halvesChroma;
    /// Rows of pixels in a full strip, 8 or 16, and those taken since the last one.
    uint32_t rowCount, taken;
    /// For jpeg_write_raw_data: each component's rows, as wide as its blocks.
    uint8_t *_Nonnull *_Nonnull planes[3];
    uint8_t *_Nonnull rows[3][jpegStripRows];
    /// Bytes of a row of each component.
    size_t strides[3];
    /// Two rows of either chroma, before they are halved.
    uint8_t *_Nonnull chroma[2][2];
    uint8_t *_Nullable memory;
} JPEGStrip;

/// @return Whether there is memory for it.
bool jpeg_strip_init(JPEGStrip *strip, uint32_t width, int components, bool halvesChroma);
void jpeg_strip_deinit(JPEGStrip *strip);

/// Takes a row of gray or RGB samples.
/// @return Whether the strip is full; then it is to be encoded, and the next row begins another.
bool jpeg_strip_take(JPEGStrip *strip, const uint8_t *row);
/// Fills what is missing below the image's last row, as libjpeg does.
/// @return Whether there is anything to encode.
bool jpeg_strip_complete(JPEGStrip *strip);

#pragma clang assume_nonnull end

#endif
