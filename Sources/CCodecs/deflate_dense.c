#include "deflate_parts.h"

#include <libdeflate.h>
#include <stdlib.h>

struct DenseDeflate {
    struct libdeflate_compressor *compressor;
};

const char *ccodecs_dense_deflate_version(void)
{
    return "libdeflate " LIBDEFLATE_VERSION_STRING;
}

DenseDeflate *dense_deflate_new(int level)
{
    DenseDeflate *deflate = malloc(sizeof *deflate);
    if (deflate == NULL)
        return NULL;
    deflate->compressor = libdeflate_alloc_compressor(level);
    if (deflate->compressor == NULL)
    {
        free(deflate);
        return NULL;
    }
    return deflate;
}

// The empty stored block behind libdeflate's own.
enum { endSize = 5 };

size_t dense_deflate_bound(size_t count)
{
    return libdeflate_deflate_compress_bound(NULL, count) + endSize;
}

int dense_deflate_add(DenseDeflate *deflate, const uint8_t *bytes, size_t count, DeflateOutput *output)
{
    int status = deflate_output_reserve(output, dense_deflate_bound(count));
    if (status)
        return status;
    uint8_t *start = output->bytes + output->used;
    size_t room = output->capacity - output->used;
    size_t length = libdeflate_deflate_compress(deflate->compressor, bytes, count, start, room - endSize);
    // libdeflate makes whole streams. The mark of their last block is taken away, and what follows begins at a byte
    // behind an empty stored block: three zero bits, zeros up to a byte, and its length twice.
    DeflateExtent extent;
    if (length == 0 || !deflate_find_last_block(start, length, &extent) || (extent.endBit + 7) / 8 != length)
        return -1;
    start[extent.lastHeaderBit / 8] &= (uint8_t)~(1u << extent.lastHeaderBit % 8);
    size_t at = (extent.endBit + 3 + 7) / 8;
    if (at > length)
        start[length] = 0;
    static const uint8_t empty[4] = {0, 0, 0xFF, 0xFF};
    for (int i = 0; i < 4; i++)
        start[at + (size_t)i] = empty[i];
    output->used += at + 4;
    return 0;
}

void dense_deflate_drop(DenseDeflate *deflate)
{
    if (deflate == NULL)
        return;
    libdeflate_free_compressor(deflate->compressor);
    free(deflate);
}
