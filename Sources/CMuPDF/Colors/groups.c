// The spaces that groups are blended in, and those of soft masks.

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
void __wrap_fz_set_default_colorspaces(fz_context *ctx, fz_device *device, fz_default_colorspaces *defaults);

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

void __wrap_fz_begin_group(fz_context *ctx, fz_device *device, fz_rect area, fz_colorspace *space, int isIsolated,
                           int isKnockout, int blendMode, float alpha)
{
    CMuPDFDocument *document = fz_user_context(ctx);
    // The first group after the beginning of a mask is what the mask is made from.
    if (document && document->beginsMask && fz_colorspace_is_cmyk(ctx, space))
        space = mask_inks(ctx, document);
    // Nothing converts into a profile's space, so groups are blended in the device space of its kind.
    else if (space && cmupdf_profile_of(space))
        space = cmupdf_device_space(ctx, space->n);
    if (document)
        document->beginsMask = false;
    __real_fz_begin_group(ctx, device, area, space, isIsolated, isKnockout, blendMode, alpha);
}

void __wrap_fz_set_default_colorspaces(fz_context *ctx, fz_device *device, fz_default_colorspaces *defaults)
{
    // DefaultGray, DefaultRGB and DefaultCMYK are device spaces to MuPDF without an ICC engine. Images do not follow
    // them there, and groups would be blended in them.
}
