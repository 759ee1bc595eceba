// CalGray and CalRGB as profiles.

#include "profile.h"

#include <math.h>

static bool is_sensible(const Calibration *calibration)
{
    for (int i = 0; i < 3; i++)
        if (!(calibration->white[i] > 0.1f && calibration->white[i] < 10))
            return false;
    for (int i = 0; i < calibration->components; i++)
        if (!(calibration->gamma[i] >= 0.1f && calibration->gamma[i] <= 10))
            return false;
    for (int i = 0; i < 9; i++)
        if (!(fabsf(calibration->matrix[i]) < 10))
            return false;
    return true;
}

static bool write_primary(cmsHPROFILE handle, cmsTagSignature tag, const Calibration *calibration, int column)
{
    const float *white = calibration->white, *primary = calibration->matrix + column * 3;
    cmsCIEXYZ adapted, from = { white[0], white[1], white[2] }, color = { primary[0], primary[1], primary[2] };
    return cmsAdaptToIlluminant(&adapted, &from, cmsD50_XYZ(), &color) && cmsWriteTag(handle, tag, &adapted);
}

static bool write_curve(cmsContext lcms, cmsHPROFILE handle, cmsTagSignature tag, float gamma)
{
    cmsToneCurve *curve = cmsBuildGamma(lcms, gamma);
    bool isWritten = curve && cmsWriteTag(handle, tag, curve);
    cmsFreeToneCurve(curve);
    return isWritten;
}

static bool write_tags(cmsContext lcms, cmsHPROFILE handle, const Calibration *calibration)
{
    static const cmsTagSignature primaries[3] = { cmsSigRedColorantTag, cmsSigGreenColorantTag, cmsSigBlueColorantTag };
    static const cmsTagSignature curves[3] = { cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag };
    for (int i = 0; i < 3; i++)
        if (!write_primary(handle, primaries[i], calibration, i)
            || !write_curve(lcms, handle, curves[i], calibration->gamma[i]))
            return false;
    return cmsWriteTag(handle, cmsSigMediaWhitePointTag, cmsD50_XYZ());
}

static cmsHPROFILE open_gray(cmsContext lcms, float gamma)
{
    cmsToneCurve *curve = cmsBuildGamma(lcms, gamma);
    cmsHPROFILE handle = curve ? cmsCreateGrayProfileTHR(lcms, cmsD50_xyY(), curve) : NULL;
    cmsFreeToneCurve(curve);
    return handle;
}

cmsHPROFILE cmupdf_calibration_open(cmsContext lcms, const Calibration *calibration)
{
    if (!is_sensible(calibration))
        return NULL;
    if (calibration->components == 1)
        return open_gray(lcms, calibration->gamma[0]);
    cmsHPROFILE handle = cmsCreateProfilePlaceholder(lcms);
    if (!handle)
        return NULL;
    cmsSetProfileVersion(handle, 4.3);
    cmsSetDeviceClass(handle, cmsSigDisplayClass);
    cmsSetColorSpace(handle, cmsSigRgbData);
    cmsSetPCS(handle, cmsSigXYZData);
    if (write_tags(lcms, handle, calibration))
        return handle;
    cmsCloseProfile(handle);
    return NULL;
}
