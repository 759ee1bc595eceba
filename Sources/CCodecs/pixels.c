#include "CCodecs.h"

bool ccodecs_rgb_is_gray(const uint8_t *pixels, size_t count)
{
    // Differences are gathered over a run of pixels, which the compiler can do many at a time, and judged after it.
    enum { run = 1024 };
    while (count)
    {
        size_t part = count < run ? count : run;
        unsigned differences = 0;
        for (size_t i = 0; i < part; i++)
            differences |= (pixels[3 * i] ^ pixels[3 * i + 1]) | (pixels[3 * i] ^ pixels[3 * i + 2]);
        if (differences)
            return false;
        pixels += 3 * part;
        count -= part;
    }
    return true;
}

void ccodecs_rgb_to_gray(const uint8_t *pixels, size_t count, uint8_t *gray)
{
    for (size_t i = 0; i < count; i++)
        gray[i] = pixels[3 * i];
}

void ccodecs_snap(uint8_t *samples, size_t count, int steps)
{
    // The nearest of the levels 0, 255 / steps, ..., 255; in 32 bits, which the compiler does many at a time.
    const uint32_t distance = 255 / (uint32_t)steps;
    const uint32_t reciprocal = 65536 / distance + 1;
    for (size_t i = 0; i < count; i++)
        samples[i] = (uint8_t)(((samples[i] + distance / 2) * reciprocal >> 16) * distance);
}
