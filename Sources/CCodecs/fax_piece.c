#include "fax.h"

// T.6 codes a row by what differs from the row above, and by nothing else that came before. So all rows of a piece but
// its first can be coded where only the piece is known; and whoever has the last row of the piece above needs to code one
// row, and to move the others' bits to where these end.

int ccodecs_fax_begin_piece(CCodecsFax *encoder, const uint8_t *row)
{
    ccodecs_fax_refer(encoder, row);
    return ccodecs_sink_write(encoder->sink, row, encoder->stride);
}

uint64_t ccodecs_fax_finish_piece(CCodecsFax *encoder)
{
    uint64_t bytes = encoder->sink->count - encoder->stride + encoder->outputCount;
    uint64_t count = 8 * bytes + encoder->bitCount;
    ccodecs_fax_fill_byte(encoder);
    (void)ccodecs_sink_write(encoder->sink, encoder->row, encoder->stride);
    return count;
}

int ccodecs_fax_append(CCodecsFax *encoder, const uint8_t *bytes, uint64_t bitCount)
{
    for (; bitCount >= 32; bitCount -= 32, bytes += 4)
        put(encoder, (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3], 32);
    for (; bitCount >= 8; bitCount -= 8)
        put(encoder, *bytes++, 8);
    if (bitCount)
        put(encoder, (uint32_t)*bytes >> (8 - bitCount), (unsigned)bitCount);
    return encoder->sink->error;
}

void ccodecs_fax_end_append(CCodecsFax *encoder, const uint8_t *lastRow)
{
    ccodecs_fax_refer(encoder, lastRow);
}
