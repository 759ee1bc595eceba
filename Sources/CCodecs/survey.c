#include "CCodecs.h"

#include <stdatomic.h>

#include "colors.h"

// A page is looked at once from end to end, so this has to keep up with memory. What is known already is passed over
// many bytes at a time; only what is new, at most 256 times, is taken one by one.

// Pixels that are taken one by one where a step over known ones ends.
enum { step = 32 };

static _Atomic bool portableOnly;

void ccodecs_use_portable_code(bool portable)
{
    atomic_store_explicit(&portableOnly, portable, memory_order_relaxed);
}

bool ccodecs_has_avx2(void)
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && !atomic_load_explicit(&portableOnly, memory_order_relaxed);
#else
    return false;
#endif
}

// MARK: - Gray levels

// A level's byte in the set is chosen by its low four bits and its highest, as a shuffle of 16 bytes can do it.
static inline unsigned level_byte(unsigned level)
{
    return level >> 7 << 4 | (level & 15);
}

static inline uint8_t level_bit(unsigned level)
{
    return (uint8_t)(1u << (level >> 4 & 7));
}

static inline void insert_level(uint8_t levels[32], unsigned level)
{
    levels[level_byte(level)] |= level_bit(level);
}

bool ccodecs_survey_has_level(const CCodecsSurvey *survey, uint8_t level)
{
    return survey->levels[level_byte(level)] & level_bit(level);
}

static bool has_all_levels(const uint8_t levels[32])
{
    uint8_t common = 0xFF;
    for (unsigned i = 0; i < 32; i++)
        common &= levels[i];
    return common == 0xFF;
}

#if defined(__x86_64__)
typedef struct {
    __m256i low, high, bits;
} LevelSet;

AVX2 static inline LevelSet load_levels(const uint8_t levels[32])
{
    return (LevelSet){
        .low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)levels)),
        .high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(levels + 16))),
        .bits = _mm256_set1_epi64x((int64_t)0x8040201008040201),
    };
}

// Bytes of 0xFF for levels that are not in the set.
AVX2 static inline __m256i unknown_levels(LevelSet set, __m256i levels)
{
    // A shuffle gives 0 for bytes with the highest bit.
    __m256i top = _mm256_set1_epi8((char)0x80);
    __m256i rows = _mm256_or_si256(_mm256_shuffle_epi8(set.low, levels),
                                   _mm256_shuffle_epi8(set.high, _mm256_xor_si256(levels, top)));
    __m256i column = _mm256_and_si256(_mm256_srli_epi16(levels, 4), _mm256_set1_epi8(15));
    __m256i bit = _mm256_shuffle_epi8(set.bits, column);
    return _mm256_cmpeq_epi8(_mm256_and_si256(rows, bit), _mm256_setzero_si256());
}

// Passes over bytes whose levels are known.
AVX2 static size_t known_levels_avx2(const uint8_t levels[32], const uint8_t *pixels, size_t count)
{
    LevelSet set = load_levels(levels);
    size_t i = 0;
    for (; i + 32 <= count; i += 32)
    {
        __m256i unknown = unknown_levels(set, _mm256_loadu_si256((const __m256i *)(pixels + i)));
        if (!_mm256_testz_si256(unknown, unknown))
            break;
    }
    return i;
}

// Passes over pixels of three equal bytes whose levels are known.
AVX2 static size_t known_gray_avx2(const uint8_t levels[32], const uint8_t *pixels, size_t count)
{
    // Where a byte and the next one belong to one pixel, in each third of 96 bytes.
    static const uint8_t within[96] = {
#define PIXELS_4 0xFF, 0xFF, 0, 0xFF, 0xFF, 0, 0xFF, 0xFF, 0, 0xFF, 0xFF, 0
        PIXELS_4, PIXELS_4, PIXELS_4, PIXELS_4, PIXELS_4, PIXELS_4, PIXELS_4, PIXELS_4};
    LevelSet set = load_levels(levels);
    size_t i = 0;
    // One more pixel has to be there, because the byte after the last is read.
    for (; i + 33 <= count; i += 32)
    {
        __m256i bad = _mm256_setzero_si256();
        for (size_t third = 0; third < 96; third += 32)
        {
            const uint8_t *at = pixels + 3 * i + third;
            __m256i here = _mm256_loadu_si256((const __m256i *)at);
            __m256i next = _mm256_loadu_si256((const __m256i *)(at + 1));
            __m256i mask = _mm256_loadu_si256((const __m256i *)(within + third));
            bad = _mm256_or_si256(bad, _mm256_and_si256(_mm256_xor_si256(here, next), mask));
            bad = _mm256_or_si256(bad, unknown_levels(set, here));
        }
        if (!_mm256_testz_si256(bad, bad))
            break;
    }
    return i;
}
#endif

