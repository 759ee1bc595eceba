#include "fax.h"

#include <stdlib.h>
#include <string.h>

#include "fax_codes.h"

// libtiff takes 17 ms for a page of text of 2480 x 3508 pixels, more than drawing it does, and MuPDF's encoder looks at
// every bit by itself. Here a row becomes the list of places where the colour changes, found 64 pixels at a time, and
// the coding walks through two lists.

static void end_changes(Changes *changes, uint32_t width)
{
    for (unsigned i = 0; i < 4; i++)
        changes->places[changes->count + i] = width;
}

CCodecsFax *ccodecs_fax_new(CCodecsSink *sink, uint32_t width)
{
    CCodecsFax *encoder = calloc(1, sizeof *encoder);
    if (encoder == NULL)
        return NULL;
    encoder->sink = sink;
    encoder->width = width;
    encoder->stride = ((size_t)width + 7) / 8;
    size_t placesSize = ((size_t)width + 4) * sizeof(uint32_t);
    encoder->reference.places = malloc(placesSize);
    encoder->current.places = malloc(placesSize);
    encoder->row = malloc(encoder->stride);
    if (encoder->reference.places == NULL || encoder->current.places == NULL || encoder->row == NULL)
    {
        ccodecs_fax_drop(encoder);
        return NULL;
    }
    // The row before the first is white.
    memset(encoder->row, 0xFF, encoder->stride);
    end_changes(&encoder->reference, width);
    return encoder;
}

void ccodecs_fax_drop(CCodecsFax *encoder)
{
    free(encoder->reference.places);
    free(encoder->current.places);
    free(encoder->row);
    free(encoder);
}

// MARK: - Bits

void ccodecs_fax_write_output(CCodecsFax *encoder)
{
    // A failure stays in the sink, which then takes nothing more.
    (void)ccodecs_sink_write(encoder->sink, encoder->output, encoder->outputCount);
    encoder->outputCount = 0;
}

void ccodecs_fax_fill_byte(CCodecsFax *encoder)
{
    while (encoder->bitCount)
    {
        unsigned length = encoder->bitCount < 8 ? encoder->bitCount : 8;
        encoder->bitCount -= length;
        encoder->output[encoder->outputCount++] = (uint8_t)(encoder->bits >> encoder->bitCount << (8 - length));
    }
    ccodecs_fax_write_output(encoder);
}

static inline void put_code(CCodecsFax *encoder, FaxCode code)
{
    put(encoder, code.value, code.length);
}

static inline void put_run(CCodecsFax *encoder, unsigned color, uint32_t run)
{
    for (; run >= 64 * (faxLongestMakeUp + 1); run -= 64 * faxLongestMakeUp)
        put_code(encoder, faxMakeUp[color][faxLongestMakeUp]);
    if (run >= 64)
        put_code(encoder, faxMakeUp[color][run / 64]);
    put_code(encoder, faxTerminating[color][run % 64]);
}

// MARK: - Rows

static inline uint64_t big_endian(const uint8_t *bytes)
{
    uint64_t word = 0;
    for (unsigned i = 0; i < 8; i++)
        word = word << 8 | bytes[i];
    return word;
}

static void find_changes(Changes *changes, const uint8_t *row, uint32_t width)
{
    uint32_t *next = changes->places;
    // The pixel before the first is white.
    uint64_t last = 1;
    for (uint32_t start = 0; start < width; start += 64, row += 8)
    {
        uint64_t word = 0;
        uint32_t left = width - start;
        if (left >= 64)
        {
            word = big_endian(row);
        }
        else
        {
            for (uint32_t i = 0; i < (left + 7) / 8; i++)
                word |= (uint64_t)row[i] << (56 - 8 * i);
        }
        uint64_t differs = word ^ (word >> 1 | last << 63);
        if (left < 64)
            differs &= ~(UINT64_MAX >> left);
        last = word & 1;
        while (differs)
        {
            unsigned place = (unsigned)__builtin_clzll(differs);
            *next++ = start + place;
            differs &= ~(UINT64_C(1) << 63 >> place);
        }
    }
    changes->count = (uint32_t)(next - changes->places);
    end_changes(changes, width);
}

// A row like the one before is nothing but "here too" for each change, and the end of the row is one.
static void put_same_row(CCodecsFax *encoder)
{
    uint32_t left = encoder->reference.count + 1;
    for (; left > 32; left -= 32)
        put(encoder, UINT32_MAX, 32);
    put(encoder, UINT32_MAX >> (32 - left), left);
}

// T.6, 2.2: a0 is the place up to which the row is coded and a1, a2 the next changes; b1 is the first change of the row
// before that lies behind a0 and is to the colour that a1 is to, b2 the one after it.
static void put_row(CCodecsFax *encoder)
{
    // By a1 - b1 + 3.
    static const FaxCode vertical[7] = {{2, 7}, {2, 6}, {2, 3}, {1, 1}, {3, 3}, {3, 6}, {3, 7}};
    static const FaxCode pass = {1, 4}, horizontal = {1, 3};

    const uint32_t width = encoder->width;
    const uint32_t *a = encoder->current.places;
    const uint32_t *b = encoder->reference.places;
    uint32_t a0 = 0;
    unsigned color = 0;
    // At first a0 is a white pixel before the row, behind which even the first pixel lies.
    bool atStart = true;
    do
    {
        while (*b <= a0 && *b < width && !(atStart && *b == 0))
            b += 2;
        uint32_t a1 = a[0], b1 = b[0], b2 = b[1];
        uint32_t offset = a1 - b1 + 3;
        if (b2 < a1)
        {
            put_code(encoder, pass);
            a0 = b2;
        }
        else if (offset <= 6)
        {
            put_code(encoder, vertical[offset]);
            a0 = a1;
            a += 1;
            color ^= 1;
            // The next change sought is to the other colour, and may be the one before b1.
            b = b > encoder->reference.places ? b - 1 : b + 1;
        }
        else
        {
            put_code(encoder, horizontal);
            put_run(encoder, color, a1 - a0);
            put_run(encoder, color ^ 1, a[1] - a1);
            a0 = a[1];
            a += 2;
        }
        atStart = false;
    } while (a0 < width);
}

void ccodecs_fax_refer(CCodecsFax *encoder, const uint8_t *row)
{
    find_changes(&encoder->reference, row, encoder->width);
    memcpy(encoder->row, row, encoder->stride);
}

int ccodecs_fax_write(CCodecsFax *encoder, const uint8_t *rows, size_t rowCount)
{
    const uint8_t *before = encoder->row;
    for (size_t row = 0; row < rowCount; row++, rows += encoder->stride)
    {
        if (memcmp(rows, before, encoder->stride) == 0)
        {
            put_same_row(encoder);
        }
        else
        {
            find_changes(&encoder->current, rows, encoder->width);
            put_row(encoder);
            Changes changes = encoder->reference;
            encoder->reference = encoder->current;
            encoder->current = changes;
        }
        before = rows;
    }
    if (rowCount)
        memmove(encoder->row, before, encoder->stride);
    return encoder->sink->error;
}

int ccodecs_fax_finish(CCodecsFax *encoder)
{
    // EOFB: two end-of-line codes.
    put(encoder, 0x001001, 24);
    ccodecs_fax_fill_byte(encoder);
    return encoder->sink->error;
}
