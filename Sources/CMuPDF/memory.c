#include "internal.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

bool cmupdf_memory_keep(void)
{
#if defined(__GLIBC__)
    // A group on a band of 512 rows of A4 at 300 dpi takes 5 MB and a scanned page up to 26, again and again. 32 MB is
    // the most that glibc takes for the first, and what its own adjusting would come to; for the second it stops at twice
    // as much as the largest block so far, so that two layers and an image are given back all the time. Smaller values
    // cost the scans of the benchmark 8 % of their time.
    return mallopt(M_MMAP_THRESHOLD, 32 << 20) == 1 && mallopt(M_TRIM_THRESHOLD, 64 << 20) == 1;
#else
    return false;
#endif
}

void cmupdf_memory_release(void)
{
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}
