// A profile's conversion to sRGB in the form that suits its kind: 256 levels of gray, lcms2 itself for RGB, and a table
// like DeviceCMYK's for four inks, which is faster than lcms2's own and the same on every machine.
//
// The intent is relative colorimetric with black point compensation, whatever the page asks for: that is what
// Ghostscript and current MuPDF show, and what others are nearest to.

#include "profile.h"

#include <math.h>
#include <stdlib.h>

#define INTENT INTENT_RELATIVE_COLORIMETRIC

/// A byte or two of difference is what rounding makes of a profile that is sRGB.
#define SAME_LEVELS 1

/// Nodes of the table along each ink. It takes 228 KiB, and 10 ms to make.
#define INK_NODES 13

static cmsHTRANSFORM open_transform(cmsContext lcms, cmsHPROFILE source, cmsUInt32Number sourceFormat,
                                    cmsUInt32Number targetFormat, cmsUInt32Number flags)
{
    cmsHPROFILE screen = cmsCreate_sRGBProfileTHR(lcms);
    if (!screen)
        return NULL;
    cmsHTRANSFORM transform = cmsCreateTransformTHR(lcms, source, sourceFormat, screen, targetFormat, INTENT,
                                                    flags | cmsFLAGS_BLACKPOINTCOMPENSATION);
    cmsCloseProfile(screen);
    return transform;
}

static bool is_same(int level, int other)
{
    return abs(level - other) <= SAME_LEVELS;
}

static ProfileKind make_grays(cmsContext lcms, cmsHPROFILE handle, ColorProfile *profile)
{
    cmsHTRANSFORM transform = open_transform(lcms, handle, TYPE_GRAY_8, TYPE_RGB_8, cmsFLAGS_NOOPTIMIZE);
    if (!transform)
        return profileIsUnusable;
    uint8_t levels[256], colors[256 * 3];
    for (int i = 0; i < 256; i++)
        levels[i] = (uint8_t)i;
    cmsDoTransform(transform, levels, colors, 256);
    cmsDeleteTransform(transform);
    bool isDevice = true;
    for (int i = 0; i < 256; i++)
    {
        // Rounding may tint a gray; green is most of its brightness.
        profile->grays[i] = colors[i * 3 + 1];
        isDevice = isDevice && is_same(profile->grays[i], i);
    }
    return isDevice ? profileIsDevice : profileIsOwn;
}

static ProfileKind make_transform(cmsContext lcms, cmsHPROFILE handle, ColorProfile *profile)
{
    profile->transform = open_transform(lcms, handle, TYPE_RGB_8, TYPE_RGB_8, 0);
    if (!profile->transform)
        return profileIsUnusable;
    enum { nodes = 9 };
    uint8_t colors[nodes * nodes * nodes * 3], shown[sizeof colors];
    for (int i = 0; i < nodes * nodes * nodes; i++)
        for (int k = 0, place = i; k < 3; k++, place /= nodes)
            colors[i * 3 + k] = (uint8_t)(place % nodes * 255 / (nodes - 1));
    cmsDoTransform(profile->transform, colors, shown, nodes * nodes * nodes);
    for (size_t i = 0; i < sizeof colors; i++)
        if (!is_same(colors[i], shown[i]))
            return profileIsOwn;
    return profileIsDevice;
}

/// A component, 1 being full, as 8ths of a level in the range of an InkTable.
static uint64_t entry_of(double value)
{
    double entry = (value * 255 - INK_LEAST) * 8 + 0.5;
    // What is not a number becomes the least.
    return entry >= 4095 ? 4095 : entry > 0 ? (uint64_t)entry : 0;
}

