#include "proof.h"

#include "CMuPDFImageProof.h"

#include <string.h>

/// Watched bytes before and after a pixmap.
#define MARGIN 64

// MARK: - Dice

static uint64_t roll(Dice *dice)
{
    // SplitMix64.
    uint64_t value = dice->state += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

int cmupdf_dice_int(Dice *dice, int least, int most)
{
    return least + (int)(roll(dice) % (uint64_t)(most - least + 1));
}

float cmupdf_dice_float(Dice *dice, float least, float most)
{
    return least + (most - least) * (float)(roll(dice) >> 40) / (float)(1 << 24);
}

fz_irect cmupdf_proof_box_near(Dice *dice, fz_irect box)
{
    if (cmupdf_dice_int(dice, 0, 3) == 0)
        return box;
    bool isFar = cmupdf_dice_int(dice, 0, 9) == 0;
    int across = isFar ? 200 : 20, down = isFar ? 60 : 2;
    fz_irect near = {
        box.x0 + cmupdf_dice_int(dice, -across, across),
        box.y0 + cmupdf_dice_int(dice, -down, down),
        box.x1 + cmupdf_dice_int(dice, -across, across),
        box.y1 + cmupdf_dice_int(dice, -down, down),
    };
    near.x1 = fz_maxi(near.x1, near.x0 + 1);
    near.y1 = fz_maxi(near.y1, near.y0 + 1);
    return near;
}

// MARK: - Pixmaps

static void premultiply(Dice *dice, uint8_t *pixel, int colors)
{
    int kind = cmupdf_dice_int(dice, 0, 3);
    int alpha = kind == 0 ? 0 : kind == 1 ? 255 : pixel[colors];
    pixel[colors] = (uint8_t)alpha;
    for (int i = 0; i < colors; i++)
        pixel[i] = (uint8_t)(pixel[i] * alpha / 255);
}

static void fill(Dice *dice, fz_pixmap *pixmap, ProofContents contents)
{
    if (contents != contentsOfLayers || !pixmap->alpha)
        return;
    // Runs of pixels alike, which have loops of their own: any, clear ones, opaque ones, and a black shadow.
    int run = 0, kind = 0, shadow = 0;
    for (int y = 0; y < pixmap->h; y++)
        for (int x = 0; x < pixmap->w; x++, run--)
        {
            uint8_t *pixel = pixmap->samples + y * (ptrdiff_t)pixmap->stride + x * pixmap->n;
            if (run <= 0)
            {
                run = cmupdf_dice_int(dice, 1, 80);
                kind = cmupdf_dice_int(dice, 0, 3);
                shadow = cmupdf_dice_int(dice, 1, 254);
            }
            if (kind == 0)
                premultiply(dice, pixel, pixmap->n - 1);
            else
            {
                if (kind != 2)
                    memset(pixel, 0, (size_t)pixmap->n);
                pixel[pixmap->n - 1] = (uint8_t)(kind == 1 ? 0 : kind == 2 ? 255 : shadow);
            }
        }
}

static fz_pixmap *new_view(fz_context *ctx, fz_irect box, int colors, bool hasAlpha, int stride, uint8_t *samples)
{
    fz_colorspace *colorspace = colors == 0 ? NULL : colors == 1 ? fz_device_gray(ctx) : fz_device_rgb(ctx);
    fz_pixmap *view = fz_new_pixmap_with_data(ctx, colorspace, box.x1 - box.x0, box.y1 - box.y0, NULL, hasAlpha,
                                              stride, samples);
    view->x = box.x0;
    view->y = box.y0;
    return view;
}

ProofPixmap cmupdf_proof_pixmap(fz_context *ctx, Dice *dice, fz_irect box, int colors, bool hasAlpha,
                                ProofContents contents)
{
    int bytes = (box.x1 - box.x0) * (colors + (hasAlpha ? 1 : 0));
    int stride = bytes + (cmupdf_dice_int(dice, 0, 1) ? cmupdf_dice_int(dice, 0, 9) : 0);
    ProofPixmap pixmap = { .count = (size_t)stride * (size_t)(box.y1 - box.y0) + 2 * MARGIN };
    pixmap.memory = fz_malloc(ctx, pixmap.count * 3);
    pixmap.originalMemory = pixmap.memory + pixmap.count;
    pixmap.before = pixmap.originalMemory + pixmap.count;
    for (size_t i = 0; i < pixmap.count; i++)
        pixmap.memory[i] = (uint8_t)roll(dice);
    fz_try(ctx)
    {
        pixmap.ours = new_view(ctx, box, colors, hasAlpha, stride, pixmap.memory + MARGIN);
        fill(dice, pixmap.ours, contents);
        memcpy(pixmap.originalMemory, pixmap.memory, pixmap.count);
        memcpy(pixmap.before, pixmap.memory, pixmap.count);
        pixmap.original = new_view(ctx, box, colors, hasAlpha, stride, pixmap.originalMemory + MARGIN);
    }
    fz_catch(ctx)
    {
        // Only memory can be short, and then the run ends.
        fz_rethrow(ctx);
    }
    return pixmap;
}

void cmupdf_proof_drop(fz_context *ctx, ProofPixmap *pixmap)
{
    fz_drop_pixmap(ctx, pixmap->ours);
    fz_drop_pixmap(ctx, pixmap->original);
    fz_free(ctx, pixmap->memory);
    *pixmap = (ProofPixmap){ 0 };
}

ProofOutcome cmupdf_proof_outcome(bool isPainted, const ProofPixmap *pixmaps, int count)
{
    bool isVisible = false;
    for (int i = 0; i < count; i++)
    {
        const ProofPixmap *pixmap = &pixmaps[i];
        if (!pixmap->memory)
            continue;
        const uint8_t *expected = isPainted ? pixmap->originalMemory : pixmap->before;
        if (memcmp(pixmap->memory, expected, pixmap->count) != 0)
            return caseDiffers;
        isVisible |= memcmp(pixmap->memory, pixmap->before, pixmap->count) != 0;
    }
    return !isPainted ? caseIsLeftAlone : isVisible ? caseIsVisible : caseIsPainted;
}

// MARK: - Runs

typedef ProofOutcome ProofCase(fz_context *ctx, Dice *dice);

static void count_outcome(CMuPDFProof *proof, ProofOutcome outcome, int32_t number)
{
    switch (outcome)
    {
    case caseDiffers:
        proof->firstDifference = proof->firstDifference < 0 ? number : proof->firstDifference;
        break;
    case caseIsVisible:
        proof->visible++;
        proof->painted++;
        break;
    case caseIsPainted:
        proof->painted++;
        break;
    case caseIsLeftAlone:
        proof->leftAlone++;
    }
}

bool cmupdf_proof_run(CMuPDFProofPainter painter, uint64_t seed, int32_t count, CMuPDFProof *proof)
{
    static ProofCase *const cases[] = {
        [CMuPDFProofImage] = cmupdf_proof_image, [CMuPDFProofShade] = cmupdf_proof_shade,
        [CMuPDFProofLayer] = cmupdf_proof_layer, [CMuPDFProofMask] = cmupdf_proof_mask,
        [CMuPDFProofBlend] = cmupdf_proof_blend, [CMuPDFProofConvert] = cmupdf_proof_convert,
    };
    *proof = (CMuPDFProof){ .firstDifference = -1 };
    fz_context *ctx = fz_new_context(NULL, NULL, FZ_STORE_UNLIMITED);
    if (!ctx)
        return false;
    bool isDone = true;
    fz_var(isDone);
    fz_try(ctx)
    {
        for (int32_t i = 0; i < count; i++)
        {
            Dice dice = { seed * 1000003 + (uint64_t)i };
            count_outcome(proof, cases[painter](ctx, &dice), i);
        }
    }
    fz_catch(ctx)
        isDone = false;
    fz_drop_context(ctx);
    return isDone;
}
