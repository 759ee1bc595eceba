#include "mupdfinside.h"
#include "proof.h"

static const int colorCounts[] = { 0, 1, 3 };

static fz_irect some_box(Dice *dice)
{
    int x = cmupdf_dice_int(dice, -50, 50), y = cmupdf_dice_int(dice, -50, 50);
    return (fz_irect){ x, y, x + cmupdf_dice_int(dice, 1, 150), y + cmupdf_dice_int(dice, 1, 8) };
}

static int some_alpha(Dice *dice)
{
    return cmupdf_dice_int(dice, 0, 1) ? 255 : cmupdf_dice_int(dice, 0, 254);
}

static ProofContents some_contents(Dice *dice)
{
    return cmupdf_dice_int(dice, 0, 3) ? contentsOfLayers : contentsOfNoise;
}

ProofOutcome cmupdf_proof_layer(fz_context *ctx, Dice *dice)
{
    fz_irect box = some_box(dice);
    int colors = colorCounts[cmupdf_dice_int(dice, 0, 2)];
    ProofContents contents = some_contents(dice);
    bool hasAlpha = colors == 0 || cmupdf_dice_int(dice, 0, 1);
    bool hasSourceAlpha = colors == 0 || cmupdf_dice_int(dice, 0, 9);
    ProofPixmap target = cmupdf_proof_pixmap(ctx, dice, box, colors, hasAlpha, contents);
    ProofPixmap source = cmupdf_proof_pixmap(ctx, dice, cmupdf_proof_box_near(dice, box), colors, hasSourceAlpha,
                                             contents);
    int alpha = some_alpha(dice);
    bool isBounded = cmupdf_dice_int(dice, 0, 1);
    fz_irect bounds = isBounded ? cmupdf_proof_box_near(dice, box) : fz_infinite_irect;
    bool isPainted = cmupdf_try_layer(target.ours, source.ours, alpha, bounds);
    if (isBounded)
        __real_fz_paint_pixmap_with_bbox(target.original, source.original, alpha, bounds);
    else
        __real_fz_paint_pixmap(target.original, source.original, alpha);
    ProofPixmap pixmaps[] = { target, source };
    ProofOutcome outcome = cmupdf_proof_outcome(isPainted, pixmaps, 2);
    cmupdf_proof_drop(ctx, &target);
    cmupdf_proof_drop(ctx, &source);
    return outcome;
}

ProofOutcome cmupdf_proof_mask(fz_context *ctx, Dice *dice)
{
    fz_irect box = some_box(dice);
    int colors = colorCounts[cmupdf_dice_int(dice, 0, 2)];
    ProofContents contents = some_contents(dice);
    bool hasAlpha = colors == 0 || cmupdf_dice_int(dice, 0, 9);
    ProofPixmap target = cmupdf_proof_pixmap(ctx, dice, box, colors, hasAlpha, contents);
    ProofPixmap source = cmupdf_proof_pixmap(ctx, dice, cmupdf_proof_box_near(dice, box), colors, hasAlpha, contents);
    ProofPixmap mask = cmupdf_proof_pixmap(ctx, dice, cmupdf_proof_box_near(dice, box), 0, true, some_contents(dice));
    bool isPainted = cmupdf_try_mask(target.ours, source.ours, mask.ours);
    __real_fz_paint_pixmap_with_mask(target.original, source.original, mask.original);
    ProofPixmap pixmaps[] = { target, source, mask };
    ProofOutcome outcome = cmupdf_proof_outcome(isPainted, pixmaps, 3);
    for (int i = 0; i < 3; i++)
        cmupdf_proof_drop(ctx, &pixmaps[i]);
    return outcome;
}

ProofOutcome cmupdf_proof_blend(fz_context *ctx, Dice *dice)
{
    fz_irect box = some_box(dice);
    int colors = cmupdf_dice_int(dice, 0, 7) ? 3 : 1;
    bool hasAlpha = cmupdf_dice_int(dice, 0, 7), isIsolated = cmupdf_dice_int(dice, 0, 7) == 0;
    // Blending divides by alpha, so that only premultiplied colours stay in an int.
    ProofPixmap target = cmupdf_proof_pixmap(ctx, dice, box, colors, hasAlpha, contentsOfLayers);
    // MuPDF looks for a pixel's shape without asking where the shape ends.
    ProofPixmap source = cmupdf_proof_pixmap(ctx, dice, cmupdf_proof_box_near(dice, box), colors, true,
                                             contentsOfLayers);
    ProofPixmap shape = cmupdf_proof_pixmap(ctx, dice, box, 0, true, some_contents(dice));
    int alpha = some_alpha(dice), mode = cmupdf_dice_int(dice, FZ_BLEND_NORMAL, FZ_BLEND_DARKEN);
    bool isPainted = cmupdf_try_blend(ctx, target.ours, source.ours, alpha, mode, isIsolated, shape.ours);
    __real_fz_blend_pixmap(ctx, target.original, source.original, alpha, mode, isIsolated, shape.original);
    ProofPixmap pixmaps[] = { target, source, shape };
    // An isolated group is faded in place, which is no difference if it is left alone.
    ProofOutcome outcome = cmupdf_proof_outcome(isPainted, pixmaps, 3);
    for (int i = 0; i < 3; i++)
        cmupdf_proof_drop(ctx, &pixmaps[i]);
    return outcome;
}

ProofOutcome cmupdf_proof_convert(fz_context *ctx, Dice *dice)
{
    fz_irect box = some_box(dice);
    int colors = cmupdf_dice_int(dice, 0, 1) ? 3 : 1, targetColors = cmupdf_dice_int(dice, 0, 7) ? 4 - colors : colors;
    // MuPDF refuses to drop an alpha.
    bool getsAlpha = cmupdf_dice_int(dice, 0, 2), hasAlpha = getsAlpha && cmupdf_dice_int(dice, 0, 2);
    ProofPixmap source = cmupdf_proof_pixmap(ctx, dice, box, colors, hasAlpha, some_contents(dice));
    ProofPixmap target = cmupdf_proof_pixmap(ctx, dice, box, targetColors, getsAlpha, contentsOfNoise);
    bool isPainted = cmupdf_try_convert(ctx, source.ours, target.ours);
    __real_fz_convert_fast_pixmap_samples(ctx, source.original, target.original, cmupdf_dice_int(dice, 0, 1));
    ProofPixmap pixmaps[] = { target, source };
    ProofOutcome outcome = cmupdf_proof_outcome(isPainted, pixmaps, 2);
    cmupdf_proof_drop(ctx, &target);
    cmupdf_proof_drop(ctx, &source);
    return outcome;
}
