// libjpeg-turbo and ISA-L behind status codes, writing straight to a file descriptor.
//
// Both encoders take rows as they are drawn and hold no page. libjpeg reports failure by longjmp, so no Swift frame
// may stand between its calls and the catch: that is why the writing is done here too.

#ifndef CCODECS_H
#define CCODECS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Where encoded bytes go, and what went there. Plain data, owned by the caller, who closes the descriptor.
typedef struct {
    int fd;
    /// The first errno of a failed write, or 0. Nothing is written after a failure.
    int error;
    /// Bytes written.
    uint64_t count;
    /// Two CRC-64 of different polynomials over the bytes written; together they tell contents apart.
    uint64_t checksum[2];
} CCodecsSink;

/// Writes all bytes, however often the system takes only some.
/// @return 0 or an errno, which stays in the sink.
int ccodecs_sink_write(CCodecsSink *sink, const void *bytes, size_t count);

/// Takes bytes into a pair of checksums as a sink does.
void ccodecs_checksum(uint64_t checksum[_Nonnull 2], const void *bytes, size_t count);

typedef struct CCodecsDeflate CCodecsDeflate;

/// Makes a zlib stream (RFC 1950) of ISA-L's level 1.
/// @param sink Must outlive the encoder.
/// @return NULL when memory is short.
CCodecsDeflate *_Nullable ccodecs_deflate_new(CCodecsSink *sink);
/// @return 0, an errno of the sink, or -1 for a failure of ISA-L.
int ccodecs_deflate_write(CCodecsDeflate *encoder, const uint8_t *bytes, size_t count);
/// Ends the stream. Nothing may be written after it.
int ccodecs_deflate_finish(CCodecsDeflate *encoder);
void ccodecs_deflate_drop(CCodecsDeflate *encoder);

typedef struct CCodecsJPEG CCodecsJPEG;

/// Makes a baseline JPEG (JFIF).
/// @param components 1 for gray, 3 for RGB, which is stored as YCbCr.
/// @param quality 1 to 100, libjpeg's scale.
/// @param halveChroma Stores chroma at half the resolution both ways (4:2:0).
CCodecsJPEG *_Nullable ccodecs_jpeg_new(CCodecsSink *sink, uint32_t width, uint32_t height, int components, int quality,
                                        bool halveChroma);
/// @param rows Rows of width * components bytes without padding.
/// @return 0, an errno of the sink, or -1 for a failure of libjpeg.
int ccodecs_jpeg_write(CCodecsJPEG *encoder, const uint8_t *rows, size_t rowCount);
/// Ends the image; all rows must have been written.
int ccodecs_jpeg_finish(CCodecsJPEG *encoder);
void ccodecs_jpeg_drop(CCodecsJPEG *encoder);

/// Whether the three components of every RGB pixel are equal.
bool ccodecs_rgb_is_gray(const uint8_t *pixels, size_t count);

/// Keeps one of three components; `gray` may be where `pixels` is.
void ccodecs_rgb_to_gray(const uint8_t *pixels, size_t count, uint8_t *gray);

/// Replaces each sample by the nearest of steps + 1 levels that are evenly spaced from 0 to 255.
/// @param steps 1, 3, 5, 15, 17, 51, 85 or 255.
void ccodecs_snap(uint8_t *samples, size_t count, int steps);

/// The versions compiled with, such as "libjpeg-turbo 2.1.5" and "ISA-L 2.30.0".
const char *ccodecs_jpeg_version(void);
const char *ccodecs_deflate_version(void);

#pragma clang assume_nonnull end

#endif
