// Images that know what their dictionaries say, and have no pixels.

#include "info.h"

#include <math.h>
#include <string.h>

static fz_pixmap *refuse_pixels(fz_context *ctx, fz_image *image, fz_irect *area, int width, int height, int *factor)
{
    (void)image, (void)area, (void)width, (void)height, (void)factor;
    fz_throw(ctx, FZ_ERROR_GENERIC, "an image was read without its pixels");
}

static size_t size_of(fz_context *ctx, fz_image *image)
{
    (void)ctx, (void)image;
    return sizeof(StandInImage);
}

// MuPDF frees what all images have.
static void drop_nothing(fz_context *ctx, fz_image *image)
{
    (void)ctx, (void)image;
}

bool cmupdf_info_is_stand_in(const fz_image *image)
{
    return image->get_pixmap == refuse_pixels;
}

static void note_filters(fz_context *ctx, pdf_obj *filter, char *text, size_t size)
{
    text[0] = 0;
    int count = pdf_is_array(ctx, filter) ? pdf_array_len(ctx, filter) : 1;
    for (int i = 0; i < count && i < 8; i++)
    {
        pdf_obj *name = pdf_is_array(ctx, filter) ? pdf_array_get(ctx, filter, i) : filter;
        if (*text)
            fz_strlcat(text, " ", size);
        fz_strlcat(text, pdf_to_name(ctx, name), size);
    }
}

// What takes part of the image away. A soft mask comes before a mask (PDF 32000-1, 8.9.5.1), and either is enough here.
static bool is_masked(fz_context *ctx, pdf_obj *dictionary)
{
    pdf_obj *mask = pdf_dict_get(ctx, dictionary, PDF_NAME(Mask));
    return pdf_is_stream(ctx, pdf_dict_get(ctx, dictionary, PDF_NAME(SMask))) || pdf_is_stream(ctx, mask)
        || pdf_is_array(ctx, mask) || pdf_dict_get_int(ctx, dictionary, PDF_NAME(SMaskInData)) != 0;
}

static void read_facts(fz_context *ctx, pdf_obj *dictionary, CMuPDFImageInfo *facts)
{
    facts->object = pdf_to_num(ctx, dictionary);
    facts->width = pdf_dict_get_int(ctx, dictionary, PDF_NAME(Width));
    facts->height = pdf_dict_get_int(ctx, dictionary, PDF_NAME(Height));
    facts->isStencil = pdf_dict_get_bool(ctx, dictionary, PDF_NAME(ImageMask));
    facts->bits = facts->isStencil ? 1 : pdf_dict_get_int(ctx, dictionary, PDF_NAME(BitsPerComponent));
    facts->isMasked = is_masked(ctx, dictionary);
    note_filters(ctx, pdf_dict_get(ctx, dictionary, PDF_NAME(Filter)), facts->filters, sizeof facts->filters);
}

// Whether a dictionary says all that MuPDF wants to know. JPEG 2000 may have its colours within; the rest is broken, for
// which MuPDF has its own words.
static bool is_enough(const CMuPDFImageInfo *facts, pdf_obj *space)
{
    return (facts->isStencil || space) && facts->bits > 0 && facts->bits <= 16 && facts->width > 0 && facts->height > 0
        && facts->width <= 1 << 16 && facts->height <= 1 << 16;
}

