// Image files as pixels, for those who compare pages with them.

#ifndef CMUPDF_IMAGE_FILE_H
#define CMUPDF_IMAGE_FILE_H

#include "CMuPDF.h"

#pragma clang assume_nonnull begin

/// An image file that lies in memory: JPEG, TIFF, PNM, JPEG 2000, GIF, BMP, JBIG2 or PNG.
typedef struct CMuPDFImageFile CMuPDFImageFile;

/// The pixels of an image.
typedef struct {
    int32_t width, height;
    /// Pixels per inch; 0 or what MuPDF assumes where the file does not say.
    float xResolution, yResolution;
    /// 1 for gray, 3 for RGB; as the file has it, whatever the colours of its pixels are.
    int32_t components;
    /// Rows without padding, in a block of malloc that is the caller's.
    uint8_t *_Nullable samples;
} CMuPDFImage;

/// Recognizes an image file and counts its images, more than one of which TIFF and PNM can have.
///
/// @param bytes The whole file. Not copied: it must stay until the file is dropped.
/// @param pixelLimit The most pixels of an image that is decoded.
/// @param file NULL, with the status OK, for what is no image.
CMuPDFStatus cmupdf_image_file_open(const uint8_t *bytes, size_t count, size_t pixelLimit,
                                    CMuPDFImageFile *_Nullable *_Nonnull file, int32_t *imageCount,
                                    CMuPDFError *error);
void cmupdf_image_file_drop(CMuPDFImageFile *file);

/// Decodes an image, counted from zero.
///
/// Samples become 8 bits; what is transparent is laid on white. CMYK is shown as on pages; profiles and orientations are
/// ignored. Whatever a decoder complains of is an error: a file that was cut short is not white where it ends.
CMuPDFStatus cmupdf_image_file_decode(CMuPDFImageFile *file, int32_t index, CMuPDFImage *image, CMuPDFError *error);

#pragma clang assume_nonnull end

#endif
