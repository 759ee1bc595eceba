#include "CComparison.h"

// Equal pixels are gray at a quarter of their strength: the page stays readable, and nothing on it is as strong as the
// inks of what differs.

static inline uint8_t fade(uint8_t gray)
{
    return (uint8_t)(255 - (255 - gray) / 4);
}

static inline uint8_t gray_of(const uint8_t *pixel, int components)
{
    // Rec. 601's weights, in parts of 256.
    return components == 1 ? pixel[0] : (uint8_t)((77 * pixel[0] + 150 * pixel[1] + 29 * pixel[2] + 128) >> 8);
}

static inline void put(uint8_t *pixel, uint8_t red, uint8_t green, uint8_t blue)
{
    pixel[0] = red;
    pixel[1] = green;
    pixel[2] = blue;
}

static inline __attribute__((always_inline)) void fade_row(
    const uint8_t *pixels, int components, size_t width, uint8_t *rgb)
{
    for (size_t x = 0; x < width; x++)
    {
        uint8_t gray = fade(gray_of(pixels + x * (size_t)components, components));
        put(rgb + 3 * x, gray, gray, gray);
    }
}

// What is masked is tinted with a blue gray.
static void tint_masked(const uint8_t *masked, size_t width, uint8_t *rgb)
{
    for (size_t x = 0; x < width; x++)
    {
        uint8_t *pixel = rgb + 3 * x;
        if (masked[x])
            put(pixel, (uint8_t)(pixel[0] - 45), (uint8_t)(pixel[1] - 32), (uint8_t)(pixel[2] - 16));
    }
}

void ccomparison_paint_row(
    const uint8_t *pixels, int components, size_t width, const uint8_t *classes, const uint8_t *masked,
    const CComparisonInks *inks, uint8_t *rgb)
{
    if (components == 1)
        fade_row(pixels, 1, width, rgb);
    else
        fade_row(pixels, 3, width, rgb);
    if (masked)
        tint_masked(masked, width, rgb);
    if (!classes)
        return;
    for (size_t x = 0; x < width; x++)
    {
        uint8_t *pixel = rgb + 3 * x;
        switch (classes[x])
        {
        case CComparisonDiffers:
            put(pixel, inks->differing[0], inks->differing[1], inks->differing[2]);
            break;
        case CComparisonAntialiased:
            put(pixel, inks->antialiased[0], inks->antialiased[1], inks->antialiased[2]);
            break;
        case CComparisonMasked:
            put(pixel, inks->masked[0], inks->masked[1], inks->masked[2]);
            break;
        case CComparisonTolerated:
            // Paler than antialiasing: there, but hardly to be seen.
            pixel[2] = (uint8_t)(pixel[2] - 36);
            break;
        default:
            break;
        }
    }
}
