// References among the operators of a page, a form, a pattern or a glyph, which say numbers of objects.
//
// The operands of MuPDF's operators are parsed as values of the file are, so that `/OC <</Type/OCMD/OCGs 10 0 R>> BDC`
// asks for object 10. PDF 32000-1, 7.8.2, forbids that, and no program writes it; but where it is written, equal streams
// do not draw the same. So it is enough to search for what may be a reference, and to prove nothing where one is found:
// an R alone after a number, wherever it stands but in a string. Strings end where MuPDF ends them; from an inline image
// on, whose data may look like anything, they are searched as well.
//
// That is to see tokens begin and end where MuPDF sees them. Its lexer looks at no lengths but in numbers: where 255 bytes
// of one are read, the next is dropped, be it the parenthesis of a string, and what follows is a token anew. So what begins
// like a number and comes near that is taken for a reference. Names that are too long are cut, but read to their ends;
// strings get as much memory as they need; nothing is kept of comments.

#include "digest.h"

_Static_assert(digestLongToken < PDF_LEXBUF_SMALL - 1, "the least that MuPDF's lexer may begin with");

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
    /// Bytes of what may be a number, from its first digit or sign on.
    int numberLength;
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

static bool ends_token(uint8_t byte)
{
    return cmupdf_digest_is_white(byte) || cmupdf_digest_is_delimiter(byte);
}

static void search_letter(LetterSearch *search, uint8_t before, uint8_t byte)
{
    static const char escaped[] = "#52";
    bool isWhite = cmupdf_digest_is_white(byte);
    if (search->letterCount == 3 && (isWhite || cmupdf_digest_is_delimiter(byte)))
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
        // There is white space before the R of a reference: see digest_glance.c.
        if (search->mayFollow && cmupdf_digest_is_white(before))
            search->letterCount = byte == 'R' ? 3 : byte == '#' ? 1 : 0;
        search->hasComment = search->hasComment || byte == '%';
        // A sign alone is a number, and so is one with a minus sign at its end.
        search->mayFollow = (byte >= '0' && byte <= '9') || byte == '-' || byte == '+';
    }
}

static void search_number(LetterSearch *search, uint8_t byte)
{
    bool isOfNumber = (byte >= '0' && byte <= '9') || byte == '-' || byte == '+' || byte == '.';
    if (ends_token(byte))
        search->numberLength = 0;
    else if (search->numberLength > 0 || isOfNumber)
        search->numberLength++;
    search->isFound = search->isFound || search->numberLength >= digestLongToken;
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
    search->isInName = byte == '/' || (search->isInName && !ends_token(byte));
    uint8_t before = search->last;
    search->last = byte;
    search_letter(&search->all, before, byte);
    search_number(&search->all, byte);
    // The parentheses of a string are what comes before and after it.
    if (isInString && search->place != inOperators)
        return;
    search_letter(&search->outside, before, byte);
    if (search->place != inHexadecimals && search->place != inComment)
        search_number(&search->outside, byte);
}

// Returns whether no limit was passed.
static bool search_all(DigestWalk *walk, fz_stream *stream, ReferenceSearch *search)
{
    bool isWithin = true;
    size_t count;
    while (isWithin && (count = fz_available(walk->ctx, stream, 1)) > 0)
    {
        for (size_t i = 0; i < count; i++)
            search_byte(search, stream->rp[i]);
        stream->rp += count;
        isWithin = cmupdf_digest_spend(walk, &walk->decoded, count);
    }
    return isWithin;
}

static bool is_found(const LetterSearch *search)
{
    return search->isFound || search->letterCount == 3;
}

static DigestSearch search_closely(DigestWalk *walk, fz_stream *stream)
{
    ReferenceSearch search = {.outside = {.mayFollow = true}, .all = {.mayFollow = true}};
    bool isWithin = search_all(walk, stream, &search);
    return (DigestSearch){
        .isDone = true,
        .knowsEnd = true,
        .refers = !isWithin || is_found(&search.outside),
        .mayRefer = is_found(&search.all),
        .isOpen = search.place != inOperators,
    };
}

DigestSearch cmupdf_digest_search_stream(DigestWalk *walk, int object, bool isPart)
{
    fz_context *ctx = walk->ctx;
    DigestSearch result = {.isDone = true, .knowsEnd = true, .refers = true};
    fz_stream *stream = NULL;
    fz_var(stream);
    fz_var(result);
    fz_try(ctx)
    {
        if (cmupdf_digest_is_bounded(walk, object))
        {
            stream = pdf_open_stream_number(ctx, walk->pdf, object);
            if (!isPart && !cmupdf_digest_may_refer(walk, stream))
                result = (DigestSearch){.isDone = true};
            else
            {
                if (!isPart)
                {
                    fz_drop_stream(ctx, stream);
                    stream = NULL;
                    stream = pdf_open_stream_number(ctx, walk->pdf, object);
                }
                result = search_closely(walk, stream);
            }
        }
    }
    fz_always(ctx)
        fz_drop_stream(ctx, stream);
    fz_catch(ctx)
    {
        fz_rethrow_if(ctx, FZ_ERROR_REPAIRED);
        fz_rethrow_if(ctx, FZ_ERROR_MEMORY);
    }
    return result;
}
