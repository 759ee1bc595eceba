#include "jpeg_piece.h"

#include <string.h>

// ITU-T T.81, B.1.1.3.
enum { markRestart = 0xD0, markStart = 0xD8, markEnd = 0xD9, markScan = 0xDA, markFrame = 0xC0 };

// @return Where the scan's data begins, or 0.
static size_t edit_header(const JPEGPiece *piece, uint8_t *bytes, size_t count)
{
    size_t at = piece->startsBehindMark ? 0 : 2;
    while (at + 4 <= count && bytes[at] == 0xFF)
    {
        size_t length = (size_t)bytes[at + 2] << 8 | bytes[at + 3];
        uint8_t marker = bytes[at + 1];
        if (marker == markFrame && at + 7 <= count)
        {
            bytes[at + 5] = (uint8_t)(piece->height >> 8);
            bytes[at + 6] = (uint8_t)piece->height;
        }
        at += 2 + length;
        if (marker == markScan)
            return at <= count ? at : 0;
    }
    return 0;
}

bool jpeg_piece_edit(JPEGPiece *piece, uint8_t *bytes, size_t count, size_t *skipped, size_t *held)
{
    *skipped = 0;
    *held = 0;
    uint8_t *next = bytes, *end = bytes + count;
    if (!piece->isPastHeader)
    {
        size_t header = edit_header(piece, bytes, count);
        if (header < 2)
            return false;
        piece->isPastHeader = true;
        next += header;
        if (!piece->isFirst)
        {
            // In place of the header's end, the marker between this piece and the one before.
            next[-2] = 0xFF;
            next[-1] = (uint8_t)(markRestart + (piece->interval + 7) % 8);
            *skipped = header - 2;
        }
    }
    while ((next = memchr(next, 0xFF, (size_t)(end - next))) != NULL)
    {
        if (next + 1 == end)
        {
            *held = 1;
            return true;
        }
        uint8_t *marker = next + 1;
        next += 2;
        // Within a scan, only restart markers and its end are no data; a data byte of 0xFF has a zero behind it.
        if (*marker >= markRestart && *marker < markStart)
            *marker = (uint8_t)(markRestart + (*marker - markRestart + piece->interval) % 8);
        else if (*marker == markEnd && !piece->isLast)
            *held = (size_t)(end - marker) + 1;
    }
    return true;
}
