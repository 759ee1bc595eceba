// Writes anew what an image's dictionary says, so that it can stand in another document.

#include "passthrough.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void cmupdf_passed_write(PassedText *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int count = vsnprintf(text->text + text->count, text->size - text->count, format, arguments);
    va_end(arguments);
    if (count < 0 || text->count + (size_t)count >= text->size)
        text->failed = true;
    else
        text->count += (size_t)count;
}

void cmupdf_passed_write_number(PassedText *text, double value)
{
    // PDF has no exponents. More than a float's digits would be noise.
    char digits[32];
    if (!isfinite(value) || fabs(value) >= 1e6)
    {
        text->failed = true;
        return;
    }
    snprintf(digits, sizeof digits, "%.7f", value);
    size_t count = strlen(digits);
    while (digits[count - 1] == '0')
        digits[--count] = 0;
    if (digits[count - 1] == '.')
        digits[--count] = 0;
    cmupdf_passed_write(text, "%s", strcmp(digits, "-0") ? digits : "0");
}

void cmupdf_passed_write_numbers(fz_context *ctx, PassedText *text, const char *name, pdf_obj *array, int count)
{
    if (!pdf_is_array(ctx, array) || pdf_array_len(ctx, array) != count)
        text->failed = true;
    cmupdf_passed_write(text, "/%s[", name);
    for (int i = 0; i < count && !text->failed; i++)
    {
        pdf_obj *number = pdf_array_get(ctx, array, i);
        if (!pdf_is_number(ctx, number))
            text->failed = true;
        if (i > 0)
            cmupdf_passed_write(text, " ");
        cmupdf_passed_write_number(text, pdf_to_real(ctx, number));
    }
    cmupdf_passed_write(text, "]");
}

// The one filter of a stream, or the one set of its parameters; NULL for a list of several.
static pdf_obj *only(fz_context *ctx, pdf_obj *object)
{
    if (!pdf_is_array(ctx, object))
        return object;
    return pdf_array_len(ctx, object) == 1 ? pdf_array_get(ctx, object, 0) : NULL;
}

CMuPDFPassedFilter cmupdf_passed_filter(fz_context *ctx, pdf_obj *dictionary)
{
    pdf_obj *filter = only(ctx, pdf_dict_get(ctx, dictionary, PDF_NAME(Filter)));
    // Data in another file, which nobody supports.
    if (pdf_dict_get(ctx, dictionary, PDF_NAME(F)))
        return CMuPDFPassedNone;
    if (pdf_name_eq(ctx, filter, PDF_NAME(DCTDecode)))
        return CMuPDFPassedJPEG;
    if (pdf_name_eq(ctx, filter, PDF_NAME(JPXDecode)))
        return CMuPDFPassedJPX;
    if (pdf_name_eq(ctx, filter, PDF_NAME(CCITTFaxDecode)))
        return CMuPDFPassedCCITT;
    if (pdf_name_eq(ctx, filter, PDF_NAME(JBIG2Decode)))
        return CMuPDFPassedJBIG2;
    return CMuPDFPassedNone;
}

static void write_parameter(fz_context *ctx, PassedText *text, pdf_obj *parameters, const char *name)
{
    pdf_obj *value = pdf_dict_gets(ctx, parameters, name);
    if (pdf_is_bool(ctx, value))
        cmupdf_passed_write(text, "/%s %s", name, pdf_to_bool(ctx, value) ? "true" : "false");
    else if (pdf_is_number(ctx, value))
        cmupdf_passed_write(text, "/%s %d", name, pdf_to_int(ctx, value));
    else if (value)
        text->failed = true;
}

static void write_fax_parameters(fz_context *ctx, PassedText *text, pdf_obj *parameters, const CMuPDFPassedImage *image)
{
    static const char *const names[] = {
        "K", "EndOfLine", "EncodedByteAlign", "Columns", "Rows", "EndOfBlock", "BlackIs1", "DamagedRowsBeforeError",
    };
    // Readers differ in what they make of rows that are not as wide as the image.
    pdf_obj *columns = pdf_dict_get(ctx, parameters, PDF_NAME(Columns));
    if ((columns ? pdf_to_int(ctx, columns) : 1728) != image->width)
        text->failed = true;
    cmupdf_passed_write(text, "/DecodeParms<<");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        write_parameter(ctx, text, parameters, names[i]);
    cmupdf_passed_write(text, ">>");
}

