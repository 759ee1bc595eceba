#include "deflate_encoder.h"

#include <stdlib.h>
#include <string.h>

enum {
    // Large enough that a write costs little beside the compression, small enough to stay in the second-level cache.
    outputSize = 256 << 10,
    // What is compared, summed and compressed while it is in that cache.
    fastChunk = 256 << 10,
    // Each chunk of libdeflate's forgets the one before; larger ones would save less than 0.1 %.
    denseChunk = 2 << 20,
    // The least run, in bytes: it ends the block before it, and another begins behind it. By measurement.
    leastRun = 64 << 10,
};

// Cuts memory into pieces of whole cache lines.
static void *carve(uint8_t **memory, size_t size)
{
    void *result = *memory;
    *memory += (size + 63) / 64 * 64;
    return result;
}

// Chunks of libdeflate are whole rows, as prediction needs them.
static size_t chunk_size(const CCodecsDeflateOptions *options)
{
    if (options->effort < 2)
        return fastChunk;
    return (options->rowBytes < denseChunk ? denseChunk / options->rowBytes : 1) * options->rowBytes;
}

CCodecsDeflate *ccodecs_deflate_new(CCodecsSink *sink, const CCodecsDeflateOptions *options)
{
    bool isFast = options->effort < 2, predicts = options->predicts && !isFast;
    size_t rowBytes = options->rowBytes, chunkSize = chunk_size(options);
    size_t blockSize = predicts ? predictor_size(rowBytes, chunkSize) : chunkSize;
    size_t capacity = isFast ? outputSize : dense_deflate_bound(blockSize);
    size_t fastSize = isFast ? fast_deflate_size() : 0;
    // One allocation, which the next image finds where it was: to fault the pages in again costs a tenth of the time.
    uint8_t *memory = malloc(sizeof(CCodecsDeflate) + fastSize + capacity + chunkSize + 2 * rowBytes + 6 * 64);
    CCodecsDeflate *encoder = (CCodecsDeflate *)memory;
    if (encoder == NULL)
        return NULL;
    carve(&memory, sizeof *encoder);
    *encoder = (CCodecsDeflate){.options = *options, .adler = 1, .chunkSize = chunkSize};
    encoder->fast = isFast ? carve(&memory, fastSize) : NULL;
    encoder->output = (DeflateOutput){.sink = sink, .bytes = carve(&memory, capacity), .capacity = capacity};
    encoder->chunk = carve(&memory, chunkSize);
    encoder->partial = carve(&memory, rowBytes);
    encoder->row = carve(&memory, rowBytes);
    // A predicted row is not what it was in the row before.
    encoder->runThreshold = predicts ? SIZE_MAX : leastRun;
    if (isFast)
        fast_deflate_init(encoder->fast, options->effort);
    else
        // libdeflate's levels below 5 cost as much.
        encoder->dense = dense_deflate_new(options->effort + 3);
    if (predicts)
        encoder->predictor = predictor_new(rowBytes, options->pixelBytes, options->effort, chunkSize);
    if ((!isFast && encoder->dense == NULL) || (predicts && encoder->predictor == NULL))
    {
        ccodecs_deflate_drop(encoder);
        return NULL;
    }
    // 32 KiB of window (RFC 1950, 2.2); the check makes the two a multiple of 31.
    static const uint8_t header[2] = {0x78, 0x01};
    if (options->isFirst)
        deflate_output_append(&encoder->output, header, sizeof header);
    return encoder;
}

int ccodecs_deflate_write(CCodecsDeflate *encoder, const uint8_t *bytes, size_t count)
{
    size_t rowBytes = encoder->options.rowBytes;
    while (count)
    {
        int status = 0;
        size_t size = rowBytes - encoder->partialUsed;
        if (encoder->partialUsed || count < rowBytes)
        {
            size = count < size ? count : size;
            memcpy(encoder->partial + encoder->partialUsed, bytes, size);
            encoder->partialUsed = (encoder->partialUsed + size) % rowBytes;
            if (encoder->partialUsed == 0)
                status = deflate_write_rows(encoder, encoder->partial, 1);
        }
        else
        {
            size = count - count % rowBytes;
            status = deflate_write_rows(encoder, bytes, size / rowBytes);
        }
        if (status)
            return status;
        bytes += size;
        count -= size;
    }
    return 0;
}

int ccodecs_deflate_finish(CCodecsDeflate *encoder)
{
    int status = deflate_end_rows(encoder);
    if (status == 0)
        status = deflate_end_part(encoder);
    // An empty block with the fixed codes, the shortest that may be the last.
    static const uint8_t end[2] = {0x03, 0x00};
    if (status == 0 && encoder->options.isLast)
        status = deflate_output_append(&encoder->output, end, sizeof end);
    uint8_t trailer[4];
    ccodecs_deflate_trailer(encoder->adler, trailer);
    if (status == 0 && encoder->options.hasTrailer)
        status = deflate_output_append(&encoder->output, trailer, sizeof trailer);
    if (status)
        return status;
    return encoder->partialUsed ? -1 : deflate_output_flush(&encoder->output);
}

void ccodecs_deflate_drop(CCodecsDeflate *encoder)
{
    dense_deflate_drop(encoder->dense);
    predictor_drop(encoder->predictor);
    free(encoder);
}

uint32_t ccodecs_deflate_adler(const CCodecsDeflate *encoder)
{
    return encoder->adler;
}

uint64_t ccodecs_deflate_byte_count(const CCodecsDeflate *encoder)
{
    return encoder->byteCount;
}
