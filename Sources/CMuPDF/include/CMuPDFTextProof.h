// Comparisons of our painters of text and paths with the functions of MuPDF that they replace, for tests.
//
// Each draws cases from a generator with the given seed, lets both paint into copies of the same bytes, with a margin
// around them, and compares all of it. The choice of cmupdf_painters_choose plays no part.

#ifndef CMUPDF_TEXT_PROOF_H
#define CMUPDF_TEXT_PROOF_H

#include <stdbool.h>
#include <stdint.h>

/// How many cases came out how.
typedef struct {
    int32_t same;
    int32_t different;
    /// Those that are left to MuPDF's function.
    int32_t unreplaced;
    /// Which case was the first that came out different, from zero; -1 if none did.
    int32_t firstDifferent;
} CMuPDFTextProof;

/// Whether this processor can do a level of instructions: 0 is portable C, 1 AVX2, 2 AVX-512.
bool cmupdf_text_proof_has_level(int32_t level);

/// Blocks of gray and RGB pixels under masks, with the instructions of a level that the processor has.
CMuPDFTextProof cmupdf_text_proof_mask_fills(uint64_t seed, int32_t count, int32_t level);

/// Spans of pixels of 0 to 5 components with and without alpha, of which gray and RGB without alpha are replaced.
CMuPDFTextProof cmupdf_text_proof_spans(uint64_t seed, int32_t count);

/// Glyphs of all three sources, clipped, on gray and RGB with and without alpha.
CMuPDFTextProof cmupdf_text_proof_glyphs(uint64_t seed, int32_t count);

/// Polygons, open lines and rectangles, clipped, on pixmaps of several kinds and on masks.
CMuPDFTextProof cmupdf_text_proof_paths(uint64_t seed, int32_t count);

/// The sums of blocks of coverage, against portable C.
CMuPDFTextProof cmupdf_text_proof_coverage_sums(uint64_t seed, int32_t count);

#endif
