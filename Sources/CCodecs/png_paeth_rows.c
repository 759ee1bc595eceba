// Paeth's filter of several rows of RGB undone together, with AVX2 where the processor has it.
//
// A pixel waits for the one to its left, and for the row above up to its own column. So rows are gone through side by
// side, each a pixel behind the one above it, and one chain of computations serves all of them.

#include "png_read.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define INLINE static inline __attribute__((always_inline))

enum {
    pixelBytes = 3,
    /// Sixteen pixels.
    blockBytes = 48,
    lanes = 4,
};

/// Rows on their way. Each has a lane of four bytes, of which the last has no meaning.
typedef struct {
    /// Row `k` begins `k` pixels behind these, so that one place serves all.
    uint8_t *rows[lanes];
    const uint8_t *filtered[lanes];
    const uint8_t *above;
    size_t rowBytes;
    /// The last pixel of each row, and the one above it.
    __m128i left, corner;
} Wave;

INLINE uint32_t load(const uint8_t *bytes, size_t count)
{
    uint32_t pixel = 0;
    memcpy(&pixel, bytes, count);
    return pixel;
}

AVX2 INLINE __m128i join(uint32_t first, uint32_t second, uint32_t third, uint32_t fourth)
{
    return _mm_setr_epi32((int)first, (int)second, (int)third, (int)fourth);
}

/// What the filter makes of stored bytes (ISO 15948, 9.4), in no more bits than they have.
///
/// Where corner does not lie between left and above, it is further from what they foretell than one of them is.
AVX2 INLINE __m128i undo(__m128i left, __m128i above, __m128i corner, __m128i stored)
{
    __m128i aboveOver = _mm_subs_epu8(above, corner), aboveUnder = _mm_subs_epu8(corner, above);
    __m128i fromLeft = _mm_add_epi8(left, stored), fromAbove = _mm_add_epi8(above, stored);
    __m128i fromCorner = _mm_add_epi8(corner, stored), byLeft = _mm_or_si128(aboveOver, aboveUnder);
    __m128i leftOver = _mm_subs_epu8(left, corner), leftUnder = _mm_subs_epu8(corner, left);
    __m128i byAbove = _mm_or_si128(leftOver, leftUnder);
    __m128i isBetween = _mm_or_si128(_mm_min_epu8(leftOver, aboveUnder), _mm_min_epu8(leftUnder, aboveOver));
    __m128i isOutside = _mm_cmpeq_epi8(isBetween, _mm_setzero_si128());
    __m128i nearer = _mm_min_epu8(byLeft, byAbove);
    __m128i byCorner = _mm_or_si128(_mm_sub_epi8(_mm_max_epu8(byLeft, byAbove), nearer), isOutside);
    __m128i least = _mm_min_epu8(nearer, byCorner);
    __m128i other = _mm_blendv_epi8(fromCorner, fromAbove, _mm_cmpeq_epi8(least, byAbove));
    return _mm_blendv_epi8(other, fromLeft, _mm_cmpeq_epi8(least, byLeft));
}

AVX2 INLINE void advance(Wave *wave, uint32_t first, __m128i stored)
{
    // What is above each other row is the row before it, where that was last.
    __m128i above = _mm_or_si128(_mm_slli_si128(wave->left, 4), _mm_cvtsi32_si128((int)first));
    wave->left = undo(wave->left, above, wave->corner, stored);
    wave->corner = above;
}

/// Undoes a pixel of each row, all of which have one there that is not their last.
AVX2 INLINE void step(Wave *wave, size_t count, size_t place)
{
    const uint8_t *const *filtered = wave->filtered;
    advance(wave, load(wave->above + place, 4),
            join(load(filtered[0] + place, 4), load(filtered[1] + place, 4),
                 count > 2 ? load(filtered[2] + place, 4) : 0, count > 3 ? load(filtered[3] + place, 4) : 0));
    // The byte too many is written over by the row's next pixel.
    _mm_storeu_si32(wave->rows[0] + place, wave->left);
    _mm_storeu_si32(wave->rows[1] + place, _mm_srli_si128(wave->left, 4));
    if (count > 2)
        _mm_storeu_si32(wave->rows[2] + place, _mm_srli_si128(wave->left, 8));
    if (count > 3)
        _mm_storeu_si32(wave->rows[3] + place, _mm_srli_si128(wave->left, 12));
}

