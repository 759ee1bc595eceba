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

// Vectors that every processor here has, so that one code serves all. What is longer is chosen at run time.
enum { lanes = 4 };
typedef float Floats __attribute__((vector_size(4 * lanes)));
typedef int32_t Ints __attribute__((vector_size(4 * lanes)));

// Pixels in OKLab, with Lr in place of L.
typedef struct {
    Floats lightness, a, b;
} OKLab;

enum { rootSteps = 4096 };

// Where a row's pixels are antialiasing, looked for in all of them together.
typedef struct Slopes Slopes;

struct CComparisonKernel {
    size_t width;
    int components;
    CComparisonMetric metric;
    float threshold;
    bool ignoresAntialiasing;
    bool hasAVX2;
    // Tables are made when pixels differ: most pages are equal.
    bool hasTables;
    // Light of the levels of sRGB, from 0 to 1.
    float light[256];
    // Cube roots of so many steps from 0 to 1, and how far it is to the next.
    float roots[rootSteps + 1][2];
    // The levels of gray in OKLab: lightness, a, b.
    float grays[256][3];
    // Of the row at hand: the columns of the pixels that are not equal, and how far apart each is.
    uint32_t *columns;
    float *distances;
    // For rows where much differs, NULL until then.
    Slopes *_Nullable slopes;
};

// Lists the columns of the pixels of a row that are not equal.
size_t ccomparison_list_unequal(const CComparisonKernel *kernel, const uint8_t *a, const uint8_t *b, uint32_t *columns);

// Computes how far apart the listed pixels of a row are.
void ccomparison_measure(CComparisonKernel *kernel, const uint8_t *a, const uint8_t *b, size_t count);

// Compares a row by the differences of channels alone: without masks, and without looking for antialiasing.
size_t ccomparison_channels_row(
    const CComparisonKernel *kernel, const CComparisonRow *row, uint8_t *classes, CComparisonCounts *counts);

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
const int32_t *ccomparison_slopes_row(Slopes *slopes, const CComparisonRow *row, int components);

#pragma clang assume_nonnull end

#endif
