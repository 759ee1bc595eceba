// Image files through MuPDF's decoders.

#include "imagefile.h"

#include <stdlib.h>
#include <string.h>

struct CMuPDFImageFile {
    /// One without a PDF, for its context, its allocator and its messages.
    CMuPDFDocument *document;
    const uint8_t *bytes;
    size_t count, pixelLimit;
    int format, imageCount;
};

static CMuPDFStatus recognize(CMuPDFImageFile *file, CMuPDFError *error)
{
    fz_context *ctx = file->document->ctx;
    CMuPDFStatus status = CMuPDFStatusOK;
    file->imageCount = 1;
    fz_var(status);
    fz_try(ctx)
    {
        unsigned char start[8];
        memcpy(start, file->bytes, sizeof start);
        file->format = fz_recognize_image_format(ctx, start);
        if (file->format == FZ_IMAGE_TIFF)
            file->imageCount = fz_load_tiff_subimage_count(ctx, file->bytes, file->count);
        else if (file->format == FZ_IMAGE_PNM)
            file->imageCount = fz_load_pnm_subimage_count(ctx, file->bytes, file->count);
    }
    fz_catch(ctx)
        status = cmupdf_error_record(file->document, error);
    return status;
}

CMuPDFStatus cmupdf_image_file_open(const uint8_t *bytes, size_t count, size_t pixelLimit, CMuPDFImageFile **result,
                                    int32_t *imageCount, CMuPDFError *error)
{
    *result = NULL;
    *imageCount = 0;
    if (count < 8)
        return CMuPDFStatusOK;
    CMuPDFImageFile *file = calloc(1, sizeof *file);
    CMuPDFDocument *document = calloc(1, sizeof *document);
    if (document)
        document->ctx = cmupdf_context_new(document);
    if (file == NULL || document == NULL || document->ctx == NULL)
    {
        free(file);
        free(document);
        cmupdf_error_set(error, "there is no memory for an image");
        return CMuPDFStatusOutOfMemory;
    }
    // Four samples of 16 bits for a pixel, or the file in another form. A file may claim any size.
    document->blockLimit = fz_maxz(pixelLimit, count) * 8 + (16 << 20);
    *file = (CMuPDFImageFile){.document = document, .bytes = bytes, .count = count, .pixelLimit = pixelLimit};
    CMuPDFStatus status = recognize(file, error);
    if (status != CMuPDFStatusOK || file->format == FZ_IMAGE_UNKNOWN)
    {
        cmupdf_image_file_drop(file);
        return status;
    }
    *imageCount = file->imageCount;
    *result = file;
    return CMuPDFStatusOK;
}

void cmupdf_image_file_drop(CMuPDFImageFile *file)
{
    cmupdf_document_drop(file->document);
    free(file);
}

// By the way on which images of a page are decoded.
static fz_pixmap *decode_as_on_pages(fz_context *ctx, const CMuPDFImageFile *file)
{
    fz_buffer *buffer = fz_new_buffer_from_shared_data(ctx, file->bytes, file->count);
    fz_image *image = NULL;
    fz_pixmap *pixmap = NULL;
    fz_var(image);
    fz_var(pixmap);
    fz_try(ctx)
    {
        image = fz_new_image_from_buffer(ctx, buffer);
        if (image->w <= 0 || image->h <= 0 || (size_t)image->w > file->pixelLimit / (size_t)image->h)
            fz_throw(ctx, FZ_ERROR_GENERIC, "the image is too large: %d x %d pixels", image->w, image->h);
        pixmap = fz_get_pixmap_from_image(ctx, image, NULL, NULL, NULL, NULL);
        pixmap->xres = image->xres;
        pixmap->yres = image->yres;
    }
    fz_always(ctx)
    {
        fz_drop_image(ctx, image);
        fz_drop_buffer(ctx, buffer);
    }
    fz_catch(ctx)
        fz_rethrow(ctx);
    return pixmap;
}

static fz_pixmap *decode(fz_context *ctx, const CMuPDFImageFile *file, int index)
{
    if (index < 0 || index >= file->imageCount)
        fz_throw(ctx, FZ_ERROR_GENERIC, "there is no image %d in the file", index + 1);
    switch (file->format)
    {
    case FZ_IMAGE_JPEG:
        return cmupdf_image_decode_jpeg(ctx, file->bytes, file->count, file->pixelLimit);
    case FZ_IMAGE_TIFF:
        return fz_load_tiff_subimage(ctx, file->bytes, file->count, index);
    case FZ_IMAGE_PNM:
        return fz_load_pnm_subimage(ctx, file->bytes, file->count, index);
    default:
        return decode_as_on_pages(ctx, file);
    }
}

