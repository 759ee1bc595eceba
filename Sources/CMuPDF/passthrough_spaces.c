// Writes anew the colour spaces of images.

#include "passthrough.h"

#include <string.h>

static CMuPDFPassedColor write_device_space(fz_context *ctx, PassedText *text, pdf_obj *name)
{
    static const struct {
        const char *name;
        CMuPDFPassedColor color;
    } spaces[] = {
        {"DeviceGray", CMuPDFPassedGray}, {"DeviceRGB", CMuPDFPassedRGB}, {"DeviceCMYK", CMuPDFPassedCMYK},
    };
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
    {
        if (!strcmp(pdf_to_name(ctx, name), spaces[i].name))
        {
            cmupdf_passed_write(text, "/%s", spaces[i].name);
            return spaces[i].color;
        }
    }
    text->failed = true;
    return CMuPDFPassedOther;
}

static void write_entry(fz_context *ctx, PassedText *text, pdf_obj *dictionary, const char *name, int count)
{
    pdf_obj *value = pdf_dict_gets(ctx, dictionary, name);
    if (value)
        cmupdf_passed_write_numbers(ctx, text, name, value, count);
}

// CalGray, CalRGB and Lab (PDF 32000-1, 8.6.5.2 to 8.6.5.4).
static CMuPDFPassedColor write_calibrated(fz_context *ctx, PassedText *text, const char *name, pdf_obj *dictionary)
{
    bool isGray = !strcmp(name, "CalGray"), isLab = !strcmp(name, "Lab");
    pdf_obj *gamma = pdf_dict_gets(ctx, dictionary, "Gamma");
    cmupdf_passed_write(text, "[/%s<<", name);
    // The one entry that must be there.
    cmupdf_passed_write_numbers(ctx, text, "WhitePoint", pdf_dict_gets(ctx, dictionary, "WhitePoint"), 3);
    write_entry(ctx, text, dictionary, "BlackPoint", 3);
    if (isLab)
        write_entry(ctx, text, dictionary, "Range", 4);
    else if (isGray && gamma)
    {
        cmupdf_passed_write(text, "/Gamma ");
        cmupdf_passed_write_number(text, pdf_to_real(ctx, gamma));
        text->failed = text->failed || !pdf_is_number(ctx, gamma);
    }
    else if (!isGray)
    {
        write_entry(ctx, text, dictionary, "Gamma", 3);
        write_entry(ctx, text, dictionary, "Matrix", 9);
    }
    cmupdf_passed_write(text, ">>]");
    return isGray ? CMuPDFPassedGray : isLab ? CMuPDFPassedLab : CMuPDFPassedRGB;
}

static CMuPDFPassedColor write_profile(fz_context *ctx, PassedText *text, pdf_obj *stream, CMuPDFPassedImage *image)
{
    image->profile = pdf_is_stream(ctx, stream) ? pdf_to_num(ctx, stream) : 0;
    image->profileComponents = pdf_dict_get_int(ctx, stream, PDF_NAME(N));
    cmupdf_passed_write(text, "[/ICCBased %c]", CMuPDFPassedProfileMark);
    // A range of its own is for profiles of Lab, which hardly anyone has.
    if (image->profile == 0 || pdf_dict_get(ctx, stream, PDF_NAME(Range)))
        text->failed = true;
    switch (image->profileComponents)
    {
    case 1: return CMuPDFPassedGray;
    case 3: return CMuPDFPassedRGB;
    case 4: return CMuPDFPassedCMYK;
    default: text->failed = true; return CMuPDFPassedOther;
    }
}

static CMuPDFPassedColor write_base(fz_context *ctx, PassedText *text, pdf_obj *space, CMuPDFPassedImage *image)
{
    if (pdf_is_name(ctx, space))
        return write_device_space(ctx, text, space);
    pdf_obj *kind = pdf_array_get(ctx, space, 0), *rest = pdf_array_get(ctx, space, 1);
    const char *name = pdf_to_name(ctx, kind);
    if (pdf_array_len(ctx, space) == 1)
        return write_device_space(ctx, text, kind);
    if (!strcmp(name, "ICCBased"))
        return write_profile(ctx, text, rest, image);
    if (!strcmp(name, "CalGray") || !strcmp(name, "CalRGB") || !strcmp(name, "Lab"))
        return write_calibrated(ctx, text, name, rest);
    text->failed = true;
    return CMuPDFPassedOther;
}

static void write_hexadecimal(PassedText *text, const unsigned char *bytes, size_t count)
{
    cmupdf_passed_write(text, "<");
    for (size_t i = 0; i < count && !text->failed; i++)
        cmupdf_passed_write(text, "%02X", bytes[i]);
    cmupdf_passed_write(text, ">");
}

static void write_lookup(fz_context *ctx, PassedText *text, pdf_obj *lookup)
{
    if (!pdf_is_stream(ctx, lookup))
    {
        text->failed = text->failed || !pdf_is_string(ctx, lookup);
        write_hexadecimal(text, (const unsigned char *)pdf_to_str_buf(ctx, lookup), pdf_to_str_len(ctx, lookup));
        return;
    }
    fz_buffer *buffer = pdf_load_stream(ctx, lookup);
    unsigned char *bytes = NULL;
    size_t count = fz_buffer_storage(ctx, buffer, &bytes);
    write_hexadecimal(text, bytes, count);
    fz_drop_buffer(ctx, buffer);
}

void cmupdf_passed_write_space(fz_context *ctx, PassedText *text, pdf_obj *space, CMuPDFPassedImage *image)
{
    cmupdf_passed_write(text, "/ColorSpace");
    if (!pdf_name_eq(ctx, pdf_array_get(ctx, space, 0), PDF_NAME(Indexed)))
    {
        image->color = write_base(ctx, text, space, image);
        return;
    }
    cmupdf_passed_write(text, "[/Indexed");
    write_base(ctx, text, pdf_array_get(ctx, space, 1), image);
    cmupdf_passed_write(text, " %d", pdf_to_int(ctx, pdf_array_get(ctx, space, 2)));
    write_lookup(ctx, text, pdf_array_get(ctx, space, 3));
    cmupdf_passed_write(text, "]");
    image->color = CMuPDFPassedIndexed;
}
