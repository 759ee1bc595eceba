// Pages that are one image and nothing else, whose compressed data can be taken as it lies in the document.

#ifndef CMUPDF_PASSTHROUGH_H
#define CMUPDF_PASSTHROUGH_H

#include "CMuPDF.h"

#pragma clang assume_nonnull begin

/// How the data of an image is compressed.
typedef enum __attribute__((enum_extensibility(closed))) : int32_t {
    /// There is no such image on the page.
    CMuPDFPassedNone = 0,
    CMuPDFPassedJPEG = 1,
    CMuPDFPassedJPX = 2,
    CMuPDFPassedCCITT = 3,
    CMuPDFPassedJBIG2 = 4,
} CMuPDFPassedFilter;

/// Which colours an image's samples stand for.
typedef enum __attribute__((enum_extensibility(closed))) : int32_t {
    /// The data says so itself, as JPEG 2000 can.
    CMuPDFPassedOther = 0,
    CMuPDFPassedGray = 1,
    CMuPDFPassedRGB = 2,
    CMuPDFPassedCMYK = 3,
    CMuPDFPassedLab = 4,
    CMuPDFPassedIndexed = 5,
} CMuPDFPassedColor;

/// In the entries of an image these stand where the references to two streams belong.
enum {
    CMuPDFPassedProfileMark = 1,
    CMuPDFPassedGlobalsMark = 2,
};

/// The image that is all of a page.
typedef struct {
    CMuPDFPassedFilter filter;
    CMuPDFPassedColor color;
    /// The numbers of objects that are streams: the image, its ICC profile and what JBIG2 shares between pages; 0 for none.
    int32_t object, profile, globals;
    /// Components of the profile.
    int32_t profileComponents;
    /// Pixels.
    int32_t width, height;
    /// Bits a component.
    int32_t bits;
    /// Pixels per inch as ``cmupdf_page_image_resolution`` counts them; 0 for an image without an area.
    float resolution;
    /// From the unit square, whose origin is the image's top left corner and whose y points down, to page space.
    CMuPDFMatrix matrix;
    /// What the image's dictionary says beside its type, size, filter and length, in PDF's syntax, written anew.
    char entries[4096];
} CMuPDFPassedImage;

/// Bytes to be dropped.
typedef struct {
    const uint8_t *_Nullable bytes;
    size_t count;
    void *_Nullable owner;
} CMuPDFBytes;

/// Interprets a page as ``cmupdf_page_open`` does and says whether it paints one opaque image, compressed by one filter, and
/// nothing else.
///
/// No image is decoded if its dictionary says enough. A black stencil counts as the gray image that looks the same on white.
/// What the document brings along for all pages, such as fonts, has to be read again after it, and messages about the
/// page will come again when it is opened.
///
/// @param image Its filter is ``CMuPDFPassedNone`` for a page that is something else, or is damaged, or whose image
///     cannot be described without knowing the rest of the document.
CMuPDFStatus cmupdf_page_passed_image(CMuPDFDocument *document, int32_t number, CMuPDFRect box, float userUnit,
                                      CMuPDFPassedImage *image, CMuPDFError *error);

/// Reads a stream, decrypted.
///
/// @param isDecoded Whether the filters are undone too.
/// @param bytes Drop them, if the status is OK.
CMuPDFStatus cmupdf_stream_read(CMuPDFDocument *document, int32_t object, bool isDecoded, CMuPDFBytes *bytes,
                                CMuPDFError *error);

void cmupdf_bytes_drop(CMuPDFDocument *document, CMuPDFBytes *bytes);

#pragma clang assume_nonnull end

#endif
