#include "kernel.h"

#include <string.h>

// Pages are mostly equal, so rows are first compared whole, which goes at the speed of memory, and of a row's pixels
// only those are looked at one by one that may differ.

size_t ccomparison_equal_rows(const uint8_t *a, const uint8_t *b, size_t rowBytes, size_t rows)
{
    size_t count = 0;
    while (count < rows && memcmp(a + count * rowBytes, b + count * rowBytes, rowBytes) == 0)
        count++;
    return count;
}

static size_t list_portable(const uint8_t *classes, size_t x, size_t width, uint32_t *columns)
{
    size_t count = 0;
    for (; x < width; x++)
        if (classes[x] == CComparisonDiffers)
            columns[count++] = (uint32_t)x;
    return count;
}

#if defined(__x86_64__)

AVX2 static size_t list_avx2(const uint8_t *classes, size_t width, uint32_t *columns)
{
    const __m256i differs = _mm256_set1_epi8(CComparisonDiffers);
    size_t count = 0, x = 0;
    for (; x + 32 <= width; x += 32)
    {
        __m256i found = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(classes + x)), differs);
        for (uint32_t bits = (uint32_t)_mm256_movemask_epi8(found); bits; bits &= bits - 1)
            columns[count++] = (uint32_t)x + (uint32_t)__builtin_ctz(bits);
    }
    return count + list_portable(classes, x, width, columns + count);
}

#endif

size_t ccomparison_list_differing(const CComparisonKernel *kernel, const uint8_t *classes, uint32_t *columns)
{
#if defined(__x86_64__)
    if (kernel->hasAVX2)
        return list_avx2(classes, kernel->width, columns);
#endif
    return list_portable(classes, 0, kernel->width, columns);
}
