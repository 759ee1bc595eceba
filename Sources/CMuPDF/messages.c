#include "internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A page of rubbish can warn about every operator; nobody reads more than this, and the rest is counted.
static const size_t messageLimit = 32;

void cmupdf_messages_append(MessageList *list, const char *prefix, const char *text)
{
    if (list->count >= messageLimit)
    {
        list->suppressed++;
        return;
    }
    if (list->count == list->capacity)
    {
        size_t capacity = list->capacity ? list->capacity * 2 : 8;
        char **texts = realloc(list->texts, capacity * sizeof *texts);
        if (texts == NULL)
        {
            list->suppressed++;
            return;
        }
        list->texts = texts;
        list->capacity = capacity;
    }
    size_t size = strlen(prefix) + strlen(text) + 1;
    char *copy = malloc(size);
    if (copy == NULL)
    {
        list->suppressed++;
        return;
    }
    snprintf(copy, size, "%s%s", prefix, text);
    list->texts[list->count++] = copy;
}

void cmupdf_messages_clear(MessageList *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->texts[i]);
    list->count = 0;
    list->suppressed = 0;
}

size_t cmupdf_document_message_count(CMuPDFDocument *document)
{
    // A warning that repeats is held back by MuPDF until another one comes.
    fz_flush_warnings(document->ctx);
    if (document->messages.suppressed)
    {
        char text[64];
        // The last one makes room for this text, so it is one of those that are not shown.
        snprintf(text, sizeof text, "and %zu more messages", document->messages.suppressed + 1);
        free(document->messages.texts[messageLimit - 1]);
        document->messages.texts[messageLimit - 1] = strdup(text);
        document->messages.suppressed = 0;
    }
    return document->messages.count;
}

const char *cmupdf_document_message(const CMuPDFDocument *document, size_t index)
{
    const char *text = document->messages.texts[index];
    return text ? text : "";
}

void cmupdf_document_clear_messages(CMuPDFDocument *document)
{
    cmupdf_messages_clear(&document->messages);
}
