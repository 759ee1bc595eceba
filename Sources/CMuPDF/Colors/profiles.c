#include "profile.h"

#include <lcms2_plugin.h>
#include <stdlib.h>
#include <string.h>

/// A document rarely has more than two or three. With inks each takes 228 KiB.
#define MOST 16

typedef struct {
    ProfileDigest digest;
    /// The stream it came from, 0 for none.
    int object;
    int components;
    ProfileKind kind;
    ColorProfile *profile;
} Entry;

struct CMuPDFProfiles {
    cmsContext lcms;
    Entry entries[MOST];
    /// How many have ever been put in; the next takes the place of the oldest.
    size_t count;
};

// MARK: - Memory

void *cmupdf_profile_allocate(cmsContext lcms, cmsUInt32Number size)
{
    void *block = calloc(1, size);
    if (!block)
        ((CMuPDFDocument *)cmsGetContextUserData(lcms))->allocationFailed = true;
    return block;
}

/// What a profile with wrong numbers in it may ask for at once.
static bool is_too_large(cmsUInt32Number size)
{
    return size > 64 << 20;
}

static void *allocate(cmsContext lcms, cmsUInt32Number size)
{
    return is_too_large(size) ? NULL : cmupdf_profile_allocate(lcms, size);
}

static void *reallocate(cmsContext lcms, void *old, cmsUInt32Number size)
{
    void *block = is_too_large(size) ? NULL : realloc(old, size);
    if (!block && !is_too_large(size) && size > 0)
        ((CMuPDFDocument *)cmsGetContextUserData(lcms))->allocationFailed = true;
    return block;
}

static void release(cmsContext lcms, void *block)
{
    free(block);
}

/// lcms2 is silent about errors unless told otherwise.
static cmsContext new_context(CMuPDFDocument *document)
{
    cmsPluginMemHandler memory = {
        .base = { .Magic = cmsPluginMagicNumber, .ExpectedVersion = 2060, .Type = cmsPluginMemHandlerSig },
        .MallocPtr = allocate,
        .FreePtr = release,
        .ReallocPtr = reallocate,
    };
    return cmsCreateContext(&memory, document);
}

// MARK: - The list

ProfileList *cmupdf_profiles_of(fz_context *ctx)
{
    CMuPDFDocument *document = fz_user_context(ctx);
    if (!document)
        return NULL;
    if (!document->profiles)
    {
        ProfileList *list = calloc(1, sizeof *list);
        if (list && (list->lcms = new_context(document)))
            document->profiles = list;
        else
        {
            document->allocationFailed = true;
            free(list);
        }
    }
    return document->profiles;
}

void cmupdf_profiles_drop(ProfileList *list)
{
    if (!list)
        return;
    for (size_t i = 0; i < MOST; i++)
        cmupdf_profile_drop(list->entries[i].profile);
    cmsDeleteContext(list->lcms);
    free(list);
}

void cmupdf_profiles_forget_objects(ProfileList *list)
{
    for (size_t i = 0; list && i < MOST; i++)
        list->entries[i].object = 0;
}

bool cmupdf_profiles_find(const ProfileList *list, int object, int components, ProfileKind *kind,
                          ColorProfile **profile)
{
    for (size_t i = 0; object > 0 && i < MOST; i++)
        if (list->entries[i].object == object && list->entries[i].components == components)
        {
            *kind = list->entries[i].kind;
            *profile = list->entries[i].profile;
            return true;
        }
    return false;
}

static ProfileDigest digest_of(const void *bytes, size_t count)
{
    ProfileDigest digest;
    fz_md5 state;
    fz_md5_init(&state);
    fz_md5_update(&state, bytes, count);
    fz_md5_final(&state, digest.bytes);
    return digest;
}

/// The entry of a profile, or NULL; it then goes by this object's number.
static Entry *find_equal(ProfileList *list, ProfileDigest digest, int object, int components)
{
    for (size_t i = 0; i < MOST; i++)
    {
        Entry *entry = &list->entries[i];
        if (entry->components == components && memcmp(&entry->digest, &digest, sizeof digest) == 0)
        {
            entry->object = object ? object : entry->object;
            return entry;
        }
    }
    return NULL;
}

/// Puts in what the handle, which it closes, has to say. It is put in anew when memory was short.
static Entry *add(ProfileList *list, Entry entry, cmsHPROFILE handle)
{
    entry.kind = profileIsUnusable;
    if (handle)
    {
        entry.kind = cmupdf_profile_new(list->lcms, handle, entry.components, &entry.profile);
        cmsCloseProfile(handle);
    }
    if (((CMuPDFDocument *)cmsGetContextUserData(list->lcms))->allocationFailed)
        entry.object = entry.components = 0;
    Entry *place = &list->entries[list->count++ % MOST];
    cmupdf_profile_drop(place->profile);
    *place = entry;
    return place;
}

ProfileKind cmupdf_profiles_read(ProfileList *list, int object, int components, const unsigned char *bytes,
                                 size_t count, ColorProfile **profile)
{
    ProfileDigest digest = digest_of(bytes, count);
    Entry *entry = find_equal(list, digest, object, components);
    if (!entry)
        entry = add(list, (Entry){ .digest = digest, .object = object, .components = components },
                    count > 0 && count <= UINT32_MAX
                        ? cmsOpenProfileFromMemTHR(list->lcms, bytes, (cmsUInt32Number)count) : NULL);
    *profile = entry->profile;
    return entry->kind;
}

ProfileKind cmupdf_profiles_calibrate(ProfileList *list, const Calibration *calibration, ColorProfile **profile)
{
    ProfileDigest digest = digest_of(calibration, sizeof *calibration);
    Entry *entry = find_equal(list, digest, 0, calibration->components);
    if (!entry)
        entry = add(list, (Entry){ .digest = digest, .components = calibration->components },
                    cmupdf_calibration_open(list->lcms, calibration));
    *profile = entry->profile;
    return entry->kind;
}
