// Comparisons of glyphs and paths, which need MuPDF's own objects.

#include "textproof.h"

#include <string.h>

// Of pixmap-imp.h.
fz_pixmap *fz_new_pixmap_from_8bpp_data(fz_context *ctx, int x, int y, int w, int h, unsigned char *sp, int span);

static fz_glyph *random_glyph(fz_context *ctx, Random *random)
{
    // Below 256 pixels, or 7 of width, MuPDF does not encode a glyph.
    int width = cmupdf_random_from(random, 7, cmupdf_random_from(random, 0, 3) ? 50 : 300);
    int height = cmupdf_random_from(random, 256 / width + 1, 256 / width + 40);
    int source = cmupdf_random_from(random, 0, 2), stride = source == 1 ? (width + 7) / 8 + 1 : width;
    uint8_t *bytes = fz_malloc(ctx, (size_t)(stride * height) + 1);
    for (int row = 0; row < height; row++)
    {
        if (cmupdf_random_from(random, 0, 9) == 0)
            memset(bytes + row * stride, 0, (size_t)stride);
        else
            cmupdf_random_mask(random, bytes + row * stride, (size_t)stride);
    }
    fz_glyph *glyph;
    int x = cmupdf_random_from(random, -9, 9), y = cmupdf_random_from(random, -9, 9);
    if (source == 0)
        glyph = fz_new_glyph_from_8bpp_data(ctx, x, y, width, height, bytes, stride);
    else if (source == 1)
        glyph = fz_new_glyph_from_1bpp_data(ctx, x, y, width, height, bytes, (width >> 3) + 1);
    else
        glyph = fz_new_glyph_from_pixmap(ctx, fz_new_pixmap_from_8bpp_data(ctx, x, y, width, height, bytes, stride));
    fz_free(ctx, bytes);
    return glyph;
}

static fz_pixmap *pixmap_on(fz_context *ctx, uint8_t *bytes, int n, int alpha, fz_irect box)
{
    fz_colorspace *spaces[] = {NULL, fz_device_gray(ctx), NULL, fz_device_rgb(ctx), fz_device_cmyk(ctx)};
    return fz_new_pixmap_with_bbox_and_data(ctx, spaces[n], box, NULL, alpha, bytes + cmupdf_canvas_margin);
}

static ProofCase prove_glyph(fz_context *ctx, Random *random, void *state)
{
    (void)state;
    fz_glyph *glyph = random_glyph(ctx, random);
    const Glyph *form = (const Glyph *)glyph;
    ProofCase outcome = proofUnreplaced;
    // Those that do not get smaller stay pixmaps, and are painted as spans.
    if (!form->pixmap)
    {
        int n = cmupdf_random_from(random, 0, 1) ? 3 : 1, alpha = cmupdf_random_from(random, 0, 1);
        int skipX = cmupdf_random_from(random, 0, 1) ? 0 : cmupdf_random_from(random, 0, form->w - 1);
        int skipY = cmupdf_random_from(random, 0, form->h - 1);
        int width = form->w - skipX, height = form->h - skipY;
        if (cmupdf_random_from(random, 0, 1))
            width = cmupdf_random_from(random, 1, width);
        fz_irect box = {0, 0, width + cmupdf_random_from(random, 0, 9), height};
        uint8_t color[4];
        cmupdf_random_color(random, color, n);
        Canvas canvas = cmupdf_canvas_new(ctx, random, (size_t)box.x1 * (size_t)box.y1 * (size_t)(n + alpha));
        fz_pixmap *ours = pixmap_on(ctx, canvas.ours, n, alpha, box);
        fz_pixmap *theirs = pixmap_on(ctx, canvas.theirs, n, alpha, box);
        if (cmupdf_glyph_paint(color, ours, ours->samples, glyph, width, height, skipX, skipY, NULL))
        {
            __real_fz_paint_glyph(color, theirs, theirs->samples, glyph, width, height, skipX, skipY, NULL);
            outcome = cmupdf_canvas_is_same(&canvas) ? proofSame : proofDifferent;
        }
        fz_drop_pixmap(ctx, ours);
        fz_drop_pixmap(ctx, theirs);
        cmupdf_canvas_drop(ctx, &canvas);
    }
    fz_drop_glyph(ctx, glyph);
    return outcome;
}

CMuPDFTextProof cmupdf_text_proof_glyphs(uint64_t seed, int32_t count)
{
    return cmupdf_text_proof(seed, count, NULL, prove_glyph);
}

// A coordinate within a range, and somewhat beyond it; on a grid of `grid` a pixel if that is above zero.
static float random_coordinate(Random *random, int range, int grid)
{
    float value = (float)(cmupdf_random(random) % 65536) / 65536 * 1.4F - 0.2F;
    value *= (float)range;
    return grid ? (float)(int)(value * (float)grid) / (float)grid : value;
}

static void insert_line(fz_context *ctx, fz_rasterizer *const *both, const float *from, const float *to)
{
    for (int i = 0; i < 2; i++)
        both[i]->functions.insert(ctx, both[i], from[0], from[1], to[0], to[1], 0);
}

