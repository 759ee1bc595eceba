#include "kernel.h"

#include <math.h>
#include <stdlib.h>

static bool has_avx2(void)
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
#else
    return false;
#endif
}

CComparisonKernel *ccomparison_kernel_new(
    size_t width, int components, CComparisonMetric metric, float threshold, bool ignoresAntialiasing, bool portable)
{
    CComparisonKernel *kernel = calloc(1, sizeof *kernel);
    if (!kernel)
        return NULL;
    kernel->width = width;
    kernel->components = components;
    kernel->metric = metric;
    kernel->threshold = threshold;
    kernel->ignoresAntialiasing = ignoresAntialiasing;
    kernel->hasAVX2 = !portable && has_avx2();
    ccomparison_set_limits(kernel);
    // The last of them are filled up to whole vectors.
    kernel->columns = calloc(width + lanes, sizeof *kernel->columns);
    kernel->distances = calloc(width + lanes, sizeof *kernel->distances);
    if (!kernel->columns || !kernel->distances)
    {
        ccomparison_kernel_drop(kernel);
        return NULL;
    }
    return kernel;
}

void ccomparison_kernel_drop(CComparisonKernel *kernel)
{
    if (!kernel)
        return;
    free(kernel->columns);
    free(kernel->distances);
    ccomparison_slopes_drop(kernel->slopes);
    free(kernel);
}

// The slopes of a row, if so much of it differs that they are sooner found all together; otherwise NULL.
static const int32_t *slopes_of(CComparisonKernel *kernel, const CComparisonRow *row, size_t count)
{
    bool isDense = count > kernel->width / 8 + 4;
    bool isInside = row->a[0] && row->a[1] && row->a[3] && row->a[4];
    if (!kernel->ignoresAntialiasing || !isDense || !isInside)
        return NULL;
    if (!kernel->slopes)
        kernel->slopes = ccomparison_slopes_new(kernel->width);
    return kernel->slopes ? ccomparison_slopes_row(kernel->slopes, row, kernel->components, kernel->hasAVX2)
                          : NULL;
}

static uint8_t class_beyond(
    const CComparisonKernel *kernel, const CComparisonRow *row, const int32_t *slopes, size_t x)
{
    if (!kernel->ignoresAntialiasing)
        return CComparisonDiffers;
    bool isSlope = slopes && x >= 2 && x + 2 < kernel->width
        ? slopes[x] != 0
        : ccomparison_is_antialiased(row, x, kernel->width, kernel->components);
    return isSlope ? CComparisonAntialiased : CComparisonDiffers;
}

// What is not equal in masks counts for itself, by however little.
static void class_masked(
    const CComparisonKernel *kernel, const uint8_t *masked, uint8_t *classes, ChannelCounts *channels,
    CComparisonCounts *counts)
{
    size_t tolerated = 0, beyond = 0;
    for (size_t x = 0; x < kernel->width; x++)
    {
        bool isMasked = masked[x] != 0;
        tolerated += isMasked & (classes[x] == CComparisonTolerated);
        beyond += isMasked & (classes[x] == CComparisonDiffers);
        classes[x] = isMasked & (classes[x] != CComparisonEqual) ? CComparisonMasked : classes[x];
    }
    channels->tolerated -= tolerated;
    channels->beyond -= beyond;
    counts->masked += tolerated + beyond;
}

// Looks at each pixel that may be beyond the threshold.
static size_t class_single(
    CComparisonKernel *kernel, const CComparisonRow *row, uint8_t *classes, CComparisonCounts *counts)
{
    size_t count = ccomparison_list_differing(kernel, classes, kernel->columns);
    ccomparison_measure(kernel, row->a[2], row->b[2], count);
    size_t beyond = 0;
    for (size_t i = 0; i < count; i++)
        beyond += kernel->distances[i] > kernel->threshold;
    const int32_t *slopes = slopes_of(kernel, row, beyond);
    size_t ofClass[4] = { 0 };
    float largest = counts->largest;
    for (size_t i = 0; i < count; i++)
    {
        size_t x = kernel->columns[i];
        float distance = kernel->distances[i];
        uint8_t class = distance > kernel->threshold ? class_beyond(kernel, row, slopes, x) : CComparisonTolerated;
        classes[x] = class;
        ofClass[class]++;
        if (class == CComparisonDiffers && distance > largest)
            largest = distance;
    }
    counts->differing += ofClass[CComparisonDiffers];
    counts->tolerated += ofClass[CComparisonTolerated];
    counts->antialiased += ofClass[CComparisonAntialiased];
    counts->largest = largest;
    return ofClass[CComparisonDiffers];
}

size_t ccomparison_kernel_row(
    CComparisonKernel *kernel, const CComparisonRow *row, uint8_t *classes, CComparisonCounts *counts)
{
    ChannelCounts channels = ccomparison_class_channels(kernel, row->a[2], row->b[2], classes);
    if (row->masked)
        class_masked(kernel, row->masked, classes, &channels, counts);
    counts->tolerated += channels.tolerated;
    size_t differing = 0;
    if (kernel->metric == CComparisonMetricChannel && !kernel->ignoresAntialiasing && !row->masked)
    {
        differing = channels.beyond;
        counts->differing += differing;
        counts->largest = fmaxf(counts->largest, (float)channels.largest / 255);
    }
    else if (channels.beyond > 0)
        differing = class_single(kernel, row, classes, counts);
    return differing;
}
