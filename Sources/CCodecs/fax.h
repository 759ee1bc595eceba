// What the CCITT encoder and its pieces share.

#ifndef CCODECS_FAX_H
#define CCODECS_FAX_H

#include "CCodecs.h"

enum { faxOutputSize = 64 << 10 };
// A code that is put must find room for the 4 bytes that may become whole.
enum { faxOutputMargin = 8 };

// "Changing elements" of a row: the even ones are the first black pixel of a run, the odd ones the first white pixel
// after it. Behind the last there are four times the width, so that searches need not ask for the end.
typedef struct {
    uint32_t *places;
    uint32_t count;
} Changes;

struct CCodecsFax {
    CCodecsSink *sink;
    uint32_t width;
    size_t stride;
    Changes reference, current;
    // The row before as it was given, to see when a row is the same.
    uint8_t *row;
    // Bits that do not fill bytes yet, the last one lowest.
    uint64_t bits;
    unsigned bitCount;
    size_t outputCount;
    uint8_t output[faxOutputSize];
};

void ccodecs_fax_write_output(CCodecsFax *encoder);
// Fills the last byte with zeros, and writes all there is.
void ccodecs_fax_fill_byte(CCodecsFax *encoder);
// Takes a row as the one before, without coding it.
void ccodecs_fax_refer(CCodecsFax *encoder, const uint8_t *row);

// At most 32 bits.
static inline void put(CCodecsFax *encoder, uint32_t value, unsigned length)
{
    encoder->bits = encoder->bits << length | value;
    encoder->bitCount += length;
    if (encoder->bitCount < 32)
        return;
    encoder->bitCount -= 32;
    uint32_t whole = (uint32_t)(encoder->bits >> encoder->bitCount);
    uint8_t *out = encoder->output + encoder->outputCount;
    out[0] = (uint8_t)(whole >> 24);
    out[1] = (uint8_t)(whole >> 16);
    out[2] = (uint8_t)(whole >> 8);
    out[3] = (uint8_t)whole;
    encoder->outputCount += 4;
    if (encoder->outputCount > faxOutputSize - faxOutputMargin)
        ccodecs_fax_write_output(encoder);
}

#endif
