// The objects that a walk has come to.

#include "digest.h"

static bool is_live(const DigestWalk *walk, const SeenObject *seen)
{
    return seen->walk == 1 || seen->walk == walk->walk;
}

static SeenObject *find_seen(DigestWalk *walk, uint64_t key)
{
    size_t place = cmupdf_digest_place(key, walk->seenCapacity);
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
