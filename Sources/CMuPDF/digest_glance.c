// What can be told of a stream of operators without a close search: whether decoding it is worth what it may take, and
// whether it may have a reference at all.

#include "digest.h"

#include <string.h>

// MARK: - Filters

static bool is_name_of(fz_context *ctx, pdf_obj *filter, const char *const names[])
{
    const char *name = pdf_to_name(ctx, filter);
    for (size_t i = 0; names[i]; i++)
    {
        if (!strcmp(name, names[i]))
            return true;
    }
    return false;
}

// These give no more than four bytes for each that they take.
static bool is_text_filter(fz_context *ctx, pdf_obj *filter)
{
    static const char *const names[] = {"ASCII85Decode", "A85", "ASCIIHexDecode", "AHx", NULL};
    return is_name_of(ctx, filter, names);
}

static bool is_compression(fz_context *ctx, pdf_obj *filter)
{
    static const char *const names[] = {"FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode", "RL", NULL};
    return is_name_of(ctx, filter, names);
}

// The rows of a predictor may be as long as memory is; operators have none.
static bool has_predictor(fz_context *ctx, pdf_obj *parameters)
{
    return pdf_dict_get_int(ctx, parameters, PDF_NAME(Predictor)) > 1;
}

// Only what the last filter gives is counted when a stream is read. What those before it do is bounded if they cannot give
// much more than they take; and what takes much and gives nothing, such as empty blocks of FlateDecode, by what is stored.
// Filters of images, which give whole rasters for a few bytes, and dozens of filters are not what operators have.
bool cmupdf_digest_is_bounded(DigestWalk *walk, int object)
{
    static const int mostFilters = 3;
    fz_context *ctx = walk->ctx;
    pdf_obj *stream = pdf_load_object(ctx, walk->pdf, object);
    bool isBounded = false;
    fz_var(isBounded);
    fz_try(ctx)
    {
        pdf_obj *filters = pdf_dict_geta(ctx, stream, PDF_NAME(Filter), PDF_NAME(F));
        pdf_obj *parameters = pdf_dict_geta(ctx, stream, PDF_NAME(DecodeParms), PDF_NAME(DP));
        int count = pdf_array_len(ctx, filters);
        if (pdf_is_name(ctx, filters))
            isBounded = (is_text_filter(ctx, filters) || is_compression(ctx, filters)) && !has_predictor(ctx, parameters);
        else
        {
            isBounded = count <= mostFilters;
            for (int i = 0; i < count && isBounded; i++)
            {
                pdf_obj *filter = pdf_array_get(ctx, filters, i);
                isBounded = (is_text_filter(ctx, filter) || (i == count - 1 && is_compression(ctx, filter)))
                    && !has_predictor(ctx, pdf_array_get(ctx, parameters, i));
            }
        }
    }
    fz_always(ctx)
        pdf_drop_obj(ctx, stream);
    fz_catch(ctx)
        fz_rethrow(ctx);
    return isBounded;
}

// MARK: - References

// A reference takes a token that MuPDF's lexer reads as R. That begins with R or, as escapes are decoded, with a number
// sign, and before it comes a number, with nothing but white space and comments between. A number ends
// - before white space, which then comes before the R,
// - before a delimiter: that of a comment, whose line end comes before the R,
// - or inside of a token that is too long.
// So where no token is so long, there is white space before the R, or the beginning, if the number is in the stream before.
// After the R comes what ends a token, or nothing.

static bool is_regular(uint8_t byte)
{
    return !cmupdf_digest_is_white(byte) && !cmupdf_digest_is_delimiter(byte);
}

static bool has_token(const uint8_t *bytes, size_t count, uint8_t before, uint8_t first)
{
    const uint8_t *end = bytes + count;
    for (const uint8_t *at = bytes; (at = memchr(at, first, (size_t)(end - at))); at++)
    {
        bool isWhole = first != 'R' || at + 1 == end || !is_regular(at[1]);
        if (isWhole && cmupdf_digest_is_white(at == bytes ? before : at[-1]))
            return true;
    }
    return false;
}

// Whether so many bytes follow each other of which none ends a token. `carried` is how many the last block ended with.
static bool has_long_token(const uint8_t *bytes, size_t count, size_t *carried)
{
    size_t start = 0, before = *carried;
    while (count - start + before >= digestLongToken)
    {
        // From where it would end backwards: tokens are short, so that most bytes are never looked at.
        size_t at = start + digestLongToken - before;
        while (at > start && is_regular(bytes[at - 1]))
            at--;
        if (at == start)
            return true;
        start = at;
        before = 0;
    }
    size_t at = count;
    while (at > start && is_regular(bytes[at - 1]))
        at--;
    *carried = count - at + (at == start ? before : 0);
    return false;
}

bool cmupdf_digest_may_refer(DigestWalk *walk, fz_stream *stream)
{
    uint8_t last = ' ';
    size_t carried = 0, count;
    while ((count = fz_available(walk->ctx, stream, 1)) > 0)
    {
        const uint8_t *bytes = stream->rp;
        if (has_token(bytes, count, last, 'R') || has_token(bytes, count, last, '#')
            || has_long_token(bytes, count, &carried))
            return true;
        last = bytes[count - 1];
        stream->rp += count;
        if (!cmupdf_digest_spend(walk, &walk->decoded, count))
            return true;
    }
    return false;
}
