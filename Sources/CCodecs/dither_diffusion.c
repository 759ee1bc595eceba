#include <stdbool.h>
#include <string.h>

#include "colors.h"
#include "dither.h"

// Floyd and Steinberg's error diffusion. Each pixel waits for the error of the one before, so it cannot be done many
// at a time in one row (see dither_wave.c); but pages are mostly black and white, where there is nothing to do.

enum { unit = ditherUnit, white = ditherWhite };

// How far a threshold departs from the middle: not at all for middle grays, whose errors are evenly spread by themselves,
// and by all of the noise for the lightest and darkest. There the noise alone gives the right number of dots, well
// spread; without it, rows would go by until the errors suffice for a first dot.
static inline int threshold_of(int gray, int noise)
{
    int fromMiddle = 2 * gray - 255;
    int swing = fromMiddle < 0 ? -fromMiddle : fromMiddle;
    // From 0 to 128, of which 128 stand for all of the noise.
    swing = swing > 125 ? swing - 125 : 0;
    return 128 * unit + ((noise - 128) * swing >> 3);
}

static inline bool is_pure(uint8_t level)
{
    return level == 0 || level == 255;
}

// How many pixels from the first on are black or white, in whole words: there may be some more.
static inline size_t pure_portable(const uint8_t *row, size_t count)
{
    size_t x = 0;
    for (; x + 8 <= count; x += 8)
    {
        uint64_t levels;
        memcpy(&levels, row + x, 8);
        if (levels != (levels & 0x0101010101010101) * 255)
            break;
    }
    return x;
}

#if defined(__x86_64__)
AVX2 static inline size_t pure_avx2(const uint8_t *row, size_t count)
{
    size_t x = 0;
    for (; x + 32 <= count; x += 32)
    {
        __m256i levels = _mm256_loadu_si256((const __m256i *)(row + x));
        // As signed bytes black is 0 and white -1.
        __m256i isWhite = _mm256_cmpgt_epi8(_mm256_setzero_si256(), levels);
        __m256i differs = _mm256_xor_si256(levels, isWhite);
        if (!_mm256_testz_si256(differs, differs))
            break;
    }
    return x + pure_portable(row + x, count - x);
}
#endif

typedef size_t PureFunction(const uint8_t *row, size_t count);

static inline __attribute__((always_inline)) void diffuse(Diffusion *diffusion, uint8_t *row, const uint8_t *thresholds,
                                                          PureFunction *pure)
{
    const size_t width = diffusion->width;
    int16_t *errors = diffusion->errors;
    size_t x = pure(row, width);
    if (x == width && diffusion->isClean)
        return;
    memset(errors - 1, 0, (x + 1) * sizeof *errors);
    bool isClean = true;
    // What the pixels so far give to the next one, and to those below the last one and below the next one.
    int right = 0, below = 0, belowNext = 0;
    while (x < width)
    {
        int gray = row[x];
        if (is_pure((uint8_t)gray))
        {
            errors[(ptrdiff_t)x - 1] = (int16_t)below;
            below = belowNext;
            belowNext = right = 0;
            x++;
            size_t run = pure(row + x, width - x);
            if (run)
            {
                errors[x - 1] = (int16_t)below;
                memset(errors + x, 0, (run - 1) * sizeof *errors);
                below = 0;
                x += run;
            }
            continue;
        }
        int value = gray * unit + errors[x] + right;
        // All ones for black: a branch would be guessed wrong as often as not.
        int isBlack = (value - threshold_of(gray, thresholds[x % ditherPeriod])) >> 31;
        int error = value - (white & ~isBlack);
        row[x] = (uint8_t)~isBlack;
        // 7 / 16 of the error, by a shorter way, for this is what the next pixel waits for.
        right = ((7 * value + 8) >> 4) - (white * 7 / 16 & ~isBlack);
        int left = (3 * error + 8) >> 4, middle = (5 * error + 8) >> 4;
        errors[(ptrdiff_t)x - 1] = (int16_t)(below + left);
        below = belowNext + middle;
        // The rest, so that nothing is lost by rounding.
        belowNext = error - right - left - middle;
        isClean = false;
        x++;
    }
    errors[width - 1] = (int16_t)below;
    diffusion->isClean = isClean;
}

#if defined(__x86_64__)
AVX2 static void diffuse_avx2(Diffusion *diffusion, uint8_t *row, const uint8_t *thresholds)
{
    diffuse(diffusion, row, thresholds, pure_avx2);
}
#endif

void ccodecs_diffuse_row(Diffusion *diffusion, uint8_t *row, const uint8_t thresholds[ditherPeriod])
{
#if defined(__x86_64__)
    if (ccodecs_has_avx2())
    {
        diffuse_avx2(diffusion, row, thresholds);
        return;
    }
#endif
    diffuse(diffusion, row, thresholds, pure_portable);
}
