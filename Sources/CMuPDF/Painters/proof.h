// Random pixmaps in memory whose surroundings are watched, and the cases made of them.

#ifndef CMUPDF_PROOF_H
#define CMUPDF_PROOF_H

#include "../internal.h"

/// A sequence of numbers that its start determines.
typedef struct {
    uint64_t state;
} Dice;

/// A number from least to most, both included.
int cmupdf_dice_int(Dice *dice, int least, int most);

/// A number from least to most.
float cmupdf_dice_float(Dice *dice, float least, float most);

/// What the bytes of a pixmap are to be.
typedef enum {
    /// Any.
    contentsOfNoise,
    /// Colours premultiplied with an alpha that is often nothing or all.
    contentsOfLayers,
} ProofContents;

/// A pixmap twice, each in memory of its own with random bytes around its rows, and that memory as it was.
typedef struct {
    fz_pixmap *ours, *original;
    uint8_t *memory, *originalMemory, *before;
    size_t count;
} ProofPixmap;

/// How a case ended.
typedef enum { caseDiffers, caseIsPainted, caseIsVisible, caseIsLeftAlone } ProofOutcome;

/// Makes a pixmap of the pixels of `box`, with 0, 1 or 3 colours; throws when memory is short.
ProofPixmap cmupdf_proof_pixmap(fz_context *ctx, Dice *dice, fz_irect box, int colors, bool hasAlpha,
                                ProofContents contents);

void cmupdf_proof_drop(fz_context *ctx, ProofPixmap *pixmap);

/// The outcome of painting the first copies here and the second ones by MuPDF.
ProofOutcome cmupdf_proof_outcome(bool isPainted, const ProofPixmap *pixmaps, int count);

/// A random rectangle near another: mostly overlapping it, sometimes the same, seldom apart.
fz_irect cmupdf_proof_box_near(Dice *dice, fz_irect box);

ProofOutcome cmupdf_proof_image(fz_context *ctx, Dice *dice);
ProofOutcome cmupdf_proof_shade(fz_context *ctx, Dice *dice);
ProofOutcome cmupdf_proof_layer(fz_context *ctx, Dice *dice);
ProofOutcome cmupdf_proof_mask(fz_context *ctx, Dice *dice);
ProofOutcome cmupdf_proof_blend(fz_context *ctx, Dice *dice);
ProofOutcome cmupdf_proof_convert(fz_context *ctx, Dice *dice);

#endif
