// The fonts that a page names: in its resources, and in those of whatever it holds.

#include "info.h"

#include <stdlib.h>
#include <string.h>

// Forms in forms; a recursion this deep is an attack.
static const int depthLimit = 64;

typedef struct {
    fz_context *ctx;
    CMuPDFPageInfo *info;
    size_t capacity;
    // A bit for each object, set when it was seen.
    unsigned char *seen;
    int objectCount;
} FontWalk;

static void walk_resources(FontWalk *walk, pdf_obj *resources, int depth);

// Whether an object is new. Direct objects always are; they cannot hold themselves.
static bool is_new(FontWalk *walk, pdf_obj *object)
{
    int number = pdf_to_num(walk->ctx, object);
    if (number <= 0 || number >= walk->objectCount)
        return true;
    unsigned char bit = (unsigned char)(1 << (number & 7));
    bool isNew = !(walk->seen[number >> 3] & bit);
    walk->seen[number >> 3] |= bit;
    return isNew;
}

// PDF 32000-1, 9.6.4: six capital letters and a plus sign.
static bool has_subset_tag(const char *name)
{
    for (int i = 0; i < 6; i++)
    {
        if (name[i] < 'A' || name[i] > 'Z')
            return false;
    }
    return name[6] == '+';
}

static const char *type_of(const char *subtype, const char *program)
{
    bool isOpenType = !strcmp(program, "OpenType");
    if (!strcmp(subtype, "CIDFontType0"))
        return isOpenType ? "CID Type 0C (OT)" : strcmp(program, "CIDFontType0C") ? "CID Type 0" : "CID Type 0C";
    if (!strcmp(subtype, "CIDFontType2"))
        return isOpenType ? "CID TrueType (OT)" : "CID TrueType";
    if (!strcmp(subtype, "TrueType"))
        return isOpenType ? "TrueType (OT)" : "TrueType";
    if (!strcmp(subtype, "Type3"))
        return "Type 3";
    return isOpenType ? "Type 1C (OT)" : strcmp(program, "Type1C") ? "Type 1" : "Type 1C";
}

static void add_font(FontWalk *walk, pdf_obj *font, int depth)
{
    fz_context *ctx = walk->ctx;
    CMuPDFPageInfo *info = walk->info;
    if (!pdf_is_dict(ctx, font) || !is_new(walk, font) || info->fontCount == infoLimit)
        return;
    CMuPDFFontInfo facts = {.object = pdf_to_num(ctx, font)};
    const char *name = pdf_dict_get_name(ctx, font, PDF_NAME(BaseFont));
    fz_strlcpy(facts.name, name, sizeof facts.name);
    facts.isSubset = has_subset_tag(name);

    pdf_obj *descendant = pdf_array_get(ctx, pdf_dict_get(ctx, font, PDF_NAME(DescendantFonts)), 0);
    pdf_obj *program = pdf_is_dict(ctx, descendant) ? descendant : font;
    pdf_obj *descriptor = pdf_dict_get(ctx, program, PDF_NAME(FontDescriptor));
    pdf_obj *compact = pdf_dict_get(ctx, descriptor, PDF_NAME(FontFile3));
    const char *subtype = pdf_dict_get_name(ctx, program, PDF_NAME(Subtype));
    bool isDrawn = !strcmp(subtype, "Type3");
    facts.isEmbedded = isDrawn || pdf_is_stream(ctx, compact)
        || pdf_is_stream(ctx, pdf_dict_get(ctx, descriptor, PDF_NAME(FontFile)))
        || pdf_is_stream(ctx, pdf_dict_get(ctx, descriptor, PDF_NAME(FontFile2)));
    fz_strlcpy(facts.type, type_of(subtype, pdf_dict_get_name(ctx, compact, PDF_NAME(Subtype))), sizeof facts.type);

    info->fonts = cmupdf_info_grow(ctx, info->fonts, info->fontCount, &walk->capacity, sizeof facts);
    info->fonts[info->fontCount++] = facts;
    // Its glyphs are drawn, and may be drawn with other fonts.
    if (isDrawn)
        walk_resources(walk, pdf_dict_get(ctx, font, PDF_NAME(Resources)), depth + 1);
}

static void walk_stream(FontWalk *walk, pdf_obj *stream, int depth)
{
    if (pdf_is_dict(walk->ctx, stream) && is_new(walk, stream))
        walk_resources(walk, pdf_dict_get(walk->ctx, stream, PDF_NAME(Resources)), depth + 1);
}

static void walk_state(FontWalk *walk, pdf_obj *state, int depth)
{
    add_font(walk, pdf_array_get(walk->ctx, pdf_dict_get(walk->ctx, state, PDF_NAME(Font)), 0), depth);
    walk_stream(walk, pdf_dict_get(walk->ctx, pdf_dict_get(walk->ctx, state, PDF_NAME(SMask)), PDF_NAME(G)), depth);
}

static void each(FontWalk *walk, pdf_obj *entries, int depth, void (*visit)(FontWalk *, pdf_obj *, int))
{
    int count = pdf_dict_len(walk->ctx, entries);
    for (int i = 0; i < count && i < infoLimit; i++)
        visit(walk, pdf_dict_get_val(walk->ctx, entries, i), depth);
}

static void walk_resources(FontWalk *walk, pdf_obj *resources, int depth)
{
    fz_context *ctx = walk->ctx;
    if (depth > depthLimit || !pdf_is_dict(ctx, resources) || !is_new(walk, resources))
        return;
    each(walk, pdf_dict_get(ctx, resources, PDF_NAME(Font)), depth, add_font);
    each(walk, pdf_dict_get(ctx, resources, PDF_NAME(XObject)), depth, walk_stream);
    each(walk, pdf_dict_get(ctx, resources, PDF_NAME(Pattern)), depth, walk_stream);
    each(walk, pdf_dict_get(ctx, resources, PDF_NAME(ExtGState)), depth, walk_state);
}

// An appearance is a stream, or a dictionary of one for each state (PDF 32000-1, 12.5.5).
static void walk_annotations(FontWalk *walk, pdf_obj *annotations)
{
    fz_context *ctx = walk->ctx;
    int count = pdf_array_len(ctx, annotations);
    for (int i = 0; i < count && i < infoLimit; i++)
    {
        pdf_obj *appearances = pdf_dict_get(ctx, pdf_array_get(ctx, annotations, i), PDF_NAME(AP));
        pdf_obj *normal = pdf_dict_get(ctx, appearances, PDF_NAME(N));
        if (pdf_is_stream(ctx, normal))
            walk_stream(walk, normal, 0);
        else
            each(walk, normal, 0, walk_stream);
    }
}

void cmupdf_info_collect_fonts(fz_context *ctx, pdf_document *pdf, pdf_obj *page, CMuPDFPageInfo *info)
{
    FontWalk walk = {.ctx = ctx, .info = info, .objectCount = pdf_xref_len(ctx, pdf)};
    walk.seen = fz_calloc(ctx, (size_t)walk.objectCount / 8 + 1, 1);
    fz_try(ctx)
    {
        walk_resources(&walk, pdf_dict_get_inheritable(ctx, page, PDF_NAME(Resources)), 0);
        walk_annotations(&walk, pdf_dict_get(ctx, page, PDF_NAME(Annots)));
    }
    fz_always(ctx)
        fz_free(ctx, walk.seen);
    fz_catch(ctx)
        fz_rethrow(ctx);
}
