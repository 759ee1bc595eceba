// CIE L*a*b* to sRGB.

#include "colors.h"

#include <math.h>
#include <string.h>

/// The inverse of the function that the lightness and the two differences are made with.
static float cubed(float value)
{
    return value > 6.0f / 29 ? value * value * value : (value - 4.0f / 29) * (108.0f / 841);
}

static uint8_t encoded(float linear)
{
    float value = linear <= 0.0031308f ? 12.92f * linear : 1.055f * powf(linear, 1 / 2.4f) - 0.055f;
    return (uint8_t)(fminf(fmaxf(value, 0), 1) * 255 + 0.5f);
}

void cmupdf_lab_color_to_rgb(uint8_t rgb[3], const float lab[3])
{
    float y = (lab[0] + 16) / 116;
    // Parts of the white, so that whatever white is stays white.
    float part[3] = { cubed(y + lab[1] / 500), cubed(y), cubed(y - lab[2] / 200) };
    // XYZ relative to D50, adapted to D65 by Bradford's method, to linear sRGB; the rows summed up make white.
    static const float d50[3] = { 0.96422f, 1, 0.82521f };
    static const float matrix[3][3] = {
        { 3.1338561f, -1.6168667f, -0.4906146f },
        { -0.9787684f, 1.9161415f, 0.0334540f },
        { 0.0719453f, -0.2289914f, 1.4052427f },
    };
    for (int i = 0; i < 3; i++)
    {
        float sum = 0;
        for (int k = 0; k < 3; k++)
            sum += matrix[i][k] * d50[k] * part[k];
        rgb[i] = encoded(sum);
    }
}

void cmupdf_lab_to_rgb(uint8_t *restrict rgb, const uint8_t *restrict lab, size_t count)
{
    for (size_t i = 0; i < count; i++, rgb += 3, lab += 3)
    {
        if (i > 0 && memcmp(lab, lab - 3, 3) == 0)
        {
            memcpy(rgb, rgb - 3, 3);
            continue;
        }
        float color[3] = { (float)lab[0] * (100 / 255.0f), (float)lab[1] - 128, (float)lab[2] - 128 };
        cmupdf_lab_color_to_rgb(rgb, color);
    }
}
