// References among the operators of a page, a form, a pattern or a glyph, which say numbers of objects.
//
// The operands of MuPDF's operators are parsed as values of the file are, so that `/OC <</Type/OCMD/OCGs 10 0 R>> BDC`
// asks for object 10. PDF 32000-1, 7.8.2, forbids that, and no program writes it; but where it is written, equal streams
// do not draw the same. So it is enough to search for what may be a reference, and to prove nothing where one is found:
// an R alone after a number, wherever it stands but in a string. Strings end where MuPDF ends them; from an inline image
// on, whose data may look like anything, they are searched as well.

#include "digest.h"

typedef enum {
    inOperators,
    afterAngle,
    inHexadecimals,
    inComment,
    inString,
    afterBackslash,
    /// From an image on.
    inData,
} SearchPlace;

// Characters that may be the R of a reference.
typedef struct {
    /// What is needed is behind: a number, a comment, or the beginning, as a page's streams are read as one.
    bool mayFollow;
    /// The line has a percent sign, which a number may stand before.
    bool hasComment;
    /// So far: of "#52", for MuPDF decodes that, or all three at once.
    int letterCount;
    bool isFound;
} LetterSearch;

typedef struct {
    SearchPlace place;
    int depth;
    uint8_t last;
    bool isInName;
    /// Outside of strings, and everywhere.
    LetterSearch outside, all;
} ReferenceSearch;

static bool is_white(uint8_t byte)
{
    return byte == 0 || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r' || byte == ' ';
}

static bool is_delimiter(uint8_t byte)
{
    return byte == '(' || byte == ')' || byte == '<' || byte == '>' || byte == '[' || byte == ']' || byte == '{'
        || byte == '}' || byte == '/' || byte == '%';
}

static void search_letter(LetterSearch *search, uint8_t byte, bool isInName)
{
    static const char escaped[] = "#52";
    bool isWhite = is_white(byte);
    if (search->letterCount == 3 && (isWhite || is_delimiter(byte)))
        search->isFound = true;
    bool isNext = search->letterCount > 0 && search->letterCount < 3 && byte == (uint8_t)escaped[search->letterCount];
    search->letterCount = isNext ? search->letterCount + 1 : 0;
    if (byte == '\n' || byte == '\r')
    {
        search->mayFollow = search->mayFollow || search->hasComment;
        search->hasComment = false;
    }
    else if (!isWhite)
    {
        if (search->mayFollow && !isNext && !isInName)
            search->letterCount = byte == 'R' ? 3 : byte == '#' ? 1 : 0;
        search->hasComment = search->hasComment || byte == '%';
        // A minus sign and what follows it are skipped at the end of a number.
        search->mayFollow = (byte >= '0' && byte <= '9') || byte == '-';
    }
}

static SearchPlace place_after(ReferenceSearch *search, uint8_t byte)
{
    // Characters of operators may be escaped too.
    bool beginsImage = (byte == 'I' && search->last == 'B') || (byte == '#' && !search->isInName);
    switch (search->place)
    {
    case inOperators:
        search->depth = 1;
        return byte == '(' ? inString
            : byte == '<'  ? afterAngle
            : byte == '%'  ? inComment
            : beginsImage  ? inData
                           : inOperators;
    case afterAngle:
        return byte == '<' || byte == '>' ? inOperators : inHexadecimals;
    case inHexadecimals:
        return byte == '>' ? inOperators : inHexadecimals;
    case inComment:
        return byte == '\n' || byte == '\r' ? inOperators : inComment;
    case inString:
        search->depth += byte == '(' ? 1 : byte == ')' ? -1 : 0;
        return byte == '\\' ? afterBackslash : search->depth == 0 ? inOperators : inString;
    case afterBackslash:
        return inString;
    case inData:
        break;
    }
    return inData;
}

static void search_byte(ReferenceSearch *search, uint8_t byte)
{
    bool isInString = search->place == inString || search->place == afterBackslash;
    search->place = place_after(search, byte);
    search->isInName = byte == '/' || (search->isInName && !is_white(byte) && !is_delimiter(byte));
    search->last = byte;
    search_letter(&search->all, byte, search->isInName);
    // The parentheses of a string are what comes before and after it.
    if (!isInString || search->place == inOperators)
        search_letter(&search->outside, byte, search->isInName);
}

static void search_all(DigestWalk *walk, fz_stream *stream, uint64_t limit, ReferenceSearch *search)
{
    size_t count;
    while (walk->streamBytes <= limit && (count = fz_available(walk->ctx, stream, 1)) > 0)
    {
        for (size_t i = 0; i < count; i++)
            search_byte(search, stream->rp[i]);
        stream->rp += count;
        walk->streamBytes += count;
    }
}

static bool is_found(const LetterSearch *search)
{
    return search->isFound || search->letterCount == 3;
}

DigestSearch cmupdf_digest_search_stream(DigestWalk *walk, int object, uint64_t limit)
{
    fz_context *ctx = walk->ctx;
    ReferenceSearch search = {.outside = {.mayFollow = true}, .all = {.mayFollow = true}};
    DigestSearch result = {.isDone = true};
    fz_stream *stream = NULL;
    fz_var(stream);
    fz_var(result);
    fz_try(ctx)
    {
        stream = pdf_open_stream_number(ctx, walk->pdf, object);
        search_all(walk, stream, limit, &search);
        result.refers = is_found(&search.outside);
        result.mayRefer = is_found(&search.all);
        result.isOpen = search.place != inOperators;
    }
    fz_always(ctx)
        fz_drop_stream(ctx, stream);
    fz_catch(ctx)
    {
        fz_rethrow_if(ctx, FZ_ERROR_REPAIRED);
        fz_rethrow_if(ctx, FZ_ERROR_MEMORY);
        result.refers = true;
    }
    return result;
}
