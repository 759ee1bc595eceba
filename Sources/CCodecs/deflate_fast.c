#include "deflate_parts.h"

#if !__has_include(<isa-l.h>)
#error "ISA-L's headers are missing. Run: Scripts/build   (or: apt-get install libisal-dev)"
#endif
// Not found, this ends the compilation at once, so that the sentence above is not buried under its consequences.
#include <isa-l.h>
#include <limits.h>

#define STRINGIFY_(x) #x
#define STRINGIFY(x) STRINGIFY_(x)

struct FastDeflate {
    struct isal_zstream stream;
    uint8_t level[ISAL_DEF_LVL1_DEFAULT];
};

const char *ccodecs_deflate_version(void)
{
    return "ISA-L " STRINGIFY(ISAL_MAJOR_VERSION) "." STRINGIFY(ISAL_MINOR_VERSION) "." STRINGIFY(ISAL_PATCH_VERSION);
}

size_t fast_deflate_size(void)
{
    return sizeof(FastDeflate);
}

void fast_deflate_init(FastDeflate *deflate, int level)
{
    isal_deflate_init(&deflate->stream);
    deflate->stream.level = (uint32_t)level;
    deflate->stream.level_buf = level ? deflate->level : NULL;
    deflate->stream.level_buf_size = level ? sizeof deflate->level : 0;
}

void fast_deflate_start(FastDeflate *deflate, const uint8_t *history, size_t count)
{
    // ISA-L, when it starts without history, hashes the address of the first bytes where it should hash the bytes (the
    // label write_first_byte in igzip_icf_body_h1_gr_bt.asm, up to 2.32 at least). The stray entry in the hash table
    // makes the output depend on where memory happened to be allocated. With history it never goes there.
    if (count > deflateWindow)
    {
        history += count - deflateWindow;
        count = deflateWindow;
    }
    isal_deflate_reset(&deflate->stream);
    isal_deflate_set_dict(&deflate->stream, (uint8_t *)history, (uint32_t)count);
}

int fast_deflate_add(FastDeflate *deflate, const uint8_t *bytes, size_t count, bool ends, DeflateOutput *output)
{
    struct isal_zstream *stream = &deflate->stream;
    do
    {
        uint32_t part = count > INT_MAX ? INT_MAX : (uint32_t)count;
        stream->next_in = (uint8_t *)bytes;
        stream->avail_in = part;
        stream->flush = ends && part == count ? SYNC_FLUSH : NO_FLUSH;
        bool wasFull;
        do
        {
            stream->next_out = output->bytes + output->used;
            stream->avail_out = (uint32_t)(output->capacity - output->used);
            if (isal_deflate(stream) != COMP_OK)
                return -1;
            output->used = output->capacity - stream->avail_out;
            wasFull = stream->avail_out == 0;
            int status = wasFull ? deflate_output_flush(output) : 0;
            if (status)
                return status;
        } while (wasFull || stream->avail_in != 0);
        bytes += part;
        count -= part;
    } while (count);
    return 0;
}

size_t fast_deflate_measure(FastDeflate *deflate, const uint8_t *bytes, size_t count, uint8_t *scratch, size_t limit)
{
    static const uint8_t nothing[16];
    struct isal_zstream *stream = &deflate->stream;
    fast_deflate_start(deflate, nothing, sizeof nothing);
    stream->next_in = (uint8_t *)bytes;
    stream->avail_in = (uint32_t)count;
    stream->flush = SYNC_FLUSH;
    stream->next_out = scratch;
    stream->avail_out = (uint32_t)limit;
    if (isal_deflate(stream) != COMP_OK || stream->avail_out == 0)
        return SIZE_MAX;
    return limit - stream->avail_out;
}
