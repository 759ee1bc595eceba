// libjpeg-turbo, ISA-L and libdeflate behind status codes, writing straight to a file descriptor.
//
// Both encoders take rows as they are drawn and hold a few megabytes of them at most. libjpeg reports failure by longjmp, so no Swift frame
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
    /// Four letters, for bytes that are written as PNG chunks of that type, one for each write; or zeros.
    uint8_t chunkType[4];
} CCodecsSink;

/// Writes all bytes, however often the system takes only some; as a chunk (PNG, 5.3) if the sink has a type for them.
/// @return 0 or an errno, which stays in the sink.
int ccodecs_sink_write(CCodecsSink *sink, const void *bytes, size_t count);

/// Has the system begin to write a part of a file to its disk, where it can; whether it succeeds, fsync will tell.
///
/// May block while the disk has enough to do.
void ccodecs_begin_writeback(int fd, int64_t offset, int64_t count);

/// Has the system write all that it holds of a file system to its disk.
void ccodecs_sync_file_system(int fd);

/// The CRC of a PNG chunk (5.5) of a type, or of more of its bytes behind others whose CRC is given.
uint32_t ccodecs_crc32(uint32_t crc, const void *bytes, size_t count);

/// Takes bytes into a pair of checksums as a sink does.
void ccodecs_checksum(uint64_t checksum[_Nonnull 2], const void *bytes, size_t count);

typedef struct CCodecsDeflate CCodecsDeflate;

/// What a Flate encoder is to make.
typedef struct {
    /// Bytes of a row, 1 to INT32_MAX.
    size_t rowBytes;
    /// Bytes of a pixel where these are whole, or 1. At most rowBytes.
    size_t pixelBytes;
    /// 0 and 1: ISA-L's levels of these numbers. 2 to 9: libdeflate's levels 5 to 12.
    int effort;
    /// Whether rows may be predicted from their neighbours as in PNG, which shrinks photographs and little else. Has
    /// no effect below an effort of 2. Each row of the stream is one byte longer then (PDF's /Predictor 15).
    bool predicts;
    /// Whether this is the stream's beginning: the zlib header (RFC 1950) stands in front.
    bool isFirst;
    /// Whether this is the stream's end: a final block stands behind.
    bool isLast;
    /// Whether the checksum of this encoder's bytes follows; for a stream that is all its own.
    bool hasTrailer;
} CCodecsDeflateOptions;

/// Makes a zlib stream of rows, or a piece of one.
///
/// Pieces are whole bytes and refer to nothing before them, so their bytes in order are a stream that lacks only the
/// trailer. The bytes are a function of the options and the rows, not of how many come at a time.
/// @param sink Must outlive the encoder.
/// @return NULL when memory is short.
CCodecsDeflate *_Nullable ccodecs_deflate_new(CCodecsSink *sink, const CCodecsDeflateOptions *options);
/// Takes bytes of rows; a row may be brought by several calls.
/// @return 0, an errno of the sink, or -1 for a failure of a library.
int ccodecs_deflate_write(CCodecsDeflate *encoder, const uint8_t *bytes, size_t count);
/// Ends the piece. Nothing may be written after it.
/// @return As ccodecs_deflate_write; -1 also when the last row is not complete.
int ccodecs_deflate_finish(CCodecsDeflate *encoder);
void ccodecs_deflate_drop(CCodecsDeflate *encoder);

/// The Adler-32 of what was encoded, complete after ccodecs_deflate_finish.
uint32_t ccodecs_deflate_adler(const CCodecsDeflate *encoder);
/// How many bytes a decoder makes of the piece, complete after ccodecs_deflate_finish.
uint64_t ccodecs_deflate_byte_count(const CCodecsDeflate *encoder);

/// The Adler-32 (RFC 1950) of bytes behind others whose Adler-32 is given; that of nothing is 1.
uint32_t ccodecs_adler(uint32_t adler, const uint8_t *bytes, size_t count);
/// The Adler-32 of two runs of bytes in order, from their own.
uint32_t ccodecs_adler_join(uint32_t first, uint32_t second, uint64_t secondCount);
/// The Adler-32 of `count` bytes so many times, from their own.
uint32_t ccodecs_adler_repeat(uint32_t adler, uint64_t count, uint64_t times);
/// The last bytes of a zlib stream.
void ccodecs_deflate_trailer(uint32_t adler, uint8_t trailer[_Nonnull 4]);

/// The most bytes that ccodecs_zlib makes of so many.
size_t ccodecs_zlib_bound(size_t count);
/// Makes a zlib stream of bytes in memory, as small as can be without long searches.
/// @param stream Takes `room` bytes, at least those of the bound.
/// @return The stream's bytes; 0 when memory is short.
size_t ccodecs_zlib(const uint8_t *bytes, size_t count, uint8_t *stream, size_t room);

typedef struct CCodecsJPEG CCodecsJPEG;

/// What a JPEG encoder is to make.
typedef struct {
    /// Pixels of the image, 1 to 65500.
    uint32_t width, height;
    /// 1 for gray, 3 for RGB, which is stored as YCbCr, 4 for CMYK, stored as it is.
    int components;
    /// 1 to 100, libjpeg's scale.
    int quality;
    /// Stores chroma at half the resolution both ways (4:2:0).
    bool halveChroma;
    /// Whether only some rows are encoded, with restart markers, so that the pieces' bytes in order are the image.
    bool isPiece;
    /// The rows of a piece. All but the last hold whole MCUs: 16 rows with halved chroma, 8 without.
    uint32_t firstRow, rowCount;
    /// Pixels an inch, as the file says it of itself (JFIF, density); 0 to say nothing.
    uint16_t resolution;
    /// An ICC profile to be embedded, up to 16 MB; read by ccodecs_jpeg_new alone. NULL for none.
    const uint8_t *_Nullable profile;
    size_t profileCount;
} CCodecsJPEGOptions;

/// Makes a baseline JPEG (JFIF), or a piece of one.
/// @param sink Must outlive the encoder.
/// @return NULL when memory is short.
CCodecsJPEG *_Nullable ccodecs_jpeg_new(CCodecsSink *sink, const CCodecsJPEGOptions *options);
/// @param rows Rows of width * components bytes without padding.
/// @return 0, an errno of the sink, or -1 for a failure of libjpeg.
int ccodecs_jpeg_write(CCodecsJPEG *encoder, const uint8_t *rows, size_t rowCount);
/// Ends the image or the piece; all its rows must have been written.
int ccodecs_jpeg_finish(CCodecsJPEG *encoder);
void ccodecs_jpeg_drop(CCodecsJPEG *encoder);

/// Replaces each sample by the nearest of steps + 1 levels that are evenly spaced from 0 to 255.
/// @param steps 1, 3, 5, 15, 17, 51, 85 or 255.
void ccodecs_snap(uint8_t *samples, size_t count, int steps);

/// The versions compiled with, such as "libjpeg-turbo 2.1.5", "ISA-L 2.30.0" and "libdeflate 1.14".
const char *ccodecs_jpeg_version(void);
const char *ccodecs_deflate_version(void);
const char *ccodecs_dense_deflate_version(void);

#pragma clang assume_nonnull end

#include "CCodecsDither.h"
#include "CCodecsForms.h"
#include "CCodecsPNG.h"

#endif
