// fz_open_dctd: JPEG images, whose rows are handed on many at a time as they are decoded.
//
// MuPDF's stream moves them through a buffer of 4 KiB, byte by byte where a row is longer than that, which takes as long
// as decoding does. Here MuPDF's function opens the image and reads its header; the rows after it are read by ours.

#include "mupdf121.h"
#include "mupdfinside.h"

#include <stdio.h>
// After stdio.h, which it needs.
#include <jpeglib.h>

/// Decoded rows that are handed on at a time, in bytes: they should still lie in the second-level cache.
#define CHUNK_BYTES (64 << 10)

/// What `isInitialized` becomes when rows came before an error.
#define HAS_FAILED 2

/// The beginning of what filter-dct.c keeps of a stream; more follows that is of no concern here.
typedef struct {
    fz_stream *chain;
    fz_stream *tables;
    /// Where the compressed data come from.
    fz_stream *current;
    fz_context *ctx;
    int colorTransform;
    int isInitialized;
    /// Bytes a row.
    int stride;
    int l2factor;
    /// Freed with the stream. One row at first, CHUNK_BYTES and more once we have read into it.
    unsigned char *rows;
    /// What of the row has not been handed on; both NULL once `rows` is ours.
    unsigned char *next, *end;
    struct jpeg_decompress_struct decoder;
} JPEGStream;

/// MuPDF's function that reads from such a stream, the same for all.
static fz_stream_next_fn *_Atomic stock_next;

static int hand_on(fz_stream *stream, unsigned char *start, unsigned char *end)
{
    if (start == end)
        return EOF;
    stream->rp = start;
    stream->wp = end;
    stream->pos += end - start;
    return *stream->rp++;
}

static int read_rows(fz_context *ctx, fz_stream *stream, JPEGStream *jpeg)
{
    j_decompress_ptr decoder = &jpeg->decoder;
    JDIMENSION capacity = (JDIMENSION)fz_maxi(CHUNK_BYTES / jpeg->stride, 1);
    JDIMENSION count = 0;
    fz_var(count);
    fz_try(ctx)
    {
        if (jpeg->next)
        {
            jpeg->rows = fz_realloc(ctx, jpeg->rows, (size_t)capacity * (size_t)jpeg->stride);
            jpeg->next = jpeg->end = NULL;
        }
        while (count < capacity && decoder->output_scanline < decoder->output_height)
        {
            JSAMPROW row = jpeg->rows + (size_t)count * (size_t)jpeg->stride;
            if (jpeg_read_scanlines(decoder, &row, 1) == 0)
                break; // The compressed data could not be read, which has been said.
            count++;
        }
    }
    fz_catch(ctx)
    {
        // As MuPDF leaves it: at the compressed byte that comes next.
        jpeg->current->rp = jpeg->current->wp - decoder->src->bytes_in_buffer;
        if (count == 0)
            fz_rethrow(ctx);
        // The rows before an error are as good as those of earlier chunks.
        jpeg->isInitialized = HAS_FAILED;
    }
    return hand_on(stream, jpeg->rows, jpeg->rows + (size_t)count * (size_t)jpeg->stride);
}

static int next_rows(fz_context *ctx, fz_stream *stream, size_t max)
{
    JPEGStream *jpeg = stream->state;
    if (!jpeg->isInitialized)
        return stock_next(ctx, stream, max);
    if (jpeg->isInitialized == HAS_FAILED)
        fz_throw(ctx, FZ_ERROR_GENERIC, "jpeg error");
    if (jpeg->next < jpeg->end)
    {
        unsigned char *start = jpeg->next;
        jpeg->next = jpeg->end;
        return hand_on(stream, start, jpeg->end);
    }
    return read_rows(ctx, stream, jpeg);
}

fz_stream *__wrap_fz_open_dctd(fz_context *ctx, fz_stream *chain, int colorTransform, int l2factor, fz_stream *tables)
{
    fz_stream *stream = __real_fz_open_dctd(ctx, chain, colorTransform, l2factor, tables);
    if (IS_MUPDF_1_21 && cmupdf_painters_are_fast())
    {
        stock_next = stream->next;
        stream->next = next_rows;
    }
    return stream;
}
