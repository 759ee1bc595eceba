#include "CCodecs.h"

#include <stdlib.h>

#include "colors.h"

// Rows go through a buffer of gray levels, so many pixels at a time. A multiple of 8, so that the parts of a row meet
// at whole bytes.
enum { part = 1024 };

// MARK: - RGB to gray

static bool gray_portable(const uint8_t *pixels, size_t count, uint8_t *gray)
{
    unsigned differences = 0;
    for (size_t i = 0; i < count; i++)
    {
        uint8_t level = pixels[3 * i];
        differences |= (unsigned)(level ^ pixels[3 * i + 1]) | (unsigned)(level ^ pixels[3 * i + 2]);
        gray[i] = level;
    }
    return differences == 0;
}

#if defined(__x86_64__)
// 48 bytes at a time become 16.
AVX2 static bool gray_avx2(const uint8_t *pixels, size_t count, uint8_t *gray)
{
    const __m128i first = _mm_setr_epi8(0, 3, 6, 9, 12, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    const __m128i second = _mm_setr_epi8(-1, -1, -1, -1, -1, -1, 2, 5, 8, 11, 14, -1, -1, -1, -1, -1);
    const __m128i third = _mm_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 4, 7, 10, 13);
    // Each level three times, to compare with.
    const __m128i firstBack = _mm_setr_epi8(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5);
    const __m128i secondBack = _mm_setr_epi8(5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10);
    const __m128i thirdBack = _mm_setr_epi8(10, 11, 11, 11, 12, 12, 12, 13, 13, 13, 14, 14, 14, 15, 15, 15);
    __m128i differences = _mm_setzero_si128();
    size_t i = 0;
    for (; i + 16 <= count; i += 16)
    {
        const uint8_t *at = pixels + 3 * i;
        __m128i a = _mm_loadu_si128((const __m128i *)at);
        __m128i b = _mm_loadu_si128((const __m128i *)(at + 16));
        __m128i c = _mm_loadu_si128((const __m128i *)(at + 32));
        __m128i levels = _mm_or_si128(_mm_or_si128(_mm_shuffle_epi8(a, first), _mm_shuffle_epi8(b, second)),
                                      _mm_shuffle_epi8(c, third));
        differences = _mm_or_si128(differences, _mm_xor_si128(a, _mm_shuffle_epi8(levels, firstBack)));
        differences = _mm_or_si128(differences, _mm_xor_si128(b, _mm_shuffle_epi8(levels, secondBack)));
        differences = _mm_or_si128(differences, _mm_xor_si128(c, _mm_shuffle_epi8(levels, thirdBack)));
        _mm_storeu_si128((__m128i *)(gray + i), levels);
    }
    return gray_portable(pixels + 3 * i, count - i, gray + i) && _mm_testz_si128(differences, differences);
}
#endif

static bool gray_from_rgb(const uint8_t *pixels, size_t count, uint8_t *gray)
{
#if defined(__x86_64__)
    if (ccodecs_has_avx2())
        return gray_avx2(pixels, count, gray);
#endif
    return gray_portable(pixels, count, gray);
}

// MARK: - Levels to bits

static bool bits_portable(const uint8_t *gray, size_t count, int bits, uint8_t *packed)
{
    const size_t perByte = 8 / (size_t)bits;
    const unsigned unit = 255u / ((1u << bits) - 1);
    unsigned differences = 0;
    for (size_t i = 0; i < count; i += perByte)
    {
        unsigned byte = 0;
        for (size_t k = 0; k < perByte; k++)
        {
            unsigned level = i + k < count ? gray[i + k] : 0;
            unsigned sample = level >> (8 - bits);
            differences |= level ^ sample * unit;
            byte = byte << bits | sample;
        }
        *packed++ = (uint8_t)byte;
    }
    return differences == 0;
}

#if defined(__x86_64__)
// Each function packs as many pixels as fill its registers, tells how many, and gathers what is no multiple.

AVX2 static size_t one_bit_avx2(const uint8_t *gray, size_t count, uint8_t *packed, __m256i *differences)
{
    // The mask of a vector has its first byte lowest; reversed by eights it has the first pixel of a byte highest.
    const __m256i reversed = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8));
    size_t i = 0;
    for (; i + 32 <= count; i += 32)
    {
        __m256i levels = _mm256_loadu_si256((const __m256i *)(gray + i));
        __m256i ones = _mm256_cmpgt_epi8(_mm256_setzero_si256(), levels);
        *differences = _mm256_or_si256(*differences, _mm256_xor_si256(levels, ones));
        uint32_t mask = (uint32_t)_mm256_movemask_epi8(_mm256_shuffle_epi8(levels, reversed));
        memcpy(packed + i / 8, &mask, 4);
    }
    return i;
}

AVX2 static size_t two_bits_avx2(const uint8_t *gray, size_t count, uint8_t *packed, __m256i *differences)
{
    const __m256i ladder = _mm256_set1_epi32((int)0xFFAA5500);
    const __m256i shares = _mm256_set1_epi32(1 | 4 << 8 | 16 << 16 | 64 << 24);
    const __m256i swapped = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
    size_t i = 0;
    for (; i + 32 <= count; i += 32)
    {
        __m256i levels = _mm256_loadu_si256((const __m256i *)(gray + i));
        __m256i samples = _mm256_and_si256(levels, _mm256_set1_epi8(3));
        *differences = _mm256_or_si256(*differences,
                                       _mm256_xor_si256(levels, _mm256_shuffle_epi8(ladder, samples)));
        __m256i pairs = _mm256_maddubs_epi16(_mm256_shuffle_epi8(samples, swapped), shares);
        __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
        __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(fours), _mm256_extracti128_si256(fours, 1));
        _mm_storel_epi64((__m128i *)(packed + i / 4), _mm_packus_epi16(words, words));
    }
    return i;
}

