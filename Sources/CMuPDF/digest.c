// The digest of a page: which of its entries, and of the document's, decide how it looks.

#include "digest.h"

#include <stdlib.h>
#include <string.h>

// What pages inherit (PDF 32000-1, 7.7.3.4), and the other boxes, which are looked up in the same way in boxes.c.
static const char *const inheritedNames[] = {
    "Resources", "MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox", "Rotate",
};

// Entries of a page that nothing drawn depends on, and those that are looked up in another way.
static const char *const otherNames[] = {
    "AA", "AF", "Annots", "ArtBox", "B", "BleedBox", "CropBox", "Dur", "ID", "LastModified", "MediaBox", "Metadata",
    "PZ", "Parent", "PieceInfo", "Resources", "Rotate", "SeparationInfo", "StructParents", "Tabs", "Thumb", "Trans",
    "TrimBox",
};

static bool is_other(const char *name)
{
    for (size_t i = 0; i < sizeof otherNames / sizeof *otherNames; i++)
    {
        if (!strcmp(name, otherNames[i]))
            return true;
    }
    return false;
}

// Of the catalog, or inherited. Programs that write a file anew put inherited values into the pages and make objects of
// their own of them; and MuPDF resolves all of these before it uses them.
static void add_entry(DigestWalk *walk, const char *name, pdf_obj *value, DigestRole role)
{
    cmupdf_digest_bytes(walk, name, strlen(name));
    cmupdf_digest_resolved(walk, value, role);
}

static void add_inherited(DigestWalk *walk, pdf_obj *page)
{
    for (size_t i = 0; i < sizeof inheritedNames / sizeof *inheritedNames; i++)
    {
        pdf_obj *key = pdf_new_name(walk->ctx, inheritedNames[i]);
        pdf_obj *value = NULL;
        fz_try(walk->ctx)
            value = pdf_dict_get_inheritable(walk->ctx, page, key);
        fz_always(walk->ctx)
            pdf_drop_obj(walk->ctx, key);
        fz_catch(walk->ctx)
            fz_rethrow(walk->ctx);
        if (value)
            add_entry(walk, inheritedNames[i], value, i == 0 ? digestResources : digestValue);
    }
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

// The rest of the page's own dictionary. Real ones have some ten entries.
static void add_own(DigestWalk *walk, pdf_obj *page)
{
    fz_context *ctx = walk->ctx;
    const char *names[64];
    size_t count = 0;
    int length = pdf_dict_len(ctx, page);
    for (int i = 0; i < length; i++)
    {
        const char *name = pdf_to_name(ctx, pdf_dict_get_key(ctx, page, i));
        if (is_other(name))
            continue;
        if (count == sizeof names / sizeof *names)
        {
            walk->isStopped = true;
            return;
        }
        names[count++] = name;
    }
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++)
    {
        DigestRole role = strcmp(names[i], "Contents") ? digestValue : digestContent;
        cmupdf_digest_bytes(walk, names[i], strlen(names[i]));
        cmupdf_digest_value(walk, pdf_dict_gets(ctx, page, names[i]), role, 0);
    }
}

// Links and pop-ups are not drawn, and refer to other pages.
static void add_annotations(DigestWalk *walk, pdf_obj *page)
{
    fz_context *ctx = walk->ctx;
    pdf_obj *annotations = pdf_dict_get(ctx, page, PDF_NAME(Annots));
    int length = pdf_array_len(ctx, annotations);
    cmupdf_digest_tag(walk, '{');
    for (int i = 0; i < length && !walk->isStopped; i++)
    {
        pdf_obj *annotation = pdf_array_get(ctx, annotations, i);
        pdf_obj *subtype = pdf_dict_get(ctx, annotation, PDF_NAME(Subtype));
        if (pdf_is_dict(ctx, annotation) && !pdf_name_eq(ctx, subtype, PDF_NAME(Link))
            && !pdf_name_eq(ctx, subtype, PDF_NAME(Popup)))
            cmupdf_digest_value(walk, annotation, digestAnnotation, 0);
    }
    cmupdf_digest_tag(walk, '}');
}

