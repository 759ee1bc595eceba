#include "kernel.h"

#include <string.h>

// Pages are mostly equal, so rows are first compared whole, which goes at the speed of memory, and what is equal within
// a row is passed over many bytes at a time.

size_t ccomparison_equal_rows(const uint8_t *a, const uint8_t *b, size_t rowBytes, size_t rows)
{
    size_t count = 0;
    while (count < rows && memcmp(a + count * rowBytes, b + count * rowBytes, rowBytes) == 0)
        count++;
    return count;
}

static size_t list_portable(
    const uint8_t *a, const uint8_t *b, size_t x, size_t width, size_t components, uint32_t *columns)
{
    size_t count = 0;
    for (; x < width; x++)
        if (memcmp(a + x * components, b + x * components, components) != 0)
            columns[count++] = (uint32_t)x;
    return count;
}

#if defined(__x86_64__)

// A bit for each byte, set where the bytes are not equal.
AVX2 static inline uint32_t unequal_32(const uint8_t *a, const uint8_t *b)
{
    __m256i left = _mm256_loadu_si256((const __m256i *)a), right = _mm256_loadu_si256((const __m256i *)b);
    return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(left, right));
}

AVX2 static inline uint32_t unequal_16(const uint8_t *a, const uint8_t *b)
{
    __m128i left = _mm_loadu_si128((const __m128i *)a), right = _mm_loadu_si128((const __m128i *)b);
    return 0xffff & ~(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(left, right));
}

static inline size_t list_bits(uint32_t bits, size_t x, uint32_t *columns)
{
    size_t count = 0;
    for (; bits; bits &= bits - 1)
        columns[count++] = (uint32_t)(x + (size_t)__builtin_ctz(bits));
    return count;
}

AVX2 static size_t list_gray_avx2(const uint8_t *a, const uint8_t *b, size_t width, uint32_t *columns)
{
    size_t count = 0, x = 0;
    for (; x + 32 <= width; x += 32)
        count += list_bits(unequal_32(a + x, b + x), x, columns + count);
    return count + list_portable(a, b, x, width, 1, columns + count);
}

AVX2 static size_t list_rgb_avx2(const uint8_t *a, const uint8_t *b, size_t width, uint32_t *columns)
{
    size_t count = 0, x = 0;
    for (; x + 16 <= width; x += 16)
    {
        const uint8_t *left = a + 3 * x, *right = b + 3 * x;
        uint64_t bytes = unequal_32(left, right) | (uint64_t)unequal_16(left + 32, right + 32) << 32;
        if (!bytes)
            continue;
        // Gathers each pixel's three bits in its first one, and takes that one of every three.
        uint64_t pixels = _pext_u64(bytes | bytes >> 1 | bytes >> 2, 0x249249249249);
        count += list_bits((uint32_t)pixels, x, columns + count);
    }
    return count + list_portable(a, b, x, width, 3, columns + count);
}

#endif

size_t ccomparison_list_unequal(const CComparisonKernel *kernel, const uint8_t *a, const uint8_t *b, uint32_t *columns)
{
#if defined(__x86_64__)
    if (kernel->hasAVX2)
        return kernel->components == 1 ? list_gray_avx2(a, b, kernel->width, columns)
                                       : list_rgb_avx2(a, b, kernel->width, columns);
#endif
    return list_portable(a, b, 0, kernel->width, (size_t)kernel->components, columns);
}
