#include "simd.h"

#include "CMuPDFImageProof.h"

#include <stdatomic.h>

static atomic_bool isPortableOnly;

static bool processor_has_avx2(void)
{
#if HAS_AVX2_CODE
    return __builtin_cpu_supports("avx2");
#else
    return false;
#endif
}

bool cmupdf_simd_has_avx2(void)
{
    return !atomic_load_explicit(&isPortableOnly, memory_order_relaxed) && processor_has_avx2();
}

bool cmupdf_proof_choose_level(CMuPDFProofLevel level)
{
    atomic_store_explicit(&isPortableOnly, level == CMuPDFProofLevelPortable, memory_order_relaxed);
    return level == CMuPDFProofLevelPortable || processor_has_avx2();
}
