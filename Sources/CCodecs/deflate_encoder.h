// The Flate encoder from within: rows become runs and chunks, chunks become blocks. No other module sees it.

#ifndef CCODECS_DEFLATE_ENCODER_H
#define CCODECS_DEFLATE_ENCODER_H

#include "deflate_parts.h"
#include "predictor.h"

#pragma clang assume_nonnull begin

struct CCodecsDeflate {
    DeflateOutput output;
    CCodecsDeflateOptions options;
    uint32_t adler;
    uint64_t byteCount;

    // One of the two makes the blocks.
    FastDeflate *_Nullable fast;
    DenseDeflate *_Nullable dense;
    Predictor *_Nullable predictor;
    // Whether a part of ISA-L's is open.
    bool isOpen;
    // What has come of the next chunk, where it did not come at once.
    uint8_t *chunk;
    size_t chunkSize, chunkUsed;

    // A row of which only the first bytes have come.
    uint8_t *partial;
    size_t partialUsed;
    // The row before.
    uint8_t *row;
    bool hasRow;
    // Rows equal to it that nothing was done with: whether they make a run is not known yet.
    uint64_t repeats;
    size_t runThreshold;
    // Rows of the run that is open.
    uint64_t runRows;
    DeflateRun run;
};

// All return 0, an errno, or -1 for a failure of a library.

/// Compresses bytes, some of them later.
int deflate_put(CCodecsDeflate *encoder, const uint8_t *bytes, size_t count);
/// Compresses what was put and brings the output to a byte's end.
int deflate_end_part(CCodecsDeflate *encoder);

/// Puts rows, or notes them where they repeat the one before.
int deflate_write_rows(CCodecsDeflate *encoder, const uint8_t *rows, size_t rowCount);
/// Deals with the rows that were noted.
int deflate_end_rows(CCodecsDeflate *encoder);

#pragma clang assume_nonnull end

#endif
