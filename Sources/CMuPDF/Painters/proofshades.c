#include "mupdfinside.h"
#include "proof.h"

static fz_shade *new_shade(fz_context *ctx, Dice *dice, int colors)
{
    fz_shade *shade = fz_malloc_struct(ctx, fz_shade);
    FZ_INIT_STORABLE(shade, 1, fz_drop_shade_imp);
    shade->colorspace = fz_keep_colorspace(ctx, colors == 1 ? fz_device_gray(ctx) : fz_device_rgb(ctx));
    shade->bbox = fz_infinite_rect;
    shade->matrix = fz_identity;
    shade->use_function = 1;
    shade->type = cmupdf_dice_int(dice, 0, 1) ? FZ_LINEAR : FZ_RADIAL;
    bool isOpaque = cmupdf_dice_int(dice, 0, 9);
    for (int i = 0; i < 256; i++)
    {
        for (int k = 0; k < colors; k++)
            shade->function[i][k] = cmupdf_dice_float(dice, -.1f, 1.1f);
        shade->function[i][colors] = isOpaque ? 1 : cmupdf_dice_float(dice, 0, 1);
    }
    for (int i = 0; i < 2; i++)
    {
        shade->u.l_or_r.extend[i] = cmupdf_dice_int(dice, 0, 1);
        for (int k = 0; k < 3; k++)
            shade->u.l_or_r.coords[i][k] = k < 2 ? cmupdf_dice_float(dice, -50, 150) : cmupdf_dice_float(dice, 0, 90);
    }
    if (cmupdf_dice_int(dice, 0, 3) == 0)
        shade->u.l_or_r.coords[1][cmupdf_dice_int(dice, 0, 1)] = shade->u.l_or_r.coords[0][0];
    return shade;
}

static fz_matrix some_matrix(Dice *dice)
{
    fz_matrix matrix = fz_scale(cmupdf_dice_float(dice, .1f, 5), cmupdf_dice_float(dice, .1f, 5));
    if (cmupdf_dice_int(dice, 0, 1))
        matrix = fz_pre_rotate(matrix, cmupdf_dice_float(dice, 0, 360));
    matrix.e = cmupdf_dice_float(dice, -90, 90);
    matrix.f = cmupdf_dice_float(dice, -90, 90);
    return matrix;
}

ProofOutcome cmupdf_proof_shade(fz_context *ctx, Dice *dice)
{
    int x = cmupdf_dice_int(dice, -40, 40), y = cmupdf_dice_int(dice, -40, 40);
    fz_irect box = { x, y, x + cmupdf_dice_int(dice, 1, 160), y + cmupdf_dice_int(dice, 1, 60) };
    int colors = cmupdf_dice_int(dice, 0, 1) ? 1 : 3;
    ProofPixmap target = cmupdf_proof_pixmap(ctx, dice, box, colors, cmupdf_dice_int(dice, 0, 1), contentsOfLayers);
    fz_shade *shade = new_shade(ctx, dice, cmupdf_dice_int(dice, 0, 1) ? 1 : 3);
    fz_matrix matrix = some_matrix(dice);
    fz_irect bounds = cmupdf_proof_box_near(dice, box);
    if (cmupdf_dice_int(dice, 0, 3))
        bounds = fz_intersect_irect(bounds, box);
    if (bounds.x0 >= bounds.x1 || bounds.y0 >= bounds.y1)
        bounds = box;
    fz_color_params params = fz_default_color_params;
    bool isPainted = cmupdf_try_shade(ctx, shade, NULL, matrix, target.ours, params, bounds, NULL);
    __real_fz_paint_shade(ctx, shade, NULL, matrix, target.original, params, bounds, NULL, NULL);
    ProofOutcome outcome = cmupdf_proof_outcome(isPainted, &target, 1);
    fz_drop_shade(ctx, shade);
    cmupdf_proof_drop(ctx, &target);
    return outcome;
}
