// Comparing rows of pixels.
//
// Pixels are gray (1 byte) or RGB (3 bytes), rows lie without padding. What is gray gives the results that the same
// picture gives in RGB, and every processor gives the same results.

#ifndef CCOMPARISON_H
#define CCOMPARISON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// How far apart two colours are.
typedef enum {
    /// HyAB in OKLab with the lightness Lr; black and white are 1 apart.
    CComparisonMetricOKLab,
    /// The largest difference of a channel; 255 levels are 1.
    CComparisonMetricChannel,
} CComparisonMetric;

/// What became of a pixel: the bytes of classes.
enum {
    CComparisonEqual = 0,
    CComparisonDiffers = 1,
    /// Not equal, but within the threshold.
    CComparisonTolerated = 2,
    /// Beyond the threshold, but antialiasing in one of the pages.
    CComparisonAntialiased = 3,
    /// Not equal, but masked.
    CComparisonMasked = 4,
};

/// Pixels of each class.
typedef struct {
    uint64_t differing, tolerated, antialiased, masked;
    /// The largest distance of a pixel that differs.
    float largest;
} CComparisonCounts;

/// A row with its surroundings, which decide whether a pixel is antialiasing.
typedef struct {
    /// The row's number.
    size_t y;
    /// Of either page the rows from two above to two below; NULL outside of the page.
    const uint8_t *_Nullable a[5];
    const uint8_t *_Nullable b[5];
    /// A byte for each pixel, other than 0 where it is masked; NULL if none is.
    const uint8_t *_Nullable masked;
} CComparisonRow;

/// Tables and working space for pages of one width. Not for two threads at a time.
typedef struct CComparisonKernel CComparisonKernel;

/// Makes a kernel, which the caller drops.
///
/// @param components 1 or 3.
/// @param threshold The distance up to which colours count as the same.
/// @param ignoresAntialiasing Whether antialiasing is looked for.
/// @param portable Has the processor's newer instructions not used; for tests.
/// @return NULL without memory.
CComparisonKernel *_Nullable ccomparison_kernel_new(
    size_t width, int components, CComparisonMetric metric, float threshold, bool ignoresAntialiasing, bool portable);

/// Frees a kernel.
void ccomparison_kernel_drop(CComparisonKernel *_Nullable kernel);

/// Classes the pixels of a row.
///
/// @param classes A byte for each pixel, all of which are written.
/// @param counts To which the row's pixels are added.
/// @return How many pixels of the row differ.
size_t ccomparison_kernel_row(
    CComparisonKernel *kernel, const CComparisonRow *row, uint8_t *classes, CComparisonCounts *counts);

/// How many rows are equal, from the first up to one that is not.
size_t ccomparison_equal_rows(const uint8_t *a, const uint8_t *b, size_t rowBytes, size_t rows);

/// The square that is moved over the page to find where it differs most.
typedef struct CComparisonWindow CComparisonWindow;

/// The place where most pixels differ; of equal ones the uppermost, then the leftmost.
typedef struct {
    size_t x, y;
    uint32_t differing;
} CComparisonPlace;

/// Makes a window, which the caller drops.
///
/// @param width Pixels of a row of the page.
/// @param windowWidth From 1 to the page's width, at most 1,024.
/// @param windowHeight From 1 to the page's height, at most 1,024.
/// @return NULL without memory.
CComparisonWindow *_Nullable ccomparison_window_new(size_t width, size_t windowWidth, size_t windowHeight);

/// Frees a window.
void ccomparison_window_drop(CComparisonWindow *_Nullable window);

/// Takes a row in which pixels differ; rows come from the top, and those without such pixels may be left out.
void ccomparison_window_insert(CComparisonWindow *window, size_t y, const uint8_t *classes);

/// The place, after the last row.
CComparisonPlace ccomparison_window_finish(CComparisonWindow *window);

/// Marks where pixels of a row differ in tiles of 16 by 16 pixels, and counts them; leaves other marks.
///
/// @param row The row in its tiles, from 0 to 15.
/// @param columns For each tile of the row, the last of which may be narrower, a set of 16 bits, the lowest of them
///     the leftmost.
/// @param rows The same, the lowest of them the uppermost.
/// @param counts For each tile its pixels that differ, to which the row's are added.
void ccomparison_mark_tiles(
    const uint8_t *classes, size_t width, unsigned row, uint16_t *columns, uint16_t *rows, uint16_t *counts);

/// Colours of a picture of the difference, as RGB.
typedef struct {
    uint8_t differing[3];
    uint8_t antialiased[3];
    /// Of what differs under a mask.
    uint8_t masked[3];
} CComparisonInks;

/// Paints a row of a picture of the difference: what is equal faded, what is not in its ink.
///
/// @param pixels The row of the page.
/// @param components 1 or 3.
/// @param classes NULL if all pixels are equal.
/// @param masked As for a kernel.
/// @param rgb Three bytes for each pixel, all of which are written.
void ccomparison_paint_row(
    const uint8_t *pixels, int components, size_t width, const uint8_t *_Nullable classes,
    const uint8_t *_Nullable masked, const CComparisonInks *inks, uint8_t *rgb);

#pragma clang assume_nonnull end

#endif
