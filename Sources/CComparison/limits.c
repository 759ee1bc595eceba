#include "kernel.h"

#include <math.h>

// How far apart the channels of two pixels may be for it to be sure that the pixels are within the threshold.

// The most that a level of difference in all three channels can make in OKLab, where no channel of either colour is
// below 0, 1, 2, ... 15. The cube root is steep near black and nearly straight from there on.
//
// For each channel the longest of all steps from one level to the next was looked for among all such colours, and the
// three were added up, and rounded up: from any colour to any other there is a way of such steps, and by the triangle's
// inequality it is not shorter than their distance.
static const float steepest[darkLevels] = {
    0.1557f, 0.0345f, 0.0234f, 0.0186f, 0.0161f, 0.0143f, 0.0130f, 0.0122f,
    0.0116f, 0.0115f, 0.0115f, 0.0115f, 0.0115f, 0.0115f, 0.0114f, 0.0114f,
};

// The largest difference that is no further than the threshold, as it is measured for single pixels.
static uint8_t largest_within(float threshold)
{
    int difference = 255;
    while (difference > 0 && (float)difference / 255 > threshold)
        difference--;
    return (uint8_t)difference;
}

void ccomparison_set_limits(CComparisonKernel *kernel)
{
    for (int level = 0; level < darkLevels; level++)
        kernel->limits[level] = kernel->metric == CComparisonMetricChannel
            ? largest_within(kernel->threshold)
            : (uint8_t)fminf(kernel->threshold / steepest[level], 255);
}
