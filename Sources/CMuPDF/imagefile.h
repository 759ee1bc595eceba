// What the files that read image files share.

#ifndef CMUPDF_IMAGE_FILE_INTERNAL_H
#define CMUPDF_IMAGE_FILE_INTERNAL_H

#include "internal.h"

/// Decodes a JPEG file to a pixmap without alpha; throws, in the words of libjpeg, at its first warning.
fz_pixmap *cmupdf_image_decode_jpeg(fz_context *ctx, const uint8_t *bytes, size_t count, size_t pixelLimit);

#endif
