// What the files that digest the objects of a page share.

#ifndef CMUPDF_DIGEST_INTERNAL_H
#define CMUPDF_DIGEST_INTERNAL_H

#include "internal.h"

/// In which role an object was come to, which decides what of it counts.
///
/// Entries are left out only where everything that draws comes to an object by the same way. An object that is come to by
/// two ways is therefore digested in both roles: what looks like an annotation may be a list of fonts too.
typedef enum {
    /// All of it counts.
    digestValue,
    digestResources,
    /// A dictionary of XObjects by their names.
    digestXObjects,
    digestXObject,
    /// An annotation, or a form field that it inherits from.
    digestAnnotation,
    /// The value of a form field.
    digestFieldValue,
    digestForm,
} DigestRole;

/// Places of a table by open addressing; those of older walks count as free.
typedef struct {
    uint64_t key;
    /// The walk that it belongs to; 0 is free, and 1 what all walks begin with.
    uint32_t walk;
    /// Where in its walk the object came.
    uint32_t position;
} SeenObject;

typedef struct {
    int object;
    uint8_t bytes[32];
} StreamDigest;

/// A document's digests so far, and the walk that is under way.
typedef struct CMuPDFDigests {
    fz_context *ctx;
    pdf_document *pdf;
    fz_sha256 hash;
    /// What is to be hashed, gathered because most of it comes byte by byte.
    uint8_t pending[1024];
    size_t pendingCount;
    /// Values so far; the position of the next one.
    uint32_t count;
    /// Bytes of streams read so far that were not known before.
    uint64_t streamBytes;
    /// A limit was passed: there is no digest.
    bool isStopped;

    SeenObject *seen;
    size_t seenCapacity, seenCount;
    uint32_t walk;

    /// By open addressing; object 0 is free.
    StreamDigest *streams;
    size_t streamCapacity, streamCount;

    /// The entries of the dictionaries that the walk is in, as a stack.
    struct DigestEntry *entries;
    size_t entryCapacity, entryCount;

    /// The state after what the catalog says, with which the walk of each page begins.
    bool hasBase;
    fz_sha256 base;
    uint32_t baseCount;
    size_t baseSeen;
} DigestWalk;

/// Adds a value and what it refers to.
void cmupdf_digest_value(DigestWalk *walk, pdf_obj *value, DigestRole role, int depth);

/// Adds a byte that tells what comes.
void cmupdf_digest_tag(DigestWalk *walk, char tag);
/// Adds bytes with their number before them.
void cmupdf_digest_bytes(DigestWalk *walk, const void *bytes, size_t count);
/// Hashes what is pending.
void cmupdf_digest_flush(DigestWalk *walk);

/// Where an object was seen on this walk in this role; UINT32_MAX for one that was not, and is noted at `position`.
uint32_t cmupdf_digest_see(DigestWalk *walk, int object, DigestRole role, uint32_t position);

/// The digest of a stream as it is stored; NULL if a limit was passed. Lives until the next call.
const uint8_t *cmupdf_digest_stream(DigestWalk *walk, int object);

#endif
