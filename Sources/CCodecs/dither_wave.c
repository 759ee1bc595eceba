#include "dither.h"

#include <stdbool.h>
#include <string.h>

#include "colors.h"

// Sixteen rows of error diffusion at a time. In each row a pixel waits for the one before, and for the row above to be
// two pixels ahead; so a register holds one pixel of each row, every row two columns behind the one above it. The
// numbers are those of dither_diffusion.c, all in 16 bits.

#if defined(__x86_64__)

// Columns from one look at the rows to the next.
enum { blockColumns = 16 };

// What the wave carries from step to step.
typedef struct {
    // What each row's pixels gave to the one to the right, and to those below: left now, middle a step ago, and the rest
    // two steps ago, which is what comes together in one pixel of the row below.
    __m256i right, left, middle, middleBefore, rest, restBefore, restBeforeThat;
} Wave;

// Bytes of 16 rows of 16 become columns, or the reverse.
AVX2 static void transpose(__m128i bytes[16])
{
    for (unsigned round = 0; round < 4; round++)
    {
        __m128i before[16];
        memcpy(before, bytes, sizeof before);
        for (unsigned i = 0; i < 8; i++)
        {
            bytes[2 * i] = _mm_unpacklo_epi8(before[i], before[i + 8]);
            bytes[2 * i + 1] = _mm_unpackhi_epi8(before[i], before[i + 8]);
        }
    }
}

// Each row takes what the row above it gives; the first takes what was kept from before.
AVX2 static inline __m256i handed_down(__m256i given, int16_t kept)
{
    __m256i lower = _mm256_permute2x128_si256(given, given, 0x08);
    return _mm256_insert_epi16(_mm256_alignr_epi8(given, lower, 14), kept, 0);
}

AVX2 static inline __m256i threshold_of(__m256i gray, __m128i noise)
{
    __m256i fromMiddle = _mm256_abs_epi16(_mm256_sub_epi16(_mm256_add_epi16(gray, gray), _mm256_set1_epi16(255)));
    __m256i swing = _mm256_subs_epu16(fromMiddle, _mm256_set1_epi16(125));
    __m256i shift = _mm256_sub_epi16(_mm256_cvtepu8_epi16(noise), _mm256_set1_epi16(128));
    return _mm256_add_epi16(_mm256_set1_epi16(128 * ditherUnit),
                            _mm256_srai_epi16(_mm256_mullo_epi16(shift, swing), 3));
}

// One pixel of each row.
// @param kept The error that comes to the first row's pixel from above.
// @param given What comes to the pixel below the last row's, two columns back.
AVX2 static inline __m128i step(Wave *wave, __m128i levels, __m128i noise, int16_t kept, int16_t *given)
{
    __m256i down = _mm256_add_epi16(_mm256_add_epi16(wave->left, wave->middleBefore), wave->restBeforeThat);
    *given = (int16_t)_mm256_extract_epi16(down, 15);
    __m256i gray = _mm256_cvtepu8_epi16(levels);
    __m256i isPure = _mm256_or_si256(_mm256_cmpeq_epi16(gray, _mm256_setzero_si256()),
                                     _mm256_cmpeq_epi16(gray, _mm256_set1_epi16(255)));
    __m256i before = _mm256_add_epi16(_mm256_slli_epi16(gray, 4), handed_down(down, kept));
    __m256i value = _mm256_add_epi16(before, wave->right);
    __m256i isBlack = _mm256_cmpgt_epi16(threshold_of(gray, noise), value);
    __m256i error = _mm256_sub_epi16(value, _mm256_andnot_si256(isBlack, _mm256_set1_epi16(ditherWhite)));
    error = _mm256_andnot_si256(isPure, error);
    const __m256i half = _mm256_set1_epi16(8);
    __m256i times2 = _mm256_add_epi16(error, error), times4 = _mm256_slli_epi16(error, 2);
    __m256i times3 = _mm256_add_epi16(times2, error);
    wave->right = _mm256_srai_epi16(_mm256_add_epi16(_mm256_add_epi16(times4, times3), half), 4);
    __m256i left = _mm256_srai_epi16(_mm256_add_epi16(times3, half), 4);
    __m256i middle = _mm256_srai_epi16(_mm256_add_epi16(_mm256_add_epi16(times4, error), half), 4);
    wave->restBeforeThat = wave->restBefore;
    wave->restBefore = wave->rest;
    wave->rest = _mm256_sub_epi16(_mm256_sub_epi16(error, wave->right), _mm256_add_epi16(left, middle));
    wave->middleBefore = wave->middle;
    wave->middle = middle;
    wave->left = left;
    // What is pure stays, the others are what they were found to be.
    __m256i result = _mm256_blendv_epi8(_mm256_andnot_si256(isBlack, _mm256_set1_epi16(255)), gray, isPure);
    return _mm_packus_epi16(_mm256_castsi256_si128(result), _mm256_extracti128_si256(result, 1));
}

