#include "predictor.h"

#include "predictor_filters.h"

#include <stdlib.h>
#include <string.h>

enum {
    // Bytes of rows that share a filter.
    groupSize = 128 << 10,
    // Bytes of rows in the middle of a group that are judged for all of it. By measurement: half as many make files
    // 0.5 % larger and take a tenth less time.
    sampleSize = 64 << 10,
    // Fewer would not show what repeats from row to row.
    leastSampleRows = 4,
};

struct Predictor {
    size_t rowBytes, pixelBytes, groupRows, sampleRows;
    // In 32nds, by how much dense blocks are expected to be smaller than the judge's.
    size_t denseGain;
    bool hasAbove;
    uint8_t *above, *filtered, *trial, *scratch;
    // Of each group that was filtered last, whether it is noise.
    bool *isNoise;
    FastDeflate *judge;
};

Predictor *predictor_new(size_t rowBytes, size_t pixelBytes, int effort, size_t chunkBytes)
{
    Predictor *predictor = calloc(1, sizeof *predictor);
    if (predictor == NULL)
        return NULL;
    predictor->rowBytes = rowBytes;
    predictor->pixelBytes = pixelBytes;
    predictor->groupRows = rowBytes < groupSize ? groupSize / rowBytes : 1;
    predictor->sampleRows = sampleSize / rowBytes;
    if (predictor->sampleRows < leastSampleRows)
        predictor->sampleRows = leastSampleRows;
    if (predictor->sampleRows > predictor->groupRows)
        predictor->sampleRows = predictor->groupRows;
    // By measurement. The samples of a colour repeat each other's changes.
    predictor->denseGain = (size_t)effort + (pixelBytes > 1 ? 5 : 0);
    size_t group = predictor->groupRows * (rowBytes + 1);
    size_t mostGroups = (chunkBytes / rowBytes + predictor->groupRows - 1) / predictor->groupRows;
    predictor->above = malloc(rowBytes);
    predictor->filtered = malloc(predictor_size(rowBytes, chunkBytes));
    predictor->trial = malloc(group);
    predictor->scratch = malloc(group);
    predictor->isNoise = calloc(mostGroups, sizeof *predictor->isNoise);
    predictor->judge = malloc(fast_deflate_size());
    if (!predictor->above || !predictor->filtered || !predictor->trial || !predictor->scratch || !predictor->isNoise
        || !predictor->judge)
    {
        predictor_drop(predictor);
        return NULL;
    }
    fast_deflate_init(predictor->judge, 1);
    return predictor;
}

size_t predictor_size(size_t rowBytes, size_t count)
{
    return count + count / rowBytes;
}

// Rows, and the one above them or NULL: that of an encoder's first row is not known, though a decoder may have one.
typedef struct {
    const uint8_t *above, *bytes;
    size_t count;
} Rows;

static void filter_rows(const Predictor *predictor, FilterType type, Rows rows, uint8_t *to)
{
    size_t stride = predictor->rowBytes;
    const uint8_t *row = rows.bytes, *above = rows.above;
    for (size_t i = 0; i < rows.count; i++, row += stride, to += stride + 1)
    {
        FilterType used = above == NULL && type != filterNone ? filterSub : type;
        filter_row(used, row, above ? above : row, stride, predictor->pixelBytes, to);
        above = row;
    }
}

// The filter that makes rows smallest, and how small.
typedef struct {
    FilterType type;
    size_t size;
} Verdict;

// What suits rows can be told only by how they compress: the usual measure, the sum of the differences, knows nothing
// of repetition and makes text larger.
static Verdict judge(Predictor *predictor, Rows rows)
{
    static const FilterType candidates[] = {filterNone, filterUp, filterPaeth};
    size_t size = rows.count * (predictor->rowBytes + 1);
    Verdict best = {filterNone, size};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++)
    {
        filter_rows(predictor, candidates[i], rows, predictor->trial);
        size_t measured =
            fast_deflate_measure(predictor->judge, predictor->trial, size, predictor->scratch, best.size);
        if (measured >= best.size)
            continue;
        // Better codecs make more of what is repeated than the judge does, so prediction must be clearly better.
        best.size = candidates[i] == filterNone ? measured - measured / 16 : measured;
        best.type = candidates[i];
    }
    return best;
}

static Verdict judge_as_noise(Predictor *predictor, Rows rows)
{
    static const FilterType candidates[] = {filterUp, filterPaeth};
    Verdict best = {filterNone, SIZE_MAX};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++)
    {
        filter_rows(predictor, candidates[i], rows, predictor->trial);
        size_t measured = literal_deflate_measure(predictor->trial, rows.count * (predictor->rowBytes + 1));
        if (measured < best.size)
            best = (Verdict){candidates[i], measured};
    }
    return best;
}

static FilterType choose_filter(Predictor *predictor, Rows rows, bool *isNoise)
{
    size_t stride = predictor->rowBytes;
    Rows sample = rows;
    if (rows.count > predictor->sampleRows)
    {
        size_t first = (rows.count - predictor->sampleRows) / 2;
        sample.bytes += first * stride;
        sample.count = predictor->sampleRows;
        sample.above = first ? sample.bytes - stride : rows.above;
    }
    // Text and drawings, of few colours in the main, are not the same from row to row as pictures are, nor noise; and
    // they are judged fast.
    *isNoise = false;
    if (literal_deflate_measure(sample.bytes, sample.count * stride) < sample.count * stride / 2)
        return judge(predictor, rows).type;
    Verdict verdict = judge(predictor, sample), asNoise = judge_as_noise(predictor, sample);
    *isNoise = asNoise.size < verdict.size - verdict.size * predictor->denseGain / 32;
    return *isNoise ? asNoise.type : verdict.type;
}

const uint8_t *predictor_filter(Predictor *predictor, const uint8_t *bytes, size_t count)
{
    size_t stride = predictor->rowBytes, left = count / stride;
    uint8_t *to = predictor->filtered;
    for (bool *isNoise = predictor->isNoise; left; isNoise++)
    {
        size_t rowCount = left < predictor->groupRows ? left : predictor->groupRows;
        Rows rows = {predictor->hasAbove ? predictor->above : NULL, bytes, rowCount};
        filter_rows(predictor, choose_filter(predictor, rows, isNoise), rows, to);
        memcpy(predictor->above, bytes + (rowCount - 1) * stride, stride);
        predictor->hasAbove = true;
        bytes += rowCount * stride;
        to += rowCount * (stride + 1);
        left -= rowCount;
    }
    return predictor->filtered;
}

size_t predictor_part(const Predictor *predictor, size_t from, size_t count, bool *isNoise)
{
    size_t group = predictor->groupRows * (predictor->rowBytes + 1), end = from;
    *isNoise = predictor->isNoise[from / group];
    while (end < count && predictor->isNoise[end / group] == *isNoise)
        end += group;
    return (end < count ? end : count) - from;
}

void predictor_drop(Predictor *predictor)
{
    if (predictor == NULL)
        return;
    free(predictor->above);
    free(predictor->filtered);
    free(predictor->trial);
    free(predictor->scratch);
    free(predictor->isNoise);
    free(predictor->judge);
    free(predictor);
}
