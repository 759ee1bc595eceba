#include "turning.h"

#include "simd.h"

#include <string.h>

#if HAS_AVX2_CODE
#include <immintrin.h>
#endif

// MARK: - Ranges

static int64_t floor_of_quotient(int64_t dividend, int64_t divisor)
{
    int64_t quotient = dividend / divisor;
    return quotient - (dividend % divisor < 0);
}

void cmupdf_keep_between(int position, int step, int64_t low, int64_t high, int *first, int *end)
{
    int64_t least = *first, limit = *end;
    if (step > 0)
    {
        least = -floor_of_quotient(position - low, step);
        limit = -floor_of_quotient(position - high, step);
    }
    else if (step < 0)
    {
        least = floor_of_quotient(position - high, -(int64_t)step) + 1;
        limit = floor_of_quotient(position - low, -(int64_t)step) + 1;
    }
    else if (position < low || position >= high)
        limit = least;
    if (least > *first)
        *first = least < *end ? (int)least : *end;
    if (limit < *end)
        *end = limit > *first ? (int)limit : *first;
}

static SampleLine part_of(SampleLine line, int first, int end)
{
    return (SampleLine){ line.u + first * line.uStep, line.v + first * line.vStep, line.uStep, line.vStep,
                         end - first };
}

// MARK: - The nearest pixel

INLINE_CODE void copy_nearest(const SampleSource *source, const SampleLayout *layout, SampleLine line, uint8_t *target,
                              int channels)
{
    for (int i = 0; i < line.count; i++, target += channels, line.u += line.uStep, line.v += line.vStep)
    {
        const uint8_t *pixel = source->samples + (line.v >> POSITION_BITS) * source->stride
            + (line.u >> POSITION_BITS) * source->channels;
        for (int channel = 0; channel < channels; channel++)
            target[channel] = layout->sources[channel] < 0 ? 255 : pixel[layout->sources[channel]];
    }
}

/// All pixels of a line are the first, as in an image of one pixel.
static void repeat_first(int count, int channels, uint8_t *target)
{
    size_t bytes = (size_t)count * (size_t)channels;
    for (size_t filled = (size_t)channels; filled < bytes; filled *= 2)
        memcpy(target + filled, target, filled * 2 <= bytes ? filled : bytes - filled);
}

static void sample_nearest(const SampleSource *source, const SampleLayout *layout, SampleLine line, uint8_t *target)
{
    if (source->width == 1 && source->height == 1 && line.count > 1)
    {
        sample_nearest(source, layout, part_of(line, 0, 1), target);
        repeat_first(line.count, layout->channels, target);
        return;
    }
    // The compiler unrolls these for each number of channels.
    switch (layout->channels)
    {
    case 1:
        copy_nearest(source, layout, line, target, 1);
        break;
    case 3:
        copy_nearest(source, layout, line, target, 3);
        break;
    case 4:
        copy_nearest(source, layout, line, target, 4);
        break;
    default:
        copy_nearest(source, layout, line, target, layout->channels);
    }
}

// MARK: - Four pixels mixed

/// Lerps as MuPDF does: (b - a) * t / 2^14, rounded down.
static int mix(int a, int b, int fraction)
{
    return a + (((b - a) * fraction) >> POSITION_BITS);
}

static int clamp(int index, int count)
{
    return index < 0 ? 0 : index >= count ? count - 1 : index;
}

/// Mixes pixels wherever they lie; those beyond the sides of the image are its outermost.
static void mix_anywhere(const SampleSource *source, const SampleLayout *layout, SampleLine line, uint8_t *target)
{
    for (int i = 0; i < line.count; i++, line.u += line.uStep, line.v += line.vStep)
    {
        int column = line.u >> POSITION_BITS, row = line.v >> POSITION_BITS;
        long left = (long)clamp(column, source->width) * source->channels;
        long right = (long)clamp(column + 1, source->width) * source->channels;
        const uint8_t *above = source->samples + clamp(row, source->height) * source->stride;
        const uint8_t *below = source->samples + clamp(row + 1, source->height) * source->stride;
        int across = line.u & POSITION_MASK, down = line.v & POSITION_MASK;
        for (int channel = 0; channel < layout->channels; channel++)
        {
            int from = layout->sources[channel];
            *target++ = from < 0 ? 255
                                 : (uint8_t)mix(mix(above[left + from], above[right + from], across),
                                                mix(below[left + from], below[right + from], across), down);
        }
    }
}

#if HAS_AVX2_CODE
/// The bytes of a pixel and of the one after it in two rows, 8 of each.
AVX2_CODE static inline __m128i load_four(const SampleSource *source, int u, int v)
{
    const uint8_t *pixel =
        source->samples + (v >> POSITION_BITS) * source->stride + (u >> POSITION_BITS) * source->channels;
    __m128i above = _mm_loadl_epi64((const __m128i *)pixel);
    return _mm_unpacklo_epi64(above, _mm_loadl_epi64((const __m128i *)(pixel + source->stride)));
}