// Passes over pixels whose levels are known; the portable way, over those like the known one that lies before.
static size_t pass_known(const uint8_t levels[32], const uint8_t *pixels, size_t count, int components, bool isFirst)
{
#if defined(__x86_64__)
    if (ccodecs_has_avx2())
        return components == 1 ? known_levels_avx2(levels, pixels, count) : known_gray_avx2(levels, pixels, count);
#endif
    (void)levels;
    return isFirst ? 0 : run_portable(pixels, count, components);
}

// Takes gray pixels and returns how many were taken before the first that is not gray.
static size_t survey_gray(uint8_t levels[32], const uint8_t *pixels, size_t count, int components)
{
    size_t i = 0;
    while (i < count)
    {
        if (components == 1 && has_all_levels(levels))
            return count;
        i += pass_known(levels, pixels + i * (size_t)components, count - i, components, i == 0);
        for (size_t end = count - i < step ? count : i + step; i < end; i++)
        {
            const uint8_t *pixel = pixels + i * (size_t)components;
            if (components == 3 && (pixel[0] != pixel[1] || pixel[0] != pixel[2]))
                return i;
            insert_level(levels, pixel[0]);
        }
    }
    return count;
}

// MARK: - Colours

static bool has_many(const CCodecsSurvey *survey)
{
    return survey->colorCount > CCODECS_PALETTE_LIMIT;
}

// Takes a colour that may be known.
static inline void insert_color(CCodecsSurvey *survey, ColorTable *table, uint32_t color)
{
    if (has_many(survey) || !color_insert(table, color, 0))
        return;
    if (survey->colorCount < CCODECS_PALETTE_LIMIT)
        survey->colors[survey->colorCount] = color;
    survey->colorCount++;
}

static void insert_levels(CCodecsSurvey *survey, ColorTable *table, const uint8_t levels[32])
{
    for (unsigned level = 0; level < 256; level++)
    {
        if (levels[level_byte(level)] & level_bit(level))
            insert_color(survey, table, level * 0x010101u);
    }
}

// Makes a table of a survey's colours, or of its levels as colours if it is gray so far.
static void start_colors(CCodecsSurvey *survey, ColorTable *table)
{
    memset(table->keys, 0, sizeof table->keys);
    for (uint32_t i = 0; i < survey->colorCount; i++)
        color_insert(table, survey->colors[i], 0);
    insert_levels(survey, table, survey->levels);
    memset(survey->levels, 0, sizeof survey->levels);
}

static inline __attribute__((always_inline)) void survey_runs(CCodecsSurvey *survey, ColorTable *table,
                                                              const uint8_t *pixels, size_t count, RunFunction *run)
{
    for (size_t i = 0; i < count && !has_many(survey);)
    {
        insert_color(survey, table, color_at(pixels + 3 * i, 3));
        i += 1;
        i += run(pixels + 3 * i, count - i, 3);
    }
}

#if defined(__x86_64__)
AVX2 static void survey_runs_avx2(CCodecsSurvey *survey, ColorTable *table, const uint8_t *pixels, size_t count)
{
    survey_runs(survey, table, pixels, count, run_avx2);
}
#endif

static void survey_colors(CCodecsSurvey *survey, ColorTable *table, const uint8_t *pixels, size_t count)
{
#if defined(__x86_64__)
    if (ccodecs_has_avx2())
    {
        survey_runs_avx2(survey, table, pixels, count);
        return;
    }
#endif
    survey_runs(survey, table, pixels, count, run_portable);
}

void ccodecs_survey_pixels(CCodecsSurvey *survey, const uint8_t *pixels, size_t count, int components)
{
    if (has_many(survey))
        return;
    size_t gray = 0;
    if (survey->colorCount == 0)
        gray = survey_gray(survey->levels, pixels, count, components);
    if (gray == count)
        return;
    ColorTable table;
    if (components == 3)
    {
        start_colors(survey, &table);
        survey_colors(survey, &table, pixels + 3 * gray, count - gray);
        return;
    }
    CCodecsSurvey levels = {0};
    survey_gray(levels.levels, pixels, count, 1);
    ccodecs_survey_merge(survey, &levels);
}

void ccodecs_survey_merge(CCodecsSurvey *survey, const CCodecsSurvey *other)
{
    if (has_many(survey))
        return;
    if (has_many(other))
    {
        survey->colorCount = other->colorCount;
        return;
    }
    if (survey->colorCount == 0 && other->colorCount == 0)
    {
        for (unsigned i = 0; i < sizeof survey->levels; i++)
            survey->levels[i] |= other->levels[i];
        return;
    }
    ColorTable table;
    start_colors(survey, &table);
    for (uint32_t i = 0; i < other->colorCount; i++)
        insert_color(survey, &table, other->colors[i]);
    insert_levels(survey, &table, other->levels);
}
