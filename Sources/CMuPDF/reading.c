// What MuPDF reads of a page for those who search it, copy from it and follow its links, and drawing does without. The
// linker puts these in the place of its functions.

#include "internal.h"

fz_link *__wrap_pdf_load_link_annots(fz_context *ctx, pdf_document *pdf, pdf_page *page, pdf_obj *annotations,
                                     int number, fz_matrix matrix);
void __wrap_pdf_load_to_unicode(fz_context *ctx, pdf_document *pdf, pdf_font_desc *font, const char **names,
                                char *collection, pdf_obj *map);
void __real_pdf_load_to_unicode(fz_context *ctx, pdf_document *pdf, pdf_font_desc *font, const char **names,
                                char *collection, pdf_obj *map);

// MuPDF looks up where each link leads. On the index of a manual that takes more memory than the pixels.
fz_link *__wrap_pdf_load_link_annots(fz_context *ctx, pdf_document *pdf, pdf_page *page, pdf_obj *annotations,
                                     int number, fz_matrix matrix)
{
    (void)ctx, (void)pdf, (void)page, (void)annotations, (void)number, (void)matrix;
    return NULL;
}

// What characters the codes of a font are. Glyphs are found through them only in a font that stands in for one of a
// character collection.
void __wrap_pdf_load_to_unicode(fz_context *ctx, pdf_document *pdf, pdf_font_desc *font, const char **names,
                                char *collection, pdf_obj *map)
{
    const CMuPDFDocument *document = fz_user_context(ctx);
    bool isForText = document && document->readsText;
    if (isForText || (!names && font->font && font->font->flags.ft_substitute))
        __real_pdf_load_to_unicode(ctx, pdf, font, names, collection, map);
}
