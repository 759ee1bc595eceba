// For tests: paints random input with a replaced function of MuPDF and with MuPDF's own, and compares all bytes.

#ifndef CMUPDF_IMAGE_PROOF_H
#define CMUPDF_IMAGE_PROOF_H

#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The instructions that the painters may use.
typedef enum __attribute__((enum_extensibility(closed))) : int32_t {
    /// What the processor has.
    CMuPDFProofLevelBest = 0,
    /// Portable C alone.
    CMuPDFProofLevelPortable = 1,
} CMuPDFProofLevel;

/// The function of MuPDF that is replaced.
typedef enum __attribute__((enum_extensibility(closed))) : int32_t {
    /// fz_paint_image
    CMuPDFProofImage = 0,
    /// fz_paint_shade
    CMuPDFProofShade = 1,
    /// fz_paint_pixmap and fz_paint_pixmap_with_bbox
    CMuPDFProofLayer = 2,
    /// fz_paint_pixmap_with_mask
    CMuPDFProofMask = 3,
    /// fz_blend_pixmap
    CMuPDFProofBlend = 4,
    /// fz_convert_fast_pixmap_samples
    CMuPDFProofConvert = 5,
} CMuPDFProofPainter;

/// What came of a number of cases.
typedef struct {
    /// Cases painted by the replacement, and among these those that changed any byte at all.
    int32_t painted, visible;
    /// Cases that the replacement hands on to MuPDF, for which it must not have changed a byte.
    int32_t leftAlone;
    /// The first case whose bytes differ, in the pixels or around them; -1 if there is none.
    int32_t firstDifference;
} CMuPDFProof;

/// Chooses the level for the whole process.
///
/// @return Whether the processor has more than the portable one.
bool cmupdf_proof_choose_level(CMuPDFProofLevel level);

/// Paints `count` cases, made from the seed alone, twice each.
///
/// @return False when memory is short.
bool cmupdf_proof_run(CMuPDFProofPainter painter, uint64_t seed, int32_t count, CMuPDFProof *proof);

#pragma clang assume_nonnull end

#endif
