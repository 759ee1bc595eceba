#include "deflate_parts.h"
#include "huffman.h"

#include <string.h>

// Dynamic blocks (RFC 1951, 3.2.7) of literals alone.

enum {
    literalCount = 257,
    endOfBlock = 256,
    // So that four codes fit behind up to seven bits that wait.
    longestCode = 14,
    lengthSymbols = 19,
    longestLengthCode = 7,
    // No literal needs a distance, but not every decoder takes a code without symbols.
    distanceCount = 2,
    // Two bytes a code, with their code, three bits each of 19 lengths, and what else stands in front and behind.
    mostOfHeader = 2 * (literalCount + distanceCount) + 64,
    // Literals are written eight bytes at a time.
    mostOfBlock = mostOfHeader + literalBlock * longestCode / 8 + 16,
};

typedef struct {
    uint8_t *next;
    uint64_t bits;
    unsigned count;
} BitWriter;

static void put_bits(BitWriter *writer, uint64_t bits, unsigned count)
{
    writer->bits |= bits << writer->count;
    writer->count += count;
    for (; writer->count >= 8; writer->count -= 8, writer->bits >>= 8)
        *writer->next++ = (uint8_t)writer->bits;
}

static void count_bytes(const uint8_t *bytes, size_t count, uint32_t counts[literalCount])
{
    // Equal bytes are often neighbours, and would wait for each other in a single table.
    uint32_t tables[4][256] = {{0}};
    size_t i = 0;
    for (; i + 4 <= count; i += 4)
    {
        for (size_t k = 0; k < 4; k++)
            tables[k][bytes[i + k]]++;
    }
    for (; i < count; i++)
        tables[0][bytes[i]]++;
    for (size_t byte = 0; byte < 256; byte++)
        counts[byte] = tables[0][byte] + tables[1][byte] + tables[2][byte] + tables[3][byte];
    counts[endOfBlock] = 1;
}

// A symbol of the code of lengths, with the number that goes with 16, 17 and 18.
typedef struct {
    uint8_t symbol, extra;
} LengthSymbol;

static unsigned describe_lengths(const uint8_t *lengths, unsigned count, LengthSymbol *to)
{
    unsigned made = 0;
    for (unsigned i = 0; i < count;)
    {
        uint8_t length = lengths[i];
        unsigned run = 1;
        while (i + run < count && lengths[i + run] == length)
            run++;
        i += run;
        if (length)
        {
            to[made++] = (LengthSymbol){length, 0};
            run--;
        }
        unsigned most = length ? 6 : 138;
        while (run >= 3)
        {
            unsigned part = run < most ? run : most;
            uint8_t symbol = length ? 16 : part < 11 ? 17 : 18;
            to[made++] = (LengthSymbol){symbol, (uint8_t)(part - (symbol == 18 ? 11 : 3))};
            run -= part;
        }
        for (; run; run--)
            to[made++] = (LengthSymbol){length, 0};
    }
    return made;
}

static void put_header(BitWriter *writer, const HuffmanCode *codes)
{
    static const uint8_t order[lengthSymbols] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    static const uint8_t extraBits[3] = {2, 3, 7};
    uint8_t lengths[literalCount + distanceCount];
    for (unsigned i = 0; i < literalCount; i++)
        lengths[i] = codes[i].length;
    memset(lengths + literalCount, 1, distanceCount);
    LengthSymbol described[sizeof lengths];
    unsigned made = describe_lengths(lengths, sizeof lengths, described);
    uint32_t counts[lengthSymbols] = {0};
    HuffmanCode lengthCodes[lengthSymbols];
    for (unsigned i = 0; i < made; i++)
        counts[described[i].symbol]++;
    huffman_make_lengths(counts, lengthSymbols, longestLengthCode, lengthCodes);
    huffman_make_bits(lengthCodes, lengthSymbols, longestLengthCode);
    unsigned orderCount = lengthSymbols;
    while (lengthCodes[order[orderCount - 1]].length == 0)
        orderCount--;
    // Not the last block, and one with codes of its own.
    put_bits(writer, 0 | 2 << 1, 3);
    put_bits(writer, literalCount - 257, 5);
    put_bits(writer, distanceCount - 1, 5);
    put_bits(writer, orderCount - 4, 4);
    for (unsigned i = 0; i < orderCount; i++)
        put_bits(writer, lengthCodes[order[i]].length, 3);
    for (unsigned i = 0; i < made; i++)
    {
        uint8_t symbol = described[i].symbol;
        put_bits(writer, lengthCodes[symbol].bits, lengthCodes[symbol].length);
        if (symbol >= 16)
            put_bits(writer, described[i].extra, extraBits[symbol - 16]);
    }
}

static void put_literals(BitWriter *writer, const HuffmanCode *codes, const uint8_t *bytes, size_t count)
{
    uint64_t bits = writer->bits;
    unsigned bitCount = writer->count;
    uint8_t *next = writer->next;
    size_t i = 0;
    for (; i + 4 <= count; i += 4)
    {
        for (size_t k = 0; k < 4; k++)
        {
            HuffmanCode code = codes[bytes[i + k]];
            bits |= (uint64_t)code.bits << bitCount;
            bitCount += code.length;
        }
        for (size_t k = 0; k < 8; k++)
            next[k] = (uint8_t)(bits >> 8 * k);
        next += bitCount >> 3;
        bits >>= bitCount & 56;
        bitCount &= 7;
    }
    *writer = (BitWriter){next, bits, bitCount};
    for (; i < count; i++)
        put_bits(writer, codes[bytes[i]].bits, codes[bytes[i]].length);
    put_bits(writer, codes[endOfBlock].bits, codes[endOfBlock].length);
}

static void make_codes(const uint8_t *bytes, size_t count, uint32_t counts[literalCount], HuffmanCode *codes)
{
    count_bytes(bytes, count, counts);
    huffman_make_lengths(counts, literalCount, longestCode, codes);
}

int literal_deflate_add(const uint8_t *bytes, size_t count, DeflateOutput *output)
{
    BitWriter writer = {0};
    while (count)
    {
        size_t size = count < literalBlock ? count : literalBlock;
        int status = deflate_output_reserve(output, mostOfBlock);
        if (status)
            return status;
        writer.next = output->bytes + output->used;
        uint32_t counts[literalCount];
        HuffmanCode codes[literalCount];
        make_codes(bytes, size, counts, codes);
        huffman_make_bits(codes, literalCount, longestCode);
        put_header(&writer, codes);
        put_literals(&writer, codes, bytes, size);
        bytes += size;
        count -= size;
        if (count == 0)
        {
            // An empty stored block: three zero bits, zeros up to a byte, and its length twice.
            put_bits(&writer, 0, 3);
            put_bits(&writer, 0, (8 - writer.count) % 8);
            put_bits(&writer, 0xFFFF0000, 32);
        }
        output->used = (size_t)(writer.next - output->bytes);
    }
    return 0;
}

size_t literal_deflate_measure(const uint8_t *bytes, size_t count)
{
    size_t bits = 0;
    while (count)
    {
        size_t size = count < literalBlock ? count : literalBlock;
        uint32_t counts[literalCount];
        HuffmanCode codes[literalCount];
        make_codes(bytes, size, counts, codes);
        uint8_t header[mostOfHeader];
        BitWriter writer = {.next = header};
        put_header(&writer, codes);
        bits += 8 * (size_t)(writer.next - header) + writer.count;
        for (unsigned symbol = 0; symbol < literalCount; symbol++)
            bits += (size_t)counts[symbol] * codes[symbol].length;
        bytes += size;
        count -= size;
    }
    return (bits + 7) / 8;
}
