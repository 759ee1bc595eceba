// PNG files read into pixels, faster than a general reader and without its leniency.

#ifndef CCODECS_PNG_H
#define CCODECS_PNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// How the reading of a PNG file ended.
typedef enum __attribute__((enum_extensibility(closed))) : int32_t {
    CCodecsPNGRead = 0,
    /// It does not begin as PNG files do.
    CCodecsPNGForeign = 1,
    /// It is interlaced, which this reader leaves to others.
    CCodecsPNGInterlaced = 2,
    /// It breaks the rules, its checksums do not match or it ends before its end.
    CCodecsPNGDamaged = 3,
    /// It has more pixels than were allowed.
    CCodecsPNGTooLarge = 4,
    CCodecsPNGOutOfMemory = 5,
} CCodecsPNGStatus;

/// The pixels of a PNG file.
typedef struct {
    int32_t width, height;
    /// 1 for gray, 3 for RGB; as the file has it, whatever the colours of its pixels are.
    int32_t components;
    /// Pixels per metre; 0 where the file does not say.
    uint32_t xPerMetre, yPerMetre;
    /// Rows without padding; freed by ccodecs_png_free.
    uint8_t *_Nullable samples;
} CCodecsPNGImage;

/// Reads a PNG file (ISO 15948) that is not interlaced.
///
/// Samples become 8 bits, rounded; what is transparent is laid on white. Colour spaces and profiles are ignored. All
/// checksums are verified, and anything that a strict reader may complain of in what decides the pixels is an error.
///
/// @param pixelLimit The most pixels that are read; what is allocated is at most 20 bytes for each, and the file's size.
/// @param image Filled in if the status is Read.
CCodecsPNGStatus ccodecs_png_read(const uint8_t *bytes, size_t count, size_t pixelLimit, CCodecsPNGImage *image);

/// Frees the samples; NULL is nothing.
void ccodecs_png_free(uint8_t *_Nullable samples);

/// Whether the three samples of every pixel are equal.
bool ccodecs_rgb_is_gray(const uint8_t *samples, size_t pixelCount);

/// Moves the first sample of each pixel together, to the beginning.
///
/// @param samples Three times `pixelCount` bytes; those after the first `pixelCount` are left as they are.
void ccodecs_rgb_keep_first(uint8_t *samples, size_t pixelCount);

#pragma clang assume_nonnull end

#endif
