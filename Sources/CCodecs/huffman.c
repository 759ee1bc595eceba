#include "huffman.h"

#include <string.h>

enum { mostSymbols = 257 };

// Puts the symbols that occur, up to 65535 times each, in order of their counts. @return How many they are.
static unsigned sort_symbols(const uint32_t *counts, unsigned symbolCount, uint16_t *symbols)
{
    uint16_t byLow[mostSymbols];
    uint32_t low[256] = {0}, high[256] = {0};
    unsigned used = 0;
    for (unsigned symbol = 0; symbol < symbolCount; symbol++)
    {
        low[counts[symbol] & 255] += counts[symbol] != 0;
        high[counts[symbol] >> 8] += counts[symbol] != 0;
        used += counts[symbol] != 0;
    }
    uint32_t lowStart = 0, highStart = 0;
    for (unsigned digit = 0; digit < 256; digit++)
    {
        uint32_t lowCount = low[digit], highCount = high[digit];
        low[digit] = lowStart;
        high[digit] = highStart;
        lowStart += lowCount;
        highStart += highCount;
    }
    for (unsigned symbol = 0; symbol < symbolCount; symbol++)
    {
        if (counts[symbol])
            byLow[low[counts[symbol] & 255]++] = (uint16_t)symbol;
    }
    for (unsigned i = 0; i < used; i++)
        symbols[high[counts[byLow[i]] >> 8]++] = byLow[i];
    return used;
}

// Tells how many codes of each length Huffman's tree of sorted counts has, two counts at least, of less than 65536 in
// sum.
static void count_lengths(const uint32_t *counts, const uint16_t *symbols, unsigned used, unsigned lengths[32])
{
    // Nodes follow each other as they are made, which is in order of their sums.
    uint32_t sums[mostSymbols];
    uint16_t leafParents[mostSymbols], nodeParents[mostSymbols];
    unsigned leaf = 0, node = 0, made = 0;
    for (; made + 1 < used; made++)
    {
        uint32_t sum = 0;
        for (int i = 0; i < 2; i++)
        {
            if (leaf < used && (node == made || counts[symbols[leaf]] <= sums[node]))
            {
                sum += counts[symbols[leaf]];
                leafParents[leaf++] = (uint16_t)made;
            }
            else
            {
                sum += sums[node];
                nodeParents[node++] = (uint16_t)made;
            }
        }
        sums[made] = sum;
    }
    uint8_t depths[mostSymbols];
    depths[made - 1] = 0;
    for (unsigned i = made - 1; i-- > 0;)
        depths[i] = (uint8_t)(depths[nodeParents[i]] + 1);
    memset(lengths, 0, 32 * sizeof *lengths);
    // Fibonacci's numbers are the counts that make the deepest tree, of 22 levels below 65536.
    for (unsigned i = 0; i < used; i++)
        lengths[depths[leafParents[i]] + 1]++;
}

// Shortens codes that are too long (T.81, K.3, Adjust_BITS): of two sisters, one takes their parent's place, and the
// other goes with a code of less length one step below that.
static void limit_lengths(unsigned lengths[32], unsigned longest)
{
    for (unsigned length = 31; length > longest; length--)
    {
        while (lengths[length])
        {
            unsigned shorter = length - 2;
            while (lengths[shorter] == 0)
                shorter--;
            lengths[length] -= 2;
            lengths[length - 1]++;
            lengths[shorter + 1] += 2;
            lengths[shorter]--;
        }
    }
}

static uint16_t turned(unsigned code, unsigned length)
{
    unsigned result = 0;
    for (; length; length--, code >>= 1)
        result = result << 1 | (code & 1);
    return (uint16_t)result;
}

void huffman_make_lengths(const uint32_t *counts, unsigned symbolCount, unsigned longest, HuffmanCode *codes)
{
    uint16_t symbols[mostSymbols];
    unsigned lengths[32];
    unsigned used = sort_symbols(counts, symbolCount, symbols);
    count_lengths(counts, symbols, used, lengths);
    limit_lengths(lengths, longest);
    memset(codes, 0, symbolCount * sizeof *codes);
    for (unsigned length = longest, i = 0; length > 0; length--)
    {
        for (unsigned end = i + lengths[length]; i < end; i++)
            codes[symbols[i]].length = (uint8_t)length;
    }
}

// RFC 1951, 3.2.2.
void huffman_make_bits(HuffmanCode *codes, unsigned symbolCount, unsigned longest)
{
    unsigned starts[16] = {0};
    for (unsigned symbol = 0; symbol < symbolCount; symbol++)
        starts[codes[symbol].length]++;
    for (unsigned length = 1, code = 0; length <= longest; length++)
    {
        unsigned count = starts[length];
        starts[length] = code;
        code = (code + count) << 1;
    }
    for (unsigned symbol = 0; symbol < symbolCount; symbol++)
    {
        unsigned length = codes[symbol].length;
        if (length)
            codes[symbol].bits = turned(starts[length]++, length);
    }
}
