// Colours found again, and where a run of equal pixels ends: what surveying and packing share.

#ifndef CCODECS_COLORS_H
#define CCODECS_COLORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2")))
#endif

// Whether the processor has AVX2 and tests have not asked for the portable code.
bool ccodecs_has_avx2(void);

// Four places for each colour of a full palette, so that a search seldom looks at a second one.
enum { colorTableBits = 10, colorTableSize = 1 << colorTableBits };
// Tells a place that holds black from one that holds nothing.
static const uint32_t colorIsThere = 1u << 24;

typedef struct {
    uint32_t keys[colorTableSize];
    uint8_t values[colorTableSize];
} ColorTable;

static inline uint32_t color_at(const uint8_t *pixel, int components)
{
    return components == 1 ? pixel[0] * 0x010101u : (uint32_t)pixel[0] << 16 | (uint32_t)pixel[1] << 8 | pixel[2];
}

// Where a colour is, or where it belongs.
static inline uint32_t color_place(const ColorTable *table, uint32_t color)
{
    uint32_t place = color * 0x9E3779B1u >> (32 - colorTableBits);
    while (table->keys[place] && table->keys[place] != (color | colorIsThere))
        place = (place + 1) % colorTableSize;
    return place;
}

// Whether the colour is new.
static inline bool color_insert(ColorTable *table, uint32_t color, uint8_t value)
{
    uint32_t place = color_place(table, color);
    if (table->keys[place])
        return false;
    table->keys[place] = color | colorIsThere;
    table->values[place] = value;
    return true;
}

// Tells how many of the pixels are as the one that lies before the first.
typedef size_t RunFunction(const uint8_t *pixels, size_t count, int components);

static inline size_t run_portable(const uint8_t *pixels, size_t count, int components)
{
    size_t bytes = count * (size_t)components, i = 0;
    for (; i + 8 <= bytes; i += 8)
    {
        uint64_t here, before;
        memcpy(&here, pixels + i, 8);
        memcpy(&before, pixels + i - components, 8);
        if (here != before)
            break;
    }
    while (i < bytes && pixels[i] == pixels[i - (size_t)components])
        i++;
    return i / (size_t)components;
}

#if defined(__x86_64__)
AVX2 static inline size_t run_avx2(const uint8_t *pixels, size_t count, int components)
{
    size_t bytes = count * (size_t)components, i = 0;
    for (; i + 32 <= bytes; i += 32)
    {
        __m256i here = _mm256_loadu_si256((const __m256i *)(pixels + i));
        __m256i before = _mm256_loadu_si256((const __m256i *)(pixels + i - components));
        uint32_t differs = ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(here, before));
        if (differs)
            return (i + (size_t)__builtin_ctz(differs)) / (size_t)components;
    }
    while (i < bytes && pixels[i] == pixels[i - (size_t)components])
        i++;
    return i / (size_t)components;
}
#endif

#endif
