// What MuPDF 1.21 keeps in its private headers (draw-imp.h, glyph-imp.h) and in draw-edge.c, as far as the painters of
// text and paths need it. Nothing here holds for another version: with one, MuPDF's own functions paint.

#ifndef CMUPDF_MUPDF121_H
#define CMUPDF_MUPDF121_H

#include "painters.h"

#define IS_MUPDF_1_21 (FZ_VERSION_MAJOR == 1 && FZ_VERSION_MINOR == 21)

typedef struct fz_overprint fz_overprint;

/// Paints `w` pixels of `n` components, `da` (0 or 1) of them alpha, in one colour through a mask with a byte a pixel.
typedef void SpanColorPainter(unsigned char *dp, const unsigned char *mp, int n, int w, const unsigned char *color,
                              int da, const fz_overprint *eop);
/// Paints `w` pixels over others; with sa = 1 and n = 0 the source is a mask.
typedef void SpanPainter(unsigned char *dp, int da, const unsigned char *sp, int sa, int n, int w, int alpha,
                         const fz_overprint *eop);

SpanColorPainter *fz_get_span_color_painter(int n, int da, const unsigned char *color, const fz_overprint *eop);
SpanPainter *fz_get_span_painter(int da, int sa, int n, int alpha, const fz_overprint *eop);

/// A glyph: either a pixmap with a byte a pixel, or the same run-length encoded in `size` bytes of data.
///
/// The data begins with an int for each row: where the codes of the row begin, or -1 if it is empty. A code has a kind
/// in its two lowest bits; those of kinds 2 and 3 end the row when bit 2 is set, otherwise it ends with its width.
///  0: the other six bits are the high part of the next length;
///  1: 1 + six bits of empty pixels;
///  2: 1 + five bits of full pixels;
///  3: 1 + five bits of pixels whose bytes follow.
typedef struct {
    fz_storable storable;
    int x, y, w, h;
    fz_pixmap *pixmap;
    size_t size;
    unsigned char data[1];
} Glyph;

fz_glyph *fz_new_glyph_from_pixmap(fz_context *ctx, fz_pixmap *pix);
fz_glyph *fz_new_glyph_from_8bpp_data(fz_context *ctx, int x, int y, int w, int h, unsigned char *sp, int span);
fz_glyph *fz_new_glyph_from_1bpp_data(fz_context *ctx, int x, int y, int w, int h, unsigned char *sp, int span);

/// Paints the part of a glyph that is `w` x `h` pixels from (skipX, skipY) on to `dp`, in a pixmap that has it whole.
void fz_paint_glyph(const unsigned char *color, fz_pixmap *dst, unsigned char *dp, const fz_glyph *glyph, int w, int h,
                    int skipX, int skipY, const fz_overprint *eop);

/// One edge of a path, which steps down by Bresenham's algorithm: x grows by `xmove`, and by `xdir` more whenever the
/// error `e`, which grows by adjUp, is above zero and is brought back by adjDown.
typedef struct {
    // The unit of x is 1/17 of a pixel, and of y and the height h 1/15, with 8 bits of antialiasing.
    int x, e, h, y;
    int adjUp, adjDown;
    int xmove;
    // 1 or -1
    int xdir, ydir;
} Edge;

typedef struct fz_rasterizer fz_rasterizer;

typedef struct {
    void (*drop)(fz_context *ctx, fz_rasterizer *rasterizer);
    int (*reset)(fz_context *ctx, fz_rasterizer *rasterizer);
    void (*postindex)(fz_context *ctx, fz_rasterizer *rasterizer);
    void (*insert)(fz_context *ctx, fz_rasterizer *rasterizer, float x0, float y0, float x1, float y1, int reverse);
    void (*rect)(fz_context *ctx, fz_rasterizer *rasterizer, float x0, float y0, float x1, float y1);
    void (*gap)(fz_context *ctx, fz_rasterizer *rasterizer);
    void (*convert)(fz_context *ctx, fz_rasterizer *rasterizer, int isEvenOdd, const fz_irect *clip, fz_pixmap *dst,
                    unsigned char *color, fz_overprint *eop);
    int (*is_rect)(fz_context *ctx, fz_rasterizer *rasterizer);
    int reusable;
} RasterizerFunctions;

struct fz_rasterizer {
    RasterizerFunctions functions;
    fz_aa_context aa;
    // In the units of the edges.
    fz_irect clip, bbox;
};

/// The rasterizer of all levels of antialiasing up to 8: edges, and room for the scan conversion.
typedef struct {
    fz_rasterizer super;
    int cap, len;
    Edge *edges;
    int acap, alen;
    Edge **active;
    // How many there are of both `alphas` and `deltas`.
    int bcap;
    unsigned char *alphas;
    int *deltas;
} EdgeList;

fz_rasterizer *fz_new_rasterizer(fz_context *ctx, const fz_aa_context *aa);
int fz_reset_rasterizer(fz_context *ctx, fz_rasterizer *rasterizer, fz_irect clip);
fz_irect fz_bound_rasterizer(fz_context *ctx, const fz_rasterizer *rasterizer);

/// Paints what the edges enclose; a color of NULL is for masks, which are pixmaps of nothing but alpha.
void fz_convert_rasterizer(fz_context *ctx, fz_rasterizer *rasterizer, int isEvenOdd, fz_pixmap *dst,
                           unsigned char *color, fz_overprint *eop);

#endif
