// Huffman codes as Deflate has them (RFC 1951, 3.2.2). No other module sees them.

#ifndef CCODECS_HUFFMAN_H
#define CCODECS_HUFFMAN_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct {
    /// In the order in which they are written, from the lowest.
    uint16_t bits;
    /// 0 for a symbol that does not occur.
    uint8_t length;
} HuffmanCode;

/// Finds lengths that make a text short, the least but where `longest` limits them.
///
/// @param counts How often each symbol occurs, less than 65536 times together; two of them at least do.
/// @param symbolCount 257 at most.
/// @param longest The most bits of a code, at most 15, with room for all symbols.
/// @param codes Takes the lengths; the bits become 0.
void huffman_make_lengths(const uint32_t *counts, unsigned symbolCount, unsigned longest, HuffmanCode *codes);
/// Gives codes of known lengths their bits.
void huffman_make_bits(HuffmanCode *codes, unsigned symbolCount, unsigned longest);

#pragma clang assume_nonnull end

#endif
