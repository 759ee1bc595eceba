// What helps to store an image in few bytes: the pixels that occur in it, packing them into fewer bits, CCITT group 4.
//
// Included by CCodecs.h, which declares the sink.

#ifndef CCODECS_FORMS_H
#define CCODECS_FORMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

enum { CCODECS_PALETTE_LIMIT = 256 };

/// The distinct pixels met so far. Starts as zeros; plain data.
typedef struct {
    /// How many colours are in `colors`: 0 as long as all pixels are gray, one more than the limit if there are too
    /// many, which ends the counting.
    uint32_t colorCount;
    /// Once a pixel has colour, all distinct pixels, gray ones too, as 0xRRGGBB in the order they were met.
    uint32_t colors[CCODECS_PALETTE_LIMIT];
    /// The set of gray levels as long as all pixels are gray; read it with `ccodecs_survey_has_level`.
    uint8_t levels[32];
} CCodecsSurvey;

/// Takes pixels of one or three bytes into a survey.
void ccodecs_survey_pixels(CCodecsSurvey *survey, const uint8_t *pixels, size_t count, int components);
/// Takes what another survey met into this one.
void ccodecs_survey_merge(CCodecsSurvey *survey, const CCodecsSurvey *other);
/// Whether a gray level occurred, as long as all pixels are gray.
bool ccodecs_survey_has_level(const CCodecsSurvey *survey, uint8_t level);

/// Packs a row of gray pixels that are multiples of 255 / (2^bits - 1).
///
/// Samples lie one after the other from the most significant bit on; the last byte is filled with zeros.
/// @param pixels One row of pixels of `components` bytes, 1 or 3.
/// @param bits 1, 2, 4 or 8.
/// @param packed Takes (width * bits + 7) / 8 bytes; may be where `pixels` is or before it.
/// @return Whether all pixels were gray and of such a level.
bool ccodecs_pack_gray(const uint8_t *pixels, size_t width, int components, int bits, uint8_t *packed);

/// Finds the places of colours in a palette.
typedef struct CCodecsPalette CCodecsPalette;

/// @param colors Up to 256 distinct colours as 0xRRGGBB; the place in this list is the index.
/// @return NULL when memory is short.
CCodecsPalette *_Nullable ccodecs_palette_new(const uint32_t *colors, size_t count);
void ccodecs_palette_drop(CCodecsPalette *palette);
/// Packs a row of pixels as indices, in the manner of `ccodecs_pack_gray`.
/// @return Whether all pixels were in the palette.
bool ccodecs_pack_indices(const CCodecsPalette *palette, const uint8_t *pixels, size_t width, int components, int bits,
                          uint8_t *packed);

/// Keeps this file's functions from instructions that not every processor has, for tests, which compare.
void ccodecs_use_portable_code(bool portable);

typedef struct CCodecsFax CCodecsFax;

/// Makes a CCITT group 4 image (ITU-T T.6), ended by EOFB.
///
/// In PDF: CCITTFaxDecode with K -1, Columns and Rows; the other parameters as they are by default.
/// @param sink Must outlive the encoder.
/// @param width Pixels, 1 to 2^30.
/// @return NULL when memory is short.
CCodecsFax *_Nullable ccodecs_fax_new(CCodecsSink *sink, uint32_t width);
/// @param rows Rows of (width + 7) / 8 bytes, the first pixel in the highest bit, 0 black and 1 white as in DeviceGray;
///   what the bits beyond the width are does not matter.
/// @return 0 or an errno of the sink.
int ccodecs_fax_write(CCodecsFax *encoder, const uint8_t *rows, size_t rowCount);
/// Ends the image. Nothing may be written after it.
int ccodecs_fax_finish(CCodecsFax *encoder);
void ccodecs_fax_drop(CCodecsFax *encoder);

/// Begins a piece of an image, whose rows are coded apart from those above. Comes first, and instead of writing the row.
///
/// A piece is its first row as it is, the codes of all other rows (`ccodecs_fax_write`), filled up to a byte, and its last
/// row as it is.
/// @return As ccodecs_fax_write.
int ccodecs_fax_begin_piece(CCodecsFax *encoder, const uint8_t *row);
/// Ends a piece; `ccodecs_fax_finish` is not to be called then. A failure to write is in the sink.
/// @return The bits of the codes.
uint64_t ccodecs_fax_finish_piece(CCodecsFax *encoder);
/// Takes a piece's codes into an image whose last row is the piece's first, which is to be written before.
/// @param bytes May be brought by several calls, whose counts but the last are multiples of 8.
/// @return As ccodecs_fax_write.
int ccodecs_fax_append(CCodecsFax *encoder, const uint8_t *bytes, uint64_t bitCount);
/// Tells the last row of a piece whose codes have been taken in.
void ccodecs_fax_end_append(CCodecsFax *encoder, const uint8_t *lastRow);

/// How many samples differ from the one in the row above.
typedef struct {
    /// By 1 to 8, and by more.
    uint32_t small, large;
} CCodecsChanges;

/// Counts the changes in a rectangle of samples.
/// @param count Samples of a row.
/// @param stride From one row to the next.
CCodecsChanges ccodecs_changes(const uint8_t *samples, size_t count, size_t rowCount, size_t stride);

#pragma clang assume_nonnull end

#endif
