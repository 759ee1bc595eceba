// The page tree, walked once and handed to MuPDF as its page map.
//
// MuPDF believes the tree's /Count: pages beyond it are lost without a word, and where it is too high the map that
// MuPDF builds ends in memory nobody wrote. The leaves are what is there.

#include "internal.h"

#include <stdlib.h>

// Real trees are a few levels deep; a recursion this deep is an attack.
static const int depthLimit = 128;

typedef struct {
    int *objects;
    size_t count, capacity;
    // Interior nodes already seen, resolved and kept. They stay marked to the end: a node reached twice would double its
    // pages.
    pdf_obj **marked;
    size_t markedCount, markedCapacity;
    bool damaged;
    // The tree was corrected, and only the cached objects know.
    bool isChanged;
} PageWalk;

static void *grow(fz_context *ctx, void *items, size_t *capacity, size_t size)
{
    size_t wanted = *capacity ? *capacity * 2 : 64;
    void *grown = fz_realloc(ctx, items, wanted * size);
    *capacity = wanted;
    return grown;
}

static bool is_interior(fz_context *ctx, pdf_obj *node)
{
    pdf_obj *type = pdf_dict_get(ctx, node, PDF_NAME(Type));
    if (type)
        return pdf_name_eq(ctx, type, PDF_NAME(Pages));
    return pdf_dict_get(ctx, node, PDF_NAME(Kids)) && !pdf_dict_get(ctx, node, PDF_NAME(MediaBox));
}

// A page that stands in its parent's array itself has no number to be found by, so it is given one.
static void make_indirect(fz_context *ctx, pdf_document *pdf, pdf_obj *kids, int index, PageWalk *pages)
{
    pdf_obj *kid = pdf_array_get(ctx, kids, index);
    if (!pdf_is_dict(ctx, kid) || pdf_is_indirect(ctx, kid) || is_interior(ctx, kid))
        return;
    pdf_array_put_drop(ctx, kids, index, pdf_add_object(ctx, pdf, kid));
    pages->isChanged = true;
}

// Pages that the walk reads before it lets go of them. Most of them are not this process's to draw, and all dictionaries
// of a long document take more memory than drawing does.
static const size_t pagesAtOnce = 256;

static void add_page(fz_context *ctx, pdf_document *pdf, pdf_obj *page, PageWalk *pages)
{
    if (pages->count == pages->capacity)
        pages->objects = grow(ctx, pages->objects, &pages->capacity, sizeof *pages->objects);
    pages->objects[pages->count++] = pdf_to_num(ctx, page);
    // Only objects go that nobody else keeps: the nodes on the way here stay.
    if (pages->count % pagesAtOnce == 0 && !pages->isChanged)
        pdf_clear_xref_to_mark(ctx, pdf);
}

static void walk(fz_context *ctx, pdf_document *pdf, pdf_obj *node, PageWalk *pages, int depth)
{
    if (!pdf_is_dict(ctx, node))
    {
        pages->damaged = true;
        return;
    }
    if (!is_interior(ctx, node))
    {
        add_page(ctx, pdf, node, pages);
        return;
    }
    if (pages->markedCount == pages->markedCapacity)
        pages->marked = grow(ctx, pages->marked, &pages->markedCapacity, sizeof *pages->marked);
    if (depth > depthLimit || pdf_mark_obj(ctx, node))
    {
        pages->damaged = true;
        return;
    }
    pages->marked[pages->markedCount++] = pdf_keep_obj(ctx, pdf_resolve_indirect_chain(ctx, node));

    // Of a node that is kept, as is what stands in it.
    pdf_obj *kids = pdf_dict_get(ctx, node, PDF_NAME(Kids));
    int length = pdf_array_len(ctx, kids);
    for (int i = 0; i < length; i++)
    {
        make_indirect(ctx, pdf, kids, i, pages);
        walk(ctx, pdf, pdf_array_get(ctx, kids, i), pages, depth + 1);
    }
}

void cmupdf_page_balance_lookup(fz_context *ctx, pdf_document *pdf, pdf_obj *page)
{
#if FZ_VERSION_MINOR == 21
    if (pdf->fwd_page_map)
        pdf_drop_obj(ctx, page);
#endif
}

pdf_obj *cmupdf_page_lookup(fz_context *ctx, pdf_document *pdf, int number)
{
    pdf_obj *page = pdf_lookup_page_obj(ctx, pdf, number);
    cmupdf_page_balance_lookup(ctx, pdf, page);
    return page;
}

static int by_object(const void *left, const void *right)
{
    int a = ((const pdf_rev_page_map *)left)->object, b = ((const pdf_rev_page_map *)right)->object;
    return (a > b) - (a < b);
}

// Takes the walk's object numbers over as the document's map from page to object and back.
static void install(fz_context *ctx, pdf_document *pdf, PageWalk *pages)
{
    pdf_rev_page_map *reverse = fz_malloc_array(ctx, pages->count, pdf_rev_page_map);
    for (size_t i = 0; i < pages->count; i++)
    {
        reverse[i].page = (int)i;
        reverse[i].object = pages->objects[i];
    }
    qsort(reverse, pages->count, sizeof *reverse, by_object);
    pdf->rev_page_map = reverse;
    pdf->fwd_page_map = pages->objects;
    pdf->map_page_count = (int)pages->count;
    pdf->page_map_nesting++;
    pages->objects = NULL;
}

CMuPDFStatus cmupdf_document_count_pages(CMuPDFDocument *document, int32_t *count, CMuPDFError *error)
{
    fz_context *ctx = document->ctx;
    pdf_document *pdf = document->pdf;
    CMuPDFStatus status = CMuPDFStatusOK;
    PageWalk pages = {0};
    pdf_obj *root = NULL;

    *count = pdf->map_page_count;
    if (pdf->fwd_page_map)
        return status;

    fz_var(status);
    fz_var(pages);
    fz_var(root);
    fz_try(ctx)
    {
        pdf_mark_xref(ctx, pdf);
        root = pdf_keep_obj(ctx, pdf_dict_getp(ctx, pdf_trailer(ctx, pdf), "Root/Pages"));
        walk(ctx, pdf, root, &pages, 0);
        int declared = pdf_dict_get_int(ctx, root, PDF_NAME(Count));
        if (pages.damaged)
            fz_warn(ctx, "the page tree holds entries that are no pages; they are left out");
        if (pages.count && (size_t)declared != pages.count)
        {
            fz_warn(ctx, "the page tree claims %d pages and holds %d", declared, (int)pages.count);
            pdf_dict_put_int(ctx, root, PDF_NAME(Count), (int64_t)pages.count);
            pages.isChanged = true;
        }
        *count = (int32_t)pages.count;
        if (pages.count)
            install(ctx, pdf, &pages);
    }
    fz_always(ctx)
    {
        for (size_t i = 0; i < pages.markedCount; i++)
        {
            pdf_unmark_obj(ctx, pages.marked[i]);
            pdf_drop_obj(ctx, pages.marked[i]);
        }
        pdf_drop_obj(ctx, root);
        fz_free(ctx, pages.marked);
        fz_free(ctx, pages.objects);
        if (pages.isChanged)
            pdf_mark_xref(ctx, pdf);
        else
            pdf_clear_xref_to_mark(ctx, pdf);
    }
    fz_catch(ctx)
        status = cmupdf_error_record(document, error);
    return status;
}
