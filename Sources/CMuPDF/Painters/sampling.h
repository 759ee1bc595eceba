// Rows of an image as they lie on the columns of the page, for images whose sides are parallel to the page's.
//
// Then all rows share one table of columns, and what a source row is at those columns serves every row of pixels that
// it touches.

#ifndef CMUPDF_SAMPLING_H
#define CMUPDF_SAMPLING_H

#include <stdbool.h>
#include <stdint.h>

/// Positions in an image are fixed point numbers with this many bits of fraction, as in MuPDF.
#define POSITION_BITS 14
#define POSITION_ONE (1 << POSITION_BITS)
#define POSITION_HALF (1 << (POSITION_BITS - 1))
#define POSITION_MASK (POSITION_ONE - 1)

/// How many bytes the wide loops make at once, to a multiple of which tables and rows are padded; and how many of them
/// one shuffle makes.
#define SAMPLES_AT_ONCE 32
#define SAMPLE_BLOCK 16

/// Which bytes a pixel of samples is made of.
typedef struct {
    int channels;
    /// The source component of each channel, or `opaqueChannel`.
    int8_t sources[4];
} SampleLayout;

enum { opaqueChannel = -1 };

/// The pixels that the columns lie on, and what part of the next one they take.
typedef struct {
    /// The first of `count` columns that lie inside the image, counted from the first painted.
    int first, count;
    /// Fixed point position of the first of them, and the distance to the next.
    int position, step;
    /// Whether neighbours are mixed; otherwise the nearest pixel is taken.
    bool interpolates;
} SampleColumns;

/// The image that is sampled; borrowed.
typedef struct {
    const uint8_t *samples;
    int width, height, channels;
    long stride;
} SampleSource;

typedef struct {
    SampleSource source;
    /// The bytes of a row of results.
    long count;
    /// The pixels of a source row that are needed, from which the first may be -1 and the last beyond the row.
    int firstPixel, pixelCount;
    /// Per byte of a row: its offset in the needed part of the source row, and the fraction of the pixel after it.
    int32_t *offsets;
    int16_t *fractions;
    /// Per 16 bytes of a row: from where to load 16 bytes, and how to shuffle them; -1 where they lie too far apart.
    int32_t *bases;
    uint8_t *shuffles;
    /// Or'ed into every four bytes of a row, for opaque channels.
    uint8_t ones[4];
    bool hasFractions;
    bool isCopy;
    /// The needed part of a source row, its ends repeated.
    uint8_t *needed;
    /// Two source rows sampled, and which they are.
    uint8_t *rows[2];
    int held[2];
    uint8_t *mixed;
    void *memory;
} Sampler;

/// Makes the table of columns; false when memory is short.
bool cmupdf_sampler_make(Sampler *sampler, SampleSource source, SampleColumns columns, SampleLayout layout);

void cmupdf_sampler_drop(Sampler *sampler);

/// The samples of a row of pixels: `count` bytes, which live until the next call.
///
/// @param row The source row, -1 or beyond the last where interpolation starts outside.
/// @param fraction The part of the row below that is mixed in, in 1 / POSITION_ONE.
/// @param target If not NULL, where the samples must lie; it is returned.
const uint8_t *cmupdf_sampler_row(Sampler *sampler, int row, int fraction, uint8_t *target);

#endif
