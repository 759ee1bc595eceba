// One profile, made ready by lcms2.

#ifndef CMUPDF_PROFILE_H
#define CMUPDF_PROFILE_H

#include "profiles.h"

#include <lcms2.h>

struct ColorProfile {
    int references;
    int components;
    /// For one component: what is shown for each level.
    uint8_t grays[256];
    /// For three.
    cmsHTRANSFORM transform;
    /// For four.
    InkTable inks;
};

/// Allocates zeros for lcms2 and for profiles, to be freed by free(). A failure is noted in the document, so that its page
/// is refused rather than drawn in other colours.
void *cmupdf_profile_allocate(cmsContext lcms, cmsUInt32Number size);

/// Makes a profile ready, for as many components; the handle stays the caller's.
///
/// @param profile A new reference where the result is profileIsOwn, otherwise NULL.
ProfileKind cmupdf_profile_new(cmsContext lcms, cmsHPROFILE handle, int components, ColorProfile **profile);

/// The handle of a calibrated space; NULL if its numbers make no sense.
cmsHPROFILE cmupdf_calibration_open(cmsContext lcms, const Calibration *calibration);

#endif
