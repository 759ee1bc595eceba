#include "kernel.h"

// Most pixels that are not equal are nearly so, and for these the differences of their channels are enough to know that
// they are within the threshold: a photograph that was compressed again differs nearly everywhere, by a few levels.

// MARK: - Single pixels

static void class_one_by_one(
    const CComparisonKernel *kernel, const uint8_t *a, const uint8_t *b, size_t x, uint8_t *classes,
    ChannelCounts *counts)
{
    size_t components = (size_t)kernel->components;
    for (; x < kernel->width; x++)
    {
        uint8_t apart = 0, darkest = darkLevels - 1;
        for (size_t place = x * components; place < (x + 1) * components; place++)
        {
            uint8_t low = a[place] < b[place] ? a[place] : b[place], high = a[place] < b[place] ? b[place] : a[place];
            apart = high - low > apart ? (uint8_t)(high - low) : apart;
            darkest = low < darkest ? low : darkest;
        }
        bool isWithin = apart <= kernel->limits[darkest];
        classes[x] = apart == 0 ? CComparisonEqual : isWithin ? CComparisonTolerated : CComparisonDiffers;
        counts->tolerated += apart != 0 && isWithin;
        counts->beyond += !isWithin;
        counts->largest = !isWithin && apart > counts->largest ? apart : counts->largest;
    }
}

// MARK: - Thirty-two pixels

#if defined(__x86_64__)

// By pixels: the largest difference of a channel, and the lowest level.
typedef struct {
    __m256i apart, darkest;
} Levels;

// Of 32 bytes, or of twice 16 that lie so far apart.
AVX2 static inline __m256i load(const uint8_t *bytes, size_t distance)
{
    __m128i low = _mm_loadu_si128((const __m128i *)bytes);
    return _mm256_inserti128_si256(
        _mm256_castsi128_si256(low), _mm_loadu_si128((const __m128i *)(bytes + distance)), 1);
}

AVX2 static inline Levels levels_of(const uint8_t *a, const uint8_t *b, size_t distance)
{
    __m256i left = load(a, distance), right = load(b, distance), low = _mm256_min_epu8(left, right);
    return (Levels) { _mm256_sub_epi8(_mm256_max_epu8(left, right), low), low };
}

#define EVERYWHERE(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))

// Twice 48 bytes of RGB in three vectors become 32 bytes of each channel.
//
// A channel is at each place in one of the vectors: first they are laid over each other, and then put in order.
AVX2 static inline void separate(__m256i *vectors)
{
    const __m256i second = EVERYWHERE(0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0);
    const __m256i third = EVERYWHERE(0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0);
    const __m256i order = EVERYWHERE(0, 3, 6, 9, 12, 15, 2, 5, 8, 11, 14, 1, 4, 7, 10, 13);
    __m256i channels[3];
    for (int channel = 0; channel < 3; channel++)
    {
        __m256i laid = _mm256_blendv_epi8(vectors[channel], vectors[(channel + 2) % 3], second);
        laid = _mm256_blendv_epi8(laid, vectors[(channel + 1) % 3], third);
        // Channels are a byte apart.
        __m256i places = _mm256_and_si256(_mm256_add_epi8(order, _mm256_set1_epi8((char)channel)), _mm256_set1_epi8(15));
        channels[channel] = _mm256_shuffle_epi8(laid, places);
    }
    for (int channel = 0; channel < 3; channel++)
        vectors[channel] = channels[channel];
}

AVX2 static inline Levels rgb_levels(const uint8_t *a, const uint8_t *b)
{
    __m256i apart[3], darkest[3];
    for (size_t i = 0; i < 3; i++)
    {
        Levels levels = levels_of(a + 16 * i, b + 16 * i, 48);
        apart[i] = levels.apart;
        darkest[i] = levels.darkest;
    }
    __m256i any = _mm256_or_si256(_mm256_or_si256(apart[0], apart[1]), apart[2]);
    if (_mm256_testz_si256(any, any))
        return (Levels) { any, any };
    separate(apart);
    separate(darkest);
    return (Levels) {
        _mm256_max_epu8(_mm256_max_epu8(apart[0], apart[1]), apart[2]),
        _mm256_min_epu8(_mm256_min_epu8(darkest[0], darkest[1]), darkest[2]),
    };
}

AVX2 static inline size_t number_of(__m256i mask)
{
    return (size_t)__builtin_popcount((uint32_t)_mm256_movemask_epi8(mask));
}

// Classes as many pixels as are in whole vectors, and returns how many.
AVX2 static inline __attribute__((always_inline)) size_t class_vectors(
    const CComparisonKernel *kernel, const uint8_t *a, const uint8_t *b, size_t components, uint8_t *classes,
    ChannelCounts *counts)
{
    const __m256i zero = _mm256_setzero_si256(), one = _mm256_set1_epi8(1);
    __m256i limits = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)kernel->limits)), largest = zero;
    size_t x = 0;
    for (; x + 32 <= kernel->width; x += 32, a += 32 * components, b += 32 * components)
    {
        Levels levels = components == 1 ? levels_of(a, b, 16) : rgb_levels(a, b);
        __m256i isEqual = _mm256_cmpeq_epi8(levels.apart, zero);
        __m256i level = _mm256_min_epu8(levels.darkest, _mm256_set1_epi8(darkLevels - 1));
        __m256i limit = _mm256_shuffle_epi8(limits, level);
        __m256i isWithin = _mm256_cmpeq_epi8(_mm256_min_epu8(levels.apart, limit), levels.apart);
        // What is true is -1.
        _Static_assert(CComparisonDiffers == 1 && CComparisonTolerated == 2 && CComparisonEqual == 0, "classes");
        __m256i class = _mm256_andnot_si256(isEqual, _mm256_sub_epi8(one, isWithin));
        _mm256_storeu_si256((__m256i *)(classes + x), class);
        counts->tolerated += number_of(isWithin) - number_of(isEqual);
        counts->beyond += 32 - number_of(isWithin);
        largest = _mm256_max_epu8(largest, _mm256_andnot_si256(isWithin, levels.apart));
    }
    uint8_t each[32];
    _mm256_storeu_si256((__m256i *)each, largest);
    for (int i = 0; i < 32; i++)
        counts->largest = each[i] > counts->largest ? each[i] : counts->largest;
    return x;
}

AVX2 static size_t class_vectors_of(
    const CComparisonKernel *kernel, const uint8_t *a, const uint8_t *b, uint8_t *classes, ChannelCounts *counts)
{
    return kernel->components == 1 ? class_vectors(kernel, a, b, 1, classes, counts)
                                   : class_vectors(kernel, a, b, 3, classes, counts);
}

#endif

ChannelCounts ccomparison_class_channels(
    const CComparisonKernel *kernel, const uint8_t *a, const uint8_t *b, uint8_t *classes)
{
    ChannelCounts counts = { 0 };
    size_t x = 0;
#if defined(__x86_64__)
    if (kernel->hasAVX2)
        x = class_vectors_of(kernel, a, b, classes, &counts);
#endif
    class_one_by_one(kernel, a, b, x, classes, &counts);
    return counts;
}
