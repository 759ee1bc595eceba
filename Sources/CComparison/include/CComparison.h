// Comparing rows of pixels.

#ifndef CCOMPARISON_H
#define CCOMPARISON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Whether two runs of bytes are equal.
bool ccomparison_equal(const uint8_t *a, const uint8_t *b, size_t count);

#pragma clang assume_nonnull end

#endif
