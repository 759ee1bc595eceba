// What colour spaces are called, and how much colour they hold.

#include "info.h"

#include <string.h>

static const char *full_name(const char *name)
{
    static const char *const names[][2] = {
        {"G", "DeviceGray"}, {"RGB", "DeviceRGB"}, {"CMYK", "DeviceCMYK"}, {"I", "Indexed"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    {
        if (!strcmp(name, names[i][0]))
            return names[i][1];
    }
    return name;
}

static const char *profile_kind(int components)
{
    switch (components)
    {
    case 1: return "gray";
    case 3: return "RGB";
    case 4: return "CMYK";
    default: return "profile";
    }
}

void cmupdf_info_describe_space(fz_context *ctx, pdf_obj *space, char *text, size_t size)
{
    const char *family = full_name(pdf_to_name(ctx, pdf_is_array(ctx, space) ? pdf_array_get(ctx, space, 0) : space));
    pdf_obj *second = pdf_is_array(ctx, space) ? pdf_array_get(ctx, space, 1) : NULL;
    fz_strlcpy(text, *family ? family : "unknown", size);
    if (!strcmp(family, "ICCBased"))
    {
        fz_strlcat(text, " ", size);
        fz_strlcat(text, profile_kind(pdf_dict_get_int(ctx, second, PDF_NAME(N))), size);
    }
    else if (!strcmp(family, "Indexed"))
    {
        // MuPDF has read the space, so it does not hold itself.
        char base[100];
        cmupdf_info_describe_space(ctx, second, base, sizeof base);
        fz_strlcat(text, " of ", size);
        fz_strlcat(text, base, size);
    }
    else if (!strcmp(family, "Pattern") && second)
        // What colours the pattern's cells, to which the colour is given that is then painted.
        cmupdf_info_describe_space(ctx, second, text, size);
    else if (!strcmp(family, "Separation"))
    {
        fz_strlcat(text, " ", size);
        fz_strlcat(text, pdf_to_name(ctx, second), size);
    }
    else if (!strcmp(family, "DeviceN"))
    {
        for (int i = 0; i < pdf_array_len(ctx, second) && i < FZ_MAX_COLORS; i++)
        {
            fz_strlcat(text, i ? ", " : " ", size);
            fz_strlcat(text, pdf_array_get_name(ctx, second, i), size);
        }
    }
}

void cmupdf_info_name_space(fz_context *ctx, fz_colorspace *space, char *text, size_t size)
{
    if (space->type == FZ_COLORSPACE_INDEXED)
    {
        fz_strlcpy(text, "Indexed of ", size);
        fz_strlcat(text, fz_colorspace_name(ctx, space->u.indexed.base), size);
    }
    else if (space->type == FZ_COLORSPACE_SEPARATION)
    {
        fz_strlcpy(text, strncmp(space->name, "DeviceN", 7) ? "Separation" : "DeviceN", size);
        for (int i = 0; i < space->n; i++)
        {
            const char *colorant = fz_colorspace_colorant(ctx, space, i);
            fz_strlcat(text, i ? ", " : " ", size);
            fz_strlcat(text, colorant ? colorant : "", size);
        }
    }
    else
        fz_strlcpy(text, fz_colorspace_name(ctx, space), size);
}

// A colour in RGB. Inks are taken for what they are called: black alone is gray here, though on paper it is not quite.
static void name_color(fz_context *ctx, fz_colorspace *space, const float *color, float rgb[3])
{
    float amounts[FZ_MAX_COLORS];
    if (fz_colorspace_is_device_n(ctx, space))
    {
        fz_colorspace *base = space->u.separation.base;
        space->u.separation.eval(ctx, space->u.separation.tint, color, space->n, amounts, base->n);
        space = base;
        color = amounts;
    }
    if (fz_colorspace_is_cmyk(ctx, space))
        for (int i = 0; i < 3; i++)
            rgb[i] = 1 - fz_clamp(color[i] + color[3], 0, 1);
    else
        fz_convert_color(ctx, space, color, fz_device_rgb(ctx), rgb, NULL, fz_default_color_params);
}

CMuPDFColorUse cmupdf_info_color_use(fz_context *ctx, fz_colorspace *space, const float *color, float alpha)
{
    float rgb[3] = {0};
    if (space)
        name_color(ctx, space, color, rgb);
    // Rounded as pixels are.
    int r = rgb[0] * 255 + 0.5f, g = rgb[1] * 255 + 0.5f, b = rgb[2] * 255 + 0.5f;
    if (r != g || g != b)
        return CMuPDFColorUseColor;
    bool isSolid = r == 255 || (r == 0 && alpha == 1);
    return isSolid ? CMuPDFColorUseBlackAndWhite : CMuPDFColorUseGray;
}

static CMuPDFColorUse more(CMuPDFColorUse one, CMuPDFColorUse other)
{
    return one > other ? one : other;
}

static CMuPDFColorUse palette_use(fz_context *ctx, fz_colorspace *space)
{
    fz_colorspace *base = space->u.indexed.base;
    CMuPDFColorUse use = CMuPDFColorUseBlackAndWhite;
    for (int i = 0; i <= space->u.indexed.high && use < CMuPDFColorUseColor; i++)
    {
        float color[FZ_MAX_COLORS] = {0};
        for (int k = 0; k < base->n; k++)
            color[k] = space->u.indexed.lookup[i * base->n + k] / 255.0f;
        // Of Lab only the lightness is in this range; its palettes are taken for coloured.
        use = more(use, fz_colorspace_is_lab(ctx, base) ? CMuPDFColorUseColor
                                                        : cmupdf_info_color_use(ctx, base, color, 1));
    }
    return use;
}

CMuPDFColorUse cmupdf_info_space_use(fz_context *ctx, fz_colorspace *space, int bits)
{
    if (!space)
        return CMuPDFColorUseBlackAndWhite;
    if (fz_colorspace_is_indexed(ctx, space))
        return palette_use(ctx, space);
    if (fz_colorspace_is_gray(ctx, space))
        return bits == 1 ? CMuPDFColorUseBlackAndWhite : CMuPDFColorUseGray;
    if (space->n != 1)
        return CMuPDFColorUseColor;
    // One ink, which is gray if these tints of it are.
    CMuPDFColorUse use = CMuPDFColorUseBlackAndWhite;
    for (int i = 0; i <= 4; i++)
    {
        float tint[FZ_MAX_COLORS] = {bits == 1 ? i % 2 : i / 4.0f};
        use = more(use, cmupdf_info_color_use(ctx, space, tint, 1));
    }
    return use;
}

void cmupdf_info_note_space(fz_context *ctx, InfoNotes *notes, fz_colorspace *space)
{
    CMuPDFPageInfo *info = notes->info;
    if (!space || space == notes->lastSpace || info->colorSpaceCount == infoLimit)
        return;
    fz_drop_colorspace(ctx, notes->lastSpace);
    notes->lastSpace = fz_keep_colorspace(ctx, space);
    CMuPDFInfoText name = {{0}};
    cmupdf_info_name_space(ctx, space, name.text, sizeof name.text);
    for (size_t i = 0; i < info->colorSpaceCount; i++)
    {
        if (!strcmp(info->colorSpaces[i].text, name.text))
            return;
    }
    info->colorSpaces = cmupdf_info_grow(ctx, info->colorSpaces, info->colorSpaceCount, &notes->spaceCapacity, sizeof name);
    info->colorSpaces[info->colorSpaceCount++] = name;
}