// Gray stays gray; all else becomes RGB, in the place of what was there. Where it throws, the caller still has that.
static void simplify(fz_context *ctx, fz_pixmap **pixmap)
{
    fz_colorspace *space = (*pixmap)->colorspace;
    if (!space || space == fz_device_gray(ctx) || space == fz_device_rgb(ctx))
        return;
    fz_colorspace *target = fz_colorspace_is_gray(ctx, space) ? fz_device_gray(ctx) : fz_device_rgb(ctx);
    fz_pixmap *converted = fz_convert_pixmap(ctx, *pixmap, target, NULL, NULL, fz_default_color_params, 1);
    fz_drop_pixmap(ctx, *pixmap);
    *pixmap = converted;
}

// Colours in pixmaps with alpha are multiplied with it already.
static void lay_on_white(const fz_pixmap *pixmap, int components, uint8_t *samples)
{
    for (int y = 0; y < pixmap->h; y++)
    {
        const uint8_t *pixel = pixmap->samples + y * pixmap->stride;
        if (!pixmap->alpha && pixmap->n == components)
        {
            memcpy(samples, pixel, (size_t)pixmap->w * (size_t)components);
            samples += (size_t)pixmap->w * (size_t)components;
            continue;
        }
        for (int x = 0; x < pixmap->w; x++, pixel += pixmap->n)
        {
            unsigned paper = pixmap->alpha ? 255u - pixel[pixmap->n - 1] : 0;
            for (int k = 0; k < components; k++)
                *samples++ = (uint8_t)fz_minz(255, (k < pixmap->n - pixmap->alpha ? pixel[k] : 0) + paper);
        }
    }
}

static void copy_image(fz_context *ctx, const CMuPDFImageFile *file, const fz_pixmap *pixmap, CMuPDFImage *image)
{
    if (pixmap->w <= 0 || pixmap->h <= 0 || (size_t)pixmap->w > file->pixelLimit / (size_t)pixmap->h)
        fz_throw(ctx, FZ_ERROR_GENERIC, "the image is too large: %d x %d pixels", pixmap->w, pixmap->h);
    int components = pixmap->colorspace && pixmap->colorspace->n == 3 ? 3 : 1;
    // The allocator of the context is malloc.
    image->samples = fz_malloc(ctx, (size_t)pixmap->w * (size_t)pixmap->h * (size_t)components);
    image->width = pixmap->w;
    image->height = pixmap->h;
    image->components = components;
    image->xResolution = (float)pixmap->xres;
    image->yResolution = (float)pixmap->yres;
    lay_on_white(pixmap, components, image->samples);
}

// What MuPDF says of profiles, which are of no concern, can be told from the rest by its words alone.
static const char *first_complaint(CMuPDFDocument *document)
{
    size_t count = cmupdf_document_message_count(document);
    for (size_t i = 0; i < count; i++)
    {
        const char *message = cmupdf_document_message(document, i);
        // Dots are of one that says how often the message before was repeated.
        bool isOfProfile = !strncmp(message, "ignoring ", 9) && strstr(message, "profile");
        if (!isOfProfile && strncmp(message, "...", 3))
            return message;
    }
    return NULL;
}

CMuPDFStatus cmupdf_image_file_decode(CMuPDFImageFile *file, int32_t index, CMuPDFImage *image, CMuPDFError *error)
{
    CMuPDFDocument *document = file->document;
    fz_context *ctx = document->ctx;
    fz_pixmap *pixmap = NULL;
    CMuPDFStatus status = CMuPDFStatusOK;
    *image = (CMuPDFImage){0};

    document->allocationFailed = document->blockLimitHit = false;
    cmupdf_document_clear_messages(document);
    fz_var(pixmap);
    fz_var(status);
    fz_try(ctx)
    {
        pixmap = decode(ctx, file, index);
        simplify(ctx, &pixmap);
        copy_image(ctx, file, pixmap, image);
    }
    fz_always(ctx)
    {
        fz_drop_pixmap(ctx, pixmap);
        fz_empty_store(ctx);
    }
    fz_catch(ctx)
        status = cmupdf_error_record(document, error);
    // MuPDF warns where it puts something in the place of what is missing.
    const char *complaint = first_complaint(document);
    if (status == CMuPDFStatusOK && complaint)
    {
        cmupdf_error_set(error, complaint);
        status = CMuPDFStatusFailed;
    }
    if (document->blockLimitHit)
    {
        cmupdf_error_set(error, "the image is too large");
        status = CMuPDFStatusFailed;
    }
    if (status != CMuPDFStatusOK)
    {
        fz_free(ctx, image->samples);
        *image = (CMuPDFImage){0};
    }
    return status;
}
