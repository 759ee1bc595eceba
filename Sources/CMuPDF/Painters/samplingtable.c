#include "sampling.h"

#include <stdlib.h>
#include <string.h>

static long padded(long count)
{
    return (count + SAMPLES_AT_ONCE - 1) / SAMPLES_AT_ONCE * SAMPLES_AT_ONCE;
}

/// Hands out parts of one allocation.
static void *take(uint8_t **next, long bytes)
{
    void *part = *next;
    *next += padded(bytes);
    return part;
}

static bool make_room(Sampler *sampler)
{
    long count = padded(sampler->count);
    long blocks = count / SAMPLE_BLOCK;
    // Loads of a whole block may begin at the last pixel.
    long needed = (long)sampler->pixelCount * sampler->source.channels + 2 * SAMPLES_AT_ONCE;
    long total = count * (long)(sizeof(int32_t) + sizeof(int16_t) + 4) + blocks * (long)sizeof(int32_t) + needed;
    uint8_t *next = sampler->memory = malloc((size_t)(total + 8 * SAMPLES_AT_ONCE));
    if (!next)
        return false;
    sampler->offsets = take(&next, count * (long)sizeof(int32_t));
    sampler->fractions = take(&next, count * (long)sizeof(int16_t));
    sampler->bases = take(&next, blocks * (long)sizeof(int32_t));
    sampler->shuffles = take(&next, count);
    sampler->rows[0] = take(&next, count);
    sampler->rows[1] = take(&next, count);
    sampler->mixed = take(&next, count);
    sampler->needed = take(&next, needed);
    memset(sampler->needed, 0, (size_t)needed);
    return true;
}

static void fill_bytes(Sampler *sampler, SampleColumns columns, SampleLayout layout)
{
    long byte = 0;
    for (int column = 0; column < columns.count; column++)
    {
        int position = columns.position + column * columns.step;
        int fraction = columns.interpolates ? position & POSITION_MASK : 0;
        int pixel = ((position >> POSITION_BITS) - sampler->firstPixel) * sampler->source.channels;
        for (int channel = 0; channel < layout.channels; channel++, byte++)
        {
            int source = layout.sources[channel];
            sampler->offsets[byte] = pixel + (source == opaqueChannel ? 0 : source);
            sampler->fractions[byte] = (int16_t)(source == opaqueChannel ? 0 : fraction);
            sampler->hasFractions |= sampler->fractions[byte] != 0;
            sampler->isCopy &= source != opaqueChannel && sampler->offsets[byte] == byte;
        }
    }
    sampler->isCopy &= !sampler->hasFractions;
    for (; byte < padded(sampler->count); byte++)
    {
        sampler->offsets[byte] = sampler->offsets[sampler->count - 1];
        sampler->fractions[byte] = 0;
    }
    for (int i = 0; i < 4; i++)
        sampler->ones[i] = layout.sources[i % layout.channels] == opaqueChannel ? 255 : 0;
}

static void fill_blocks(Sampler *sampler)
{
    for (long block = 0; block < padded(sampler->count) / SAMPLE_BLOCK; block++)
    {
        const int32_t *offsets = sampler->offsets + block * SAMPLE_BLOCK;
        int32_t least = offsets[0], most = offsets[0];
        for (int i = 1; i < SAMPLE_BLOCK; i++)
        {
            least = offsets[i] < least ? offsets[i] : least;
            most = offsets[i] > most ? offsets[i] : most;
        }
        bool fits = most - least < SAMPLE_BLOCK;
        sampler->bases[block] = fits ? least : -1;
        for (int i = 0; i < SAMPLE_BLOCK; i++)
            sampler->shuffles[block * SAMPLE_BLOCK + i] = fits ? (uint8_t)(offsets[i] - least) : 0;
    }
}

bool cmupdf_sampler_make(Sampler *sampler, SampleSource source, SampleColumns columns, SampleLayout layout)
{
    memset(sampler, 0, sizeof(*sampler));
    int ends[2] = {
        columns.position >> POSITION_BITS,
        (columns.position + (columns.count - 1) * columns.step) >> POSITION_BITS,
    };
    int least = ends[0] < ends[1] ? ends[0] : ends[1];
    int most = ends[0] < ends[1] ? ends[1] : ends[0];
    sampler->source = source;
    sampler->count = (long)columns.count * layout.channels;
    sampler->firstPixel = least;
    sampler->pixelCount = most - least + 1 + (columns.interpolates ? 1 : 0);
    sampler->held[0] = sampler->held[1] = -1;
    sampler->isCopy = true;
    if (!make_room(sampler))
        return false;
    fill_bytes(sampler, columns, layout);
    fill_blocks(sampler);
    return true;
}

void cmupdf_sampler_drop(Sampler *sampler)
{
    free(sampler->memory);
    sampler->memory = NULL;
}