static void write_parameters(fz_context *ctx, PassedText *text, pdf_obj *dictionary, CMuPDFPassedImage *image,
                             CMuPDFPassedFilter filter)
{
    pdf_obj *list = pdf_dict_get(ctx, dictionary, PDF_NAME(DecodeParms));
    pdf_obj *parameters = only(ctx, list);
    if (list && !parameters)
        text->failed = true;
    if (filter == CMuPDFPassedCCITT)
        write_fax_parameters(ctx, text, parameters, image);
    if (filter == CMuPDFPassedJPEG && pdf_dict_get(ctx, parameters, PDF_NAME(ColorTransform)))
    {
        cmupdf_passed_write(text, "/DecodeParms<<");
        write_parameter(ctx, text, parameters, "ColorTransform");
        cmupdf_passed_write(text, ">>");
    }
    pdf_obj *globals = pdf_dict_get(ctx, parameters, PDF_NAME(JBIG2Globals));
    if (filter == CMuPDFPassedJBIG2 && globals)
    {
        image->globals = pdf_is_stream(ctx, globals) ? pdf_to_num(ctx, globals) : 0;
        text->failed = text->failed || image->globals == 0;
        cmupdf_passed_write(text, "/DecodeParms<</JBIG2Globals %c>>", CMuPDFPassedGlobalsMark);
    }
}

static void write_samples(fz_context *ctx, PassedText *text, pdf_obj *dictionary, bool isStencil,
                          CMuPDFPassedImage *image, CMuPDFPassedFilter filter)
{
    static const int components[] = {
        [CMuPDFPassedGray] = 1, [CMuPDFPassedRGB] = 3, [CMuPDFPassedCMYK] = 4, [CMuPDFPassedLab] = 3,
        [CMuPDFPassedIndexed] = 1,
    };
    pdf_obj *space = pdf_dict_get(ctx, dictionary, PDF_NAME(ColorSpace));
    int bits = pdf_dict_get_int(ctx, dictionary, PDF_NAME(BitsPerComponent));
    bool isBilevel = filter == CMuPDFPassedCCITT || filter == CMuPDFPassedJBIG2;
    // A stencil's 0 is painted, and black is 0 in a gray image: in black on white they look the same.
    if (isStencil)
        space = PDF_NAME(DeviceGray);
    if (isBilevel && (isStencil || bits == 0))
        bits = 1;
    if (space)
        cmupdf_passed_write_space(ctx, text, space, image);
    // JPEG 2000 has its own colours and bits, where nothing else is said.
    else if (filter != CMuPDFPassedJPX)
        text->failed = true;
    if (filter != CMuPDFPassedJPX && bits != (isBilevel ? 1 : 8))
        text->failed = true;
    if (isBilevel && image->color != CMuPDFPassedGray && image->color != CMuPDFPassedIndexed)
        text->failed = true;
    if (bits > 0)
        cmupdf_passed_write(text, "/BitsPerComponent %d", bits);
    image->bits = bits;
    pdf_obj *decode = pdf_dict_get(ctx, dictionary, PDF_NAME(Decode));
    if (decode)
        cmupdf_passed_write_numbers(ctx, text, "Decode", decode, 2 * components[image->color]);
}

void cmupdf_passed_describe(fz_context *ctx, pdf_obj *dictionary, bool isStencil, CMuPDFPassedImage *image)
{
    PassedText text = {.text = image->entries, .size = sizeof image->entries};
    CMuPDFPassedFilter filter = cmupdf_passed_filter(ctx, dictionary);
    if (filter == CMuPDFPassedNone)
        return;
    write_samples(ctx, &text, dictionary, isStencil, image, filter);
    write_parameters(ctx, &text, dictionary, image, filter);
    if (pdf_dict_get_bool(ctx, dictionary, PDF_NAME(Interpolate)))
        cmupdf_passed_write(&text, "/Interpolate true");
    if (!text.failed)
        image->filter = filter;
}
