// What the files that read PNG share.

#ifndef CCODECS_PNG_READ_H
#define CCODECS_PNG_READ_H

#include "CCodecs.h"

#pragma clang assume_nonnull begin

/// What a PNG file says of its pixels (ISO 15948, 11.2 and 11.3), checked.
typedef struct {
    uint32_t width, height;
    /// Bits of a sample: 1, 2, 4, 8 or 16.
    int depth;
    /// 0 gray, 2 RGB, 3 palette, 4 gray with alpha, 6 RGB with alpha.
    int colorType;
    /// Samples of a pixel as they are stored.
    int channels;
    /// Bytes of a row without its filter's number.
    size_t rowBytes;
    /// The distance of the bytes that filters compare.
    size_t pixelBytes;
    int paletteCount;
    uint8_t palette[256][3];
    /// Of the palette's colours.
    uint8_t alpha[256];
    bool hasAlpha;
    /// The samples of the colour that is transparent, if hasKey.
    bool hasKey;
    uint16_t key[3];
} PNGHeader;

/// Undoes a row's filter (ISO 15948, 9).
///
/// @param row Where the bytes go; may lie before `filtered` and overlap it.
/// @param above The row above, finished; NULL for the first row.
/// @return False for a filter that does not exist.
bool ccodecs_png_unfilter(int filter, uint8_t *row, const uint8_t *filtered, const uint8_t *_Nullable above,
                          size_t count, size_t pixelBytes);

/// The same for pixels of 3 bytes, by instructions that not all processors have.
///
/// @return False for filters and processors that are left to the function above.
bool ccodecs_png_unfilter_rgb(int filter, uint8_t *row, const uint8_t *filtered, const uint8_t *_Nullable above,
                              size_t count);

/// Undoes Paeth's filter in several rows of pixels of 3 bytes at once.
///
/// @param rows Where they go, one behind the other; must not reach into those from `filtered` on.
/// @param filtered The first row, behind its filter's number; the others follow, each behind its own.
/// @param above The row above the first, finished.
/// @param rowBytes Bytes of a row without its filter's number.
/// @param count How many rows follow each other that have this filter.
/// @return How many of them are done; 0 if they are left to the functions above.
size_t ccodecs_png_unfilter_paeth_rows(uint8_t *rows, const uint8_t *filtered, const uint8_t *above, size_t rowBytes,
                                       size_t count);

/// Whether pixels are stored as they are returned.
bool ccodecs_png_is_plain(const PNGHeader *header);

/// What becomes of stored bytes, computed once for all rows.
typedef struct {
    /// The palette on white; the first in memory is red.
    uint8_t colors[256][4];
    /// Gray of the pixels in a byte.
    uint8_t grays[256][8];
} PNGTables;

void ccodecs_png_prepare(const PNGHeader *header, PNGTables *tables);

/// Makes 8-bit gray or RGB out of a row that has no filter any more.
///
/// @return False for an index that the palette has no colour for.
bool ccodecs_png_expand(const PNGHeader *header, const PNGTables *tables, uint8_t *pixels, const uint8_t *row);

#pragma clang assume_nonnull end

#endif