AVX2 static size_t four_bits_avx2(const uint8_t *gray, size_t count, uint8_t *packed, __m256i *differences)
{
    const __m256i low = _mm256_set1_epi8(15);
    const __m256i shares = _mm256_set1_epi16(16 | 1 << 8);
    size_t i = 0;
    for (; i + 32 <= count; i += 32)
    {
        __m256i levels = _mm256_loadu_si256((const __m256i *)(gray + i));
        __m256i samples = _mm256_and_si256(levels, low);
        __m256i high = _mm256_and_si256(_mm256_srli_epi16(levels, 4), low);
        *differences = _mm256_or_si256(*differences, _mm256_xor_si256(samples, high));
        __m256i pairs = _mm256_maddubs_epi16(samples, shares);
        __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
        _mm_storeu_si128((__m128i *)(packed + i / 2), bytes);
    }
    return i;
}

AVX2 static bool bits_avx2(const uint8_t *gray, size_t count, int bits, uint8_t *packed)
{
    __m256i differences = _mm256_setzero_si256();
    size_t done = bits == 1   ? one_bit_avx2(gray, count, packed, &differences)
                  : bits == 2 ? two_bits_avx2(gray, count, packed, &differences)
                              : four_bits_avx2(gray, count, packed, &differences);
    bool rest = bits_portable(gray + done, count - done, bits, packed + done * (size_t)bits / 8);
    return rest && _mm256_testz_si256(differences, differences);
}
#endif

static bool pack_bits(const uint8_t *gray, size_t count, int bits, uint8_t *packed)
{
    if (bits == 8)
    {
        memmove(packed, gray, count);
        return true;
    }
#if defined(__x86_64__)
    if (ccodecs_has_avx2())
        return bits_avx2(gray, count, bits, packed);
#endif
    return bits_portable(gray, count, bits, packed);
}

bool ccodecs_pack_gray(const uint8_t *pixels, size_t width, int components, int bits, uint8_t *packed)
{
    uint8_t gray[part];
    bool isGray = true, fits = true;
    for (size_t start = 0; start < width; start += part)
    {
        size_t count = width - start < part ? width - start : part;
        const uint8_t *levels = pixels + start;
        if (components == 3)
        {
            isGray &= gray_from_rgb(pixels + 3 * start, count, gray);
            levels = gray;
        }
        // What is written lies before what is read later, even in the same place.
        fits &= pack_bits(levels, count, bits, packed + start * (size_t)bits / 8);
    }
    return isGray && fits;
}

// MARK: - Indices

struct CCodecsPalette {
    ColorTable table;
};

CCodecsPalette *ccodecs_palette_new(const uint32_t *colors, size_t count)
{
    CCodecsPalette *palette = calloc(1, sizeof *palette);
    if (palette == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++)
        color_insert(&palette->table, colors[i], (uint8_t)i);
    return palette;
}

void ccodecs_palette_drop(CCodecsPalette *palette)
{
    free(palette);
}

// Writes indices as the gray levels that are packed into them.
static inline __attribute__((always_inline)) bool find_indices(const ColorTable *table, const uint8_t *pixels,
                                                               size_t count, int components, unsigned unit,
                                                               uint8_t *levels, RunFunction *run)
{
    const size_t size = (size_t)components;
    bool areKnown = true;
    for (size_t i = 0; i < count;)
    {
        uint32_t place = color_place(table, color_at(pixels + i * size, components));
        areKnown &= table->keys[place] != 0;
        uint8_t level = (uint8_t)(table->values[place] * unit);
        levels[i++] = level;
        size_t same = run(pixels + i * size, count - i, components);
        if (same)
        {
            memset(levels + i, level, same);
            i += same;
        }
    }
    return areKnown;
}

#if defined(__x86_64__)
AVX2 static bool find_indices_avx2(const ColorTable *table, const uint8_t *pixels, size_t count, int components,
                                   unsigned unit, uint8_t *levels)
{
    return components == 1 ? find_indices(table, pixels, count, 1, unit, levels, run_avx2)
                           : find_indices(table, pixels, count, 3, unit, levels, run_avx2);
}
#endif

static bool find_indices_best(const ColorTable *table, const uint8_t *pixels, size_t count, int components,
                              unsigned unit, uint8_t *levels)
{
#if defined(__x86_64__)
    if (ccodecs_has_avx2())
        return find_indices_avx2(table, pixels, count, components, unit, levels);
#endif
    return find_indices(table, pixels, count, components, unit, levels, run_portable);
}

bool ccodecs_pack_indices(const CCodecsPalette *palette, const uint8_t *pixels, size_t width, int components, int bits,
                          uint8_t *packed)
{
    uint8_t levels[part];
    const unsigned unit = 255u / ((1u << bits) - 1);
    bool areKnown = true;
    for (size_t start = 0; start < width; start += part)
    {
        size_t count = width - start < part ? width - start : part;
        const uint8_t *at = pixels + start * (size_t)components;
        areKnown &= find_indices_best(&palette->table, at, count, components, unit, levels);
        (void)pack_bits(levels, count, bits, packed + start * (size_t)bits / 8);
    }
    return areKnown;
}
