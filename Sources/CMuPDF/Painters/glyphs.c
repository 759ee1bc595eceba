// Glyphs, which are nearly all of what a page of text paints.
//
// MuPDF keeps them run-length encoded, and decodes them each time that it paints them: runs of a few pixels, of which
// the processor can foresee neither the kind nor the length. Here each gets its pixels behind the codes when it is made,
// and is painted from these. The codes stay, for MuPDF's own functions and for what its cache of glyphs counts.
// The pixels are not counted by it, so that its megabyte may come to two or three.

#include "fillmask.h"
#include "textpainters.h"

#include <string.h>

// Where the pixels are: rows of `w` bytes without padding.
static size_t pixels_offset(const Glyph *glyph)
{
    return (offsetof(Glyph, data) + glyph->size + 15) & ~(size_t)15;
}

static void decode_row(const unsigned char *codes, uint8_t *row, int width)
{
    int x = 0, extension = 0;
    bool isLast = false;
    while (x < width && !isLast)
    {
        int code = *codes++, kind = code & 3;
        if (kind == 0)
        {
            extension = code >> 2;
            continue;
        }
        int length = 1 + (kind == 1 ? (code >> 2) + (extension << 6) : (code >> 3) + (extension << 5));
        extension = 0;
        isLast = kind != 1 && (code & 4);
        size_t count = (size_t)fz_mini(length, width - x);
        if (kind == 2)
            memset(row + x, 255, count);
        else if (kind == 3)
        {
            memcpy(row + x, codes, count);
            codes += length;
        }
        x += (int)count;
    }
}

// Gives a new glyph, of which nobody else knows yet, its pixels. On failure it is dropped.
static fz_glyph *with_pixels(fz_context *ctx, fz_glyph *new)
{
    Glyph *glyph = (Glyph *)new;
    if (!IS_MUPDF_1_21 || !glyph || glyph->pixmap)
        return new;
    size_t count = (size_t)glyph->w * (size_t)glyph->h, offset = pixels_offset(glyph);
    fz_var(glyph);
    fz_try(ctx)
    {
        glyph = fz_realloc(ctx, glyph, offset + count);
    }
    fz_catch(ctx)
    {
        fz_drop_glyph(ctx, new);
        fz_rethrow(ctx);
    }
    uint8_t *pixels = (uint8_t *)glyph + offset;
    memset(pixels, 0, count);
    for (int row = 0; row < glyph->h; row++)
    {
        int start;
        memcpy(&start, glyph->data + (size_t)row * sizeof(int), sizeof start);
        if (start >= 0)
            decode_row(glyph->data + start, pixels + (size_t)row * (size_t)glyph->w, glyph->w);
    }
    return (fz_glyph *)glyph;
}

fz_glyph *__wrap_fz_new_glyph_from_pixmap(fz_context *ctx, fz_pixmap *pix)
{
    return with_pixels(ctx, __real_fz_new_glyph_from_pixmap(ctx, pix));
}

fz_glyph *__wrap_fz_new_glyph_from_8bpp_data(fz_context *ctx, int x, int y, int w, int h, unsigned char *sp, int span)
{
    cmupdf_grade_coverage(ctx, w, h, sp, span);
    return with_pixels(ctx, __real_fz_new_glyph_from_8bpp_data(ctx, x, y, w, h, sp, span));
}

fz_glyph *__wrap_fz_new_glyph_from_1bpp_data(fz_context *ctx, int x, int y, int w, int h, unsigned char *sp, int span)
{
    return with_pixels(ctx, __real_fz_new_glyph_from_1bpp_data(ctx, x, y, w, h, sp, span));
}

bool cmupdf_glyph_paint(const unsigned char *color, fz_pixmap *dst, unsigned char *dp, const fz_glyph *glyph, int w,
                        int h, int skipX, int skipY, const fz_overprint *eop)
{
    int colors = dst->n - dst->alpha;
    if (!IS_MUPDF_1_21 || !dst->colorspace || eop || (colors != 1 && colors != 3))
        return false;
    const Glyph *source = (const Glyph *)glyph;
    if (color[colors] == 0 || w <= 0)
        return true;
    const uint8_t *pixels = (const uint8_t *)source + pixels_offset(source) + (ptrdiff_t)skipY * source->w + skipX;
    // Alpha is one more component, all of which a glyph covers.
    const uint8_t components[] = {color[0], colors == 1 ? 255 : color[1], colors == 1 ? 0 : color[2], 255};
    cmupdf_mask_filler(cmupdf_mask_fillers(), dst->n)(dp, dst->stride, pixels, source->w, w, h, components,
                                                      cmupdf_expand(color[colors]));
    return true;
}

void __wrap_fz_paint_glyph(const unsigned char *color, fz_pixmap *dst, unsigned char *dp, const fz_glyph *glyph, int w,
                           int h, int skipX, int skipY, const fz_overprint *eop)
{
    if (!cmupdf_painters_are_fast() || !cmupdf_glyph_paint(color, dst, dp, glyph, w, h, skipX, skipY, eop))
        __real_fz_paint_glyph(color, dst, dp, glyph, w, h, skipX, skipY, eop);
}
