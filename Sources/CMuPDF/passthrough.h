// What the files about pages that are one image share.

#ifndef CMUPDF_PASSTHROUGH_INTERNAL_H
#define CMUPDF_PASSTHROUGH_INTERNAL_H

#include "info.h"

/// Text that is written into room of a given size.
typedef struct {
    char *text;
    size_t size, count;
    /// There was something that did not fit, or that cannot be written.
    bool failed;
} PassedText;

void cmupdf_passed_write(PassedText *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/// Writes a number as PDF has it.
void cmupdf_passed_write_number(PassedText *text, double value);

/// Writes an array of numbers under a name; one of another length, or of anything else, is a failure.
void cmupdf_passed_write_numbers(fz_context *ctx, PassedText *text, const char *name, pdf_obj *array, int count);

/// Writes an image's colour space, and notes in the image what it is.
void cmupdf_passed_write_space(fz_context *ctx, PassedText *text, pdf_obj *space, CMuPDFPassedImage *image);

/// Looks through what a page paints, and describes its image if that is all.
void cmupdf_passed_run(fz_context *ctx, CMuPDFPage *page, CMuPDFPassedImage *image);

/// The one filter of an image, if it is one that can be kept.
CMuPDFPassedFilter cmupdf_passed_filter(fz_context *ctx, pdf_obj *dictionary);

/// Describes an image whose size is known; leaves its filter at none if it cannot be.
///
/// @param isStencil It is a stencil, painted black.
void cmupdf_passed_describe(fz_context *ctx, pdf_obj *dictionary, bool isStencil, CMuPDFPassedImage *image);

#endif
