// Makes a JPEG file of some rows a piece of the file of all rows. No other module sees it.

#ifndef CCODECS_JPEG_PIECE_H
#define CCODECS_JPEG_PIECE_H

#include "CCodecs.h"

#pragma clang assume_nonnull begin

/// What is left to do of one piece.
typedef struct {
    /// Rows of the whole image.
    uint32_t height;
    /// Restart intervals in front of the piece.
    uint32_t interval;
    bool isFirst, isLast;
    /// The first bytes are not the mark of the file's beginning but what follows it.
    bool startsBehindMark;
    bool isPastHeader;
} JPEGPiece;

/// Edits the next bytes of the file: the frame's height, the numbers of restart markers, and what a piece lacks.
/// @param bytes The first call must bring the whole header. A marker may be cut by the end.
/// @param skipped How many bytes in front do not belong to the piece.
/// @param held How many bytes at the end are to be brought again, in front of those that follow.
/// @return Whether this is the file of a scan with restart markers.
bool jpeg_piece_edit(JPEGPiece *piece, uint8_t *bytes, size_t count, size_t *skipped, size_t *held);

#pragma clang assume_nonnull end

#endif
