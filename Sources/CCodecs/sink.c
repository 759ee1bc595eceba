#define _GNU_SOURCE

#include "CCodecs.h"

#include <errno.h>
#include <fcntl.h>
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

int ccodecs_sink_write(CCodecsSink *sink, const void *bytes, size_t count)
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
    return sink->error;
}

void ccodecs_begin_writeback(int fd, int64_t offset, int64_t count)
{
    (void)sync_file_range(fd, offset, count, SYNC_FILE_RANGE_WRITE);
}
