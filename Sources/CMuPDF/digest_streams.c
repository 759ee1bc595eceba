// What the streams of a document are, so that those that pages share are read once, and how much is read of them.

#include "digest.h"

// Streams that are remembered, 2.5 MB of them; those of a longer document are read again.
static const size_t rememberedLimit = 1 << 16;

// MARK: - Limits

static const uint64_t mebibyte = 1 << 20;

void cmupdf_digest_limit(DigestWalk *walk)
{
    uint64_t fileSize = walk->pdf->file_size > 0 ? (uint64_t)walk->pdf->file_size : 0;
    // As they are stored, streams are read once, but for those that are not remembered: all together are no more than the
    // file. Only those that lie in each other, or that every page reads again, come to more.
    walk->stored.ofOnePage = 1024 * mebibyte;
    walk->stored.ofAllPages = 64 * mebibyte + 4 * fileSize;
    // The operators of a map are some 20 MiB, which deflate to a quarter or less, where what deflates to a thousandth is
    // made to be inflated. A file that is nothing but operators may be 16 times as long decoded, a small one longer; and
    // whatever a file holds, its search takes a second, and time that its size explains.
    walk->decoded.ofOnePage = 64 * mebibyte;
    walk->decoded.ofAllPages = 256 * mebibyte + 16 * fileSize;
}

bool cmupdf_digest_spend(DigestWalk *walk, DigestBudget *budget, size_t count)
{
    budget->forPage += count;
    budget->forDocument += count;
    walk->isSpent = walk->isSpent || budget->forDocument > budget->ofAllPages;
    return !walk->isSpent && budget->forPage <= budget->ofOnePage;
}

// MARK: - What is remembered

static StreamDigest *find_stream(DigestWalk *walk, int object)
{
    size_t place = cmupdf_digest_place((uint64_t)object, walk->streamCapacity);
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

// MARK: - Reading

// Returns whether no limit was passed.
static bool hash_stream(DigestWalk *walk, int object, uint8_t digest[32])
{
    fz_context *ctx = walk->ctx;
    bool isWithin = true;
    fz_sha256 hash;
    fz_sha256_init(&hash);
    fz_stream *stream = pdf_open_raw_stream_number(ctx, walk->pdf, object);
    fz_var(isWithin);
    fz_try(ctx)
    {
        size_t count;
        while (isWithin && (count = fz_available(ctx, stream, 1)) > 0)
        {
            fz_sha256_update(&hash, stream->rp, count);
            stream->rp += count;
            isWithin = cmupdf_digest_spend(walk, &walk->stored, count);
        }
    }
    fz_always(ctx)
        fz_drop_stream(ctx, stream);
    fz_catch(ctx)
        fz_rethrow(ctx);
    fz_sha256_final(&hash, digest);
    return isWithin;
}

const uint8_t *cmupdf_digest_stream(DigestWalk *walk, int object)
{
    if (walk->streamCount * 2 >= walk->streamCapacity)
        grow_streams(walk);
    StreamDigest *found = find_stream(walk, object);
    if (found->object)
        return found->bytes;
    // What was known of the place's last stream must not be taken for this one's.
    found->search = (DigestSearch){0};
    if (!hash_stream(walk, object, found->bytes))
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
    bool isKnown = found->object && search.isDone && (search.knowsEnd || !isPart);
    if (!isKnown)
        search = cmupdf_digest_search_stream(walk, object, isPart);
    // One that was too long is not begun again for the next page.
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
