#define _GNU_SOURCE

#include "CCodecs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#if !__has_include(<isa-l.h>)
#error "ISA-L's headers are missing. Run: Scripts/build   (or: apt-get install libisal-dev)"
#endif
// Not found, this ends the compilation at once, so that the sentence above is not buried under its consequences.
#include <isa-l.h>

void ccodecs_checksum(uint64_t checksum[2], const void *bytes, size_t count)
{
    checksum[0] = crc64_ecma_refl(checksum[0], bytes, count);
    checksum[1] = crc64_jones_refl(checksum[1], bytes, count);
}

uint32_t ccodecs_crc32(uint32_t crc, const void *bytes, size_t count)
{
    return crc32_gzip_refl(crc, bytes, count);
}

static void write_all(CCodecsSink *sink, const void *bytes, size_t count)
{
    const uint8_t *next = bytes;
    size_t left = count;
    while (left && !sink->error)
    {
        ssize_t written = write(sink->fd, next, left);
        if (written < 0)
        {
            if (errno != EINTR)
                sink->error = errno;
            continue;
        }
        next += written;
        left -= (size_t)written;
    }
    if (!sink->error)
    {
        ccodecs_checksum(sink->checksum, bytes, count);
        sink->count += count;
    }
}

static void store_big_endian(uint8_t bytes[4], uint32_t value)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(value >> (24 - 8 * i));
}

static void write_chunk(CCodecsSink *sink, const void *bytes, size_t count)
{
    uint8_t head[8], tail[4];
    store_big_endian(head, (uint32_t)count);
    memcpy(head + 4, sink->chunkType, 4);
    store_big_endian(tail, ccodecs_crc32(ccodecs_crc32(0, sink->chunkType, 4), bytes, count));
    write_all(sink, head, sizeof head);
    write_all(sink, bytes, count);
    write_all(sink, tail, sizeof tail);
}

int ccodecs_sink_write(CCodecsSink *sink, const void *bytes, size_t count)
{
    // The codecs' buffers are far smaller than a chunk may be.
    if (sink->chunkType[0] && count)
        write_chunk(sink, bytes, count);
    else
        write_all(sink, bytes, count);
    return sink->error;
}

void ccodecs_sync_file_system(int fd)
{
    (void)syncfs(fd);
}

void ccodecs_begin_writeback(int fd, int64_t offset, int64_t count)
{
    (void)sync_file_range(fd, offset, count, SYNC_FILE_RANGE_WRITE);
}
