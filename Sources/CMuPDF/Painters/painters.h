// Whether MuPDF's painting functions are replaced by the faster ones of this folder. See README.md.

#ifndef CMUPDF_PAINTERS_H
#define CMUPDF_PAINTERS_H

#include "../internal.h"

/// Whether the functions of this folder paint; otherwise each hands on to MuPDF's own.
bool cmupdf_painters_are_fast(void);

#endif
