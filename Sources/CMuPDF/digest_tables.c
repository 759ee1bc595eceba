// What a walk has seen, and what the streams of a document are, so that those that pages share are read once.

#include "digest.h"

#include <string.h>

// Bytes of streams that are read for one page.
static const uint64_t streamLimit = (uint64_t)1 << 30;

// Streams that are remembered, 2.5 MB of them; those of a longer document are read again.
static const size_t rememberedLimit = 1 << 16;

static size_t place_of(uint64_t key, size_t capacity)
{
    // Fibonacci hashing; capacities are powers of two.
    return (size_t)((key * 0x9E3779B97F4A7C15u) >> 32) & (capacity - 1);
}

// MARK: - Objects

static bool is_live(const DigestWalk *walk, const SeenObject *seen)
{
    return seen->walk == 1 || seen->walk == walk->walk;
}

static SeenObject *find_seen(DigestWalk *walk, uint64_t key)
{
    size_t place = place_of(key, walk->seenCapacity);
    while (is_live(walk, &walk->seen[place]) && walk->seen[place].key != key)
        place = (place + 1) & (walk->seenCapacity - 1);
    return &walk->seen[place];
}

static void grow_seen(DigestWalk *walk)
{
    SeenObject *old = walk->seen;
    size_t oldCapacity = walk->seenCapacity, wanted = oldCapacity ? oldCapacity * 2 : 1024;
    walk->seen = fz_calloc(walk->ctx, wanted, sizeof *walk->seen);
    walk->seenCapacity = wanted;
    // Those of the catalog first: what stays must not be found by way of what goes.
    for (int isOfPage = 0; isOfPage < 2; isOfPage++)
    {
        for (size_t i = 0; i < oldCapacity; i++)
        {
            if (is_live(walk, &old[i]) && (old[i].walk != 1) == isOfPage)
                *find_seen(walk, old[i].key) = old[i];
        }
    }
    fz_free(walk->ctx, old);
}

// What was noted before, or is now.
static const SeenObject *note_seen(DigestWalk *walk, SeenObject new, bool *isNew)
{
    if (walk->seenCount * 2 >= walk->seenCapacity)
        grow_seen(walk);
    SeenObject *seen = find_seen(walk, new.key);
    *isNew = !is_live(walk, seen);
    if (*isNew)
    {
        *seen = new;
        walk->seenCount++;
    }
    return seen;
}

DigestSight cmupdf_digest_see(DigestWalk *walk, int object, int generation, DigestRole role, uint32_t position)
{
    uint64_t key = (uint64_t)(uint32_t)object << 8;
    bool isNew, isNewInRole;
    const SeenObject *seen =
        note_seen(walk, (SeenObject){key | digestAnyRole, walk->walk, position, generation}, &isNew);
    DigestSight sight = {
        .first = isNew ? UINT32_MAX : seen->position,
        .isOtherGeneration = seen->generation != generation,
    };
    note_seen(walk, (SeenObject){key | role, walk->walk, position, generation}, &isNewInRole);
    sight.isInRole = !isNewInRole;
    return sight;
}

// MARK: - Streams

static StreamDigest *find_stream(DigestWalk *walk, int object)
{
    size_t place = place_of((uint64_t)object, walk->streamCapacity);
    while (walk->streams[place].object && walk->streams[place].object != object)
        place = (place + 1) & (walk->streamCapacity - 1);
    return &walk->streams[place];
}

static void grow_streams(DigestWalk *walk)
{
    StreamDigest *old = walk->streams;
    size_t oldCapacity = walk->streamCapacity, wanted = oldCapacity ? oldCapacity * 2 : 256;
    walk->streams = fz_calloc(walk->ctx, wanted, sizeof *walk->streams);
    walk->streamCapacity = wanted;
    for (size_t i = 0; i < oldCapacity; i++)
    {
        if (old[i].object)
            *find_stream(walk, old[i].object) = old[i];
    }
    fz_free(walk->ctx, old);
}

static void hash_stream(DigestWalk *walk, int object, uint8_t digest[32])
{
    fz_context *ctx = walk->ctx;
    fz_sha256 hash;
    fz_sha256_init(&hash);
    fz_stream *stream = pdf_open_raw_stream_number(ctx, walk->pdf, object);
    fz_try(ctx)
    {
        size_t count;
        while (walk->streamBytes <= streamLimit && (count = fz_available(ctx, stream, 1)) > 0)
        {
            fz_sha256_update(&hash, stream->rp, count);
            stream->rp += count;
            walk->streamBytes += count;
        }
    }
    fz_always(ctx)
        fz_drop_stream(ctx, stream);
    fz_catch(ctx)
        fz_rethrow(ctx);
    fz_sha256_final(&hash, digest);
}

const uint8_t *cmupdf_digest_stream(DigestWalk *walk, int object)
{
    if (walk->streamCount * 2 >= walk->streamCapacity)
        grow_streams(walk);
    StreamDigest *found = find_stream(walk, object);
    if (found->object)
        return found->bytes;
    hash_stream(walk, object, found->bytes);
    if (walk->streamBytes > streamLimit)
    {
        walk->isStopped = true;
        return NULL;
    }
    // A place that is not taken serves the next stream too.
    if (walk->streamCount < rememberedLimit)
    {
        found->object = object;
        walk->streamCount++;
    }
    return found->bytes;
}

void cmupdf_digest_search(DigestWalk *walk, int object, bool isPart)
{
    StreamDigest *found = find_stream(walk, object);
    DigestSearch search = found->search;
    if (found->object == 0 || !search.isDone)
        search = cmupdf_digest_search_stream(walk, object, streamLimit);
    if (walk->streamBytes > streamLimit)
    {
        walk->isStopped = true;
        return;
    }
    if (found->object)
        found->search = search;
    if (isPart)
    {
        walk->hasOpenPart = walk->hasOpenPart || search.isOpen;
        walk->mayPartRefer = walk->mayPartRefer || search.mayRefer;
    }
    if (search.refers || (walk->hasOpenPart && walk->mayPartRefer))
        walk->isStopped = true;
}