// A polygon, or a line that is left open, of random points or of short steps.
static void insert_contour(fz_context *ctx, Random *random, fz_rasterizer *const *both, fz_irect area)
{
    int grids[] = {0, 0, 1, 2, 17}, grid = grids[cmupdf_random_from(random, 0, 4)];
    int count = cmupdf_random_from(random, 2, cmupdf_random_from(random, 0, 9) ? 12 : 600);
    if (cmupdf_random_from(random, 0, 999) == 0)
        count = 11000;
    bool isClosed = cmupdf_random_from(random, 0, 4) != 0, isSmooth = cmupdf_random_from(random, 0, 1);
    float first[2], last[2], next[2];
    for (int i = 0; i < count; i++)
    {
        next[0] = (float)area.x0 + random_coordinate(random, area.x1 - area.x0, grid);
        next[1] = (float)area.y0 + random_coordinate(random, area.y1 - area.y0, grid);
        if (isSmooth && i > 0)
            for (int k = 0; k < 2; k++)
                next[k] = last[k] + (next[k] - last[k]) / 8;
        if (i == 0)
            memcpy(first, next, sizeof first);
        else
            insert_line(ctx, both, last, next);
        memcpy(last, next, sizeof last);
    }
    if (isClosed)
        insert_line(ctx, both, last, first);
}

static void insert_rectangle(fz_context *ctx, Random *random, fz_rasterizer *const *both, fz_irect area)
{
    int width = area.x1 - area.x0, height = area.y1 - area.y0;
    float corners[4];
    for (int i = 0; i < 4; i += 2)
    {
        corners[i] = (float)area.x0 + random_coordinate(random, width, 0);
        corners[i + 1] = (float)area.y0 + random_coordinate(random, height, 0);
    }
    for (int i = 0; i < 2; i++)
        both[i]->functions.rect(ctx, both[i], corners[0], corners[1], corners[2], corners[3]);
}

static void insert_path(fz_context *ctx, Random *random, fz_rasterizer *const *both, fz_irect area)
{
    for (int count = cmupdf_random_from(random, 1, 4); count > 0; count--)
    {
        if (cmupdf_random_from(random, 0, 2) == 0)
            insert_rectangle(ctx, random, both, area);
        else
            insert_contour(ctx, random, both, area);
    }
}

static ProofCase prove_path(fz_context *ctx, Random *random, void *state)
{
    // The two change places, so that each function finds the buffers of the other.
    fz_rasterizer **kept = state;
    int swap = cmupdf_random_from(random, 0, 1);
    fz_rasterizer *both[] = {kept[swap], kept[!swap]};
    int x = cmupdf_random_from(random, -60, 20), y = cmupdf_random_from(random, -60, 20);
    fz_irect box = {x, y, x + cmupdf_random_from(random, 1, 400), y + cmupdf_random_from(random, 1, 90)};
    fz_irect clip = fz_infinite_irect;
    if (cmupdf_random_from(random, 0, 9))
    {
        clip = fz_expand_irect(box, cmupdf_random_from(random, -20, 20));
        if (cmupdf_random_from(random, 0, 1))
            clip.y0 += cmupdf_random_from(random, -30, 30);
    }
    int kinds[][2] = {{1, 0}, {3, 0}, {0, 1}, {3, 1}, {1, 1}, {4, 0}};
    int *kind = kinds[cmupdf_random_from(random, 0, 5)];
    uint8_t color[5];
    cmupdf_random_color(random, color, kind[0]);
    for (int i = 0; i < 2; i++)
        fz_reset_rasterizer(ctx, both[i], clip);
    insert_path(ctx, random, both, box);
    int isEvenOdd = cmupdf_random_from(random, 0, 1);
    size_t pixels = (size_t)(box.x1 - box.x0) * (size_t)(box.y1 - box.y0);
    Canvas canvas = cmupdf_canvas_new(ctx, random, pixels * (size_t)(kind[0] + kind[1]));
    fz_pixmap *ours = pixmap_on(ctx, canvas.ours, kind[0], kind[1], box);
    fz_pixmap *theirs = pixmap_on(ctx, canvas.theirs, kind[0], kind[1], box);
    ProofCase outcome = proofUnreplaced;
    if (cmupdf_path_convert(ctx, both[0], isEvenOdd, ours, kind[0] ? color : NULL, NULL))
    {
        __real_fz_convert_rasterizer(ctx, both[1], isEvenOdd, theirs, kind[0] ? color : NULL, NULL);
        outcome = cmupdf_canvas_is_same(&canvas) ? proofSame : proofDifferent;
    }
    fz_drop_pixmap(ctx, ours);
    fz_drop_pixmap(ctx, theirs);
    cmupdf_canvas_drop(ctx, &canvas);
    return outcome;
}

CMuPDFTextProof cmupdf_text_proof_paths(uint64_t seed, int32_t count)
{
    CMuPDFTextProof proof = {0, count, 0, 0};
    fz_rasterizer *both[2] = {NULL, NULL};
    fz_context *ctx = fz_new_context(NULL, NULL, FZ_STORE_DEFAULT);
    if (!ctx)
        return proof;
    fz_var(proof);
    fz_var(both);
    fz_try(ctx)
    {
        for (int i = 0; i < 2; i++)
            both[i] = fz_new_rasterizer(ctx, NULL);
        // The cases have a context of their own, with the same allocator.
        proof = cmupdf_text_proof(seed, count, both, prove_path);
    }
    fz_always(ctx)
    {
        for (int i = 0; i < 2; i++)
            if (both[i])
                both[i]->functions.drop(ctx, both[i]);
    }
    fz_catch(ctx)
    {
        proof.different = count;
    }
    fz_drop_context(ctx);
    return proof;
}