/// Whether a row has a pixel there: rows begin and end one after another.
INLINE bool has_pixel(const Wave *wave, size_t row, size_t place)
{
    return place >= row * pixelBytes && place - row * pixelBytes < wave->rowBytes;
}

/// The same where not all rows have a pixel. In the lanes of those that have not begun all is zero, as it must be.
AVX2 static Wave step_at_ends(Wave wave, size_t count, size_t place)
{
    uint32_t stored[lanes] = {0}, pixels[lanes];
    for (size_t row = 0; row < count; row++)
        if (has_pixel(&wave, row, place))
            stored[row] = load(wave.filtered[row] + place, pixelBytes);
    advance(&wave, has_pixel(&wave, 0, place) ? load(wave.above + place, pixelBytes) : 0,
            join(stored[0], stored[1], stored[2], stored[3]));
    memcpy(pixels, &wave.left, sizeof pixels);
    for (size_t row = 0; row < count; row++)
        if (has_pixel(&wave, row, place))
            memcpy(wave.rows[row] + place, &pixels[row], pixelBytes);
    return wave;
}

/// Whether the rows end as they do above so far, and go on so for a block. Most pages are blank.
AVX2 INLINE bool repeats(const Wave *wave, size_t count, size_t place)
{
    __m128i all = _mm_and_si128(_mm_xor_si128(wave->left, wave->corner), _mm_set1_epi32(0xFFFFFF));
    if (!_mm_testz_si128(all, all))
        return false;
    for (size_t row = 0; row < count; row++)
        for (size_t i = 0; i < blockBytes; i += 16)
            all = _mm_or_si128(all, _mm_loadu_si128((const __m128i *)(wave->filtered[row] + place + i)));
    return _mm_testz_si128(all, all);
}

AVX2 static Wave repeat(Wave wave, size_t count, size_t place)
{
    uint32_t last[lanes] = {0};
    for (size_t row = 0; row < count; row++)
    {
        const uint8_t *above = row == 0 ? wave.above : wave.rows[row - 1] - pixelBytes;
        memcpy(wave.rows[row] + place, above + place, blockBytes);
        last[row] = load(wave.rows[row] + place + blockBytes - pixelBytes, pixelBytes);
    }
    wave.left = wave.corner = join(last[0], last[1], last[2], last[3]);
    return wave;
}

/// @param start By value: what rows are written over could be a wave in memory, for all that the compiler knows.
AVX2 INLINE void undo_rows(Wave start, size_t count)
{
    Wave wave = start;
    size_t place = 0, delay = (count - 1) * pixelBytes, end = wave.rowBytes + delay;
    for (; place < delay; place += pixelBytes)
        wave = step_at_ends(wave, count, place);
    // Until the first row is at its last pixel.
    while (place + pixelBytes + blockBytes <= wave.rowBytes)
    {
        if (repeats(&wave, count, place))
        {
            wave = repeat(wave, count, place);
            place += blockBytes;
            continue;
        }
        for (size_t stop = place + blockBytes; place < stop; place += pixelBytes)
            step(&wave, count, place);
    }
    for (; place < end; place += pixelBytes)
        wave = step_at_ends(wave, count, place);
}

/// The number of rows is known to the compiler.
AVX2 static void undo_together(Wave wave, size_t count)
{
    if (count == 2)
        undo_rows(wave, 2);
    else if (count == 3)
        undo_rows(wave, 3);
    else
        undo_rows(wave, 4);
}

size_t ccodecs_png_unfilter_paeth_rows(
    uint8_t *rows, const uint8_t *filtered, const uint8_t *above, size_t rowBytes, size_t count)
{
    // All rows must have begun before the first one ends.
    if (count < 2 || rowBytes < lanes * pixelBytes || !__builtin_cpu_supports("avx2"))
        return 0;
    size_t together = count < lanes ? count : lanes;
    Wave wave = {.above = above, .rowBytes = rowBytes, .left = _mm_setzero_si128(), .corner = _mm_setzero_si128()};
    for (size_t row = 0; row < together; row++)
    {
        wave.rows[row] = rows + row * rowBytes - row * pixelBytes;
        wave.filtered[row] = filtered + row * (rowBytes + 1) - row * pixelBytes;
    }
    undo_together(wave, together);
    return together;
}

#else

size_t ccodecs_png_unfilter_paeth_rows(
    uint8_t *rows, const uint8_t *filtered, const uint8_t *above, size_t rowBytes, size_t count)
{
    (void)rows, (void)filtered, (void)above, (void)rowBytes, (void)count;
    return 0;
}

#endif
