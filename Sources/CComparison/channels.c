#include "kernel.h"

// By the largest difference of a channel, where nothing else is asked of a pixel, a row is done in a few passes without
// a list of its pixels: a photograph that was compressed again differs nearly everywhere.

// The largest difference of a channel of each pixel, into classes.
static void find_differences(
    const uint8_t *restrict a, const uint8_t *restrict b, size_t width, size_t components, uint8_t *restrict differences)
{
    if (components == 1)
    {
        for (size_t x = 0; x < width; x++)
            differences[x] = (uint8_t)(a[x] > b[x] ? a[x] - b[x] : b[x] - a[x]);
        return;
    }
    for (size_t x = 0; x < width; x++)
    {
        uint8_t largest = 0;
        for (size_t channel = 3 * x; channel < 3 * x + 3; channel++)
        {
            uint8_t difference = (uint8_t)(a[channel] > b[channel] ? a[channel] - b[channel] : b[channel] - a[channel]);
            largest = difference > largest ? difference : largest;
        }
        differences[x] = largest;
    }
}

// The largest difference that is no further than the threshold, as it is measured for single pixels.
static int largest_within(float threshold)
{
    int difference = 255;
    while (difference > 0 && (float)difference / 255 > threshold)
        difference--;
    return difference;
}

size_t ccomparison_channels_row(
    const CComparisonKernel *kernel, const CComparisonRow *row, uint8_t *classes, CComparisonCounts *counts)
{
    find_differences(row->a[2], row->b[2], kernel->width, (size_t)kernel->components, classes);
    uint8_t within = (uint8_t)largest_within(kernel->threshold), largest = 0;
    size_t differing = 0, unequal = 0;
    for (size_t x = 0; x < kernel->width; x++)
    {
        uint8_t difference = classes[x];
        largest = difference > largest ? difference : largest;
        differing += difference > within;
        unequal += difference != 0;
    }
    for (size_t x = 0; x < kernel->width; x++)
        classes[x] = classes[x] > within ? CComparisonDiffers : classes[x] ? CComparisonTolerated : CComparisonEqual;
    counts->differing += differing;
    counts->tolerated += unequal - differing;
    float distance = (float)largest / 255;
    if (differing && distance > counts->largest)
        counts->largest = distance;
    return differing;
}
