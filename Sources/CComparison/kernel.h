// What the parts of a kernel share.

#ifndef KERNEL_H
#define KERNEL_H

#include "CComparison.h"

// Every comparison with a threshold turns on the last bit, and every processor shall give the same: no multiplication
// may be joined with an addition where a processor can.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2,bmi2")))
#endif

#pragma clang assume_nonnull begin

#define INLINE static inline __attribute__((always_inline))

// Vectors are passed to functions that are compiled into their callers, and to no others.
#pragma clang diagnostic ignored "-Wpsabi"

// Vectors that processors without them have done in parts, so that one code serves all, and gives the same.
enum { lanes = 8 };
typedef float Floats __attribute__((vector_size(4 * lanes)));
typedef int32_t Ints __attribute__((vector_size(4 * lanes)));

// Pixels in OKLab, with Lr in place of L.
typedef struct {
    Floats lightness, a, b;
} OKLab;

enum {
    rootSteps = 4096,
    // Levels in which small differences may be far apart in OKLab: 15 and all above it are alike.
    darkLevels = 16,
};

// Where a row's pixels are antialiasing, looked for in all of them together.
typedef struct Slopes Slopes;

struct CComparisonKernel {
    size_t width;
    int components;
    CComparisonMetric metric;
    float threshold;
    bool ignoresAntialiasing;
    bool hasAVX2;
    // By the lowest level of a channel of either pixel: a difference of so many levels in each channel is surely within
    // the threshold.
    uint8_t limits[darkLevels];
    // Tables are made when pixels differ: most pages are equal.
    bool hasTables;
    // Light of the levels of sRGB, from 0 to 1.
    float light[256];
    // Cube roots of so many steps from 0 to 1, and how far it is to the next.
    float roots[rootSteps + 1][2];
    // The levels of gray in OKLab: lightness, a, b.
    float grays[256][3];
    // Of the row at hand: the columns of the pixels that may be beyond the threshold, and how far apart each is.
    uint32_t *columns;
    float *distances;
    // For rows where much differs, NULL until then.
    Slopes *_Nullable slopes;
};

// What the channels alone say of a row's pixels: how many are within the threshold without being equal, how many may be
// beyond it, and the largest difference of these.
typedef struct {
    size_t tolerated, beyond;
    uint8_t largest;
} ChannelCounts;

// Sets the limits that the metric and the threshold have.
void ccomparison_set_limits(CComparisonKernel *kernel);

// Classes pixels by the largest difference of a channel: equal, tolerated, or differing if beyond the limit. With the
// metric of channels this is how it stays, if there are no masks, and antialiasing counts.
ChannelCounts ccomparison_class_channels(
    const CComparisonKernel *kernel, const uint8_t *a, const uint8_t *b, uint8_t *classes);

// Lists the columns of the pixels that differ.
size_t ccomparison_list_differing(const CComparisonKernel *kernel, const uint8_t *classes, uint32_t *columns);

// Computes how far apart the listed pixels of a row are.
void ccomparison_measure(CComparisonKernel *kernel, const uint8_t *a, const uint8_t *b, size_t count);

// Whether a pixel is antialiasing in either page.
bool ccomparison_is_antialiased(const CComparisonRow *row, size_t x, size_t width, int components);

// How bright pixels are, as numbers that are equal where colours are.
void ccomparison_brightness(const uint8_t *row, size_t width, int components, int32_t *levels);

// NULL without memory.
Slopes *_Nullable ccomparison_slopes_new(size_t width);
void ccomparison_slopes_drop(Slopes *_Nullable slopes);

// Looks for antialiasing in a row that has two rows above it and two below.
//
// Returns for each pixel but the first two and the last two whether it is antialiasing, as 0 or -1. It lasts until the
// next call.
const int32_t *ccomparison_slopes_row(Slopes *slopes, const CComparisonRow *row, int components, bool hasAVX2);

#pragma clang assume_nonnull end

#endif