AVX2 static bool is_still(const Wave *wave)
{
    __m256i down = _mm256_or_si256(_mm256_or_si256(wave->left, wave->middle), wave->middleBefore);
    __m256i rest = _mm256_or_si256(_mm256_or_si256(wave->rest, wave->restBefore), wave->restBeforeThat);
    __m256i all = _mm256_or_si256(_mm256_or_si256(down, rest), wave->right);
    return _mm256_testz_si256(all, all);
}

// Brings each row's next pixels; black, which neither gives nor takes, where there are none.
// @return Whether all are black or white.
AVX2 static bool load_rows(__m128i levels[waveRows], const uint8_t *rows, size_t width, ptrdiff_t column)
{
    __m128i differs = _mm_setzero_si128();
    for (unsigned k = 0; k < waveRows; k++, rows += width, column -= waveLag)
    {
        uint8_t part[blockColumns] = {0};
        const uint8_t *pixels = part;
        if (column >= 0 && column + blockColumns <= (ptrdiff_t)width)
            pixels = rows + column;
        else
            for (ptrdiff_t i = 0; i < blockColumns; i++)
                if (column + i >= 0 && column + i < (ptrdiff_t)width)
                    part[i] = rows[column + i];
        levels[k] = _mm_loadu_si128((const __m128i *)pixels);
        __m128i isWhite = _mm_cmpgt_epi8(_mm_setzero_si128(), levels[k]);
        differs = _mm_or_si128(differs, _mm_xor_si128(levels[k], isWhite));
    }
    return _mm_testz_si128(differs, differs);
}

AVX2 static void store_rows(const __m128i levels[waveRows], uint8_t *rows, size_t width, ptrdiff_t column)
{
    for (unsigned k = 0; k < waveRows; k++, rows += width, column -= waveLag)
    {
        if (column >= 0 && column + blockColumns <= (ptrdiff_t)width)
        {
            _mm_storeu_si128((__m128i *)(rows + column), levels[k]);
            continue;
        }
        uint8_t part[blockColumns];
        _mm_storeu_si128((__m128i *)part, levels[k]);
        for (ptrdiff_t i = 0; i < blockColumns; i++)
            if (column + i >= 0 && column + i < (ptrdiff_t)width)
                rows[column + i] = part[i];
    }
}

AVX2 static bool are_pure(const uint8_t *pixels, size_t count)
{
    size_t i = 0;
    for (; i + 32 <= count; i += 32)
    {
        __m256i levels = _mm256_loadu_si256((const __m256i *)(pixels + i));
        // As signed bytes black is 0 and white -1.
        __m256i differs = _mm256_xor_si256(levels, _mm256_cmpgt_epi8(_mm256_setzero_si256(), levels));
        if (!_mm256_testz_si256(differs, differs))
            return false;
    }
    for (; i < count; i++)
        if (pixels[i] != 0 && pixels[i] != 255)
            return false;
    return true;
}

AVX2 static void wave_avx2(Diffusion *diffusion, uint8_t *rows, const uint8_t *matrix, size_t firstRow)
{
    if (diffusion->isClean && are_pure(rows, waveRows * diffusion->width))
        return;
    // The thresholds as the wave meets them.
    uint8_t noise[ditherPeriod][waveRows];
    for (size_t t = 0; t < ditherPeriod; t++)
        for (size_t k = 0; k < waveRows; k++)
            noise[t][k] = matrix[(firstRow + k) % ditherPeriod * ditherPeriod + (t - waveLag * k) % ditherPeriod];

    const size_t width = diffusion->width, behind = waveLag * waveRows;
    Wave wave;
    memset(&wave, 0, sizeof wave);
    bool isClean = true;
    for (size_t t = 0; t < width + behind; t += blockColumns)
    {
        __m128i levels[waveRows];
        int16_t given[blockColumns] = {0};
        bool isPure = load_rows(levels, rows, width, (ptrdiff_t)t);
        if (!isPure || !is_still(&wave))
        {
            transpose(levels);
            for (size_t i = 0; i < blockColumns; i++)
            {
                __m128i thresholds = _mm_loadu_si128((const __m128i *)noise[(t + i) % ditherPeriod]);
                levels[i] = step(&wave, levels[i], thresholds, diffusion->errors[t + i], given + i);
            }
            transpose(levels);
            store_rows(levels, rows, width, (ptrdiff_t)t);
            isClean = false;
        }
        // This far behind, nobody needs what was there.
        if (t >= behind)
            memcpy(diffusion->errors + t - behind, given, sizeof given);
    }
    diffusion->isClean = isClean;
}
#endif

bool ccodecs_diffuse_wave(Diffusion *diffusion, uint8_t *rows, const uint8_t *matrix, size_t firstRow)
{
#if defined(__x86_64__)
    if (ccodecs_has_avx2())
    {
        wave_avx2(diffusion, rows, matrix, firstRow);
        return true;
    }
#endif
    return false;
}
