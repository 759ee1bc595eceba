// Output profiles: the drawn pixels, which are sRGB or its grays, in the colours of a printer or another screen.

#include "colors.h"

#include <lcms2.h>
#include <stdlib.h>
#include <string.h>

/// Different pixels that are converted at a time.
#define CHUNK 512

struct CMuPDFOutput {
    cmsContext lcms;
    int components;
    /// For one component: what becomes of each level.
    uint8_t grays[256];
    /// For three and four.
    cmsHTRANSFORM transform;
};

static bool is_usable(cmsHPROFILE handle, int components, cmsUInt32Number intent)
{
    cmsColorSpaceSignature spaces[] = { [1] = cmsSigGrayData, [3] = cmsSigRgbData, [4] = cmsSigCmykData };
    cmsProfileClassSignature class = cmsGetDeviceClass(handle);
    // A scanner's profile may lead from its colours alone.
    return cmsGetColorSpace(handle) == spaces[components] && class != cmsSigLinkClass && class != cmsSigAbstractClass
        && class != cmsSigNamedColorClass && cmsIsIntentSupported(handle, intent, LCMS_USED_AS_OUTPUT);
}

static bool make_grays(CMuPDFOutput *output, cmsHTRANSFORM transform)
{
    uint8_t colors[256 * 3];
    for (int i = 0; i < 256; i++)
        memset(colors + i * 3, i, 3);
    cmsDoTransform(transform, colors, output->grays, 256);
    return true;
}

static bool prepare(CMuPDFOutput *output, cmsHPROFILE profile, cmsHPROFILE screen, cmsUInt32Number intent,
                    cmsUInt32Number flags)
{
    if (!is_usable(profile, output->components, intent))
        return false;
    // Nothing is kept from pixel to pixel, for the work of others is to be the same.
    cmsUInt32Number format
        = output->components == 1 ? TYPE_GRAY_8 : output->components == 3 ? TYPE_RGB_8 : TYPE_CMYK_8;
    output->transform
        = cmsCreateTransformTHR(output->lcms, screen, TYPE_RGB_8, profile, format, intent, flags | cmsFLAGS_NOCACHE);
    if (!output->transform)
        return false;
    return output->components != 1 || make_grays(output, output->transform);
}

CMuPDFOutput *cmupdf_output_open(const uint8_t *bytes, size_t count, int32_t components, CMuPDFIntent intent,
                                 bool compensatesBlackPoint)
{
    if ((components != 1 && components != 3 && components != 4) || count > UINT32_MAX)
        return NULL;
    CMuPDFOutput *output = calloc(1, sizeof *output);
    if (!output)
        return NULL;
    output->components = components;
    output->lcms = cmsCreateContext(NULL, NULL);
    cmsHPROFILE profile = NULL, screen = NULL;
    if (output->lcms)
    {
        profile = cmsOpenProfileFromMemTHR(output->lcms, bytes, (cmsUInt32Number)count);
        screen = cmsCreate_sRGBProfileTHR(output->lcms);
    }
    cmsUInt32Number flags = compensatesBlackPoint ? cmsFLAGS_BLACKPOINTCOMPENSATION : 0;
    bool isReady = profile && screen && prepare(output, profile, screen, (cmsUInt32Number)intent, flags);
    if (profile)
        cmsCloseProfile(profile);
    if (screen)
        cmsCloseProfile(screen);
    if (isReady)
        return output;
    cmupdf_output_drop(output);
    return NULL;
}

void cmupdf_output_drop(CMuPDFOutput *output)
{
    if (output->transform)
        cmsDeleteTransform(output->transform);
    if (output->lcms)
        cmsDeleteContext(output->lcms);
    free(output);
}

// MARK: - Pixels

/// Pages are runs of equal pixels for the most part, of which each is converted once. `target` may be `source`, unless
/// its pixels are the longer ones.
static void convert_colors(const CMuPDFOutput *output, uint8_t *target, const uint8_t *source, size_t count)
{
    size_t bytes = (size_t)output->components;
    uint8_t colors[CHUNK * 3], converted[CHUNK * 4];
    size_t runs[CHUNK];
    while (count > 0)
    {
        size_t different = 0, taken = 0;
        for (; taken < count; taken++)
        {
            const uint8_t *pixel = source + taken * 3;
            if (different == 0 || memcmp(pixel, colors + (different - 1) * 3, 3) != 0)
            {
                if (different == CHUNK)
                    break;
                memcpy(colors + different * 3, pixel, 3);
                runs[different++] = 0;
            }
            runs[different - 1]++;
        }
        cmsDoTransform(output->transform, colors, converted, (cmsUInt32Number)different);
        for (size_t i = 0; i < different; i++)
            for (; runs[i] > 0; runs[i]--, target += bytes)
                memcpy(target, converted + i * bytes, bytes);
        source += taken * 3;
        count -= taken;
    }
}

void cmupdf_output_convert(const CMuPDFOutput *output, uint8_t *samples, size_t pixelCount)
{
    if (output->components == 3)
        convert_colors(output, samples, samples, pixelCount);
    else
        for (size_t i = 0; i < pixelCount; i++)
            samples[i] = output->grays[samples[i]];
}

// MARK: - Inks

void cmupdf_document_set_separation(CMuPDFDocument *document, const CMuPDFOutput *output)
{
    document->separation = output;
}

void cmupdf_separate(fz_context *ctx, uint8_t *restrict cmyk, const uint8_t *restrict rgb, size_t count)
{
    const CMuPDFDocument *document = fz_user_context(ctx);
    if (document && document->drawsInks && document->separation)
        convert_colors(document->separation, cmyk, rgb, count);
    else
        cmupdf_rgb_to_inks(cmyk, rgb, count);
}

bool cmupdf_separate_gray(fz_context *ctx, uint8_t cmyk[4], const uint8_t rgb[3])
{
    const CMuPDFDocument *document = fz_user_context(ctx);
    if (!document || !document->drawsInks || rgb[0] != rgb[1] || rgb[0] != rgb[2])
        return false;
    memset(cmyk, 0, 3);
    cmyk[3] = (uint8_t)(255 - rgb[0]);
    return true;
}
