#include "CCodecs.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#if !__has_include(<jpeglib.h>)
#error "libjpeg-turbo's headers are missing. Run: Scripts/build   (or: apt-get install libjpeg-dev)"
#endif
// Not found, these end the compilation at once, so that the sentence above is not buried under its consequences.
#include <jpeglib.h>
#include <jconfig.h>

#define STRINGIFY_(x) #x
#define STRINGIFY(x) STRINGIFY_(x)

enum { outputSize = 128 << 10 };

struct CCodecsJPEG {
    struct jpeg_compress_struct codec;
    struct jpeg_error_mgr errors;
    struct jpeg_destination_mgr destination;
    jmp_buf failure;
    CCodecsSink *sink;
    uint8_t output[outputSize];
};

const char *ccodecs_jpeg_version(void)
{
    return "libjpeg-turbo " STRINGIFY(LIBJPEG_TURBO_VERSION);
}

// libjpeg's own would call exit().
static void fail(j_common_ptr codec)
{
    longjmp(((CCodecsJPEG *)codec->client_data)->failure, 1);
}

static void keep_silent(j_common_ptr codec)
{
    (void)codec;
}

static void start_output(j_compress_ptr codec)
{
    CCodecsJPEG *encoder = codec->client_data;
    codec->dest->next_output_byte = encoder->output;
    codec->dest->free_in_buffer = outputSize;
}

static boolean flush_output(j_compress_ptr codec)
{
    CCodecsJPEG *encoder = codec->client_data;
    // libjpeg wants the whole buffer written, whatever free_in_buffer says.
    if (ccodecs_sink_write(encoder->sink, encoder->output, outputSize))
        fail((j_common_ptr)codec);
    start_output(codec);
    return TRUE;
}

static void end_output(j_compress_ptr codec)
{
    CCodecsJPEG *encoder = codec->client_data;
    if (ccodecs_sink_write(encoder->sink, encoder->output, outputSize - codec->dest->free_in_buffer))
        fail((j_common_ptr)codec);
}

CCodecsJPEG *ccodecs_jpeg_new(CCodecsSink *sink, uint32_t width, uint32_t height, int components, int quality,
                              bool halveChroma)
{
    CCodecsJPEG *encoder = calloc(1, sizeof *encoder);
    if (encoder == NULL)
        return NULL;
    struct jpeg_compress_struct *codec = &encoder->codec;
    encoder->sink = sink;
    codec->err = jpeg_std_error(&encoder->errors);
    encoder->errors.error_exit = fail;
    encoder->errors.output_message = keep_silent;
    codec->client_data = encoder;
    if (setjmp(encoder->failure))
    {
        ccodecs_jpeg_drop(encoder);
        return NULL;
    }
    jpeg_create_compress(codec);
    encoder->destination = (struct jpeg_destination_mgr){
        .init_destination = start_output, .empty_output_buffer = flush_output, .term_destination = end_output};
    codec->dest = &encoder->destination;
    codec->image_width = width;
    codec->image_height = height;
    codec->input_components = components;
    codec->in_color_space = components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(codec);
    jpeg_set_quality(codec, quality, TRUE);
    if (components == 3 && !halveChroma)
    {
        codec->comp_info[0].h_samp_factor = 1;
        codec->comp_info[0].v_samp_factor = 1;
    }
    jpeg_start_compress(codec, TRUE);
    return encoder;
}

static int status_after_failure(const CCodecsJPEG *encoder)
{
    return encoder->sink->error ? encoder->sink->error : -1;
}

int ccodecs_jpeg_write(CCodecsJPEG *encoder, const uint8_t *rows, size_t rowCount)
{
    if (setjmp(encoder->failure))
        return status_after_failure(encoder);
    size_t stride = (size_t)encoder->codec.image_width * (size_t)encoder->codec.input_components;
    for (size_t row = 0; row < rowCount; row++)
    {
        JSAMPROW line = (JSAMPROW)(rows + row * stride);
        jpeg_write_scanlines(&encoder->codec, &line, 1);
    }
    return 0;
}

int ccodecs_jpeg_finish(CCodecsJPEG *encoder)
{
    if (setjmp(encoder->failure))
        return status_after_failure(encoder);
    jpeg_finish_compress(&encoder->codec);
    return 0;
}

void ccodecs_jpeg_drop(CCodecsJPEG *encoder)
{
    // Destroying has no way to fail.
    jpeg_destroy_compress(&encoder->codec);
    free(encoder);
}
