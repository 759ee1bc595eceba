// Colour spaces with profiles, given to MuPDF where its loader looks for spaces that were loaded before.
//
// pdf-colorspace.c asks pdf_find_item for every space that is an array before it loads it, those that others are based
// on too. Its own loading of ICCBased spaces ends in the device spaces, for want of an ICC engine.

#include "profiles.h"

#include <string.h>

void *__real_pdf_find_item(fz_context *ctx, fz_store_drop_fn *drop, pdf_obj *key);
void *__wrap_pdf_find_item(fz_context *ctx, fz_store_drop_fn *drop, pdf_obj *key);
fz_colorspace *__real_fz_new_cal_gray_colorspace(fz_context *ctx, float white[3], float black[3], float gamma);
fz_colorspace *__wrap_fz_new_cal_gray_colorspace(fz_context *ctx, float white[3], float black[3], float gamma);
fz_colorspace *__real_fz_new_cal_rgb_colorspace(fz_context *ctx, float white[3], float black[3], float gamma[3],
                                                float matrix[9]);
fz_colorspace *__wrap_fz_new_cal_rgb_colorspace(fz_context *ctx, float white[3], float black[3], float gamma[3],
                                                float matrix[9]);

/// What a space takes of the store; its profile is the document's.
#define SPACE_SIZE 1000

// MARK: - Spaces

static void drop_space(fz_context *ctx, fz_storable *storable)
{
    ProfiledSpace *space = (ProfiledSpace *)storable;
    cmupdf_profile_drop(space->profile);
    fz_free(ctx, space->super.name);
    fz_free(ctx, space);
}

ColorProfile *cmupdf_profile_of(const fz_colorspace *space)
{
    return space->key_storable.storable.drop == drop_space ? ((const ProfiledSpace *)space)->profile : NULL;
}

/// A new reference; the profile gets one more.
static fz_colorspace *new_space(fz_context *ctx, int components, ProfileKind kind, ColorProfile *profile)
{
    fz_colorspace *device = cmupdf_device_space(ctx, components);
    if (kind == profileIsDevice)
        return fz_keep_colorspace(ctx, device);
    ProfiledSpace *space = fz_malloc_struct(ctx, ProfiledSpace);
    fz_try(ctx)
        space->super.name = fz_strdup(ctx, "with a profile");
    fz_catch(ctx)
    {
        fz_free(ctx, space);
        fz_rethrow(ctx);
    }
    FZ_INIT_KEY_STORABLE(&space->super, 1, drop_space);
    space->super.type = device->type;
    space->super.n = components;
    space->profile = cmupdf_profile_keep(profile);
    return &space->super;
}

// MARK: - ICC profiles

static ProfileKind read_profile(fz_context *ctx, ProfileList *list, pdf_obj *stream, int components,
                                ColorProfile **profile)
{
    ProfileKind kind = profileIsUnusable;
    int object = pdf_to_num(ctx, stream);
    if (cmupdf_profiles_find(list, object, components, &kind, profile))
        return kind;
    fz_buffer *buffer = pdf_load_stream(ctx, stream);
    unsigned char *bytes;
    size_t count = fz_buffer_storage(ctx, buffer, &bytes);
    // Nothing in it throws.
    kind = cmupdf_profiles_read(list, object, components, bytes, count, profile);
    fz_drop_buffer(ctx, buffer);
    return kind;
}

/// The space of a profile's stream; NULL where MuPDF is to look at its Alternate.
static fz_colorspace *load_icc_based(fz_context *ctx, pdf_obj *stream)
{
    ProfileList *list = cmupdf_profiles_of(ctx);
    int components = pdf_dict_get_int(ctx, stream, PDF_NAME(N));
    if (!list || (components != 1 && components != 3 && components != 4))
        return NULL;
    fz_colorspace *space = NULL;
    fz_var(space);
    fz_try(ctx)
    {
        ColorProfile *profile = NULL;
        ProfileKind kind = read_profile(ctx, list, stream, components, &profile);
        if (kind == profileIsUnusable)
            fz_warn(ctx, "the ICC profile in object %d is not usable for %d components", pdf_to_num(ctx, stream),
                    components);
        else
            space = new_space(ctx, components, kind, profile);
    }
    fz_catch(ctx)
        fz_warn(ctx, "the ICC profile in object %d is not readable: %s", pdf_to_num(ctx, stream),
                fz_caught_message(ctx));
    return space;
}

/// The stream of a space that is ICCBased, or NULL.
static pdf_obj *profile_stream(fz_context *ctx, pdf_obj *key)
{
    if (pdf_is_array(ctx, key) && pdf_name_eq(ctx, pdf_array_get(ctx, key, 0), PDF_NAME(ICCBased)))
        return pdf_array_get(ctx, key, 1);
    // MuPDF takes a stream without its array for one.
    return pdf_is_stream(ctx, key) ? key : NULL;
}

void *__wrap_pdf_find_item(fz_context *ctx, fz_store_drop_fn *drop, pdf_obj *key)
{
    void *found = __real_pdf_find_item(ctx, drop, key);
    if (found || drop != fz_drop_colorspace_imp)
        return found;
    fz_colorspace *space = __real_pdf_find_item(ctx, drop_space, key);
    pdf_obj *stream = space ? NULL : profile_stream(ctx, key);
    if (!stream)
        return space;
    space = load_icc_based(ctx, stream);
    if (space)
        pdf_store_item(ctx, key, space, SPACE_SIZE);
    return space;
}

// MARK: - Calibrated spaces

static fz_colorspace *load_calibrated(fz_context *ctx, const Calibration *calibration)
{
    ProfileList *list = cmupdf_profiles_of(ctx);
    ColorProfile *profile = NULL;
    ProfileKind kind = list ? cmupdf_profiles_calibrate(list, calibration, &profile) : profileIsDevice;
    if (kind == profileIsUnusable)
    {
        fz_warn(ctx, "the calibration of a colour space is ignored, for its numbers make no sense");
        kind = profileIsDevice;
    }
    return new_space(ctx, calibration->components, kind, profile);
}

fz_colorspace *__wrap_fz_new_cal_gray_colorspace(fz_context *ctx, float white[3], float black[3], float gamma)
{
    Calibration calibration = { .white = { white[0], white[1], white[2] }, .gamma = { gamma }, .components = 1 };
    return load_calibrated(ctx, &calibration);
}

fz_colorspace *__wrap_fz_new_cal_rgb_colorspace(fz_context *ctx, float white[3], float black[3], float gamma[3],
                                                float matrix[9])
{
    Calibration calibration = { .components = 3 };
    memcpy(calibration.white, white, sizeof calibration.white);
    memcpy(calibration.gamma, gamma, sizeof calibration.gamma);
    memcpy(calibration.matrix, matrix, sizeof calibration.matrix);
    return load_calibrated(ctx, &calibration);
}
