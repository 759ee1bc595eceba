#include "painters.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { unknown, stock, fast };

static atomic_int choice = unknown;

static int choice_of_environment(void)
{
    const char *text = getenv("PDFSPLIT_PAINTERS");
    return text && strcmp(text, "stock") == 0 ? stock : fast;
}

bool cmupdf_painters_are_fast(void)
{
    int current = atomic_load_explicit(&choice, memory_order_relaxed);
    if (current == unknown)
    {
        current = choice_of_environment();
        atomic_store_explicit(&choice, current, memory_order_relaxed);
    }
    return current == fast;
}

void cmupdf_painters_choose(bool isFast)
{
    atomic_store_explicit(&choice, isFast ? fast : stock, memory_order_relaxed);
}
