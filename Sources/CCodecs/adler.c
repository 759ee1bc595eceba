#include "CCodecs.h"

#if !__has_include(<libdeflate.h>)
#error "libdeflate's headers are missing. Run: Scripts/build   (or: apt-get install libdeflate-dev)"
#endif
// Not found, this ends the compilation at once, so that the sentence above is not buried under its consequences.
#include <libdeflate.h>

// The largest prime below 2^16 (RFC 1950, 9).
enum { modulus = 65521 };

uint32_t ccodecs_adler(uint32_t adler, const uint8_t *bytes, size_t count)
{
    // ISA-L's takes five times as long.
    return libdeflate_adler32(adler, bytes, count);
}

uint32_t ccodecs_adler_join(uint32_t first, uint32_t second, uint64_t secondCount)
{
    // The low half is 1 and the sum of the bytes, the high half the sum of the low halves after each byte. Behind other
    // bytes, each of `secondCount` low halves is larger by the sum of those.
    uint64_t before = (first & 0xFFFF) + modulus - 1;
    uint64_t low = (before + (second & 0xFFFF)) % modulus;
    uint64_t high = ((first >> 16) + (second >> 16) + before % modulus * (secondCount % modulus)) % modulus;
    return (uint32_t)(high << 16 | low);
}

uint32_t ccodecs_adler_repeat(uint32_t adler, uint64_t count, uint64_t times)
{
    // Doubling, as powers are raised.
    uint32_t result = 1;
    for (; times; times >>= 1)
    {
        if (times & 1)
            result = ccodecs_adler_join(result, adler, count);
        adler = ccodecs_adler_join(adler, adler, count);
        count = count % modulus * 2;
    }
    return result;
}

void ccodecs_deflate_trailer(uint32_t adler, uint8_t trailer[4])
{
    for (int i = 0; i < 4; i++)
        trailer[i] = (uint8_t)(adler >> (24 - 8 * i));
}
