// The objects that a value is made of, written down so that equal bytes mean equal objects, whatever their numbers are.
//
// Each value begins with a byte that tells its kind. One that came before is written as where it came, so that circles
// end and so that it can be told whether two places share an object: layers are told apart by that alone.
//
// MuPDF looks through most references, but not all, so what counts is not only what a value resolves to:
// - Layers are compared as they are referred to (pdf_objcmp in pdf_is_ocg_hidden), and so are the keys of its store; a
//   Type 3 font without resources is drawn with those of the page that loaded it first. A reference equals one of the
//   same number and generation; what is no reference, such as a dictionary, equals one that has equal values, which are
//   compared in that way themselves. So it is written of each value whether it is a reference, numbers and names too.
// - Streams are found by the number in the reference (pdf_is_stream, pdf_load_compressed_stream): a reference to a
//   reference to one is none. And circles are broken by these numbers (pdf_cycle), so that it counts on which way an
//   object was come to first, whatever its role is. Walks that meet a reference to a reference are stopped, and those
//   that meet references of two generations to an object, which are two for comparisons and one for all else.
// - Operators may hold dictionaries and arrays with references, as MuPDF parses them, which are numbers of the file: see
//   digest_content.c.

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
        if (cmupdf_digest_leaves_out(ctx, dictionary, name, role, isStream))
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
        cmupdf_digest_value(walk, pdf_dict_get_val(ctx, dictionary, entry.index), cmupdf_digest_role(entry.name, role, isStream),
                            depth + 1);
    }
    walk->entryCount = start;
    cmupdf_digest_tag(walk, '>');
}

static void add_array(DigestWalk *walk, pdf_obj *array, DigestRole role, int depth)
{
    int length = pdf_array_len(walk->ctx, array);
    // The font of a graphics state stands in an array with its size.
    DigestRole inner = role == digestContent ? digestContentPart : role == digestFonts ? digestFont : digestValue;
    cmupdf_digest_tag(walk, '[');
    for (int i = 0; i < length && !walk->isStopped; i++)
        cmupdf_digest_value(walk, pdf_array_get(walk->ctx, array, i), inner, depth + 1);
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
        if (cmupdf_digest_is_content(walk->ctx, value, role))
            cmupdf_digest_search(walk, object, role == digestContentPart);
        if (walk->isStopped)
            return;
    }
    if (pdf_is_dict(walk->ctx, value))
        add_dictionary(walk, value, role, isStream, depth);
    else if (pdf_is_array(walk->ctx, value))
        add_array(walk, value, role, depth);
    else
        add_scalar(walk, value);
}

// Adds how an object is referred to; returns whether what it is has to follow.
static bool add_reference(DigestWalk *walk, pdf_obj *reference, DigestRole role, uint32_t position, bool isTold)
{
    fz_context *ctx = walk->ctx;
    int object = pdf_to_num(ctx, reference);
    DigestSight sight = {.isOtherGeneration = true};
    if (object > 0)
        sight = cmupdf_digest_see(walk, object, pdf_to_gen(ctx, reference), role, position);
    if (sight.isOtherGeneration || pdf_is_indirect(ctx, pdf_resolve_indirect(ctx, reference)))
    {
        walk->isStopped = true;
        return false;
    }
    if (sight.first != UINT32_MAX)
    {
        cmupdf_digest_tag(walk, sight.isInRole ? 'R' : 'A');
        add(walk, &sight.first, sizeof sight.first);
    }
    else if (isTold)
        cmupdf_digest_tag(walk, 'I');
    return !sight.isInRole;
}

static void add_value(DigestWalk *walk, pdf_obj *value, DigestRole role, int depth, bool isTold)
{
    fz_context *ctx = walk->ctx;
    uint32_t position = walk->count++;
    if (position >= valueLimit || depth > depthLimit)
        walk->isStopped = true;
    if (walk->isStopped)
        return;
    if (!pdf_is_indirect(ctx, value))
        add_object(walk, value, 0, role, depth);
    else if (add_reference(walk, value, role, position, isTold))
        add_object(walk, pdf_resolve_indirect(ctx, value), pdf_to_num(ctx, value), role, depth);
}

void cmupdf_digest_value(DigestWalk *walk, pdf_obj *value, DigestRole role, int depth)
{
    add_value(walk, value, role, depth, true);
}

void cmupdf_digest_resolved(DigestWalk *walk, pdf_obj *value, DigestRole role)
{
    add_value(walk, value, role, 0, false);
}
