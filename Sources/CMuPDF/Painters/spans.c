// The spans of paths: rows of gray or RGB pixels, with alpha or without, that take one colour through a mask.

#include "fillmask.h"
#include "textpainters.h"

static void paint_gray(unsigned char *dp, const unsigned char *mp, int n, int w, const unsigned char *color, int da,
                       const fz_overprint *eop)
{
    (void)n, (void)da, (void)eop;
    cmupdf_mask_fillers()->gray(dp, 0, mp, 0, w, 1, color, cmupdf_expand(color[1]));
}

static void paint_rgb(unsigned char *dp, const unsigned char *mp, int n, int w, const unsigned char *color, int da,
                      const fz_overprint *eop)
{
    (void)n, (void)da, (void)eop;
    cmupdf_mask_fillers()->rgb(dp, 0, mp, 0, w, 1, color, cmupdf_expand(color[3]));
}

static void paint_gray_alpha(unsigned char *dp, const unsigned char *mp, int n, int w, const unsigned char *color,
                             int da, const fz_overprint *eop)
{
    (void)n, (void)da, (void)eop;
    const uint8_t withAlpha[] = {color[0], 255};
    cmupdf_mask_fillers()->grayAlpha(dp, 0, mp, 0, w, 1, withAlpha, cmupdf_expand(color[1]));
}

static void paint_rgba(unsigned char *dp, const unsigned char *mp, int n, int w, const unsigned char *color, int da,
                       const fz_overprint *eop)
{
    (void)n, (void)da, (void)eop;
    const uint8_t withAlpha[] = {color[0], color[1], color[2], 255};
    cmupdf_mask_fillers()->rgba(dp, 0, mp, 0, w, 1, withAlpha, cmupdf_expand(color[3]));
}

SpanColorPainter *cmupdf_span_color_painter(int n, int da, const unsigned char *color, const fz_overprint *eop)
{
    int colors = n - da;
    // There is no overprinting but in subtractive spaces, so that these are never asked for with it. An alpha of zero
    // has no painter, which is MuPDF's to say.
    if (!IS_MUPDF_1_21 || eop || (colors != 1 && colors != 3) || color[colors] == 0)
        return NULL;
    if (da)
        return colors == 1 ? paint_gray_alpha : paint_rgba;
    return colors == 1 ? paint_gray : paint_rgb;
}

SpanColorPainter *__wrap_fz_get_span_color_painter(int n, int da, const unsigned char *color, const fz_overprint *eop)
{
    SpanColorPainter *painter =
        cmupdf_painters_are_fast() ? cmupdf_span_color_painter(n, da, color, eop) : NULL;
    return painter ? painter : __real_fz_get_span_color_painter(n, da, color, eop);
}
