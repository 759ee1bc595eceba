#include "jpeg_piece.h"
#include "jpeg_strip.h"

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
    bool isPiece, takesScanlines;
    JPEGPiece piece;
    JPEGStrip strip;
    // Behind one byte's room for what was held back of the output before.
    size_t held;
    uint8_t output[1 + outputSize];
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
    codec->dest->next_output_byte = encoder->output + 1;
    codec->dest->free_in_buffer = outputSize;
}

static void write_output(CCodecsJPEG *encoder, size_t count)
{
    uint8_t *bytes = encoder->output + 1 - encoder->held;
    count += encoder->held;
    size_t skipped = 0, held = 0;
    if (encoder->isPiece && !jpeg_piece_edit(&encoder->piece, bytes, count, &skipped, &held))
        fail((j_common_ptr)&encoder->codec);
    if (ccodecs_sink_write(encoder->sink, bytes + skipped, count - skipped - held))
        fail((j_common_ptr)&encoder->codec);
    // Half a marker, of which the other half comes next; or the end, behind which comes nothing.
    encoder->held = held == 1;
    encoder->output[0] = 0xFF;
}

static boolean flush_output(j_compress_ptr codec)
{
    // libjpeg wants the whole buffer written, whatever free_in_buffer says.
    write_output(codec->client_data, outputSize);
    start_output(codec);
    return TRUE;
}

static void end_output(j_compress_ptr codec)
{
    write_output(codec->client_data, outputSize - codec->dest->free_in_buffer);
}

// In segments of APP2 (ICC.1, B.4), behind the JFIF header that libjpeg has left in the buffer. Not by libjpeg, for the
// header of a piece must lie in one buffer.
static void write_profile(CCodecsJPEG *encoder, const uint8_t *profile, size_t count)
{
    enum { headerSize = 18, partLimit = 65535 - headerSize + 2 };
    struct jpeg_destination_mgr *destination = encoder->codec.dest;
    int status = ccodecs_sink_write(encoder->sink, encoder->output + 1, outputSize - destination->free_in_buffer);
    size_t partCount = (count + partLimit - 1) / partLimit;
    for (size_t part = 0; part < partCount && status == 0; part++)
    {
        const uint8_t *bytes = profile + part * partLimit;
        size_t length = part + 1 < partCount ? partLimit : count - part * partLimit;
        size_t field = length + headerSize - 2;
        uint8_t header[headerSize] = "\xFF\xE2..ICC_PROFILE";
        header[2] = (uint8_t)(field >> 8);
        header[3] = (uint8_t)field;
        header[16] = (uint8_t)(part + 1);
        header[17] = (uint8_t)partCount;
        status = ccodecs_sink_write(encoder->sink, header, headerSize);
        if (status == 0)
            status = ccodecs_sink_write(encoder->sink, bytes, length);
    }
    if (status)
        fail((j_common_ptr)&encoder->codec);
    start_output(&encoder->codec);
}

CCodecsJPEG *ccodecs_jpeg_new(CCodecsSink *sink, const CCodecsJPEGOptions *options)
{
    CCodecsJPEG *encoder = calloc(1, sizeof *encoder);
    if (encoder == NULL)
        return NULL;
    // Inks are for libjpeg itself to cut into blocks.
    encoder->takesScanlines = options->components == 4;
    if (encoder->takesScanlines)
        encoder->strip = (JPEGStrip){.width = options->width, .components = 4, .rowCount = jpegBlock};
    else if (!jpeg_strip_init(&encoder->strip, options->width, options->components, options->halveChroma))
    {
        free(encoder);
        return NULL;
    }
    encoder->isPiece = options->isPiece;
    encoder->piece = (JPEGPiece){
        .height = options->height,
        .interval = options->firstRow / encoder->strip.rowCount,
        .isFirst = options->firstRow == 0,
        .isLast = options->firstRow + options->rowCount == options->height};
    bool hasProfile = options->profile != NULL && options->firstRow == 0;
    encoder->piece.startsBehindMark = hasProfile;
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
    codec->image_width = options->width;
    codec->image_height = options->isPiece ? options->rowCount : options->height;
    codec->input_components = options->components;
    codec->in_color_space = options->components == 1 ? JCS_GRAYSCALE
        : options->components == 3                   ? JCS_RGB
                                                     : JCS_CMYK;
    jpeg_set_defaults(codec);
    jpeg_set_quality(codec, options->quality, TRUE);
    codec->restart_in_rows = options->isPiece ? 1 : 0;
    if (options->components == 3 && !options->halveChroma)
    {
        codec->comp_info[0].h_samp_factor = 1;
        codec->comp_info[0].v_samp_factor = 1;
    }
    if (options->resolution)
    {
        // Which libjpeg leaves out of CMYK; without it nothing says what the resolution is.
        codec->write_JFIF_header = TRUE;
        codec->density_unit = 1;
        codec->X_density = codec->Y_density = options->resolution;
    }
    codec->raw_data_in = !encoder->takesScanlines;
    jpeg_start_compress(codec, TRUE);
    if (hasProfile)
        write_profile(encoder, options->profile, options->profileCount);
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
    JPEGStrip *strip = &encoder->strip;
    size_t stride = (size_t)strip->width * (size_t)strip->components;
    for (size_t row = 0; row < rowCount; row++)
    {
        if (encoder->takesScanlines)
        {
            // libjpeg reads it, and knows no const.
            JSAMPROW pixels = (JSAMPROW)(rows + row * stride);
            jpeg_write_scanlines(&encoder->codec, &pixels, 1);
            continue;
        }
        if (jpeg_strip_take(strip, rows + row * stride))
            jpeg_write_raw_data(&encoder->codec, strip->planes, strip->rowCount);
    }
    return 0;
}

int ccodecs_jpeg_finish(CCodecsJPEG *encoder)
{
    if (setjmp(encoder->failure))
        return status_after_failure(encoder);
    if (!encoder->takesScanlines && jpeg_strip_complete(&encoder->strip))
        jpeg_write_raw_data(&encoder->codec, encoder->strip.planes, encoder->strip.rowCount);
    jpeg_finish_compress(&encoder->codec);
    return 0;
}

void ccodecs_jpeg_drop(CCodecsJPEG *encoder)
{
    // Destroying has no way to fail.
    jpeg_destroy_compress(&encoder->codec);
    jpeg_strip_deinit(&encoder->strip);
    free(encoder);
}
