// What the files that find out about pages share.

#ifndef CMUPDF_INFO_INTERNAL_H
#define CMUPDF_INFO_INTERNAL_H

#include "internal.h"

#include "CMuPDFInfo.h"

/// More of a kind than any honest page has.
enum { infoLimit = 4096 };

/// An image that knows what its dictionary says, and has no pixels.
typedef struct {
    fz_image super;
    CMuPDFImageInfo facts;
} StandInImage;

/// Whether an image is one of ours.
bool cmupdf_info_is_stand_in(const fz_image *image);

/// Reads an image as if it were to be painted.
fz_image *cmupdf_info_read_image(fz_context *ctx, pdf_document *pdf, pdf_obj *dictionary);

/// Makes an image out of its dictionary.
fz_image *cmupdf_info_stand_in(fz_context *ctx, pdf_document *pdf, pdf_obj *dictionary);

/// What is being noted of a page, with the room that its lists have.
typedef struct {
    CMuPDFPageInfo *info;
    size_t imageCapacity, spaceCapacity;
    /// The colour space noted last; kept, so that no other can come to lie where it did.
    fz_colorspace *lastSpace;
} InfoNotes;

/// Notes an image painted, at a place in points.
void cmupdf_info_note_image(fz_context *ctx, InfoNotes *notes, fz_image *image, fz_matrix ctm);

/// Notes a colour space painted in.
void cmupdf_info_note_space(fz_context *ctx, InfoNotes *notes, fz_colorspace *space);

/// Gives a list room for one more.
void *cmupdf_info_grow(fz_context *ctx, void *items, size_t count, size_t *capacity, size_t size);

/// Writes what an object that is a colour space is called.
void cmupdf_info_describe_space(fz_context *ctx, pdf_obj *space, char *text, size_t size);

/// Writes what a colour space that was read is called.
void cmupdf_info_name_space(fz_context *ctx, fz_colorspace *space, char *text, size_t size);

/// The least of blank, black and white, gray and colour that holds a colour.
CMuPDFColorUse cmupdf_info_color_use(fz_context *ctx, fz_colorspace *space, const float *color, float alpha);

/// The same for an image's samples of so many bits, whatever they are.
CMuPDFColorUse cmupdf_info_space_use(fz_context *ctx, fz_colorspace *space, int bits);

/// Whether a clip is a rectangle with a box within it, but for half a point.
bool cmupdf_info_clip_holds(fz_context *ctx, const fz_path *path, fz_matrix ctm, fz_rect box);

/// Pixels per inch of so many pixels along a side of (a, b) points; 0 for a side without length.
float cmupdf_info_resolution(int pixels, float a, float b);

/// Of an image's two resolutions, the one that counts.
float cmupdf_info_image_resolution(const fz_image *image, fz_matrix ctm);

/// What devices begin with that look whether a page is one image and nothing else.
typedef struct {
    fz_device super;
    /// The page, in points.
    fz_rect box;
    /// The images painted, which the device itself counts, and whatever else there is that shows.
    size_t pictures, others;
} CountingDevice;

/// Has a new device count all but images as something else; it may replace any of the functions.
void cmupdf_info_count_others(CountingDevice *device);

/// Notes what a display list paints.
void cmupdf_info_run(fz_context *ctx, fz_display_list *list, CMuPDFPageInfo *info);

/// Notes the fonts that a page's resources name, and those of its forms, patterns and annotations.
void cmupdf_info_collect_fonts(fz_context *ctx, pdf_document *pdf, pdf_obj *page, CMuPDFPageInfo *info);

#endif
