#include "deflate_parts.h"

#include <string.h>

// Bits are written from the lowest of a byte up; Huffman codes with their first bit first (RFC 1951, 3.1.1), so the
// codes that are longer than a bit are given here turned round.

typedef struct {
    DeflateOutput *output;
    uint64_t bits;
    unsigned count;
} BitWriter;

// The caller has reserved the bytes.
static void put(BitWriter *writer, unsigned bits, unsigned count)
{
    writer->bits |= (uint64_t)bits << writer->count;
    writer->count += count;
    for (; writer->count >= 8; writer->count -= 8, writer->bits >>= 8)
        writer->output->bytes[writer->output->used++] = (uint8_t)writer->bits;
}

static unsigned turned(unsigned code, unsigned length)
{
    unsigned result = 0;
    for (; length; length--, code >>= 1)
        result = result << 1 | (code & 1);
    return result;
}

/// A length or a distance as it is stored: a symbol and the bits that follow it.
typedef struct {
    unsigned symbol, extra, extraCount;
} Symbol;

// Distances 1 to 4 have symbols of their own, then two symbols share each power of two (RFC 1951, 3.2.5).
static Symbol distance_symbol(size_t distance)
{
    unsigned value = (unsigned)distance - 1;
    if (value < 4)
        return (Symbol){value, 0, 0};
    unsigned power = 31 - (unsigned)__builtin_clz(value);
    return (Symbol){2 * power + (value >> (power - 1) & 1), value & ((1u << (power - 1)) - 1), power - 1};
}

// Likewise, but four symbols share each power, and 258 has its own.
static Symbol length_symbol(unsigned length)
{
    unsigned value = length - 3;
    if (length == 258)
        return (Symbol){285, 0, 0};
    if (value < 8)
        return (Symbol){257 + value, 0, 0};
    unsigned power = 31 - (unsigned)__builtin_clz(value);
    return (Symbol){257 + 4 * (power - 1) + (value >> (power - 2) & 3), value & ((1u << (power - 2)) - 1), power - 2};
}

// The lengths of the codes of so many symbols that have none, themselves coded.
static void put_absent(BitWriter *writer, unsigned count)
{
    while (count)
    {
        unsigned part = count > 138 ? 138 : count;
        if (part >= 11)
        {
            put(writer, 0, 1);
            put(writer, part - 11, 7);
        }
        else if (part >= 3)
        {
            put(writer, 7, 3);
            put(writer, part - 3, 3);
        }
        else
        {
            part = 1;
            put(writer, 3, 3);
        }
        count -= part;
    }
}

static void put_one_bit_code(BitWriter *writer)
{
    put(writer, 1, 2);
}

// A block with codes of its own, of one bit each: the end (0) and the longest match (1); the near distance (0) and the
// far one (1).
static void put_header(BitWriter *writer, unsigned near, unsigned far)
{
    // Lengths of codes are coded as "many absent" (18) 0, "one bit" (1) 10, "absent" (0) 110, "some absent" (17) 111.
    static const uint8_t lengths[18] = {[1] = 3, [2] = 1, [3] = 3, [17] = 2};
    put(writer, 4, 3);
    put(writer, 286 - 257, 5);
    put(writer, far, 5);
    put(writer, 18 - 4, 4);
    for (int i = 0; i < 18; i++)
        put(writer, lengths[i], 3);
    put_absent(writer, 256);
    put_one_bit_code(writer);
    put_absent(writer, 28);
    put_one_bit_code(writer);
    put_absent(writer, near);
    put_one_bit_code(writer);
    if (far == near)
        return;
    put_absent(writer, far - near - 1);
    put_one_bit_code(writer);
}

// What is left after matches of 258, in a block with the fixed codes, of which lengths up to 279 have seven bits.
static void put_fixed_match(BitWriter *writer, unsigned length, Symbol distance)
{
    Symbol symbol = length_symbol(length);
    bool isShort = symbol.symbol < 280;
    put(writer, isShort ? turned(symbol.symbol - 256, 7) : turned(symbol.symbol - 280 + 192, 8), isShort ? 7 : 8);
    put(writer, symbol.extra, symbol.extraCount);
    put(writer, turned(distance.symbol, 5), 5);
    put(writer, distance.extra, distance.extraCount);
}

bool deflate_run_prepare(DeflateRun *run, const uint8_t *row, size_t rowBytes, size_t pixelBytes)
{
    size_t near = rowBytes % pixelBytes ? 1 : pixelBytes;
    *run = (DeflateRun){.rowBytes = rowBytes, .near = near, .far = near};
    if (memcmp(row, row + near, rowBytes - near) == 0)
        return true;
    if (rowBytes > deflateWindow)
        return false;
    run->far = rowBytes;
    for (size_t i = 0; i < rowBytes; i++)
    {
        if (row[i] == row[i >= near ? i - near : i + rowBytes - near])
            continue;
        // With so many there is hardly a match between them.
        if (run->changeCount == deflateRunChanges)
        {
            run->near = run->far;
            run->changeCount = 0;
            return true;
        }
        run->changes[run->changeCount++] = (uint32_t)i;
    }
    return true;
}

// The rest of a run, in a block with the fixed codes.
static void put_rest(BitWriter *writer, unsigned rest, Symbol distance)
{
    put(writer, 2, 3);
    if (rest > 258)
        put_fixed_match(writer, 130, distance);
    put_fixed_match(writer, rest > 258 ? rest - 130 : rest, distance);
    put(writer, 0, 7);
}

int deflate_run_write(const DeflateRun *run, uint64_t rows, DeflateOutput *output)
{
    int status = deflate_output_reserve(output, deflateRunOverhead);
    if (status)
        return status;
    BitWriter writer = {.output = output};
    Symbol near = distance_symbol(run->near), far = distance_symbol(run->far);
    put_header(&writer, near.symbol, far.symbol);
    uint64_t count = rows * run->rowBytes, matches = count / 258;
    unsigned rest = (unsigned)(count % 258);
    // A match is three bytes at least.
    if (rest && rest < 3)
    {
        matches--;
        rest += 258;
    }
    // A length and a distance are a bit each, and the distance has its extra bits behind it.
    unsigned nearBits = 1 | near.extra << 2, farBits = 3 | far.extra << 2;
    size_t at = 0, next = 0;
    for (; matches; matches--)
    {
        if (output->capacity - output->used < deflateRunOverhead && (status = deflate_output_flush(output)) != 0)
            return status;
        // Where the next change is, in this row or the one after.
        while (next < run->changeCount && run->changes[next] < at)
            next++;
        size_t change = next < run->changeCount ? run->changes[next] : run->rowBytes + run->changes[0];
        bool isNear = run->changeCount == 0 || change - at >= 258;
        put(&writer, isNear ? nearBits : farBits, 2 + (isNear ? near.extraCount : far.extraCount));
        at += 258;
        if (at >= run->rowBytes)
        {
            at %= run->rowBytes;
            next = 0;
        }
    }
    status = deflate_output_reserve(output, deflateRunOverhead);
    if (status)
        return status;
    put(&writer, 0, 1);
    if (rest)
        put_rest(&writer, rest, far);
    // An empty stored block, which begins at a byte.
    put(&writer, 0, 3);
    put(&writer, 0, (8 - writer.count) & 7);
    put(&writer, 0xFFFF0000u, 32);
    return 0;
}
