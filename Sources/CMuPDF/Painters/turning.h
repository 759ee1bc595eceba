// Pixels of a turned image along a row of the page: each lies on another column and another row of the image.

#ifndef CMUPDF_TURNING_H
#define CMUPDF_TURNING_H

#include "sampling.h"

/// A straight line of positions in an image, in fixed point.
typedef struct {
    int u, v;
    /// From one to the next.
    int uStep, vStep;
    int count;
} SampleLine;

/// Narrows the steps from `first` to before `end` to those with low <= position + step * index < high.
void cmupdf_keep_between(int position, int step, int64_t low, int64_t high, int *first, int *end);

/// The pixels at the positions of a line, each in `layout.channels` bytes.
///
/// @param line All positions lie inside the image, by MuPDF's rule: for interpolation, from half a pixel outside it.
/// @param target For count * channels bytes.
void cmupdf_sample_line(const SampleSource *source, const SampleLayout *layout, bool interpolates, SampleLine line,
                        uint8_t *target);

#endif
