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
    /// For three.
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
    cmsUInt32Number format = output->components == 1 ? TYPE_GRAY_8 : TYPE_RGB_8;
    output->transform
        = cmsCreateTransformTHR(output->lcms, screen, TYPE_RGB_8, profile, format, intent, flags | cmsFLAGS_NOCACHE);
    if (!output->transform)
        return false;
    return output->components != 1 || make_grays(output, output->transform);
}

CMuPDFOutput *cmupdf_output_open(const uint8_t *bytes, size_t count, int32_t components, CMuPDFIntent intent,
                                 bool compensatesBlackPoint)
{
    if ((components != 1 && components != 3) || count > UINT32_MAX)
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

/// Pages are runs of equal pixels for the most part, of which each is converted once.
static void convert_colors(const CMuPDFOutput *output, uint8_t *samples, size_t count)
{
    uint8_t colors[CHUNK * 3];
    size_t runs[CHUNK];
    while (count > 0)
    {
        size_t different = 0, taken = 0;
        while (taken < count)
        {
            const uint8_t *pixel = samples + taken * 3;
            if (different == 0 || memcmp(pixel, colors + (different - 1) * 3, 3) != 0)
            {
                if (different == CHUNK)
                    break;
                memcpy(colors + different * 3, pixel, 3);
                runs[different++] = 0;
            }
            runs[different - 1]++;
            taken++;
        }
        cmsDoTransform(output->transform, colors, colors, (cmsUInt32Number)different);
        for (size_t i = 0; i < different; i++)
            for (; runs[i] > 0; runs[i]--, samples += 3)
                memcpy(samples, colors + i * 3, 3);
        count -= taken;
    }
}

void cmupdf_output_convert(const CMuPDFOutput *output, uint8_t *samples, size_t pixelCount)
{
    if (output->components == 3)
        convert_colors(output, samples, pixelCount);
    else
        for (size_t i = 0; i < pixelCount; i++)
            samples[i] = output->grays[samples[i]];
}
