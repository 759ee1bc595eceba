#include "CCodecs.h"

#include <stdlib.h>

#include "colors.h"
#include "dither.h"

struct CCodecsDither {
    CCodecsDitherMethod method;
    Diffusion diffusion;
    // One row of thresholds behind the other.
    const uint8_t *thresholds;
    uint8_t matrix[ditherPeriod * ditherPeriod];
    int16_t errors[];
};

// MARK: - Matrices

// The order in which Bayer's matrix of side 16 blackens a place. It is defined by M(2n) = [4M 4M+2; 4M+3 4M+1] from
// M(1) = 0, so the finest bits of x and y make the highest bits of the rank.
static unsigned bayer_rank(unsigned x, unsigned y)
{
    unsigned rank = 0;
    for (unsigned bit = 0; bit < 4; bit++)
    {
        unsigned right = x >> bit & 1, down = y >> bit & 1;
        rank = rank << 2 | (right ^ down) << 1 | down;
    }
    return rank;
}

static void fill_bayer(uint8_t *matrix)
{
    // 256 thresholds for the 255 steps between black and white: the last is taken twice.
    for (unsigned y = 0; y < ditherPeriod; y++)
        for (unsigned x = 0; x < ditherPeriod; x++)
            matrix[y * ditherPeriod + x] = (uint8_t)((2 * bayer_rank(x % 16, y % 16) + 1) * 255 / 512 + 1);
}

static void compare_portable(uint8_t *row, size_t width, const uint8_t *thresholds)
{
    for (size_t x = 0; x < width; x++)
        row[x] = row[x] >= thresholds[x % ditherPeriod] ? 255 : 0;
}

#if defined(__x86_64__)
AVX2 static inline void compare_32(uint8_t *pixels, __m256i thresholds)
{
    __m256i levels = _mm256_loadu_si256((const __m256i *)pixels);
    _mm256_storeu_si256((__m256i *)pixels, _mm256_cmpeq_epi8(_mm256_max_epu8(levels, thresholds), levels));
}

AVX2 static void compare_avx2(uint8_t *row, size_t width, const uint8_t *thresholds)
{
    __m256i left = _mm256_loadu_si256((const __m256i *)thresholds);
    __m256i right = _mm256_loadu_si256((const __m256i *)(thresholds + 32));
    size_t x = 0;
    for (; x + ditherPeriod <= width; x += ditherPeriod)
    {
        compare_32(row + x, left);
        compare_32(row + x + 32, right);
    }
    compare_portable(row + x, width - x, thresholds);
}
#endif

static void compare(uint8_t *row, size_t width, const uint8_t *thresholds)
{
#if defined(__x86_64__)
    if (ccodecs_has_avx2())
    {
        compare_avx2(row, width, thresholds);
        return;
    }
#endif
    compare_portable(row, width, thresholds);
}

// MARK: - Interface

CCodecsDither *ccodecs_dither_new(CCodecsDitherMethod method, size_t width)
{
    size_t errorCount = method == CCODECS_DITHER_DIFFUSION ? 1 + width + errorsBehind : 0;
    CCodecsDither *dither = calloc(1, sizeof *dither + errorCount * sizeof(int16_t));
    if (dither == NULL)
        return NULL;
    dither->method = method;
    dither->diffusion = (Diffusion){.width = width, .errors = dither->errors + 1, .isClean = true};
    dither->thresholds = dither->matrix;
    if (method == CCODECS_DITHER_THRESHOLD)
        memset(dither->matrix, 128, sizeof dither->matrix);
    else if (method == CCODECS_DITHER_ORDERED)
        fill_bayer(dither->matrix);
    else
        dither->thresholds = ccodecs_dither_noise;
    return dither;
}

void ccodecs_dither_rows(CCodecsDither *dither, uint8_t *rows, size_t rowCount, size_t firstRow)
{
    size_t width = dither->diffusion.width, i = 0;
    if (dither->method == CCODECS_DITHER_DIFFUSION)
    {
        for (; i + waveRows <= rowCount; i += waveRows, rows += waveRows * width)
            if (!ccodecs_diffuse_wave(&dither->diffusion, rows, dither->thresholds, firstRow + i))
                break;
    }
    for (; i < rowCount; i++, rows += width)
    {
        const uint8_t *thresholds = dither->thresholds + (firstRow + i) % ditherPeriod * ditherPeriod;
        if (dither->method == CCODECS_DITHER_DIFFUSION)
            ccodecs_diffuse_row(&dither->diffusion, rows, thresholds);
        else
            compare(rows, width, thresholds);
    }
}

void ccodecs_dither_drop(CCodecsDither *dither)
{
    free(dither);
}
