// What the parts of the Flate encoder share. No other module sees it.
//
// The stream is a sequence of parts, each of them byte-aligned blocks without a final one, so that parts of different
// makers may follow each other: fast blocks (ISA-L), dense blocks (libdeflate), and our own literal blocks and runs of
// repeated rows.

#ifndef CCODECS_DEFLATE_PARTS_H
#define CCODECS_DEFLATE_PARTS_H

#include "CCodecs.h"

#pragma clang assume_nonnull begin

/// Bytes on their way to a sink.
typedef struct {
    CCodecsSink *sink;
    uint8_t *bytes;
    size_t used, capacity;
} DeflateOutput;

/// Writes what is held. @return 0 or an errno.
int deflate_output_flush(DeflateOutput *output);
/// Makes room for so many bytes, at most `capacity`. @return 0 or an errno.
int deflate_output_reserve(DeflateOutput *output, size_t count);
/// Holds so many bytes more, at most `capacity`. @return 0 or an errno.
int deflate_output_append(DeflateOutput *output, const uint8_t *bytes, size_t count);

/// The distance that a match may reach back.
enum { deflateWindow = 32768 };

// Fast blocks: ISA-L, which takes its bytes in any number of calls.

typedef struct FastDeflate FastDeflate;

/// The memory that one takes; nothing else is to be freed.
size_t fast_deflate_size(void);
void fast_deflate_init(FastDeflate *deflate, int level);
/// Starts a part after bytes that the stream ends with so far, one at least.
void fast_deflate_start(FastDeflate *deflate, const uint8_t *history, size_t count);
/// @param ends Ends the part. @return 0, an errno, or -1 for a failure of ISA-L.
int fast_deflate_add(FastDeflate *deflate, const uint8_t *bytes, size_t count, bool ends, DeflateOutput *output);
/// The bytes that a part would take, or SIZE_MAX when it is not below `limit`, to which `scratch` has room.
size_t fast_deflate_measure(FastDeflate *deflate, const uint8_t *bytes, size_t count, uint8_t *scratch, size_t limit);

// Dense blocks: libdeflate, a part a call.

typedef struct DenseDeflate DenseDeflate;

DenseDeflate *_Nullable dense_deflate_new(int level);
/// The most bytes that a part of so many takes.
size_t dense_deflate_bound(size_t count);
/// Writes a part. @return 0, an errno, or -1 for a failure of libdeflate.
int dense_deflate_add(DenseDeflate *deflate, const uint8_t *bytes, size_t count, DeflateOutput *output);
void dense_deflate_drop(DenseDeflate *_Nullable deflate);

// Literal blocks: Huffman codes alone, for bytes in which next to nothing repeats; a part a call.

enum {
    /// Bytes that share a code, since the statistics of a photograph change from place to place; by measurement.
    literalBlock = 32 << 10,
};

/// Writes a part. @param output Must hold 64 KiB. @return 0 or an errno.
int literal_deflate_add(const uint8_t *bytes, size_t count, DeflateOutput *output);
/// The bytes that a part would take.
size_t literal_deflate_measure(const uint8_t *bytes, size_t count);

/// Where the last block of a complete deflate stream begins, and where it ends.
typedef struct {
    size_t lastHeaderBit, endBit;
} DeflateExtent;

/// Walks through the blocks of a deflate stream. @return Whether it is one.
bool deflate_find_last_block(const uint8_t *bytes, size_t count, DeflateExtent *extent);

// Runs.

enum {
    /// The most bytes that a run's part takes in front of its matches and behind them.
    deflateRunOverhead = 64,
    /// The most places of a row where colour changes that matches go round.
    deflateRunChanges = 200,
};

/// How a row repeated many times is made of matches: near ones a pixel back within one colour, far ones a row back.
typedef struct {
    size_t rowBytes, near, far;
    /// Where a byte is not that of the pixel before, from left to right. Empty where there are too many.
    size_t changeCount;
    uint32_t changes[deflateRunChanges];
} DeflateRun;

/// @return Whether it can be: a row of more than one colour must fit into the window.
bool deflate_run_prepare(DeflateRun *run, const uint8_t *row, size_t rowBytes, size_t pixelBytes);
/// Writes a part that repeats the row so many times, 300 bytes in all at least, behind one that is there.
int deflate_run_write(const DeflateRun *run, uint64_t rows, DeflateOutput *output);

#pragma clang assume_nonnull end

#endif
