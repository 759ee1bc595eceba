// Which of the two forms of a painting loop runs: portable C, or the same arithmetic on AVX2 registers.
//
// A loop that the compiler vectorizes by itself is written once, as an inline function, and compiled twice: plainly and
// under AVX2_CODE.

#ifndef CMUPDF_SIMD_H
#define CMUPDF_SIMD_H

#include <stdbool.h>

#if defined(__x86_64__)
#define HAS_AVX2_CODE 1
#define AVX2_CODE __attribute__((target("avx2")))
#else
#define HAS_AVX2_CODE 0
#define AVX2_CODE
#endif

#define INLINE_CODE static inline __attribute__((always_inline))

/// Whether the AVX2 forms are to run: the processor has it, and no test has forbidden it.
bool cmupdf_simd_has_avx2(void);

#endif
