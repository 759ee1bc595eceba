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
    /// Dictionaries of resources by their names, and the resources.
    digestXObjects,
    digestXObject,
    digestPatterns,
    digestPattern,
    digestFonts,
    digestFont,
    digestGraphicsStates,
    digestGraphicsState,
    /// A stream of operators; arrays and dictionaries of such.
    digestContent,
    /// One of several that are read as one.
    digestContentPart,
    /// An annotation, or a form field that it inherits from.
    digestAnnotation,
    /// The value of a form field.
    digestFieldValue,
    digestForm,
    /// Of tables alone: whichever role.
    digestAnyRole,
} DigestRole;

/// Places of a table by open addressing; those of older walks count as free.
typedef struct {
    uint64_t key;
    /// The walk that it belongs to; 0 is free, and 1 what all walks begin with.
    uint32_t walk;
    /// Where in its walk the object came.
    uint32_t position;
    /// Of the reference.
    int generation;
} SeenObject;

/// What is known of an object that is come to.
typedef struct {
    /// It was come to in the same role.
    bool isInRole;
    /// By a reference of another generation.
    bool isOtherGeneration;
    /// Where it was come to first, in whichever role; UINT32_MAX if it was not.
    uint32_t first;
} DigestSight;

/// Bytes of a token from which on MuPDF may lex otherwise than is known here: see digest_content.c.
enum { digestLongToken = 250 };

/// What a search for references among operators has found.
typedef struct {
    bool isDone;
    /// The last two are known.
    bool knowsEnd;
    /// One, or the stream cannot be read, or not within the limits.
    bool refers;
    /// One, if it may begin inside of a string or of an image's data.
    bool mayRefer;
    /// Its end may be inside of them.
    bool isOpen;
} DigestSearch;

typedef struct {
    int object;
    DigestSearch search;
    uint8_t bytes[32];
} StreamDigest;

/// Bytes that were read, and that may be.
typedef struct {
    uint64_t forPage, ofOnePage;
    uint64_t forDocument, ofAllPages;
} DigestBudget;

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
    /// Of streams that were not known before: as they are in the file, and of operators.
    DigestBudget stored, decoded;
    /// One for all pages is: there are no more digests.
    bool isSpent;
    /// A limit was passed: there is no digest.
    bool isStopped;
    /// Of the parts of contents so far.
    bool hasOpenPart, mayPartRefer;

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

/// Adds a value and what it refers to, and whether it is a reference.
void cmupdf_digest_value(DigestWalk *walk, pdf_obj *value, DigestRole role, int depth);
/// Adds a value and what it refers to, of an entry that is always resolved before it is used.
void cmupdf_digest_resolved(DigestWalk *walk, pdf_obj *value, DigestRole role);

/// Adds a byte that tells what comes.
void cmupdf_digest_tag(DigestWalk *walk, char tag);
/// Adds bytes with their number before them.
void cmupdf_digest_bytes(DigestWalk *walk, const void *bytes, size_t count);
/// Hashes what is pending.
void cmupdf_digest_flush(DigestWalk *walk);

/// Whether nothing that is drawn depends on an entry of a dictionary that was come to in a role.
bool cmupdf_digest_leaves_out(fz_context *ctx, pdf_obj *dictionary, const char *name, DigestRole role, bool isStream);
/// The role of an entry's value.
DigestRole cmupdf_digest_role(const char *name, DigestRole role, bool isStream);
/// Whether MuPDF may run a stream's operators.
bool cmupdf_digest_is_content(fz_context *ctx, pdf_obj *stream, DigestRole role);

/// Notes that an object is come to at `position`; returns what was known of it.
DigestSight cmupdf_digest_see(DigestWalk *walk, int object, int generation, DigestRole role, uint32_t position);

/// The first place to look at in a table of open addressing; capacities are powers of two.
static inline size_t cmupdf_digest_place(uint64_t key, size_t capacity)
{
    // Fibonacci hashing.
    return (size_t)((key * 0x9E3779B97F4A7C15u) >> 32) & (capacity - 1);
}

/// Sets the limits of a document.
void cmupdf_digest_limit(DigestWalk *walk);
/// Counts bytes that were read; returns whether more may be.
bool cmupdf_digest_spend(DigestWalk *walk, DigestBudget *budget, size_t count);

/// The digest of a stream as it is stored; NULL if a limit was passed. Lives until the next call.
const uint8_t *cmupdf_digest_stream(DigestWalk *walk, int object);

/// Stops the walk where there may be references to objects among a stream's operators, or a limit is passed.
void cmupdf_digest_search(DigestWalk *walk, int object, bool isPart);

/// Searches a stream; what is found of its end is needed of parts alone. One that passes a limit refers.
DigestSearch cmupdf_digest_search_stream(DigestWalk *walk, int object, bool isPart);

/// Whether what decoding a stream of operators takes is known from what it gives and how long it is in the file.
bool cmupdf_digest_is_bounded(DigestWalk *walk, int object);
/// Whether a reference may be among a stream's operators, found faster than by a search, which is to find out.
/// True where a limit is passed.
bool cmupdf_digest_may_refer(DigestWalk *walk, fz_stream *stream);

/// White space, by which tokens end.
static inline bool cmupdf_digest_is_white(uint8_t byte)
{
    return byte == 0 || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r' || byte == ' ';
}

/// What else tokens end by.
static inline bool cmupdf_digest_is_delimiter(uint8_t byte)
{
    return byte == '(' || byte == ')' || byte == '<' || byte == '>' || byte == '[' || byte == ']' || byte == '{'
        || byte == '}' || byte == '/' || byte == '%';
}

#endif
