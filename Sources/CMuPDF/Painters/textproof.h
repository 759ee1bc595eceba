// What the comparisons of CMuPDFTextProof.h share: random input, and bytes with a margin.

#ifndef CMUPDF_TEXTPROOF_H
#define CMUPDF_TEXTPROOF_H

#include "fillmask.h"
#include "textpainters.h"

#include "CMuPDFTextProof.h"

/// The generator splitmix64.
typedef struct {
    uint64_t state;
} Random;

static inline uint64_t cmupdf_random(Random *random)
{
    uint64_t z = random->state += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

/// A number from `low` up to and with `high`.
static inline int cmupdf_random_from(Random *random, int low, int high)
{
    return low + (int)(cmupdf_random(random) % (uint64_t)(high - low + 1));
}

/// Fills a mask with stretches that are empty, full, or of random bytes.
void cmupdf_random_mask(Random *random, uint8_t *bytes, size_t count);

/// Makes a colour of `n` components and its alpha, which is full in half of the cases.
void cmupdf_random_color(Random *random, uint8_t *color, int n);

/// Two buffers of the same random bytes, for the two functions to paint in.
typedef struct {
    uint8_t *ours, *theirs;
    size_t count;
} Canvas;

enum { cmupdf_canvas_margin = 64 };

/// The bytes for painting are those behind the margin.
Canvas cmupdf_canvas_new(fz_context *ctx, Random *random, size_t count);
bool cmupdf_canvas_is_same(const Canvas *canvas);
void cmupdf_canvas_drop(fz_context *ctx, Canvas *canvas);

typedef enum { proofSame, proofDifferent, proofUnreplaced } ProofCase;

/// Counts cases of a kind; whatever is thrown counts as a difference.
CMuPDFTextProof cmupdf_text_proof(uint64_t seed, int32_t count, void *state,
                                  ProofCase (*run)(fz_context *, Random *, void *));

#endif
