#include "CCodecs.h"

#include <isa-l.h>
#include <limits.h>
#include <stdlib.h>

#define STRINGIFY_(x) #x
#define STRINGIFY(x) STRINGIFY_(x)

// Large enough that a write costs little beside the compression, small enough to stay in the second-level cache.
enum { outputSize = 256 << 10 };

struct CCodecsDeflate {
    CCodecsSink *sink;
    struct isal_zstream stream;
    uint8_t level[ISAL_DEF_LVL1_DEFAULT];
    uint8_t output[outputSize];
};

const char *ccodecs_deflate_version(void)
{
    return "ISA-L " STRINGIFY(ISAL_MAJOR_VERSION) "." STRINGIFY(ISAL_MINOR_VERSION) "." STRINGIFY(ISAL_PATCH_VERSION);
}

CCodecsDeflate *ccodecs_deflate_new(CCodecsSink *sink)
{
    CCodecsDeflate *encoder = malloc(sizeof *encoder);
    if (encoder == NULL)
        return NULL;
    encoder->sink = sink;
    isal_deflate_init(&encoder->stream);
    encoder->stream.level = 1;
    encoder->stream.level_buf = encoder->level;
    encoder->stream.level_buf_size = sizeof encoder->level;
    encoder->stream.gzip_flag = IGZIP_ZLIB;
    encoder->stream.flush = NO_FLUSH;
    return encoder;
}

static int pump(CCodecsDeflate *encoder)
{
    struct isal_zstream *stream = &encoder->stream;
    do
    {
        stream->next_out = encoder->output;
        stream->avail_out = outputSize;
        if (isal_deflate(stream) != COMP_OK)
            return -1;
        if (ccodecs_sink_write(encoder->sink, encoder->output, outputSize - stream->avail_out))
            return encoder->sink->error;
    } while (stream->avail_out == 0 || stream->avail_in != 0);
    return 0;
}

int ccodecs_deflate_write(CCodecsDeflate *encoder, const uint8_t *bytes, size_t count)
{
    while (count)
    {
        uint32_t chunk = count > INT_MAX ? INT_MAX : (uint32_t)count;
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
    encoder->stream.end_of_stream = 1;
    int status = pump(encoder);
    if (status)
        return status;
    return encoder->stream.internal_state.state == ZSTATE_END ? 0 : -1;
}

void ccodecs_deflate_drop(CCodecsDeflate *encoder)
{
    free(encoder);
}
