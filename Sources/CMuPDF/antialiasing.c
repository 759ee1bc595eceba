// How finely edges are graded.
//
// MuPDF counts samples for what it rasterizes itself, but takes glyphs from FreeType, which always grades them in 256
// steps. The linker brings its calls here (`wrappedFunctions` in Package.swift), so that a glyph gets no more steps than
// a path would at the same level.

#include "internal.h"

void cmupdf_document_set_antialiasing(CMuPDFDocument *document, int32_t textBits, int32_t graphicsBits)
{
    // Sets both, so the text comes after it.
    fz_set_graphics_aa_level(document->ctx, graphicsBits);
    fz_set_text_aa_level(document->ctx, textBits);
}

// The samples a pixel that MuPDF takes at each level (fz_set_rasterizer_graphics_aa_level).
static int samples_of_level(int bits)
{
    return bits == 2 ? 2 * 2 : bits == 4 ? 5 * 3 : bits == 6 ? 8 * 8 : 255;
}

// A coverage becomes the nearest that a whole number of samples would give.
void cmupdf_grade_coverage(fz_context *ctx, int width, int height, unsigned char *row, int stride)
{
    int samples = samples_of_level(fz_text_aa_level(ctx));
    if (samples == 255)
        return;
    unsigned char graded[256];
    for (int value = 0; value < 256; value++)
        graded[value] = (value * samples + 127) / 255 * 255 / samples;
    for (int y = 0; y < height; y++, row += stride)
        for (int x = 0; x < width; x++)
            row[x] = graded[row[x]];
}

fz_pixmap *__real_fz_new_pixmap_from_8bpp_data(fz_context *, int, int, int, int, unsigned char *, int);

fz_pixmap *__wrap_fz_new_pixmap_from_8bpp_data(fz_context *ctx, int x, int y, int width, int height,
                                               unsigned char *first, int stride)
{
    cmupdf_grade_coverage(ctx, width, height, first, stride);
    return __real_fz_new_pixmap_from_8bpp_data(ctx, x, y, width, height, first, stride);
}
