// The objects that a value is made of, written down so that equal bytes mean equal objects, whatever their numbers are.
//
// Each value begins with a byte that tells its kind. One that came before is written as where it came, so that circles
// end and so that it can be told whether two places share an object: layers are told apart by that alone.

#include "digest.h"

#include <stdlib.h>
#include <string.h>

// Honest pages have some thousand values, at most a dozen deep.
static const uint32_t valueLimit = 1000000;
static const int depthLimit = 200;

struct DigestEntry {
    const char *name;
    int index;
};

// MARK: - What is written

void cmupdf_digest_flush(DigestWalk *walk)
{
    fz_sha256_update(&walk->hash, walk->pending, walk->pendingCount);
    walk->pendingCount = 0;
}

static void add(DigestWalk *walk, const void *bytes, size_t count)
{
    if (count > sizeof walk->pending - walk->pendingCount)
        cmupdf_digest_flush(walk);
    if (count > sizeof walk->pending)
        fz_sha256_update(&walk->hash, bytes, count);
    else
    {
        memcpy(walk->pending + walk->pendingCount, bytes, count);
        walk->pendingCount += count;
    }
}

void cmupdf_digest_tag(DigestWalk *walk, char tag)
{
    add(walk, &tag, 1);
}

void cmupdf_digest_bytes(DigestWalk *walk, const void *bytes, size_t count)
{
    add(walk, &count, sizeof count);
    add(walk, bytes, count);
}

// MARK: - What is left out

static bool is_any(const char *name, const char *const names[])
{
    for (size_t i = 0; names[i]; i++)
    {
        if (!strcmp(name, names[i]))
            return true;
    }
    return false;
}

// Whether nothing that is drawn depends on an entry.
static bool is_left_out(fz_context *ctx, pdf_obj *dictionary, const char *name, DigestRole role, bool isStream)
{
    static const char *const ofXObjects[] = {
        "AF", "LastModified", "Measure", "Metadata", "PieceInfo", "PtData", "StructParent", "StructParents", NULL,
    };
    static const char *const ofAnnotations[] = {
        "A", "AA", "AF", "CreationDate", "Dest", "FS", "IRT", "Kids", "M", "NM", "P", "PA", "Popup", "StructParent", NULL,
    };
    static const char *const ofForms[] = {"CO", "Fields", "SigFlags", "XFA", NULL};
    // How much of the file a stream takes is seen from what is read.
    if (isStream && !strcmp(name, "Length"))
        return true;
    switch (role)
    {
    case digestXObject:
        return isStream && is_any(name, ofXObjects);
    case digestAnnotation:
        if (!strcmp(name, "T"))
        {
            // The name of a field, without which it is not drawn; of anything else it is who made it.
            pdf_obj *subtype = pdf_dict_get(ctx, dictionary, PDF_NAME(Subtype));
            return subtype && !pdf_name_eq(ctx, subtype, PDF_NAME(Widget));
        }
        return is_any(name, ofAnnotations);
    case digestFieldValue:
        // A signature may refer to the whole document.
        return !isStream && !strcmp(name, "Reference");
    case digestForm:
        return is_any(name, ofForms);
    default:
        return false;
    }
}

static DigestRole role_of(const char *name, DigestRole role)
{
    switch (role)
    {
    case digestResources:
        return strcmp(name, "XObject") ? digestValue : digestXObjects;
    case digestXObjects:
        return digestXObject;
    case digestXObject:
        return strcmp(name, "Resources") ? digestValue : digestResources;
    case digestAnnotation:
        return !strcmp(name, "Parent") ? digestAnnotation : !strcmp(name, "V") ? digestFieldValue : digestValue;
    default:
        return digestValue;
    }
}

// MARK: - Values

static int by_name(const void *left, const void *right)
{
    return strcmp(((const struct DigestEntry *)left)->name, ((const struct DigestEntry *)right)->name);
}

// Puts the entries that count on the stack, sorted; returns their number.
static size_t gather_entries(DigestWalk *walk, pdf_obj *dictionary, DigestRole role, bool isStream)
{
    fz_context *ctx = walk->ctx;
    size_t start = walk->entryCount;
    int length = pdf_dict_len(ctx, dictionary);
    for (int i = 0; i < length; i++)
    {
        const char *name = pdf_to_name(ctx, pdf_dict_get_key(ctx, dictionary, i));
        if (is_left_out(ctx, dictionary, name, role, isStream))
            continue;
        if (walk->entryCount == walk->entryCapacity)
        {
            size_t wanted = walk->entryCapacity ? walk->entryCapacity * 2 : 256;
            walk->entries = fz_realloc_array(ctx, walk->entries, wanted, struct DigestEntry);
            walk->entryCapacity = wanted;
        }
        walk->entries[walk->entryCount++] = (struct DigestEntry){name, i};
    }
    if (walk->entryCount > start)
        qsort(walk->entries + start, walk->entryCount - start, sizeof *walk->entries, by_name);
    return walk->entryCount - start;
}

