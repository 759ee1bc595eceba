#include "CCodecs.h"

void ccodecs_snap(uint8_t *samples, size_t count, int steps)
{
    // The nearest of the levels 0, 255 / steps, ..., 255; in 32 bits, which the compiler does many at a time.
    const uint32_t distance = 255 / (uint32_t)steps;
    const uint32_t reciprocal = 65536 / distance + 1;
    for (size_t i = 0; i < count; i++)
        samples[i] = (uint8_t)(((samples[i] + distance / 2) * reciprocal >> 16) * distance);
}
