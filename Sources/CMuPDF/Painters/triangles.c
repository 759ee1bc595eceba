#include "shades.h"

#include <limits.h>
#include <math.h>
#include <string.h>

// The values must be MuPDF's to the last bit, and so are made by the same float operations in the same order.
#pragma STDC FP_CONTRACT OFF

/// A side of a triangle at one row: where it is, and the argument there in 1/65536.
typedef struct {
    float x, step;
    int value, valueStep;
} Side;

/// Truncates as the processor does: what does not fit becomes the least int.
static int truncated(float value)
{
    return value >= -2147483648.0f && value < 2147483648.0f ? (int)value : INT_MIN;
}

static int sum(int a, int b)
{
    return (int)((unsigned)a + (unsigned)b);
}

static Side side_at(const ShadeCorner *top, const ShadeCorner *bottom, float y)
{
    Side side;
    float reciprocal = 1.0f / (bottom->y - top->y);
    float part = (y - top->y) * reciprocal;
    float width = bottom->x - top->x;
    float rise = bottom->value - top->value;
    side.x = top->x + width * part;
    side.step = width * reciprocal;
    side.value = truncated(65536.0f * (top->value + rise * part));
    side.valueStep = truncated(65536.0f * rise * reciprocal);
    return side;
}

static void step_down(Side *side)
{
    side->x += side->step;
    side->value = sum(side->value, side->valueStep);
}

/// Copies one pixel over the rest of a row.
static void repeat_pixel(uint8_t *first, size_t size, size_t total)
{
    if (size == 1)
    {
        memset(first, first[0], total);
        return;
    }
    for (size_t done = size; done < total; done *= 2)
        memcpy(first + done, first, done < total - done ? done : total - done);
}

static inline __attribute__((always_inline)) void write_pixels(uint8_t *pixel, int size, const uint8_t (*colors)[4],
                                                               int value, int step, int count)
{
    for (; count > 0; count--, pixel += size)
    {
        memcpy(pixel, colors[(uint8_t)(value >> 16)], (size_t)size);
        value = sum(value, step);
    }
}

static void paint_span(const ShadePainter *painter, int x, int y, int value, int step, int count)
{
    const fz_pixmap *target = painter->target;
    const int size = target->n;
    uint8_t *pixel = target->samples + (y - target->y) * (ptrdiff_t)target->stride + (x - target->x) * (ptrdiff_t)size;
    if (step == 0)
    {
        memcpy(pixel, painter->colors[(uint8_t)(value >> 16)], (size_t)size);
        repeat_pixel(pixel, (size_t)size, (size_t)count * (size_t)size);
    }
    else if (size == 1)
        write_pixels(pixel, 1, painter->colors, value, step, count);
    else if (size == 2)
        write_pixels(pixel, 2, painter->colors, value, step, count);
    else if (size == 3)
        write_pixels(pixel, 3, painter->colors, value, step, count);
    else
        write_pixels(pixel, 4, painter->colors, value, step, count);
}

static void paint_between(const ShadePainter *painter, int y, const Side *one, const Side *other)
{
    int left = truncated(one->x), right = truncated(other->x);
    int first = one->value, last = other->value;
    if (left > right)
    {
        int swapped = left;
        left = right;
        right = swapped;
        swapped = first;
        first = last;
        last = swapped;
    }
    if (left == right || left >= painter->box.x1 || right <= painter->box.x0)
        return;
    int start = fz_maxi(left, painter->box.x0), end = fz_mini(right, painter->box.x1);
    float reciprocal = 1.0f / sum(right, (int)-(unsigned)left);
    float skipped = sum(start, (int)-(unsigned)left);
    int step = truncated(sum(last, (int)-(unsigned)first) * reciprocal);
    int value = truncated(first + step * skipped);
    paint_span(painter, start, y, value, step, end - start);
}

/// Paints the rows from y to before the end, and leaves the sides at the end.
static float paint_rows(const ShadePainter *painter, float y, float end, Side *one, Side *other)
{
    for (; y < end; y++)
    {
        // Rows of a triangle with huge corners may begin above the box by rounding.
        if (y >= painter->box.y0 && y < painter->box.y1)
            paint_between(painter, (int)y, one, other);
        step_down(one);
        step_down(other);
    }
    return y;
}

void cmupdf_shade_triangle(const ShadePainter *painter, const ShadeCorner corners[3])
{
    int top = 0, bottom = 0;
    if (corners[1].y < corners[0].y)
        top = 1;
    else
        bottom = 1;
    if (corners[2].y < corners[top].y)
        top = 2;
    else if (corners[2].y > corners[bottom].y)
        bottom = 2;
    const ShadeCorner *highest = &corners[top], *lowest = &corners[bottom];
    if (highest->y == lowest->y)
        return;
    const fz_irect box = painter->box;
    if (lowest->y < box.y0 || highest->y > box.y1)
        return;
    const ShadeCorner *middle = &corners[3 ^ top ^ bottom];

    float y = ceilf(fz_max(box.y0, highest->y));
    float end = ceilf(fz_min(box.y1, middle->y));
    Side longSide = side_at(highest, lowest, y);
    if (y < end)
    {
        Side side = side_at(highest, middle, y);
        y = paint_rows(painter, y, end, &longSide, &side);
    }
    end = ceilf(fz_min(box.y1, lowest->y));
    if (y < end)
    {
        Side side = side_at(middle, lowest, y);
        paint_rows(painter, y, end, &longSide, &side);
    }
}
