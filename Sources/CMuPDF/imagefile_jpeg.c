// JPEG files. MuPDF's decoder takes what libjpeg warns of for good; here a warning is the end.

#include "imagefile.h"

#include <stdio.h>
// After stdio.h, which it needs.
#include <jpeglib.h>

typedef struct {
    struct jpeg_error_mgr super;
    fz_context *ctx;
} StrictErrors;

static void give_up(j_common_ptr decoder)
{
    char text[JMSG_LENGTH_MAX];
    decoder->err->format_message(decoder, text);
    fz_throw(((StrictErrors *)decoder->err)->ctx, FZ_ERROR_GENERIC, "%s", text);
}

static void take_note(j_common_ptr decoder, int level)
{
    // What is not negative is no warning.
    if (level < 0)
        give_up(decoder);
}

// Inks are stored the other way round by all programs that say who they are.
static void invert(fz_pixmap *pixmap)
{
    for (int y = 0; y < pixmap->h; y++)
    {
        uint8_t *row = pixmap->samples + y * pixmap->stride;
        for (int x = 0; x < pixmap->w * 4; x++)
            row[x] = (uint8_t)(255 - row[x]);
    }
}

static void set_resolution(fz_pixmap *pixmap, const struct jpeg_decompress_struct *decoder)
{
    double unit = decoder->density_unit == 1 ? 1 : decoder->density_unit == 2 ? 2.54 : 0;
    pixmap->xres = (int)(decoder->X_density * unit + 0.5);
    pixmap->yres = (int)(decoder->Y_density * unit + 0.5);
}

static void read_header(fz_context *ctx, j_decompress_ptr decoder, const uint8_t *bytes, size_t count,
                        size_t pixelLimit)
{
    jpeg_create_decompress(decoder);
    jpeg_mem_src(decoder, bytes, count);
    jpeg_read_header(decoder, TRUE);
    if (decoder->image_width == 0 || decoder->image_height > pixelLimit / decoder->image_width)
        fz_throw(ctx, FZ_ERROR_GENERIC, "the image is too large: %u x %u pixels", decoder->image_width,
                 decoder->image_height);
    if (decoder->num_components == 4)
        decoder->out_color_space = JCS_CMYK;
    else if (decoder->num_components != 1)
        decoder->out_color_space = JCS_RGB;
}

static fz_pixmap *read_pixels(fz_context *ctx, j_decompress_ptr decoder)
{
    jpeg_start_decompress(decoder);
    int components = decoder->output_components;
    fz_colorspace *space = components == 1 ? fz_device_gray(ctx)
        : components == 3                  ? fz_device_rgb(ctx)
                                           : fz_device_cmyk(ctx);
    fz_pixmap *pixmap = fz_new_pixmap(ctx, space, (int)decoder->output_width, (int)decoder->output_height, NULL, 0);
    fz_try(ctx)
    {
        while (decoder->output_scanline < decoder->output_height)
        {
            JSAMPROW row = pixmap->samples + (ptrdiff_t)decoder->output_scanline * pixmap->stride;
            jpeg_read_scanlines(decoder, &row, 1);
        }
        jpeg_finish_decompress(decoder);
    }
    fz_catch(ctx)
    {
        fz_drop_pixmap(ctx, pixmap);
        fz_rethrow(ctx);
    }
    return pixmap;
}

fz_pixmap *cmupdf_image_decode_jpeg(fz_context *ctx, const uint8_t *bytes, size_t count, size_t pixelLimit)
{
    struct jpeg_decompress_struct decoder = {0};
    StrictErrors errors = {.ctx = ctx};
    fz_pixmap *pixmap = NULL;
    decoder.err = jpeg_std_error(&errors.super);
    errors.super.error_exit = give_up;
    errors.super.emit_message = take_note;
    fz_var(pixmap);
    fz_try(ctx)
    {
        read_header(ctx, &decoder, bytes, count, pixelLimit);
        pixmap = read_pixels(ctx, &decoder);
        set_resolution(pixmap, &decoder);
        if (pixmap->n == 4 && decoder.saw_Adobe_marker)
            invert(pixmap);
    }
    fz_always(ctx)
        jpeg_destroy_decompress(&decoder);
    fz_catch(ctx)
        fz_rethrow(ctx);
    return pixmap;
}
