// The words of a page, from MuPDF's structured text.

#include "internal.h"

#include <string.h>

typedef struct {
    fz_context *ctx;
    CMuPDFWords *words;
    size_t wordCapacity, textCapacity;
    int characterLimit, characterCount;
    bool isInWord;
} WordGatherer;

static bool is_space(int character)
{
    return (character >= 0x09 && character <= 0x0D) || character == 0x20 || character == 0x85 || character == 0xA0
        || character == 0x1680 || (character >= 0x2000 && character <= 0x200B) || character == 0x2028
        || character == 0x2029 || character == 0x202F || character == 0x205F || character == 0x3000;
}

static bool is_control(int character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

// What means nothing outside of the font: surrogates, private characters and what Unicode says is none.
static bool is_unknown(int character)
{
    return (character >= 0xD800 && character <= 0xF8FF) || (character >= 0xFDD0 && character <= 0xFDEF)
        || (character & 0xFFFE) == 0xFFFE || character >= 0xF0000;
}

static void begin_word(WordGatherer *gatherer)
{
    CMuPDFWords *words = gatherer->words;
    if (words->count == gatherer->wordCapacity)
    {
        size_t wanted = gatherer->wordCapacity ? gatherer->wordCapacity * 2 : 64;
        words->words = fz_realloc_array(gatherer->ctx, words->words, wanted, CMuPDFWord);
        gatherer->wordCapacity = wanted;
    }
    words->words[words->count++] = (CMuPDFWord){.start = words->textLength};
    gatherer->isInWord = true;
}

static void extend(CMuPDFRect *box, fz_rect glyph, bool isFirst)
{
    *box = isFirst ? (CMuPDFRect){glyph.x0, glyph.y0, glyph.x1, glyph.y1}
                   : (CMuPDFRect){fz_min(box->x0, glyph.x0), fz_min(box->y0, glyph.y0), fz_max(box->x1, glyph.x1),
                                  fz_max(box->y1, glyph.y1)};
}

static void add_character(WordGatherer *gatherer, int character, fz_quad quad)
{
    CMuPDFWords *words = gatherer->words;
    if (is_space(character))
    {
        gatherer->isInWord = false;
        return;
    }
    if (is_control(character))
        return;
    if (gatherer->characterCount == gatherer->characterLimit)
    {
        words->isCut = true;
        return;
    }
    gatherer->characterCount++;
    if (gatherer->textCapacity - words->textLength < FZ_UTFMAX)
    {
        size_t wanted = gatherer->textCapacity ? gatherer->textCapacity * 2 : 512;
        words->text = fz_realloc(gatherer->ctx, words->text, wanted);
        gatherer->textCapacity = wanted;
    }
    if (!gatherer->isInWord)
        begin_word(gatherer);
    CMuPDFWord *word = &words->words[words->count - 1];
    int length = fz_runetochar(words->text + words->textLength, is_unknown(character) ? 0xFFFD : character);
    extend(&word->box, fz_rect_from_quad(quad), word->length == 0);
    word->length += (size_t)length;
    words->textLength += (size_t)length;
}

static void gather(WordGatherer *gatherer, const fz_stext_page *text)
{
    for (const fz_stext_block *block = text->first_block; block; block = block->next)
    {
        if (block->type != FZ_STEXT_BLOCK_TEXT)
            continue;
        for (const fz_stext_line *line = block->u.t.first_line; line; line = line->next)
        {
            gatherer->isInWord = false;
            for (const fz_stext_char *place = line->first_char; place; place = place->next)
            {
                add_character(gatherer, place->c, place->quad);
                if (gatherer->words->isCut)
                    return;
            }
        }
    }
}

static void read_words(fz_context *ctx, fz_display_list *list, int characterLimit, CMuPDFWords *words)
{
    WordGatherer gatherer = {.ctx = ctx, .words = words, .characterLimit = characterLimit};
    fz_stext_options options = {.flags = FZ_STEXT_MEDIABOX_CLIP};
    fz_stext_page *text = fz_new_stext_page(ctx, fz_bound_display_list(ctx, list));
    fz_device *device = NULL;
    fz_var(device);
    fz_try(ctx)
    {
        device = fz_new_stext_device(ctx, text, &options);
        fz_run_display_list(ctx, list, device, fz_identity, fz_infinite_rect, NULL);
        fz_close_device(ctx, device);
        gather(&gatherer, text);
    }
    fz_always(ctx)
    {
        fz_drop_device(ctx, device);
        fz_drop_stext_page(ctx, text);
    }
    fz_catch(ctx)
        fz_rethrow(ctx);
}

CMuPDFStatus cmupdf_page_words(CMuPDFDocument *document, int32_t number, CMuPDFRect box, float userUnit,
                               int32_t characterLimit, CMuPDFWords *words, CMuPDFError *error)
{
    fz_context *ctx = document->ctx;
    CMuPDFPage *page = NULL;
    *words = (CMuPDFWords){0};
    // Fonts that were read for drawing do not know what characters they have, and those read now are larger than needed.
    fz_empty_store(ctx);
    document->readsText = true;
    CMuPDFStatus status = cmupdf_page_open(document, number, box, userUnit, &page, error);
    document->readsText = false;
    if (status == CMuPDFStatusOK)
    {
        fz_var(status);
        fz_try(ctx)
            read_words(ctx, page->list, characterLimit, words);
        fz_always(ctx)
            cmupdf_page_drop(page);
        fz_catch(ctx)
            status = cmupdf_error_record(document, error);
    }
    fz_empty_store(ctx);
    return status;
}

void cmupdf_words_clear(CMuPDFDocument *document, CMuPDFWords *words)
{
    fz_free(document->ctx, words->words);
    fz_free(document->ctx, words->text);
    *words = (CMuPDFWords){0};
}
