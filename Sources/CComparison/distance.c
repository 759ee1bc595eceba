#include "kernel.h"

#include <math.h>
#include <string.h>

// OKLab is by Björn Ottosson (2020), its lightness Lr too (2021): the toe makes it the L* of CIELAB near black, where
// OKLab's own is too steep. HyAB (Abasi et al. 2019) adds the difference in lightness to the distance in chroma; for
// large differences it fits what people see better than Euclid's distance. Cube roots are interpolated between 4,096
// steps as in pixelmatch, so that counts are its own. With exact ones, a few of its samples' pixels have another class:
// near black, blue is further from it by the line than by the root.

static const float toe1 = 0.206f, toe2 = 0.03f, toe3 = 1.206f / 1.03f;

INLINE Floats square_root(Floats x)
{
    return __builtin_elementwise_sqrt(x);
}

INLINE Floats magnitude(Floats x)
{
    return __builtin_elementwise_abs(x);
}

INLINE Floats cube_root(const CComparisonKernel *kernel, Floats x)
{
    Floats place = x * (float)rootSteps;
    Ints step = __builtin_convertvector(place, Ints);
    Floats root, rise;
    for (int lane = 0; lane < lanes; lane++)
    {
        root[lane] = kernel->roots[step[lane]][0];
        rise[lane] = kernel->roots[step[lane]][1];
    }
    return root + rise * (place - __builtin_convertvector(step, Floats));
}

INLINE OKLab oklab(const CComparisonKernel *kernel, Floats red, Floats green, Floats blue)
{
    Floats l = cube_root(kernel, 0.4122214708f * red + 0.5363325363f * green + 0.0514459929f * blue);
    Floats m = cube_root(kernel, 0.2119034982f * red + 0.6806995451f * green + 0.1073969566f * blue);
    Floats s = cube_root(kernel, 0.0883024619f * red + 0.2817188376f * green + 0.6299787005f * blue);
    Floats lightness = 0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s;
    Floats above = toe3 * lightness - toe1;
    return (OKLab) {
        .lightness = 0.5f * (above + square_root(above * above + 4 * toe2 * toe3 * lightness)),
        .a = 1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
        .b = 0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s,
    };
}

INLINE Floats hyab(OKLab left, OKLab right)
{
    Floats a = left.a - right.a, b = left.b - right.b;
    return magnitude(left.lightness - right.lightness) + square_root(a * a + b * b);
}

static void make_tables(CComparisonKernel *kernel)
{
    double root = 0;
    for (int step = 0; step <= rootSteps; step++)
    {
        double next = cbrt((step + 1) / (double)rootSteps);
        kernel->roots[step][0] = (float)root;
        kernel->roots[step][1] = (float)(next - root);
        root = next;
    }
    for (int level = 0; level < 256; level++)
    {
        double value = level / 255.0;
        kernel->light[level] = (float)(value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4));
        float light = kernel->light[level];
        Floats all = light - (Floats) { 0 };
        OKLab gray = oklab(kernel, all, all, all);
        kernel->grays[level][0] = gray.lightness[0];
        kernel->grays[level][1] = gray.a[0];
        kernel->grays[level][2] = gray.b[0];
    }
    kernel->hasTables = true;
}

// MARK: - Colours of pixels

INLINE OKLab colours(const CComparisonKernel *kernel, const uint8_t *row, const uint32_t *columns)
{
    Floats light[3];
    for (int lane = 0; lane < lanes; lane++)
        for (int channel = 0; channel < 3; channel++)
            light[channel][lane] = kernel->light[row[3 * (size_t)columns[lane] + (size_t)channel]];
    return oklab(kernel, light[0], light[1], light[2]);
}

INLINE OKLab grays(const CComparisonKernel *kernel, const uint8_t *row, const uint32_t *columns)
{
    OKLab grays;
    for (int lane = 0; lane < lanes; lane++)
    {
        const float *gray = kernel->grays[row[columns[lane]]];
        grays.lightness[lane] = gray[0];
        grays.a[lane] = gray[1];
        grays.b[lane] = gray[2];
    }
    return grays;
}

INLINE void measure_vectors(CComparisonKernel *kernel, const uint8_t *a, const uint8_t *b, size_t count)
{
    for (size_t first = 0; first < count; first += lanes)
    {
        const uint32_t *columns = kernel->columns + first;
        Floats distances = kernel->components == 1
            ? hyab(grays(kernel, a, columns), grays(kernel, b, columns))
            : hyab(colours(kernel, a, columns), colours(kernel, b, columns));
        memcpy(kernel->distances + first, &distances, sizeof distances);
    }
}

#if defined(__x86_64__)
AVX2 static void measure_vectors_avx2(CComparisonKernel *kernel, const uint8_t *a, const uint8_t *b, size_t count)
{
    measure_vectors(kernel, a, b, count);
}
#endif

static void measure_oklab(CComparisonKernel *kernel, const uint8_t *a, const uint8_t *b, size_t count)
{
    if (!kernel->hasTables)
        make_tables(kernel);
    // The last vector is filled up with pixels of the row, any of them.
    for (size_t lane = 0; lane < lanes; lane++)
        kernel->columns[count + lane] = 0;
#if defined(__x86_64__)
    if (kernel->hasAVX2)
    {
        measure_vectors_avx2(kernel, a, b, count);
        return;
    }
#endif
    measure_vectors(kernel, a, b, count);
}

// MARK: - Channels

static int channel_difference(const uint8_t *a, const uint8_t *b, size_t components)
{
    int largest = 0;
    for (size_t channel = 0; channel < components; channel++)
    {
        int difference = a[channel] > b[channel] ? a[channel] - b[channel] : b[channel] - a[channel];
        largest = difference > largest ? difference : largest;
    }
    return largest;
}

void ccomparison_measure(CComparisonKernel *kernel, const uint8_t *a, const uint8_t *b, size_t count)
{
    if (kernel->metric == CComparisonMetricOKLab)
    {
        measure_oklab(kernel, a, b, count);
        return;
    }
    size_t components = (size_t)kernel->components;
    for (size_t i = 0; i < count; i++)
    {
        size_t place = components * kernel->columns[i];
        kernel->distances[i] = (float)channel_difference(a + place, b + place, components) / 255;
    }
}
