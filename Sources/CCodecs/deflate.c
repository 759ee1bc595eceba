#include "CCodecs.h"

#include <isa-l.h>
#include <limits.h>
#include <stdlib.h>

#define STRINGIFY_(x) #x
#define STRINGIFY(x) STRINGIFY_(x)

// Large enough that a write costs little beside the compression, small enough to stay in the second-level cache.
enum { outputSize = 256 << 10 };

// ISA-L's level 1, when it meets the first bytes of a stream in its main loop, hashes the address of the stream where
// it should hash the data (the label write_first_byte in igzip_icf_body_h1_gr_bt.asm, up to 2.32 at least). The stray
// entry in the hash table makes the output depend on where memory happened to be allocated. The code that ends a
// flushed part has no such slip, so a few bytes go through that first, at the price of an empty block.
enum { leadSize = 8 };

struct CCodecsDeflate {
    CCodecsSink *sink;
    bool hasLead;
    struct isal_zstream stream;
    uint8_t level[ISAL_DEF_LVL1_DEFAULT];
    uint8_t output[outputSize];
};

const char *ccodecs_deflate_version(void)
{
    return "ISA-L " STRINGIFY(ISAL_MAJOR_VERSION) "." STRINGIFY(ISAL_MINOR_VERSION) "." STRINGIFY(ISAL_PATCH_VERSION);
}

static void start_output(CCodecsDeflate *encoder)
{
    encoder->stream.next_out = encoder->output;
    encoder->stream.avail_out = outputSize;
}

CCodecsDeflate *ccodecs_deflate_new(CCodecsSink *sink)
{
    CCodecsDeflate *encoder = malloc(sizeof *encoder);
    if (encoder == NULL)
        return NULL;
    encoder->sink = sink;
    encoder->hasLead = false;
    isal_deflate_init(&encoder->stream);
    encoder->stream.level = 1;
    encoder->stream.level_buf = encoder->level;
    encoder->stream.level_buf_size = sizeof encoder->level;
    encoder->stream.gzip_flag = IGZIP_ZLIB;
    start_output(encoder);
    return encoder;
}

static int write_output(CCodecsDeflate *encoder)
{
    int status = ccodecs_sink_write(encoder->sink, encoder->output, outputSize - encoder->stream.avail_out);
    start_output(encoder);
    return status;
}

// Compresses what there is and writes the output each time it is full.
static int pump(CCodecsDeflate *encoder)
{
    struct isal_zstream *stream = &encoder->stream;
    bool wasFull;
    do
    {
        if (isal_deflate(stream) != COMP_OK)
            return -1;
        wasFull = stream->avail_out == 0;
        int status = wasFull ? write_output(encoder) : 0;
        if (status)
            return status;
    } while (wasFull || stream->avail_in != 0);
    return 0;
}

int ccodecs_deflate_write(CCodecsDeflate *encoder, const uint8_t *bytes, size_t count)
{
    while (count)
    {
        uint32_t limit = encoder->hasLead ? INT_MAX : leadSize;
        uint32_t chunk = count > limit ? limit : (uint32_t)count;
        encoder->stream.flush = encoder->hasLead ? NO_FLUSH : SYNC_FLUSH;
        encoder->hasLead = true;
        encoder->stream.next_in = (uint8_t *)bytes;
        encoder->stream.avail_in = chunk;
        int status = pump(encoder);
        if (status)
            return status;
        bytes += chunk;
        count -= chunk;
    }
    return 0;
}

int ccodecs_deflate_finish(CCodecsDeflate *encoder)
{
    encoder->stream.avail_in = 0;
    encoder->stream.flush = NO_FLUSH;
    encoder->stream.end_of_stream = 1;
    int status = pump(encoder);
    if (status)
        return status;
    if (encoder->stream.internal_state.state != ZSTATE_END)
        return -1;
    return write_output(encoder);
}

void ccodecs_deflate_drop(CCodecsDeflate *encoder)
{
    free(encoder);
}
