#include "CComparison.h"

#include <string.h>

bool ccomparison_equal(const uint8_t *a, const uint8_t *b, size_t count)
{
    return memcmp(a, b, count) == 0;
}
