// The spaces that groups are blended in, those of soft masks, and DefaultGray, DefaultRGB and DefaultCMYK.

#include "colors.h"

void __real_fz_begin_group(fz_context *ctx, fz_device *device, fz_rect area, fz_colorspace *space, int isIsolated,
                           int isKnockout, int blendMode, float alpha);
void __wrap_fz_begin_group(fz_context *ctx, fz_device *device, fz_rect area, fz_colorspace *space, int isIsolated,
                           int isKnockout, int blendMode, float alpha);
void __real_fz_begin_mask(fz_context *ctx, fz_device *device, fz_rect area, int isLuminosity, fz_colorspace *space,
                          const float *backdrop, fz_color_params params);
void __wrap_fz_begin_mask(fz_context *ctx, fz_device *device, fz_rect area, int isLuminosity, fz_colorspace *space,
                          const float *backdrop, fz_color_params params);
void __real_fz_end_mask(fz_context *ctx, fz_device *device);
void __wrap_fz_end_mask(fz_context *ctx, fz_device *device);
void __real_fz_set_default_colorspaces(fz_context *ctx, fz_device *device, fz_default_colorspaces *defaults);
void __wrap_fz_set_default_colorspaces(fz_context *ctx, fz_device *device, fz_default_colorspaces *defaults);
void __real_fz_convert_pixmap_samples(fz_context *ctx, const fz_pixmap *source, fz_pixmap *target, fz_colorspace *proof,
                                      const fz_default_colorspaces *defaults, fz_color_params params, int copiesSpots);
void __wrap_fz_convert_pixmap_samples(fz_context *ctx, const fz_pixmap *source, fz_pixmap *target, fz_colorspace *proof,
                                      const fz_default_colorspaces *defaults, fz_color_params params, int copiesSpots);

fz_colorspace *cmupdf_device_space(fz_context *ctx, int components)
{
    return components == 1 ? fz_device_gray(ctx) : components == 3 ? fz_device_rgb(ctx) : fz_device_cmyk(ctx);
}

/// The space that stands for CMYK in the group of a soft mask.
static fz_colorspace *mask_inks(fz_context *ctx, CMuPDFDocument *document)
{
    if (!document->maskInks)
        document->maskInks = fz_new_colorspace(ctx, FZ_COLORSPACE_CMYK, MASK_INKS, 4, "inks of a mask");
    return document->maskInks;
}

void __wrap_fz_begin_mask(fz_context *ctx, fz_device *device, fz_rect area, int isLuminosity, fz_colorspace *space,
                          const float *backdrop, fz_color_params params)
{
    CMuPDFDocument *document = fz_user_context(ctx);
    if (document)
    {
        document->beginsMask = isLuminosity;
        if (isLuminosity && fz_colorspace_is_cmyk(ctx, space))
            space = mask_inks(ctx, document);
    }
    __real_fz_begin_mask(ctx, device, area, isLuminosity, space, backdrop, params);
}

void __wrap_fz_end_mask(fz_context *ctx, fz_device *device)
{
    CMuPDFDocument *document = fz_user_context(ctx);
    if (document)
        document->beginsMask = false;
    __real_fz_end_mask(ctx, device);
}

/// A device space by another pointer, for which MuPDF does not put in the page's default.
static fz_colorspace *blending_space(fz_context *ctx, CMuPDFDocument *document, fz_colorspace *device)
{
    fz_colorspace **place = &document->blendingSpaces[device->n];
    if (!*place)
        *place = fz_new_colorspace(ctx, device->type, FZ_COLORSPACE_IS_DEVICE, device->n, "for blending");
    return *place;
}

void __wrap_fz_begin_group(fz_context *ctx, fz_device *device, fz_rect area, fz_colorspace *space, int isIsolated,
                           int isKnockout, int blendMode, float alpha)
{
    CMuPDFDocument *document = fz_user_context(ctx);
    // Nothing converts into a profile's space, so groups are blended in the device space of its kind.
    if (space && cmupdf_profile_of(space))
        space = cmupdf_device_space(ctx, space->n);
    // The first group after the beginning of a mask is what the mask is made from.
    if (document && document->beginsMask && fz_colorspace_is_cmyk(ctx, space))
        space = mask_inks(ctx, document);
    else if (document && document->hasDefaults && space && space == cmupdf_device_space(ctx, space->n))
        space = blending_space(ctx, document, space);
    if (document)
        document->beginsMask = false;
    __real_fz_begin_group(ctx, device, area, space, isIsolated, isKnockout, blendMode, alpha);
}

void cmupdf_colors_drop(CMuPDFDocument *document)
{
    fz_drop_colorspace(document->ctx, document->maskInks);
    for (int i = 0; i < 5; i++)
        fz_drop_colorspace(document->ctx, document->blendingSpaces[i]);
}

void __wrap_fz_set_default_colorspaces(fz_context *ctx, fz_device *device, fz_default_colorspaces *defaults)
{
    CMuPDFDocument *document = fz_user_context(ctx);
    if (document)
        document->hasDefaults = defaults
            && (cmupdf_profile_of(defaults->gray) || cmupdf_profile_of(defaults->rgb)
                || cmupdf_profile_of(defaults->cmyk));
    __real_fz_set_default_colorspaces(ctx, device, defaults);
}

/// What the page wants in place of a device space; otherwise the space itself.
static fz_colorspace *default_for(fz_context *ctx, const fz_default_colorspaces *defaults, fz_colorspace *space)
{
    if (space == fz_device_gray(ctx))
        return defaults->gray;
    if (space == fz_device_rgb(ctx))
        return defaults->rgb;
    return space == fz_device_cmyk(ctx) ? defaults->cmyk : space;
}

void __wrap_fz_convert_pixmap_samples(fz_context *ctx, const fz_pixmap *source, fz_pixmap *target, fz_colorspace *proof,
                                      const fz_default_colorspaces *defaults, fz_color_params params, int copiesSpots)
{
    // MuPDF sees to colours, but without an ICC engine not to images. No group comes here in a device space that has a
    // default: those are blended in spaces of their own, or in the page's, which needs no conversion.
    fz_pixmap image = *source;
    if (defaults && source->colorspace)
        image.colorspace = default_for(ctx, defaults, source->colorspace);
    __real_fz_convert_pixmap_samples(ctx, &image, target, proof, defaults, params, copiesSpots);
}
