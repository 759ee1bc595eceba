// Random input for comparisons, and those of spans and masks.

#include "textproof.h"

#include "coverage.h"

#include <string.h>

void cmupdf_random_mask(Random *random, uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count;)
    {
        int kind = cmupdf_random_from(random, 0, 2), most = cmupdf_random_from(random, 0, 3) ? 8 : 100;
        for (int length = cmupdf_random_from(random, 1, most); length > 0 && i < count; length--)
            bytes[i++] = kind == 0 ? 0 : kind == 1 ? 255 : (uint8_t)cmupdf_random(random);
    }
}

void cmupdf_random_color(Random *random, uint8_t *color, int n)
{
    for (int i = 0; i <= n; i++)
        color[i] = (uint8_t)cmupdf_random(random);
    if (cmupdf_random_from(random, 0, 1))
        color[n] = 255;
}

Canvas cmupdf_canvas_new(fz_context *ctx, Random *random, size_t count)
{
    Canvas canvas = {NULL, NULL, count + 2 * cmupdf_canvas_margin};
    canvas.ours = fz_malloc(ctx, 2 * canvas.count);
    canvas.theirs = canvas.ours + canvas.count;
    for (size_t i = 0; i < canvas.count; i++)
        canvas.ours[i] = (uint8_t)cmupdf_random(random);
    memcpy(canvas.theirs, canvas.ours, canvas.count);
    return canvas;
}

bool cmupdf_canvas_is_same(const Canvas *canvas)
{
    return memcmp(canvas->ours, canvas->theirs, canvas->count) == 0;
}

void cmupdf_canvas_drop(fz_context *ctx, Canvas *canvas)
{
    fz_free(ctx, canvas->ours);
}

CMuPDFTextProof cmupdf_text_proof(uint64_t seed, int32_t count, void *state,
                                  ProofCase (*run)(fz_context *, Random *, void *))
{
    CMuPDFTextProof proof = {0, 0, 0, -1};
    fz_context *ctx = fz_new_context(NULL, NULL, FZ_STORE_DEFAULT);
    for (int32_t i = 0; i < count; i++)
    {
        // Each case has a generator of its own, so that one can be repeated by itself.
        Random random = {seed + (uint64_t)i * 1000003};
        ProofCase outcome = proofDifferent;
        fz_var(outcome);
        if (ctx)
        {
            fz_try(ctx)
            {
                outcome = run(ctx, &random, state);
            }
            fz_catch(ctx)
            {
                outcome = proofDifferent;
            }
        }
        proof.same += outcome == proofSame;
        proof.unreplaced += outcome == proofUnreplaced;
        proof.different += outcome == proofDifferent;
        if (outcome == proofDifferent && proof.firstDifferent < 0)
            proof.firstDifferent = i;
    }
    fz_drop_context(ctx);
    return proof;
}

bool cmupdf_text_proof_has_level(int32_t level)
{
    return cmupdf_mask_fillers_of_level(level) != NULL;
}

static ProofCase prove_mask_fill(fz_context *ctx, Random *random, void *state)
{
    const MaskFillers *fillers = state;
    int colors = cmupdf_random_from(random, 0, 1) ? 3 : 1, da = cmupdf_random_from(random, 0, 1), n = colors + da;
    int width = cmupdf_random_from(random, 1, cmupdf_random_from(random, 0, 1) ? 40 : 400);
    int height = cmupdf_random_from(random, 1, 4);
    int pixelStride = width * n + cmupdf_random_from(random, 0, 20);
    int maskStride = width + cmupdf_random_from(random, 0, 9);
    uint8_t color[4], components[4];
    cmupdf_random_color(random, color, colors);
    color[colors] |= 1;
    memcpy(components, color, sizeof components);
    if (da)
        components[colors] = 255;
    // Without a byte to spare, so that a tool that watches memory sees what is read beyond the end.
    size_t maskCount = (size_t)(maskStride * (height - 1) + width);
    uint8_t *mask = fz_malloc(ctx, maskCount);
    cmupdf_random_mask(random, mask, maskCount);
    Canvas canvas = cmupdf_canvas_new(ctx, random, (size_t)(pixelStride * height));
    cmupdf_mask_filler(fillers, n)(canvas.ours + cmupdf_canvas_margin, pixelStride, mask, maskStride, width, height,
                                   components, cmupdf_expand(color[colors]));
    SpanColorPainter *painter = __real_fz_get_span_color_painter(n, da, color, NULL);
    for (int row = 0; row < height; row++)
        painter(canvas.theirs + cmupdf_canvas_margin + row * pixelStride, mask + row * maskStride, n, width, color, da,
                NULL);
    bool isSame = cmupdf_canvas_is_same(&canvas);
    cmupdf_canvas_drop(ctx, &canvas);
    fz_free(ctx, mask);
    return isSame ? proofSame : proofDifferent;
}

CMuPDFTextProof cmupdf_text_proof_mask_fills(uint64_t seed, int32_t count, int32_t level)
{
    return cmupdf_text_proof(seed, count, (void *)cmupdf_mask_fillers_of_level(level), prove_mask_fill);
}

static ProofCase prove_span(fz_context *ctx, Random *random, void *state)
{
    (void)state;
    int da = cmupdf_random_from(random, 0, 1), n = cmupdf_random_from(random, 0, 5 - da) + da;
    int width = cmupdf_random_from(random, 1, 300);
    uint8_t color[8], mask[300];
    cmupdf_random_color(random, color, n - da);
    if (cmupdf_random_from(random, 0, 9) == 0)
        color[n - da] = 0;
    SpanColorPainter *painter = cmupdf_span_color_painter(n, da, color, NULL);
    if (!painter)
        return proofUnreplaced;
    cmupdf_random_mask(random, mask, (size_t)width);
    Canvas canvas = cmupdf_canvas_new(ctx, random, (size_t)(width * n));
    painter(canvas.ours + cmupdf_canvas_margin, mask, n, width, color, da, NULL);
    __real_fz_get_span_color_painter(n, da, color, NULL)(canvas.theirs + cmupdf_canvas_margin, mask, n, width, color,
                                                         da, NULL);
    bool isSame = cmupdf_canvas_is_same(&canvas);
    cmupdf_canvas_drop(ctx, &canvas);
    return isSame ? proofSame : proofDifferent;
}

CMuPDFTextProof cmupdf_text_proof_spans(uint64_t seed, int32_t count)
{
    return cmupdf_text_proof(seed, count, NULL, prove_span);
}

static ProofCase prove_coverage_sum(fz_context *ctx, Random *random, void *state)
{
    (void)ctx, (void)state;
    uint8_t ours[cmupdf_block], theirs[cmupdf_block], before = (uint8_t)cmupdf_random(random);
    for (int i = 0; i < cmupdf_block; i++)
        ours[i] = theirs[i] = (uint8_t)cmupdf_random(random);
    bool isSame = cmupdf_coverage_sum(ours, before) == cmupdf_coverage_sum_portable(theirs, before);
    return isSame && memcmp(ours, theirs, sizeof ours) == 0 ? proofSame : proofDifferent;
}

CMuPDFTextProof cmupdf_text_proof_coverage_sums(uint64_t seed, int32_t count)
{
    return cmupdf_text_proof(seed, count, NULL, prove_coverage_sum);
}
