#include "predictor.h"

#include <stdlib.h>
#include <string.h>

// PNG's filter types. Its Average is left out, and Sub but where it must stand in: where they are best, Paeth is nearly
// as good.
enum { filterNone = 0, filterSub = 1, filterUp = 2, filterPaeth = 4 };

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

static inline int distance(int a, int b)
{
    return a < b ? b - a : a - b;
}

// The one of left, above and above left that is nearest to left + above - above left, in this order.
static inline uint8_t paeth(int left, int above, int corner)
{
    int toLeft = distance(above, corner), toAbove = distance(left, corner);
    int toCorner = distance(left + above, 2 * corner);
    int other = toAbove <= toCorner ? above : corner;
    return (uint8_t)(toLeft <= toAbove && toLeft <= toCorner ? left : other);
}

static void filter_row(
    int type, const uint8_t *restrict row, const uint8_t *restrict above, size_t count, size_t pixel,
    uint8_t *restrict to)
{
    *to++ = (uint8_t)type;
    size_t first = pixel < count ? pixel : count;
    switch (type)
    {
    case filterSub:
        memcpy(to, row, first);
        for (size_t i = first; i < count; i++)
            to[i] = (uint8_t)(row[i] - row[i - pixel]);
        break;
    case filterUp:
        for (size_t i = 0; i < count; i++)
            to[i] = (uint8_t)(row[i] - above[i]);
        break;
    case filterPaeth:
        for (size_t i = 0; i < first; i++)
            to[i] = (uint8_t)(row[i] - above[i]);
        for (size_t i = first; i < count; i++)
            to[i] = (uint8_t)(row[i] - paeth(row[i - pixel], above[i], above[i - pixel]));
        break;
    default:
        memcpy(to, row, count);
    }
}

static void filter_rows(Predictor *predictor, int type, const uint8_t *rows, size_t rowCount, uint8_t *to)
{
    size_t stride = predictor->rowBytes;
    const uint8_t *above = predictor->hasAbove ? predictor->above : NULL;
    for (size_t i = 0; i < rowCount; i++, to += stride + 1)
    {
        const uint8_t *row = rows + i * stride;
        // The row above an encoder's first is not known, though a decoder may have one.
        int used = above == NULL && type != filterNone ? filterSub : type;
        filter_row(used, row, above ? above : row, stride, predictor->pixelBytes, to);
        above = row;
    }
}

static int choose_filter(Predictor *predictor, const uint8_t *rows, size_t rowCount)
{
    static const int candidates[] = {filterNone, filterUp, filterPaeth};
    size_t size = rowCount * (predictor->rowBytes + 1), best = size;
    int type = filterNone;
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
