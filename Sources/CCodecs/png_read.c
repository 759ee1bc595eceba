// PNG files: chunks, and what they hold.

#include "png_read.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static const uint8_t signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

/// Rows whose filters may be undone together.
enum { rowsTogether = 4 };

/// A file on its way to pixels.
typedef struct {
    const uint8_t *bytes;
    size_t count;
    PNGHeader header;
    uint32_t xPerMetre, yPerMetre;
    /// The compressed data: in the file where one chunk has all of it, and gathered here where several have.
    const uint8_t *data;
    uint8_t *gathered;
    size_t dataCount, gatheredCapacity;
} PNGFile;

static uint32_t number(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

// MARK: - Chunks

static CCodecsPNGStatus read_header(PNGHeader *header, const uint8_t *bytes, size_t count, size_t pixelLimit)
{
    if (count != 13)
        return CCodecsPNGDamaged;
    header->width = number(bytes);
    header->height = number(bytes + 4);
    header->depth = bytes[8];
    header->colorType = bytes[9];
    // The depths that each colour type may have, as bits.
    static const uint32_t depths[7] = {0x10116, 0, 0x10100, 0x116, 0x10100, 0, 0x10100};
    static const int channels[7] = {1, 0, 3, 1, 2, 0, 4};
    if (header->width == 0 || header->height == 0 || header->width > INT32_MAX || header->height > INT32_MAX
        || header->colorType > 6 || header->depth > 16 || !(depths[header->colorType] >> header->depth & 1)
        || bytes[10] != 0 || bytes[11] != 0 || bytes[12] > 1)
        return CCodecsPNGDamaged;
    if (header->width > pixelLimit / header->height)
        return CCodecsPNGTooLarge;
    if (bytes[12] == 1)
        return CCodecsPNGInterlaced;
    header->channels = channels[header->colorType];
    size_t pixelBits = (size_t)(header->channels * header->depth);
    header->rowBytes = (header->width * pixelBits + 7) / 8;
    header->pixelBytes = pixelBits < 8 ? 1 : pixelBits / 8;
    return CCodecsPNGRead;
}

static bool read_palette(PNGHeader *header, const uint8_t *bytes, size_t count)
{
    if (count % 3 != 0 || count == 0 || count > sizeof header->palette || header->paletteCount)
        return false;
    header->paletteCount = (int)(count / 3);
    memcpy(header->palette, bytes, count);
    memset(header->alpha, 255, sizeof header->alpha);
    return true;
}

static bool read_transparency(PNGHeader *header, const uint8_t *bytes, size_t count)
{
    if (header->colorType == 3)
    {
        if (count > (size_t)header->paletteCount)
            return false;
        memcpy(header->alpha, bytes, count);
        header->hasAlpha = true;
        return true;
    }
    if (header->channels % 2 == 0 || count != (size_t)header->channels * 2)
        return false;
    for (int i = 0; i < header->channels; i++)
        header->key[i] = (uint16_t)(bytes[2 * i] << 8 | bytes[2 * i + 1]);
    header->hasKey = true;
    return true;
}

static CCodecsPNGStatus add_data(PNGFile *file, const uint8_t *bytes, size_t count)
{
    if (file->data == NULL)
    {
        file->data = bytes;
        file->dataCount = count;
        return CCodecsPNGRead;
    }
    if (file->gathered == NULL)
    {
        // All that can come is what the file has.
        file->gatheredCapacity = file->dataCount + (size_t)(file->bytes + file->count - bytes);
        file->gathered = malloc(file->gatheredCapacity);
        if (file->gathered == NULL)
            return CCodecsPNGOutOfMemory;
        memcpy(file->gathered, file->data, file->dataCount);
        file->data = file->gathered;
    }
    memcpy(file->gathered + file->dataCount, bytes, count);
    file->dataCount += count;
    return CCodecsPNGRead;
}

static bool is_type(const uint8_t *type, const char *name)
{
    return memcmp(type, name, 4) == 0;
}

/// Takes over what a chunk says, if it is one of those that decide about pixels.
static CCodecsPNGStatus read_chunk(PNGFile *file, const uint8_t *type, const uint8_t *bytes, size_t count)
{
    if (is_type(type, "IDAT"))
        return add_data(file, bytes, count);
    bool isGood = true;
    if (is_type(type, "PLTE"))
        isGood = !file->data && read_palette(&file->header, bytes, count);
    else if (is_type(type, "tRNS"))
        isGood = !file->data && read_transparency(&file->header, bytes, count);
    else if (is_type(type, "pHYs"))
    {
        isGood = count == 9;
        if (isGood && bytes[8] == 1)
        {
            file->xPerMetre = number(bytes);
            file->yPerMetre = number(bytes + 4);
        }
    }
    // A capital letter: who does not know it cannot show the image.
    else if (!(type[0] & 0x20) && !is_type(type, "IEND"))
        isGood = false;
    return isGood ? CCodecsPNGRead : CCodecsPNGDamaged;
}

static CCodecsPNGStatus read_chunks(PNGFile *file, size_t pixelLimit)
{
    const uint8_t *place = file->bytes + sizeof signature, *end = file->bytes + file->count;
    bool isFirst = true;
    // Whether the data have begun, and ended.
    bool wasData = false, isBehindData = false;
    while (end - place >= 12)
    {
        size_t count = number(place);
        const uint8_t *type = place + 4, *bytes = place + 8;
        if (count > (size_t)(end - place) - 12 || ccodecs_crc32(0, type, count + 4) != number(bytes + count))
            return CCodecsPNGDamaged;
        bool isData = is_type(type, "IDAT");
        if (is_type(type, "IHDR") != isFirst || (isData && isBehindData))
            return CCodecsPNGDamaged;
        CCodecsPNGStatus status = isFirst ? read_header(&file->header, bytes, count, pixelLimit)
                                          : read_chunk(file, type, bytes, count);
        if (status != CCodecsPNGRead)
            return status;
        if (is_type(type, "IEND"))
            return file->data && (file->header.colorType != 3 || file->header.paletteCount) ? CCodecsPNGRead
                                                                                              : CCodecsPNGDamaged;
        isFirst = false;
        isBehindData = isBehindData || (wasData && !isData);
        wasData = isData;
        place = bytes + count + 4;
    }
    return CCodecsPNGDamaged;
}

// MARK: - Pixels

/// How many rows, of at most so many, have Paeth's filter.
static size_t paeth_rows(const uint8_t *filtered, size_t stride, size_t count)
{
    size_t rows = 0;
    while (rows < count && filtered[rows * stride] == 4)
        rows++;
    return rows;
}

/// Rows between where rows are stored and where they go. The first row has none above it, and is done alone.
static size_t leading_rows(const PNGHeader *header)
{
    size_t others = header->height - 1;
    return header->pixelBytes != 3 ? 0 : others < rowsTogether ? others : rowsTogether;
}

/// Undoes the filters of all rows, and moves them to the front, to where nothing is that is yet to be read.
static bool unfilter(const PNGHeader *header, uint8_t *rows, const uint8_t *filtered)
{
    size_t rowBytes = header->rowBytes, stride = rowBytes + 1;
    const uint8_t *above = NULL;
    for (size_t y = 0, done = 0; y < header->height; y += done, filtered += done * stride, rows += done * rowBytes)
    {
        size_t together = header->height - y < rowsTogether ? header->height - y : rowsTogether;
        done = 0;
        if (above && header->pixelBytes == 3)
            done = ccodecs_png_unfilter_paeth_rows(
                rows, filtered + 1, above, rowBytes, paeth_rows(filtered, stride, together));
        if (done == 0)
        {
            if (!ccodecs_png_unfilter(filtered[0], rows, filtered + 1, above, rowBytes, header->pixelBytes))
                return false;
            done = 1;
        }
        above = rows + (done - 1) * rowBytes;
    }
    return true;
}

/// Memory for rows, in huge pages where the system has them: the faults of small ones take as long as unfiltering does.
static uint8_t *allocate(size_t size)
{
    const size_t huge = (size_t)2 << 20;
    if (size < 2 * huge)
        return malloc(size);
    uint8_t *rows = aligned_alloc(huge, (size + huge - 1) / huge * huge);
    if (rows)
        madvise(rows, size, MADV_HUGEPAGE);
    return rows;
}

static CCodecsPNGStatus expand(const PNGHeader *header, uint8_t **rows, int components)
{
    size_t pixelBytes = header->width * (size_t)components;
    uint8_t *pixels = allocate(pixelBytes * header->height);
    if (pixels == NULL)
        return CCodecsPNGOutOfMemory;
    PNGTables tables;
    ccodecs_png_prepare(header, &tables);
    bool isGood = true;
    for (uint32_t y = 0; y < header->height && isGood; y++)
        isGood = ccodecs_png_expand(header, &tables, pixels + y * pixelBytes, *rows + y * header->rowBytes);
    free(*rows);
    *rows = pixels;
    return isGood ? CCodecsPNGRead : CCodecsPNGDamaged;
}

static CCodecsPNGStatus decode(const PNGFile *file, CCodecsPNGImage *image)
{
    const PNGHeader *header = &file->header;
    size_t size = (header->rowBytes + 1) * header->height, lead = leading_rows(header) * header->rowBytes;
    uint8_t *rows = allocate(lead + size);
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    CCodecsPNGStatus status = rows && decompressor ? CCodecsPNGRead : CCodecsPNGOutOfMemory;
    // Neither less nor more than all rows.
    if (status == CCodecsPNGRead
        && (libdeflate_zlib_decompress(decompressor, file->data, file->dataCount, rows + lead, size, NULL)
                != LIBDEFLATE_SUCCESS
            || !unfilter(header, rows, rows + lead)))
        status = CCodecsPNGDamaged;
    if (decompressor)
        libdeflate_free_decompressor(decompressor);
    image->width = (int32_t)header->width;
    image->height = (int32_t)header->height;
    image->components = header->colorType == 0 || header->colorType == 4 ? 1 : 3;
    image->xPerMetre = file->xPerMetre;
    image->yPerMetre = file->yPerMetre;
    if (status == CCodecsPNGRead && !ccodecs_png_is_plain(header))
        status = expand(header, &rows, image->components);
    image->samples = rows;
    return status;
}

CCodecsPNGStatus ccodecs_png_read(const uint8_t *bytes, size_t count, size_t pixelLimit, CCodecsPNGImage *image)
{
    *image = (CCodecsPNGImage){0};
    if (count < sizeof signature || memcmp(bytes, signature, sizeof signature) != 0)
        return CCodecsPNGForeign;
    PNGFile file = {.bytes = bytes, .count = count};
    // Sizes are computed in 64 bits: at most 2^31 rows of 2^31 pixels of 8 bytes would be too many.
    CCodecsPNGStatus status = read_chunks(&file, pixelLimit < (size_t)1 << 40 ? pixelLimit : (size_t)1 << 40);
    if (status == CCodecsPNGRead)
        status = decode(&file, image);
    free(file.gathered);
    if (status != CCodecsPNGRead)
    {
        free(image->samples);
        *image = (CCodecsPNGImage){0};
    }
    return status;
}

void ccodecs_png_free(uint8_t *samples)
{
    free(samples);
}
