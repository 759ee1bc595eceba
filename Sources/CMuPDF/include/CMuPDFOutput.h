// From the colours that pages are drawn in to those of an output profile.

#ifndef CMUPDF_OUTPUT_H
#define CMUPDF_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// How colours that an output cannot show are replaced (ICC.1, 6.2); the numbers are ICC's own.
typedef enum __attribute__((enum_extensibility(closed))) : int32_t {
    CMuPDFIntentPerceptual = 0,
    CMuPDFIntentRelativeColorimetric = 1,
    CMuPDFIntentSaturation = 2,
    CMuPDFIntentAbsoluteColorimetric = 3,
} CMuPDFIntent;

/// A conversion from sRGB, or its grays, to the colours of a profile. Plain data but for lcms2's; knows no document.
typedef struct CMuPDFOutput CMuPDFOutput;

/// Reads an ICC profile of 1, 3 or 4 components that has a way from colours to the device.
///
/// @param profile May go when the call returns.
/// @return NULL if the profile is broken, is of another kind, has no such way, or if memory is short.
CMuPDFOutput *_Nullable cmupdf_output_open(const uint8_t *profile, size_t count, int32_t components,
                                           CMuPDFIntent intent, bool compensatesBlackPoint);
void cmupdf_output_drop(CMuPDFOutput *output);

/// Converts pixels in their place: grays if the profile has one component, sRGB if it has three. Not for four.
///
/// Each pixel becomes what it is alone, whatever lies beside it.
void cmupdf_output_convert(const CMuPDFOutput *output, uint8_t *samples, size_t pixelCount);

/// Has the inks for colours that are none found by a profile of four components, on pages that are drawn in CMYK.
///
/// @param output Must outlive what is drawn; NULL for inks like those of DeviceCMYK, as these are shown.
void cmupdf_document_set_separation(CMuPDFDocument *document, const CMuPDFOutput *_Nullable output);

#pragma clang assume_nonnull end

#endif
