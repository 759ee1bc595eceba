#include "deflate_encoder.h"

#include <string.h>

// Bytes stored as they are, so that ISA-L never starts without history (see fast_deflate_start).
enum { leadSize = 16 };

int deflate_output_flush(DeflateOutput *output)
{
    int status = ccodecs_sink_write(output->sink, output->bytes, output->used);
    output->used = 0;
    return status;
}

int deflate_output_reserve(DeflateOutput *output, size_t count)
{
    return output->capacity - output->used < count ? deflate_output_flush(output) : 0;
}

int deflate_output_append(DeflateOutput *output, const uint8_t *bytes, size_t count)
{
    int status = deflate_output_reserve(output, count);
    if (status)
        return status;
    memcpy(output->bytes + output->used, bytes, count);
    output->used += count;
    return 0;
}

static int compress_fast(CCodecsDeflate *encoder, const uint8_t *bytes, size_t count)
{
    if (!encoder->isOpen)
    {
        uint8_t lead[5 + leadSize] = {0};
        size_t leadCount = count < leadSize ? count : leadSize;
        // A stored block: its length and the complement of that (RFC 1951, 3.2.4).
        lead[1] = (uint8_t)leadCount;
        lead[3] = (uint8_t)~leadCount;
        lead[4] = 0xFF;
        memcpy(lead + 5, bytes, leadCount);
        int status = deflate_output_append(&encoder->output, lead, 5 + leadCount);
        if (status)
            return status;
        fast_deflate_start(encoder->fast, bytes, leadCount);
        encoder->isOpen = true;
        bytes += leadCount;
        count -= leadCount;
    }
    return fast_deflate_add(encoder->fast, bytes, count, false, &encoder->output);
}

static int compress_predicted(CCodecsDeflate *encoder, const uint8_t *bytes, size_t count)
{
    int status = 0;
    for (size_t at = 0; at < count && status == 0;)
    {
        bool isNoise;
        size_t size = predictor_part(encoder->predictor, at, count, &isNoise);
        status = isNoise ? literal_deflate_add(bytes + at, size, &encoder->output)
                         : dense_deflate_add(encoder->dense, bytes + at, size, &encoder->output);
        at += size;
    }
    return status;
}

static int compress(CCodecsDeflate *encoder, const uint8_t *bytes, size_t count)
{
    if (encoder->predictor)
    {
        bytes = predictor_filter(encoder->predictor, bytes, count);
        count = predictor_size(encoder->options.rowBytes, count);
    }
    encoder->adler = ccodecs_adler(encoder->adler, bytes, count);
    encoder->byteCount += count;
    if (encoder->predictor)
        return compress_predicted(encoder, bytes, count);
    if (encoder->dense)
        return dense_deflate_add(encoder->dense, bytes, count, &encoder->output);
    return compress_fast(encoder, bytes, count);
}

// Cuts the bytes into chunks that start where the part does, whatever the calls bring: ISA-L's blocks, too, depend on
// what it is given at a time. Most chunks lie in the caller's memory already.
int deflate_put(CCodecsDeflate *encoder, const uint8_t *bytes, size_t count)
{
    while (count)
    {
        size_t size = encoder->chunkSize - encoder->chunkUsed;
        int status = 0;
        if (count < size || encoder->chunkUsed)
        {
            size = count < size ? count : size;
            memcpy(encoder->chunk + encoder->chunkUsed, bytes, size);
            encoder->chunkUsed += size;
            if (encoder->chunkUsed == encoder->chunkSize)
            {
                encoder->chunkUsed = 0;
                status = compress(encoder, encoder->chunk, encoder->chunkSize);
            }
        }
        else
        {
            status = compress(encoder, bytes, size);
        }
        if (status)
            return status;
        bytes += size;
        count -= size;
    }
    return 0;
}

int deflate_end_part(CCodecsDeflate *encoder)
{
    size_t count = encoder->chunkUsed;
    encoder->chunkUsed = 0;
    int status = count ? compress(encoder, encoder->chunk, count) : 0;
    if (status || !encoder->isOpen)
        return status;
    encoder->isOpen = false;
    return fast_deflate_add(encoder->fast, encoder->chunk, 0, true, &encoder->output);
}