static void add_dictionary(DigestWalk *walk, pdf_obj *dictionary, DigestRole role, bool isStream, int depth)
{
    fz_context *ctx = walk->ctx;
    pdf_obj *type = pdf_dict_get(ctx, dictionary, PDF_NAME(Type));
    // From there the walk would go on to all other pages, and what is left out there may count here.
    if (pdf_name_eq(ctx, type, PDF_NAME(Page)) || pdf_name_eq(ctx, type, PDF_NAME(Pages))
        || pdf_name_eq(ctx, type, PDF_NAME(Catalog)))
    {
        walk->isStopped = true;
        return;
    }
    cmupdf_digest_tag(walk, '<');
    size_t start = walk->entryCount;
    size_t count = gather_entries(walk, dictionary, role, isStream);
    for (size_t i = start; i < start + count && !walk->isStopped; i++)
    {
        struct DigestEntry entry = walk->entries[i];
        cmupdf_digest_tag(walk, '/');
        cmupdf_digest_bytes(walk, entry.name, strlen(entry.name));
        cmupdf_digest_value(walk, pdf_dict_get_val(ctx, dictionary, entry.index), role_of(entry.name, role), depth + 1);
    }
    walk->entryCount = start;
    cmupdf_digest_tag(walk, '>');
}

static void add_array(DigestWalk *walk, pdf_obj *array, int depth)
{
    int length = pdf_array_len(walk->ctx, array);
    cmupdf_digest_tag(walk, '[');
    for (int i = 0; i < length && !walk->isStopped; i++)
        cmupdf_digest_value(walk, pdf_array_get(walk->ctx, array, i), digestValue, depth + 1);
    cmupdf_digest_tag(walk, ']');
}

static void add_scalar(DigestWalk *walk, pdf_obj *value)
{
    fz_context *ctx = walk->ctx;
    if (pdf_is_int(ctx, value))
    {
        int64_t number = pdf_to_int64(ctx, value);
        cmupdf_digest_tag(walk, 'i');
        add(walk, &number, sizeof number);
    }
    else if (pdf_is_real(ctx, value))
    {
        float number = pdf_to_real(ctx, value);
        cmupdf_digest_tag(walk, 'r');
        add(walk, &number, sizeof number);
    }
    else if (pdf_is_string(ctx, value))
    {
        size_t length;
        const char *bytes = pdf_to_string(ctx, value, &length);
        cmupdf_digest_tag(walk, 's');
        cmupdf_digest_bytes(walk, bytes, length);
    }
    else if (pdf_is_name(ctx, value))
    {
        const char *name = pdf_to_name(ctx, value);
        cmupdf_digest_tag(walk, 'n');
        cmupdf_digest_bytes(walk, name, strlen(name));
    }
    else if (pdf_is_bool(ctx, value))
        cmupdf_digest_tag(walk, pdf_to_bool(ctx, value) ? 't' : 'f');
    else
        cmupdf_digest_tag(walk, '0');
}

// Streams are always objects of their own.
static void add_object(DigestWalk *walk, pdf_obj *value, int object, DigestRole role, int depth)
{
    bool isStream = object && pdf_obj_num_is_stream(walk->ctx, walk->pdf, object);
    if (isStream)
    {
        const uint8_t *digest = cmupdf_digest_stream(walk, object);
        if (digest == NULL)
            return;
        cmupdf_digest_tag(walk, 'S');
        add(walk, digest, 32);
    }
    if (pdf_is_dict(walk->ctx, value))
        add_dictionary(walk, value, role, isStream, depth);
    else if (pdf_is_array(walk->ctx, value))
        add_array(walk, value, depth);
    else
        add_scalar(walk, value);
}

void cmupdf_digest_value(DigestWalk *walk, pdf_obj *value, DigestRole role, int depth)
{
    fz_context *ctx = walk->ctx;
    uint32_t position = walk->count++;
    if (position >= valueLimit || depth > depthLimit)
        walk->isStopped = true;
    if (walk->isStopped)
        return;
    int object = pdf_is_indirect(ctx, value) ? pdf_to_num(ctx, value) : 0;
    if (object)
    {
        uint32_t earlier = cmupdf_digest_see(walk, object, role, position);
        if (earlier != UINT32_MAX)
        {
            cmupdf_digest_tag(walk, 'R');
            add(walk, &earlier, sizeof earlier);
            return;
        }
        value = pdf_resolve_indirect(ctx, value);
    }
    // What refers to a reference is what that refers to.
    if (object && pdf_is_indirect(ctx, value))
        cmupdf_digest_value(walk, value, role, depth + 1);
    else
        add_object(walk, value, object, role, depth);
}