static ProfileKind make_inks(cmsContext lcms, cmsHPROFILE handle, ColorProfile *profile)
{
    // In floating point, colours that a screen cannot show are not cut off.
    cmsHTRANSFORM transform = open_transform(lcms, handle, TYPE_CMYK_DBL, TYPE_RGB_DBL, cmsFLAGS_NOOPTIMIZE);
    uint64_t *entries = cmupdf_profile_allocate(lcms, sizeof *entries * INK_NODES * INK_NODES * INK_NODES * INK_NODES);
    profile->inks = (InkTable){ INK_NODES, entries };
    if (!transform || !entries)
    {
        if (transform)
            cmsDeleteTransform(transform);
        return profileIsUnusable;
    }
    double colors[INK_NODES * INK_NODES][4], shown[INK_NODES * INK_NODES][3];
    for (int plane = 0; plane < INK_NODES * INK_NODES; plane++)
    {
        for (int i = 0; i < INK_NODES * INK_NODES; i++)
        {
            int nodes[4] = { plane / INK_NODES, plane % INK_NODES, i / INK_NODES, i % INK_NODES };
            for (int k = 0; k < 4; k++)
                colors[i][k] = nodes[k] * 100.0 / (INK_NODES - 1);
        }
        cmsDoTransform(transform, colors, shown, INK_NODES * INK_NODES);
        for (int i = 0; i < INK_NODES * INK_NODES; i++)
            *entries++ = entry_of(shown[i][0]) | entry_of(shown[i][1]) << 21 | entry_of(shown[i][2]) << 42;
    }
    cmsDeleteTransform(transform);
    return profileIsOwn;
}

static bool is_usable(cmsHPROFILE handle, int components)
{
    cmsColorSpaceSignature spaces[] = { [1] = cmsSigGrayData, [3] = cmsSigRgbData, [4] = cmsSigCmykData };
    cmsProfileClassSignature class = cmsGetDeviceClass(handle);
    return cmsGetColorSpace(handle) == spaces[components] && class != cmsSigLinkClass && class != cmsSigAbstractClass
        && class != cmsSigNamedColorClass;
}

ProfileKind cmupdf_profile_new(cmsContext lcms, cmsHPROFILE handle, int components, ColorProfile **result)
{
    *result = NULL;
    if (!is_usable(handle, components))
        return profileIsUnusable;
    ColorProfile *profile = cmupdf_profile_allocate(lcms, sizeof *profile);
    if (!profile)
        return profileIsUnusable;
    profile->references = 1;
    profile->components = components;
    ProfileKind kind = components == 1 ? make_grays(lcms, handle, profile)
        : components == 3 ? make_transform(lcms, handle, profile) : make_inks(lcms, handle, profile);
    if (kind == profileIsOwn)
        *result = profile;
    else
        cmupdf_profile_drop(profile);
    return kind;
}

ColorProfile *cmupdf_profile_keep(ColorProfile *profile)
{
    if (profile)
        profile->references++;
    return profile;
}

void cmupdf_profile_drop(ColorProfile *profile)
{
    if (!profile || --profile->references > 0)
        return;
    if (profile->transform)
        cmsDeleteTransform(profile->transform);
    free((void *)profile->inks.colors);
    free(profile);
}

// MARK: - Colours

void cmupdf_profile_to_rgb(const ColorProfile *profile, uint8_t *restrict rgb, const uint8_t *restrict pixels,
                           size_t count)
{
    if (profile->components == 4)
        cmupdf_inks_to_rgb(&profile->inks, rgb, pixels, count);
    else if (profile->components == 3)
        cmsDoTransform(profile->transform, pixels, rgb, (cmsUInt32Number)count);
    else
        for (size_t i = 0; i < count; i++)
            rgb[i * 3] = rgb[i * 3 + 1] = rgb[i * 3 + 2] = profile->grays[pixels[i]];
}

void cmupdf_profile_color_to_rgb(const ColorProfile *profile, uint8_t rgb[3], const float *color)
{
    if (profile->components == 4)
    {
        cmupdf_ink_color_to_rgb(&profile->inks, rgb, color);
        return;
    }
    uint8_t bytes[3];
    for (int i = 0; i < profile->components; i++)
        bytes[i] = color[i] > 0 ? (uint8_t)(fminf(color[i], 1) * 255 + 0.5f) : 0;
    cmupdf_profile_to_rgb(profile, rgb, bytes, 1);
}