// Which layers are shown, and how fields without an appearance are to look. Output intents are not used for drawing.
static void add_catalog(DigestWalk *walk)
{
    pdf_obj *catalog = pdf_dict_get(walk->ctx, pdf_trailer(walk->ctx, walk->pdf), PDF_NAME(Root));
    add_entry(walk, "OCProperties", pdf_dict_get(walk->ctx, catalog, PDF_NAME(OCProperties)), digestValue);
    add_entry(walk, "AcroForm", pdf_dict_get(walk->ctx, catalog, PDF_NAME(AcroForm)), digestForm);
    add_entry(walk, "Lang", pdf_dict_get(walk->ctx, catalog, PDF_NAME(Lang)), digestValue);
}

// Brings the walk to where the catalog is behind it.
static void begin(DigestWalk *walk)
{
    walk->stored.forPage = walk->decoded.forPage = 0;
    walk->pendingCount = 0;
    walk->entryCount = 0;
    walk->hasOpenPart = walk->mayPartRefer = false;
    if (!walk->hasBase)
    {
        walk->isStopped = false;
        walk->count = 0;
        walk->walk = 1;
        walk->seenCount = 0;
        if (walk->seen)
            memset(walk->seen, 0, walk->seenCapacity * sizeof *walk->seen);
        fz_sha256_init(&walk->hash);
        add_catalog(walk);
        cmupdf_digest_flush(walk);
        walk->base = walk->hash;
        walk->baseCount = walk->count;
        walk->baseSeen = walk->seenCount;
        // If a limit was passed in the catalog, it is for all pages.
        walk->hasBase = true;
    }
    walk->isStopped = walk->isStopped || walk->isSpent;
    walk->hash = walk->base;
    walk->count = walk->baseCount;
    walk->seenCount = walk->baseSeen;
    walk->walk++;
}

static void digest_page(DigestWalk *walk, pdf_obj *page, CMuPDFObjectDigest *digest)
{
    begin(walk);
    bool wasStopped = walk->isStopped;
    add_inherited(walk, page);
    add_own(walk, page);
    add_annotations(walk, page);
    cmupdf_digest_flush(walk);
    fz_sha256_final(&walk->hash, digest->bytes);
    digest->isKnown = !walk->isStopped;
    walk->isStopped = wasStopped;
}

void cmupdf_digests_drop(CMuPDFDocument *document)
{
    DigestWalk *walk = document->digests;
    if (walk == NULL)
        return;
    fz_free(document->ctx, walk->seen);
    fz_free(document->ctx, walk->streams);
    fz_free(document->ctx, walk->entries);
    fz_free(document->ctx, walk);
    document->digests = NULL;
}

CMuPDFStatus cmupdf_page_object_digest(CMuPDFDocument *document, int32_t number, CMuPDFObjectDigest *digest,
                                       CMuPDFError *error)
{
    fz_context *ctx = document->ctx;
    pdf_document *pdf = document->pdf;
    CMuPDFStatus status = CMuPDFStatusOK;
    *digest = (CMuPDFObjectDigest){0};
    // What is stored means nothing without the key, and what a repair has found depends on more than the objects.
    if (pdf->crypt || pdf->repair_attempted)
        return CMuPDFStatusOK;

    document->allocationFailed = false;
    fz_var(status);
    // A repair lets go of objects that the walk is in.
    fz_start_throw_on_repair(ctx);
    fz_try(ctx)
    {
        if (document->digests == NULL)
        {
            document->digests = fz_malloc_struct(ctx, DigestWalk);
            document->digests->ctx = ctx;
            document->digests->pdf = pdf;
            cmupdf_digest_limit(document->digests);
        }
        digest_page(document->digests, cmupdf_page_lookup(ctx, pdf, number), digest);
    }
    fz_always(ctx)
        fz_end_throw_on_repair(ctx);
    fz_catch(ctx)
    {
        if (!pdf->repair_attempted)
            status = cmupdf_error_record(document, error);
        // What was spent stays so; the catalog may be half read.
        if (document->digests)
            document->digests->hasBase = false;
    }
    if (status == CMuPDFStatusOK && document->allocationFailed)
    {
        cmupdf_error_set(error, "an allocation failed while the page's objects were read");
        status = CMuPDFStatusOutOfMemory;
    }
    if (pdf->repair_attempted || status != CMuPDFStatusOK)
        digest->isKnown = false;
    return status;
}