AVX2_CODE static inline __m256i mix_words(__m256i a, __m256i b, __m256i fraction)
{
    // 4 * (b - a) * t / 2^16 is (b - a) * t / 2^14, in 16 bits.
    __m256i difference = _mm256_slli_epi16(_mm256_sub_epi16(b, a), 2);
    return _mm256_add_epi16(a, _mm256_mulhi_epi16(difference, fraction));
}

AVX2_CODE static inline __m256i two_fractions(int first, int second)
{
    __m128i low = _mm_set1_epi16((int16_t)(first & POSITION_MASK));
    return _mm256_inserti128_si256(_mm256_castsi128_si256(low), _mm_set1_epi16((int16_t)(second & POSITION_MASK)), 1);
}

/// What brings the channels of the left pixels, or of the right, into words: four of the upper row, four of the lower.
AVX2_CODE static __m256i words_of(const SampleLayout *layout, int distance)
{
    uint8_t indices[16];
    memset(indices, 0x80, sizeof(indices));
    for (int channel = 0; channel < layout->channels; channel++)
        if (layout->sources[channel] >= 0)
        {
            indices[2 * channel] = (uint8_t)(layout->sources[channel] + distance);
            indices[2 * channel + 8] = (uint8_t)(layout->sources[channel] + distance + 8);
        }
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)indices));
}

/// Mixes two pixels at a time; writes four bytes for each, so that up to three beyond the last are overwritten.
///
/// @param line All four pixels around each position lie in the image, and 8 bytes from the left ones in its memory.
AVX2_CODE static void mix_inside(const SampleSource *source, const SampleLayout *layout, SampleLine line,
                                 uint8_t *target)
{
    const __m256i left = words_of(layout, 0), right = words_of(layout, source->channels);
    uint32_t ones = 0;
    for (int channel = 0; channel < layout->channels; channel++)
        ones |= layout->sources[channel] < 0 ? 255u << 8 * channel : 0;
    for (int i = 0; i + 1 < line.count; i += 2)
    {
        int u = line.u + line.uStep, v = line.v + line.vStep;
        __m256i pixels = _mm256_inserti128_si256(_mm256_castsi128_si256(load_four(source, line.u, line.v)),
                                                 load_four(source, u, v), 1);
        __m256i rows = mix_words(_mm256_shuffle_epi8(pixels, left), _mm256_shuffle_epi8(pixels, right),
                                 two_fractions(line.u, u));
        __m256i mixed = mix_words(rows, _mm256_srli_si256(rows, 8), two_fractions(line.v, v));
        mixed = _mm256_packus_epi16(mixed, mixed);
        uint32_t first = (uint32_t)_mm256_extract_epi32(mixed, 0) | ones;
        uint32_t second = (uint32_t)_mm256_extract_epi32(mixed, 4) | ones;
        memcpy(target, &first, sizeof(first));
        memcpy(target + layout->channels, &second, sizeof(second));
        target += 2 * layout->channels;
        line.u = u + line.uStep;
        line.v = v + line.vStep;
    }
}
#endif

static void sample_mixed(const SampleSource *source, const SampleLayout *layout, SampleLine line, uint8_t *target)
{
    int first = 0, end = 0;
#if HAS_AVX2_CODE
    // From the last two rows, loads of 8 bytes could pass the end of the image. Left too are as many pixels at the end
    // of the line as may be overwritten beyond the last.
    int left = 3 / layout->channels;
    if (cmupdf_simd_has_avx2() && line.count > left)
    {
        end = line.count - left;
        cmupdf_keep_between(line.u, line.uStep, 0, (int64_t)(source->width - 1) << POSITION_BITS, &first, &end);
        cmupdf_keep_between(line.v, line.vStep, 0, (int64_t)(source->height - 2) << POSITION_BITS, &first, &end);
        end -= (end - first) & 1;
        if (first < end)
            mix_inside(source, layout, part_of(line, first, end), target + (long)first * layout->channels);
    }
#endif
    mix_anywhere(source, layout, part_of(line, 0, first), target);
    mix_anywhere(source, layout, part_of(line, end, line.count), target + (long)end * layout->channels);
}

void cmupdf_sample_line(const SampleSource *source, const SampleLayout *layout, bool interpolates, SampleLine line,
                        uint8_t *target)
{
    if (line.count <= 0)
        return;
    if (interpolates)
        sample_mixed(source, layout, line, target);
    else
        sample_nearest(source, layout, line, target);
}
