// Rows of PNG in all their forms to 8-bit gray and RGB.

#include "png_read.h"

#include <string.h>

bool ccodecs_png_is_plain(const PNGHeader *header)
{
    return header->depth == 8 && (header->colorType == 0 || header->colorType == 2) && !header->hasKey;
}

/// A sample of any depth as it is stored.
static unsigned sample_at(const uint8_t *row, size_t index, int depth)
{
    switch (depth)
    {
    case 8:
        return row[index];
    case 16:
        return (unsigned)row[index * 2] << 8 | row[index * 2 + 1];
    default:
        return row[index * (unsigned)depth / 8] >> (8 - depth - (int)(index * (unsigned)depth % 8))
            & ((1u << depth) - 1);
    }
}

/// The same in 8 bits, rounded.
static uint8_t byte_of(unsigned sample, int depth)
{
    if (depth == 16)
        return (uint8_t)((sample * 255 + 32895) >> 16);
    return (uint8_t)(depth == 8 ? sample : sample * (255 / ((1u << depth) - 1)));
}

/// A colour laid on white.
static uint8_t on_white(unsigned color, unsigned alpha)
{
    unsigned sum = color * alpha + 255 * (255 - alpha) + 127;
    return (uint8_t)(sum / 255);
}

void ccodecs_png_prepare(const PNGHeader *header, PNGTables *tables)
{
    memset(tables, 0, sizeof *tables);
    for (int i = 0; i < header->paletteCount; i++)
    {
        unsigned alpha = header->hasAlpha ? header->alpha[i] : 255;
        for (int k = 0; k < 3; k++)
            tables->colors[i][k] = on_white(header->palette[i][k], alpha);
    }
    for (unsigned byte = 0; byte < 256 && header->depth < 8; byte++)
    {
        uint8_t stored = (uint8_t)byte;
        for (size_t i = 0; i < 8 / (size_t)header->depth; i++)
            tables->grays[byte][i] = byte_of(sample_at(&stored, i, header->depth), header->depth);
    }
}

static bool expand_palette(const PNGHeader *header, const PNGTables *tables, uint8_t *pixels, const uint8_t *row)
{
    unsigned most = 0;
    size_t last = header->width - 1;
    for (size_t x = 0; x < last; x++)
    {
        unsigned index = header->depth == 8 ? row[x] : sample_at(row, x, header->depth);
        most = index > most ? index : most;
        // Its fourth byte is overwritten by the next one.
        memcpy(pixels + x * 3, tables->colors[index], 4);
    }
    unsigned index = sample_at(row, last, header->depth);
    memcpy(pixels + last * 3, tables->colors[index], 3);
    most = index > most ? index : most;
    return most < (unsigned)header->paletteCount;
}

/// RGB or gray of 8 bits with alpha.
static void expand_alpha(const PNGHeader *header, uint8_t *pixels, const uint8_t *row)
{
    size_t colors = header->colorType == 4 ? 1 : 3;
    for (size_t x = 0; x < header->width; x++, row += colors + 1, pixels += colors)
    {
        unsigned alpha = row[colors];
        for (size_t k = 0; k < colors; k++)
            pixels[k] = alpha == 255 ? row[k] : on_white(row[k], alpha);
    }
}

static void expand_samples(const PNGHeader *header, uint8_t *pixels, const uint8_t *row)
{
    int colors = header->colorType == 0 || header->colorType == 4 ? 1 : 3;
    int channels = header->channels, depth = header->depth;
    for (size_t x = 0; x < header->width; x++, pixels += colors)
    {
        unsigned alpha = 255;
        bool isKey = header->hasKey;
        for (int k = 0; isKey && k < colors; k++)
        {
            unsigned key = depth == 16 ? header->key[k] : header->key[k] & ((1u << depth) - 1);
            isKey = sample_at(row, x * (size_t)channels + (size_t)k, depth) == key;
        }
        if (isKey)
            alpha = 0;
        if (channels > colors)
            alpha = byte_of(sample_at(row, x * (size_t)channels + (size_t)colors, depth), depth);
        for (int k = 0; k < colors; k++)
        {
            uint8_t value = byte_of(sample_at(row, x * (size_t)channels + (size_t)k, depth), depth);
            pixels[k] = alpha == 255 ? value : on_white(value, alpha);
        }
    }
}

/// Gray of 1, 2 or 4 bits, a byte at a time.
static void expand_bits(const PNGHeader *header, const PNGTables *tables, uint8_t *pixels, const uint8_t *row)
{
    size_t perByte = 8 / (size_t)header->depth, whole = header->width / perByte;
    // A constant size is worth it where there are eight.
    if (perByte == 8)
    {
        for (size_t i = 0; i < whole; i++)
            memcpy(pixels + i * 8, tables->grays[row[i]], 8);
    }
    else
    {
        for (size_t i = 0; i < whole; i++)
            memcpy(pixels + i * perByte, tables->grays[row[i]], perByte);
    }
    if (header->width % perByte)
        memcpy(pixels + whole * perByte, tables->grays[row[whole]], header->width % perByte);
}

bool ccodecs_png_expand(const PNGHeader *header, const PNGTables *tables, uint8_t *pixels, const uint8_t *row)
{
    if (header->colorType == 3)
        return expand_palette(header, tables, pixels, row);
    if (header->depth < 8 && !header->hasKey)
        expand_bits(header, tables, pixels, row);
    else if (header->depth == 8 && header->colorType >= 4)
        expand_alpha(header, pixels, row);
    else
        expand_samples(header, pixels, row);
    return true;
}
