#include "mupdfinside.h"
#include "proof.h"

/// How large a pixel of the image is on the page.
static float some_scale(Dice *dice)
{
    switch (cmupdf_dice_int(dice, 0, 7))
    {
    case 0:
        return 1;
    case 1:
    case 2:
        return 1 + cmupdf_dice_float(dice, -.003f, .003f);
    case 3:
        return cmupdf_dice_float(dice, .4f, 1);
    case 4:
        return (float)cmupdf_dice_int(dice, 1, 4);
    case 5:
        return cmupdf_dice_float(dice, 2, 40);
    default:
        return cmupdf_dice_float(dice, 1, 2);
    }
}

/// Where an image begins, mostly so that it covers some of the target.
static float some_offset(Dice *dice, int start, int side)
{
    float offset = (float)(start + cmupdf_dice_int(dice, side < 0 ? 0 : -20, side < 0 ? 90 : 30));
    return cmupdf_dice_int(dice, 0, 1) ? offset : offset + cmupdf_dice_float(dice, 0, 1);
}

static fz_matrix some_matrix(Dice *dice, fz_irect box, int width, int height)
{
    float across = some_scale(dice);
    float down = cmupdf_dice_int(dice, 0, 1) ? across : some_scale(dice);
    if (cmupdf_dice_int(dice, 0, 3) == 0)
        across = -across;
    if (cmupdf_dice_int(dice, 0, 3) == 0)
        down = -down;
    fz_matrix matrix = { across * width, 0, 0, down * height, 0, 0 };
    matrix.e = some_offset(dice, box.x0, (int)matrix.a);
    matrix.f = some_offset(dice, box.y0, (int)matrix.d);
    switch (cmupdf_dice_int(dice, 0, 7))
    {
    case 0:
        matrix.b = cmupdf_dice_float(dice, -9, 9);
        matrix.c = cmupdf_dice_float(dice, -.01f, .01f);
        break;
    case 1:
        matrix = fz_pre_rotate(matrix, cmupdf_dice_float(dice, 0, 360));
        break;
    case 2:
        matrix = fz_pre_rotate(matrix, (float)cmupdf_dice_int(dice, 1, 3) * 90);
        break;
    }
    if (cmupdf_dice_int(dice, 0, 4) == 0)
        matrix = fz_gridfit_matrix(0, matrix);
    return matrix;
}

/// A part of the target that an image may be cut to; it never reaches beyond the target.
static fz_irect some_scissor(Dice *dice, fz_irect box)
{
    fz_irect scissor = cmupdf_proof_box_near(dice, box);
    scissor = fz_intersect_irect(scissor, box);
    return scissor.x0 < scissor.x1 && scissor.y0 < scissor.y1 ? scissor : box;
}

ProofOutcome cmupdf_proof_image(fz_context *ctx, Dice *dice)
{
    int x = cmupdf_dice_int(dice, -40, 40), y = cmupdf_dice_int(dice, -40, 40);
    fz_irect box = { x, y, x + cmupdf_dice_int(dice, 20, 160), y + cmupdf_dice_int(dice, 10, 60) };
    fz_irect size = { 0, 0, cmupdf_dice_int(dice, 1, 90), cmupdf_dice_int(dice, 1, 60) };
    static const int colorsOfTarget[] = { 0, 1, 3, 3 }, colorsOfImage[] = { 0, 1, 3, 1 };
    int kind = cmupdf_dice_int(dice, 0, 3);
    bool isAlphaOnly = kind == 0, hasPlanes = cmupdf_dice_int(dice, 0, 2) == 0;
    ProofContents contents = cmupdf_dice_int(dice, 0, 1) ? contentsOfLayers : contentsOfNoise;

    ProofPixmap pixmaps[4] = { { 0 } };
    pixmaps[0] = cmupdf_proof_pixmap(ctx, dice, box, colorsOfTarget[kind],
                                     isAlphaOnly || cmupdf_dice_int(dice, 0, 1), contents);
    pixmaps[1] = cmupdf_proof_pixmap(ctx, dice, size, colorsOfImage[kind],
                                     isAlphaOnly || cmupdf_dice_int(dice, 0, 1), contents);
    if (hasPlanes)
        pixmaps[2] = cmupdf_proof_pixmap(ctx, dice, cmupdf_proof_box_near(dice, box), 0, true, contents);
    if (hasPlanes || cmupdf_dice_int(dice, 0, 4) == 0)
        pixmaps[3] = cmupdf_proof_pixmap(ctx, dice, cmupdf_proof_box_near(dice, box), 0, true, contents);
    fz_matrix matrix = some_matrix(dice, box, size.x1, size.y1);
    fz_irect scissor = some_scissor(dice, box);
    int alpha = cmupdf_dice_int(dice, 0, 2) ? 255 : cmupdf_dice_int(dice, 0, 255);
    int mayInterpolate = cmupdf_dice_int(dice, 0, 9) != 0;
    if (cmupdf_dice_int(dice, 0, 1))
    {
        pixmaps[1].ours->flags |= FZ_PIXMAP_FLAG_INTERPOLATE;
        pixmaps[1].original->flags |= FZ_PIXMAP_FLAG_INTERPOLATE;
    }
    bool isPainted = cmupdf_try_image(ctx, pixmaps[0].ours, &scissor, pixmaps[2].ours, pixmaps[3].ours,
                                      pixmaps[1].ours, matrix, alpha, mayInterpolate, NULL);
    __real_fz_paint_image(ctx, pixmaps[0].original, &scissor, pixmaps[2].original, pixmaps[3].original,
                          pixmaps[1].original, matrix, alpha, mayInterpolate, NULL);
    ProofOutcome outcome = cmupdf_proof_outcome(isPainted, pixmaps, 4);
    for (int i = 0; i < 4; i++)
        cmupdf_proof_drop(ctx, &pixmaps[i]);
    return outcome;
}
