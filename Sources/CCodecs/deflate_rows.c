#include "deflate_encoder.h"

#include <string.h>

static int put_repeats(CCodecsDeflate *encoder)
{
    int status = 0;
    for (; encoder->repeats && status == 0; encoder->repeats--)
        status = deflate_put(encoder, encoder->row, encoder->options.rowBytes);
    return status;
}

// History for ISA-L behind a run, of which one short row would be too little.
static void start_after_run(CCodecsDeflate *encoder)
{
    enum { enough = 256 };
    uint8_t bytes[2 * enough];
    size_t rowBytes = encoder->options.rowBytes, used = 0;
    while (rowBytes < enough && used < enough)
    {
        memcpy(bytes + used, encoder->row, rowBytes);
        used += rowBytes;
    }
    fast_deflate_start(encoder->fast, used ? bytes : encoder->row, used ? used : rowBytes);
    encoder->isOpen = true;
}

// Makes the rows at hand, all equal to the one before them, a run, or puts them if they cannot be one.
static int begin_run(CCodecsDeflate *encoder, const uint8_t *rows, uint64_t rowCount)
{
    size_t rowBytes = encoder->options.rowBytes;
    if (deflate_run_prepare(&encoder->run, rows, rowBytes, encoder->options.pixelBytes))
    {
        encoder->runRows = encoder->repeats + rowCount;
        encoder->repeats = 0;
        memcpy(encoder->row, rows, rowBytes);
        return deflate_end_part(encoder);
    }
    int status = put_repeats(encoder);
    return status ? status : deflate_put(encoder, rows, rowCount * rowBytes);
}

static int end_run(CCodecsDeflate *encoder)
{
    size_t rowBytes = encoder->options.rowBytes;
    uint64_t rows = encoder->runRows, count = rows * rowBytes;
    encoder->runRows = 0;
    uint32_t adler = ccodecs_adler_repeat(ccodecs_adler(1, encoder->row, rowBytes), rowBytes, rows);
    encoder->adler = ccodecs_adler_join(encoder->adler, adler, count);
    encoder->byteCount += count;
    return deflate_run_write(&encoder->run, rows, &encoder->output);
}

// Deals with the rows that repeat the one before when another comes.
static int end_repeats(CCodecsDeflate *encoder)
{
    if (encoder->runRows == 0)
        return put_repeats(encoder);
    int status = end_run(encoder);
    if (status == 0 && encoder->fast)
        start_after_run(encoder);
    return status;
}

// Whether two rows are equal. Those of a page share their margins, so a look inside spares most comparisons.
static bool are_equal(const uint8_t *a, const uint8_t *b, size_t count)
{
    enum { probe = 16, probes = 4 };
    for (size_t i = 0; count >= 256 && i < probes; i++)
    {
        size_t at = (2 * i + 1) * count / (2 * probes);
        if (memcmp(a + at, b + at, probe) != 0)
            return false;
    }
    return memcmp(a, b, count) == 0;
}

int deflate_write_rows(CCodecsDeflate *encoder, const uint8_t *rows, size_t rowCount)
{
    size_t rowBytes = encoder->options.rowBytes;
    const uint8_t *end = rows + rowCount * rowBytes, *before = encoder->hasRow ? encoder->row : NULL;
    // From here to the current row nothing was done with the rows. The last of them repeat the one before; if such
    // rows came in earlier calls too, they all do.
    const uint8_t *waiting = rows;
    uint64_t repeats = 0;
    int status = 0;
    for (const uint8_t *row = rows; row < end && status == 0; before = row, row += rowBytes)
    {
        bool repeated = encoder->runThreshold != SIZE_MAX && before != NULL && are_equal(row, before, rowBytes);
        if (repeated && encoder->runRows)
        {
            encoder->runRows++;
            waiting = row + rowBytes;
            continue;
        }
        repeats = repeated ? repeats + 1 : 0;
        if (!repeated && (encoder->repeats || encoder->runRows))
            status = end_repeats(encoder);
        const uint8_t *firstRepeat = row + rowBytes - repeats * rowBytes;
        bool makesRun = (encoder->repeats + repeats) * rowBytes >= encoder->runThreshold;
        if (status || !(makesRun || firstRepeat - waiting >= (ptrdiff_t)encoder->chunkSize))
            continue;
        status = deflate_put(encoder, waiting, (size_t)(firstRepeat - waiting));
        waiting = firstRepeat;
        if (status || !makesRun)
            continue;
        status = begin_run(encoder, firstRepeat, repeats);
        waiting = row + rowBytes;
        repeats = 0;
    }
    if (status)
        return status;
    const uint8_t *firstRepeat = end - repeats * rowBytes;
    encoder->repeats += repeats;
    status = deflate_put(encoder, waiting, (size_t)(firstRepeat - waiting));
    memcpy(encoder->row, end - rowBytes, rowBytes);
    encoder->hasRow = true;
    return status;
}

int deflate_end_rows(CCodecsDeflate *encoder)
{
    return encoder->runRows ? end_run(encoder) : put_repeats(encoder);
}
