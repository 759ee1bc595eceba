// MuPDF's functions behind the wrapped names of images.c, shades.c, layers.c and convert.c, which mostly are in none of
// its public headers, and what is tried in their place.

#ifndef CMUPDF_MUPDFINSIDE_H
#define CMUPDF_MUPDFINSIDE_H

#include "../internal.h"

/// Whether MuPDF's float arithmetic is known to the bit: SSE on x86-64, where nothing is fused unless asked for.
#if defined(__x86_64__) && !defined(__FMA__)
#define HAS_EXACT_FLOATS 1
#else
#define HAS_EXACT_FLOATS 0
#endif

// An fz_overprint says which components overprinting leaves alone; MuPDF passes NULL for gray and RGB.

void __real_fz_paint_image(fz_context *ctx, fz_pixmap *target, const fz_irect *scissor, fz_pixmap *shape,
                           fz_pixmap *groupAlpha, fz_pixmap *image, fz_matrix matrix, int alpha, int mayInterpolate,
                           const fz_overprint *overprint);
void __wrap_fz_paint_image(fz_context *ctx, fz_pixmap *target, const fz_irect *scissor, fz_pixmap *shape,
                           fz_pixmap *groupAlpha, fz_pixmap *image, fz_matrix matrix, int alpha, int mayInterpolate,
                           const fz_overprint *overprint);

void __real_fz_paint_shade(fz_context *ctx, fz_shade *shade, fz_colorspace *colorspace, fz_matrix matrix,
                           fz_pixmap *target, fz_color_params params, fz_irect box, const fz_overprint *overprint,
                           fz_shade_color_cache **cache);
void __wrap_fz_paint_shade(fz_context *ctx, fz_shade *shade, fz_colorspace *colorspace, fz_matrix matrix,
                           fz_pixmap *target, fz_color_params params, fz_irect box, const fz_overprint *overprint,
                           fz_shade_color_cache **cache);

void __real_fz_paint_pixmap(fz_pixmap *target, const fz_pixmap *source, int alpha);
void __wrap_fz_paint_pixmap(fz_pixmap *target, const fz_pixmap *source, int alpha);
void __real_fz_paint_pixmap_with_bbox(fz_pixmap *target, const fz_pixmap *source, int alpha, fz_irect box);
void __wrap_fz_paint_pixmap_with_bbox(fz_pixmap *target, const fz_pixmap *source, int alpha, fz_irect box);
void __real_fz_paint_pixmap_with_mask(fz_pixmap *target, const fz_pixmap *source, const fz_pixmap *mask);
void __wrap_fz_paint_pixmap_with_mask(fz_pixmap *target, const fz_pixmap *source, const fz_pixmap *mask);

void __real_fz_blend_pixmap(fz_context *ctx, fz_pixmap *target, fz_pixmap *source, int alpha, int mode, int isIsolated,
                            const fz_pixmap *shape);
void __wrap_fz_blend_pixmap(fz_context *ctx, fz_pixmap *target, fz_pixmap *source, int alpha, int mode, int isIsolated,
                            const fz_pixmap *shape);

void __real_fz_convert_fast_pixmap_samples(fz_context *ctx, const fz_pixmap *source, fz_pixmap *target,
                                           int copiesSpots);
void __wrap_fz_convert_fast_pixmap_samples(fz_context *ctx, const fz_pixmap *source, fz_pixmap *target,
                                           int copiesSpots);

fz_stream *__real_fz_open_dctd(fz_context *ctx, fz_stream *chain, int colorTransform, int l2factor, fz_stream *tables);
fz_stream *__wrap_fz_open_dctd(fz_context *ctx, fz_stream *chain, int colorTransform, int l2factor, fz_stream *tables);

// Each of these paints the same bytes as the function of its name, or nothing and returns false: what is asked for is
// left to MuPDF.

bool cmupdf_try_image(fz_context *ctx, fz_pixmap *target, const fz_irect *scissor, fz_pixmap *shape,
                      fz_pixmap *groupAlpha, fz_pixmap *image, fz_matrix matrix, int alpha, int mayInterpolate,
                      const fz_overprint *overprint);
bool cmupdf_try_shade(fz_context *ctx, fz_shade *shade, fz_colorspace *colorspace, fz_matrix matrix, fz_pixmap *target,
                      fz_color_params params, fz_irect box, const fz_overprint *overprint);
/// fz_paint_pixmap_with_bbox; fz_paint_pixmap is the same with fz_infinite_irect.
bool cmupdf_try_layer(fz_pixmap *target, const fz_pixmap *source, int alpha, fz_irect box);
bool cmupdf_try_mask(fz_pixmap *target, const fz_pixmap *source, const fz_pixmap *mask);
bool cmupdf_try_blend(fz_context *ctx, fz_pixmap *target, fz_pixmap *source, int alpha, int mode, int isIsolated,
                      const fz_pixmap *shape);
/// fz_convert_fast_pixmap_samples, where there are no spot colours to copy.
bool cmupdf_try_convert(fz_context *ctx, const fz_pixmap *source, fz_pixmap *target);

#endif
