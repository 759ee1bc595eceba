// What replaces MuPDF's painters of text and paths, without the switch between the two, and what it replaces.

#ifndef CMUPDF_TEXTPAINTERS_H
#define CMUPDF_TEXTPAINTERS_H

#include "mupdf121.h"

/// Our painter of spans, or NULL where there is none.
SpanColorPainter *cmupdf_span_color_painter(int n, int da, const unsigned char *color, const fz_overprint *eop);

/// Paints as fz_paint_glyph would; false, with nothing done, if the pixmap is of a kind that is left to MuPDF.
bool cmupdf_glyph_paint(const unsigned char *color, fz_pixmap *dst, unsigned char *dp, const fz_glyph *glyph, int w,
                        int h, int skipX, int skipY, const fz_overprint *eop);

/// Paints as fz_convert_rasterizer would; false, with nothing done, for another level of antialiasing than 8.
bool cmupdf_path_convert(fz_context *ctx, fz_rasterizer *rasterizer, int isEvenOdd, fz_pixmap *dst,
                         const unsigned char *color, const fz_overprint *eop);

// The linker's names: MuPDF's own functions, and where calls of them come out.

SpanColorPainter *__real_fz_get_span_color_painter(int n, int da, const unsigned char *color, const fz_overprint *eop);
SpanColorPainter *__wrap_fz_get_span_color_painter(int n, int da, const unsigned char *color, const fz_overprint *eop);

fz_glyph *__real_fz_new_glyph_from_pixmap(fz_context *ctx, fz_pixmap *pix);
fz_glyph *__wrap_fz_new_glyph_from_pixmap(fz_context *ctx, fz_pixmap *pix);
fz_glyph *__real_fz_new_glyph_from_8bpp_data(fz_context *ctx, int x, int y, int w, int h, unsigned char *sp, int span);
fz_glyph *__wrap_fz_new_glyph_from_8bpp_data(fz_context *ctx, int x, int y, int w, int h, unsigned char *sp, int span);
fz_glyph *__real_fz_new_glyph_from_1bpp_data(fz_context *ctx, int x, int y, int w, int h, unsigned char *sp, int span);
fz_glyph *__wrap_fz_new_glyph_from_1bpp_data(fz_context *ctx, int x, int y, int w, int h, unsigned char *sp, int span);

void __real_fz_paint_glyph(const unsigned char *color, fz_pixmap *dst, unsigned char *dp, const fz_glyph *glyph, int w,
                           int h, int skipX, int skipY, const fz_overprint *eop);
void __wrap_fz_paint_glyph(const unsigned char *color, fz_pixmap *dst, unsigned char *dp, const fz_glyph *glyph, int w,
                           int h, int skipX, int skipY, const fz_overprint *eop);

void __real_fz_convert_rasterizer(fz_context *ctx, fz_rasterizer *rasterizer, int isEvenOdd, fz_pixmap *dst,
                                  unsigned char *color, fz_overprint *eop);
void __wrap_fz_convert_rasterizer(fz_context *ctx, fz_rasterizer *rasterizer, int isEvenOdd, fz_pixmap *dst,
                                  unsigned char *color, fz_overprint *eop);

#endif