fz_image *cmupdf_info_stand_in(fz_context *ctx, pdf_document *pdf, pdf_obj *dictionary)
{
    CMuPDFImageInfo facts = {0};
    StandInImage *image = NULL;
    fz_image *real = NULL;
    fz_colorspace *space = NULL;
    fz_var(image);
    fz_var(real);
    fz_var(space);
    fz_try(ctx)
    {
        read_facts(ctx, dictionary, &facts);
        pdf_obj *named = pdf_dict_get(ctx, dictionary, PDF_NAME(ColorSpace));
        if (!is_enough(&facts, named))
        {
            real = cmupdf_info_read_image(ctx, pdf, dictionary);
            facts.width = real->w;
            facts.height = real->h;
            facts.bits = real->bpc;
            space = fz_keep_colorspace(ctx, real->colorspace);
        }
        else if (!facts.isStencil)
            space = pdf_load_colorspace(ctx, named);
        if (space && named)
            cmupdf_info_describe_space(ctx, named, facts.colorSpace, sizeof facts.colorSpace);
        else if (space)
            cmupdf_info_name_space(ctx, space, facts.colorSpace, sizeof facts.colorSpace);
        image = fz_new_derived_image(ctx, facts.width, facts.height, facts.bits, space, 96, 96, 0, facts.isStencil, NULL,
                                     NULL, NULL, StandInImage, refuse_pixels, size_of, drop_nothing);
        image->facts = facts;
    }
    fz_always(ctx)
    {
        fz_drop_colorspace(ctx, space);
        fz_drop_image(ctx, real);
    }
    fz_catch(ctx)
        fz_rethrow(ctx);
    return &image->super;
}

// Inline images, which MuPDF reads itself.
static void describe(fz_context *ctx, fz_image *image, CMuPDFImageInfo *facts)
{
    static const struct {
        int type;
        const char *filter;
    } filters[] = {
        {FZ_IMAGE_FAX, "CCITTFaxDecode"}, {FZ_IMAGE_FLATE, "FlateDecode"}, {FZ_IMAGE_LZW, "LZWDecode"},
        {FZ_IMAGE_RLD, "RunLengthDecode"}, {FZ_IMAGE_JBIG2, "JBIG2Decode"}, {FZ_IMAGE_JPEG, "DCTDecode"},
    };
    *facts = (CMuPDFImageInfo){.width = image->w, .height = image->h, .bits = image->bpc};
    facts->isStencil = image->imagemask || !image->colorspace;
    facts->isMasked = image->mask || image->use_colorkey;
    if (image->colorspace)
        cmupdf_info_name_space(ctx, image->colorspace, facts->colorSpace, sizeof facts->colorSpace);
    fz_compressed_buffer *buffer = fz_compressed_image_buffer(ctx, image);
    for (size_t i = 0; buffer && i < sizeof filters / sizeof *filters; i++)
    {
        if (filters[i].type == buffer->params.type)
            fz_strlcpy(facts->filters, filters[i].filter, sizeof facts->filters);
    }
}

static bool is_same_image(const CMuPDFImageInfo *one, const CMuPDFImageInfo *other)
{
    if (one->object || other->object)
        return one->object == other->object;
    return one->width == other->width && one->height == other->height && one->bits == other->bits
        && !strcmp(one->colorSpace, other->colorSpace) && !strcmp(one->filters, other->filters);
}

static void add_image(fz_context *ctx, InfoNotes *notes, const CMuPDFImageInfo *facts)
{
    CMuPDFPageInfo *info = notes->info;
    size_t place = 0;
    while (place < info->imageCount && !is_same_image(&info->images[place], facts))
        place++;
    if (place == infoLimit)
        return;
    if (place == info->imageCount)
    {
        info->images = cmupdf_info_grow(ctx, info->images, info->imageCount, &notes->imageCapacity, sizeof *facts);
        info->images[info->imageCount++] = *facts;
    }
    CMuPDFImageInfo *known = &info->images[place];
    known->uses++;
    known->xResolution = fmaxf(known->xResolution, facts->xResolution);
    known->yResolution = fmaxf(known->yResolution, facts->yResolution);
}

void cmupdf_info_note_image(fz_context *ctx, InfoNotes *notes, fz_image *image, fz_matrix ctm)
{
    CMuPDFImageInfo facts;
    if (cmupdf_info_is_stand_in(image))
        facts = ((StandInImage *)image)->facts;
    else
        describe(ctx, image, &facts);
    facts.xResolution = cmupdf_info_resolution(facts.width, ctm.a, ctm.b);
    facts.yResolution = cmupdf_info_resolution(facts.height, ctm.c, ctm.d);
    add_image(ctx, notes, &facts);
}
