#include "predictor.h"

#include "predictor_filters.h"

#include <stdlib.h>
#include <string.h>

// Rows that share a filter. What suits a row can be told only by how it compresses among its neighbours: the usual
// measure, the sum of the differences, knows nothing of repetition and makes text larger.
enum { groupSize = 128 << 10 };

struct Predictor {
    size_t rowBytes, pixelBytes, groupRows;
    bool hasAbove;
    uint8_t *above, *filtered, *trial, *scratch;
    FastDeflate *judge;
};

Predictor *predictor_new(size_t rowBytes, size_t pixelBytes, size_t chunkBytes)
{
    Predictor *predictor = calloc(1, sizeof *predictor);
    if (predictor == NULL)
        return NULL;
    predictor->rowBytes = rowBytes;
    predictor->pixelBytes = pixelBytes;
    predictor->groupRows = rowBytes < groupSize ? groupSize / rowBytes : 1;
    size_t group = predictor->groupRows * (rowBytes + 1);
    predictor->above = malloc(rowBytes);
    predictor->filtered = malloc(predictor_size(rowBytes, chunkBytes));
    predictor->trial = malloc(group);
    predictor->scratch = malloc(group);
    predictor->judge = malloc(fast_deflate_size());
    if (!predictor->above || !predictor->filtered || !predictor->trial || !predictor->scratch || !predictor->judge)
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

static void filter_rows(Predictor *predictor, FilterType type, const uint8_t *rows, size_t rowCount, uint8_t *to)
{
    size_t stride = predictor->rowBytes;
    const uint8_t *above = predictor->hasAbove ? predictor->above : NULL;
    for (size_t i = 0; i < rowCount; i++, to += stride + 1)
    {
        const uint8_t *row = rows + i * stride;
        // The row above an encoder's first is not known, though a decoder may have one.
        FilterType used = above == NULL && type != filterNone ? filterSub : type;
        filter_row(used, row, above ? above : row, stride, predictor->pixelBytes, to);
        above = row;
    }
}

static FilterType choose_filter(Predictor *predictor, const uint8_t *rows, size_t rowCount)
{
    static const FilterType candidates[] = {filterNone, filterUp, filterPaeth};
    size_t size = rowCount * (predictor->rowBytes + 1), best = size;
    FilterType type = filterNone;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++)
    {
        filter_rows(predictor, candidates[i], rows, rowCount, predictor->trial);
        size_t measured = fast_deflate_measure(predictor->judge, predictor->trial, size, predictor->scratch, best);
        if (measured >= best)
            continue;
        // Better codecs make more of what is repeated than the judge does, so prediction must be clearly better.
        best = candidates[i] == filterNone ? measured - measured / 16 : measured;
        type = candidates[i];
    }
    return type;
}

const uint8_t *predictor_filter(Predictor *predictor, const uint8_t *rows, size_t count)
{
    size_t stride = predictor->rowBytes, left = count / stride;
    uint8_t *to = predictor->filtered;
    while (left)
    {
        size_t rowCount = left < predictor->groupRows ? left : predictor->groupRows;
        filter_rows(predictor, choose_filter(predictor, rows, rowCount), rows, rowCount, to);
        memcpy(predictor->above, rows + (rowCount - 1) * stride, stride);
        predictor->hasAbove = true;
        rows += rowCount * stride;
        to += rowCount * (stride + 1);
        left -= rowCount;
    }
    return predictor->filtered;
}

void predictor_drop(Predictor *predictor)
{
    if (predictor == NULL)
        return;
    free(predictor->above);
    free(predictor->filtered);
    free(predictor->trial);
    free(predictor->scratch);
    free(predictor->judge);
    free(predictor);
}
