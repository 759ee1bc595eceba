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
