#include "CCodecs.h"

#include <libdeflate.h>

// libdeflate's best short of its exhaustive searches.
enum { level = 9 };

size_t ccodecs_zlib_bound(size_t count)
{
    return libdeflate_zlib_compress_bound(NULL, count);
}

size_t ccodecs_zlib(const uint8_t *bytes, size_t count, uint8_t *stream, size_t room)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
    if (compressor == NULL)
        return 0;
    size_t length = libdeflate_zlib_compress(compressor, bytes, count, stream, room);
    libdeflate_free_compressor(compressor);
    return length;
}
