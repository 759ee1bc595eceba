// The profiles that a document has brought along so far.

#ifndef CMUPDF_PROFILES_H
#define CMUPDF_PROFILES_H

#include "colors.h"

/// How a profile's colours are shown.
typedef enum {
    /// They cannot be: the profile is broken, or of another kind than the document says.
    profileIsUnusable,
    /// As those of the device space with as many components, to within a level.
    profileIsDevice,
    profileIsOwn,
} ProfileKind;

/// A document's profiles. What was once found out about one is kept until many others have come.
typedef struct CMuPDFProfiles ProfileList;

/// What tells one profile from another.
typedef struct {
    unsigned char bytes[16];
} ProfileDigest;

/// The list of the context's document, made when first asked for; NULL where there is no document or no memory.
ProfileList *cmupdf_profiles_of(fz_context *ctx);

/// Looks for the profile in a stream of the file, which has a number; 0 finds nothing.
bool cmupdf_profiles_find(const ProfileList *list, int object, int components, ProfileKind *kind,
                          ColorProfile **profile);

/// Reads an ICC profile for spaces of 1, 3 or 4 components.
///
/// @param object The number of the stream it comes from, or 0.
/// @param profile The list's own, which lives as long as the list; NULL unless the kind is profileIsOwn.
ProfileKind cmupdf_profiles_read(ProfileList *list, int object, int components, const unsigned char *bytes,
                                 size_t count, ColorProfile **profile);

/// What CalRGB, or CalGray without a matrix, says.
typedef struct {
    float white[3], gamma[3], matrix[9];
    int components;
} Calibration;

ProfileKind cmupdf_profiles_calibrate(ProfileList *list, const Calibration *calibration, ColorProfile **profile);

// Counted references, for spaces outlive what the list keeps.
ColorProfile *cmupdf_profile_keep(ColorProfile *profile);
void cmupdf_profile_drop(ColorProfile *profile);

#endif
