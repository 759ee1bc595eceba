// Colours as other programs show them: what the files of this folder share. See README.md.

#ifndef CMUPDF_COLORS_H
#define CMUPDF_COLORS_H

#include "../internal.h"

// MARK: - Tables

/// Levels of ink between two nodes of a grid.
#define INK_STEPS 512

/// The lowest level that an entry can express; the highest is 511 more.
#define INK_LEAST (-64)

/// Most nodes along an axis: with them an index still fits beside a fraction in 32 bits.
#define INK_NODES_MOST 17

/// What four inks look like: sRGB at the nodes of a regular grid in C, M, Y and K, of which K changes fastest.
///
/// A colour is R, G and B as numbers of 12 bits at bits 0, 21 and 42: 8ths of a level, with INK_LEAST levels taken off.
/// Multiplied with weights that sum up to INK_STEPS they stay within their 21 bits, so that one multiplication serves all
/// three. Many inks are beyond what a screen can show; colours between one such and another come out better if the
/// numbers say how far.
typedef struct {
    /// Along an axis, 2 to INK_NODES_MOST.
    int nodes;
    /// nodes^4 of them.
    const uint64_t *colors;
} InkTable;

/// DeviceCMYK.
extern const InkTable cmupdf_device_inks;

/// Nodes along an axis of cmupdf_separation_table.
#define SEPARATION_NODES 17

/// Inks for sRGB at the nodes of a regular grid in R, G and B, of which B changes fastest: C, M, Y and K in 16 bits
/// each, of which 8 are used.
extern const uint64_t cmupdf_separation_table[SEPARATION_NODES * SEPARATION_NODES * SEPARATION_NODES];

/// Converts pixels of 4 bytes to pixels of 3. Pixels like the one before cost next to nothing.
void cmupdf_inks_to_rgb(const InkTable *table, uint8_t *restrict rgb, const uint8_t *restrict cmyk, size_t count);

/// Converts one colour, of components from 0 to 1.
void cmupdf_ink_color_to_rgb(const InkTable *table, uint8_t rgb[3], const float cmyk[4]);

/// Converts pixels of 3 bytes to pixels of 4 for DeviceCMYK.
void cmupdf_rgb_to_inks(uint8_t *restrict cmyk, const uint8_t *restrict rgb, size_t count);

/// Converts pixels of 3 bytes to inks of 4, as the document of the context wants them.
void cmupdf_separate(fz_context *ctx, uint8_t *restrict cmyk, const uint8_t *restrict rgb, size_t count);

/// Black ink alone for a colour of text or lines that is a gray, where inks are what is drawn.
///
/// @return False, with nothing done, for all others.
bool cmupdf_separate_gray(fz_context *ctx, uint8_t cmyk[4], const uint8_t rgb[3]);

/// Converts one colour, of L* from 0 to 100 and a* and b* from -128 to 127 with a white of D50.
void cmupdf_lab_color_to_rgb(uint8_t rgb[3], const float lab[3]);

/// Converts pixels of 3 bytes: L* in 255ths of 100, and a* and b* with 128 added.
void cmupdf_lab_to_rgb(uint8_t *restrict rgb, const uint8_t *restrict lab, size_t count);

// MARK: - Profiles

/// What an embedded profile says, ready to be used.
typedef struct ColorProfile ColorProfile;

/// A colour space with a profile; to MuPDF one of the type GRAY, RGB or CMYK, though not a device's.
typedef struct {
    fz_colorspace super;
    ColorProfile *profile;
} ProfiledSpace;

/// The profile of a space made here; NULL for any other.
ColorProfile *cmupdf_profile_of(const fz_colorspace *space);

/// Converts pixels of 1, 3 or 4 bytes to sRGB pixels of 3.
void cmupdf_profile_to_rgb(const ColorProfile *profile, uint8_t *restrict rgb, const uint8_t *restrict pixels,
                           size_t count);

/// Converts one colour, of components from 0 to 1.
void cmupdf_profile_color_to_rgb(const ColorProfile *profile, uint8_t rgb[3], const float *color);

// MARK: - Spaces

/// Converts `count` pixels without alpha to sRGB; their space is one that cmupdf_is_managed holds for.
void cmupdf_space_to_rgb(const fz_colorspace *space, uint8_t *restrict rgb, const uint8_t *restrict pixels,
                         size_t count);

/// A flag of the space that CMYK groups of soft masks are blended in, beside MuPDF's own flags.
///
/// There is no paper under a mask: full black lets nothing through, though in print it is not quite black. So its gray
/// is computed from the inks by the formula of PDF (ISO 32000-1, 10.3.3).
enum { MASK_INKS = 1 << 8 };

/// The device space of 1, 3 or 4 components; the reference is borrowed.
fz_colorspace *cmupdf_device_space(fz_context *ctx, int components);

/// Whether colours from one space to another are converted here rather than by MuPDF.
bool cmupdf_is_managed(const fz_colorspace *source, const fz_colorspace *target);

/// The gray of an sRGB pixel, as MuPDF weighs the three.
static inline uint8_t cmupdf_gray_of(const uint8_t rgb[3])
{
    return (uint8_t)(((rgb[0] + 1) * 77 + (rgb[1] + 1) * 150 + (rgb[2] + 1) * 28) >> 8);
}

/// What a pixel of MASK_INKS lets through.
static inline uint8_t cmupdf_mask_of(const uint8_t cmyk[4])
{
    int ink = (cmyk[0] * 77 + cmyk[1] * 151 + cmyk[2] * 28 + cmyk[3] * 256 + 128) >> 8;
    return (uint8_t)(ink > 255 ? 0 : 255 - ink);
}

/// Inks that make up a pixel in a soft mask.
static inline void cmupdf_mask_inks_of(uint8_t cmyk[4], const uint8_t rgb[3])
{
    for (int i = 0; i < 3; i++)
        cmyk[i] = (uint8_t)(255 - rgb[i]);
    cmyk[3] = 0;
}

/// Does the work of fz_convert_fast_pixmap_samples, with alpha and spot colours as that does, where it is managed here.
///
/// @return False, with nothing done, where MuPDF is to convert. Throws when spot colours do not match.
bool cmupdf_convert_managed(fz_context *ctx, const fz_pixmap *source, fz_pixmap *target, bool copiesSpots);

#endif
