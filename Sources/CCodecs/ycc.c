#include "ycc.h"

#include "colors.h"

// The weights of T.871 in 65536ths. Y's of green is in two parts, since a factor of _mm256_madd_epi16 has 15 bits.
enum {
    yRed = 19595, yGreen = 22086, yGreenToo = 16384, yBlue = 7471,
    cbRed = -11059, cbGreen = -21709,
    crGreen = -27439, crBlue = -5329,
    halfShift = 15,
    yRounding = 1 << 15,
    // 128 in the middle, and a half that is rounded down.
    chromaRounding = (128 << 16) + (1 << 15) - 1
};

static void row_portable(const uint8_t *rgb, size_t width, uint8_t *y, uint8_t *cb, uint8_t *cr)
{
    for (size_t i = 0; i < width; i++)
    {
        int32_t red = rgb[3 * i], green = rgb[3 * i + 1], blue = rgb[3 * i + 2];
        y[i] = (uint8_t)((yRed * red + (yGreen + yGreenToo) * green + yBlue * blue + yRounding) >> 16);
        cb[i] = (uint8_t)((cbRed * red + cbGreen * green + (blue << halfShift) + chromaRounding) >> 16);
        cr[i] = (uint8_t)(((red << halfShift) + crGreen * green + crBlue * blue + chromaRounding) >> 16);
    }
}

static void halve_portable(const uint8_t *upper, const uint8_t *lower, size_t from, size_t width, uint8_t *halved)
{
    for (size_t i = from; i < width; i++)
    {
        unsigned sum = (unsigned)upper[2 * i] + upper[2 * i + 1] + lower[2 * i] + lower[2 * i + 1];
        halved[i] = (uint8_t)((sum + 1 + i % 2) >> 2);
    }
}

#if defined(__x86_64__)
typedef struct {
    __m256i y, cb, cr;
} YCC8;

// Eight pixels, of which 24 bytes are used and 32 read; a result each 32 bits.
AVX2 static inline YCC8 convert_8(const uint8_t *rgb)
{
    // Each half takes the 12 bytes of its four pixels.
    const __m256i halves = _mm256_setr_epi32(0, 1, 2, 3, 3, 4, 5, 6);
    const __m256i redGreen = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1));
    const __m256i blueGreen = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(2, -1, 1, -1, 5, -1, 4, -1, 8, -1, 7, -1, 11, -1, 10, -1));
    __m256i pixels = _mm256_permutevar8x32_epi32(_mm256_loadu_si256((const __m256i *)rgb), halves);
    __m256i rg = _mm256_shuffle_epi8(pixels, redGreen);
    __m256i bg = _mm256_shuffle_epi8(pixels, blueGreen);
#define PAIR(first, second) _mm256_set1_epi32((int32_t)((uint32_t)(uint16_t)(first) | (uint32_t)(second) << 16))
    // Green is shifted out at the top, so that the first factor is left, times 32768.
    __m256i red = _mm256_srli_epi32(_mm256_slli_epi32(rg, 16), 1);
    __m256i blue = _mm256_srli_epi32(_mm256_slli_epi32(bg, 16), 1);
    __m256i y = _mm256_madd_epi16(rg, PAIR(yRed, yGreen));
    y = _mm256_add_epi32(y, _mm256_madd_epi16(bg, PAIR(yBlue, yGreenToo)));
    __m256i cb = _mm256_add_epi32(_mm256_madd_epi16(rg, PAIR(cbRed, cbGreen)), blue);
    __m256i cr = _mm256_add_epi32(_mm256_madd_epi16(bg, PAIR(crBlue, crGreen)), red);
#undef PAIR
    const __m256i chroma = _mm256_set1_epi32(chromaRounding);
    return (YCC8){
        _mm256_srli_epi32(_mm256_add_epi32(y, _mm256_set1_epi32(yRounding)), 16),
        _mm256_srli_epi32(_mm256_add_epi32(cb, chroma), 16), _mm256_srli_epi32(_mm256_add_epi32(cr, chroma), 16)};
}

AVX2 static inline void store_32(uint8_t *to, __m256i a, __m256i b, __m256i c, __m256i d)
{
    // Packing works within halves of registers; this puts fours of bytes in order again.
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    __m256i bytes = _mm256_packus_epi16(_mm256_packus_epi32(a, b), _mm256_packus_epi32(c, d));
    _mm256_storeu_si256((__m256i *)to, _mm256_permutevar8x32_epi32(bytes, order));
}

AVX2 static void row_avx2(const uint8_t *rgb, size_t width, uint8_t *y, uint8_t *cb, uint8_t *cr)
{
    size_t i = 0;
    // The last eight pixels of a step read 8 bytes beyond it.
    for (; i + 35 <= width; i += 32)
    {
        YCC8 a = convert_8(rgb + 3 * i), b = convert_8(rgb + 3 * i + 24);
        YCC8 c = convert_8(rgb + 3 * i + 48), d = convert_8(rgb + 3 * i + 72);
        store_32(y + i, a.y, b.y, c.y, d.y);
        store_32(cb + i, a.cb, b.cb, c.cb, d.cb);
        store_32(cr + i, a.cr, b.cr, c.cr, d.cr);
    }
    row_portable(rgb + 3 * i, width - i, y + i, cb + i, cr + i);
}

AVX2 static inline __m256i sums_16(const uint8_t *upper, const uint8_t *lower)
{
    const __m256i ones = _mm256_set1_epi8(1), rounding = _mm256_set1_epi32(1 | 2 << 16);
    __m256i above = _mm256_maddubs_epi16(_mm256_loadu_si256((const __m256i *)upper), ones);
    __m256i below = _mm256_maddubs_epi16(_mm256_loadu_si256((const __m256i *)lower), ones);
    return _mm256_srli_epi16(_mm256_add_epi16(_mm256_add_epi16(above, below), rounding), 2);
}

AVX2 static void halve_avx2(const uint8_t *upper, const uint8_t *lower, size_t width, uint8_t *halved)
{
    size_t i = 0;
    for (; i + 32 <= width; i += 32)
    {
        __m256i first = sums_16(upper + 2 * i, lower + 2 * i);
        __m256i second = sums_16(upper + 2 * i + 32, lower + 2 * i + 32);
        __m256i bytes = _mm256_permute4x64_epi64(_mm256_packus_epi16(first, second), _MM_SHUFFLE(3, 1, 2, 0));
        _mm256_storeu_si256((__m256i *)(halved + i), bytes);
    }
    halve_portable(upper, lower, i, width, halved);
}
#endif

void ycc_row(const uint8_t *rgb, size_t width, uint8_t *y, uint8_t *cb, uint8_t *cr)
{
#if defined(__x86_64__)
    if (ccodecs_has_avx2())
    {
        row_avx2(rgb, width, y, cb, cr);
        return;
    }
#endif
    row_portable(rgb, width, y, cb, cr);
}

void ycc_halve_rows(const uint8_t *upper, const uint8_t *lower, size_t width, uint8_t *halved)
{
#if defined(__x86_64__)
    if (ccodecs_has_avx2())
    {
        halve_avx2(upper, lower, width, halved);
        return;
    }
#endif
    halve_portable(upper, lower, 0, width, halved);
}
