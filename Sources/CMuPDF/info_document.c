// What a document says of itself.

#include "info.h"

// Copies a text string, in whichever encoding, as UTF-8.
static void copy_text(fz_context *ctx, pdf_obj *dictionary, pdf_obj *key, CMuPDFInfoText *text)
{
    pdf_obj *value = pdf_dict_get(ctx, dictionary, key);
    if (pdf_is_string(ctx, value))
        fz_strlcpy(text->text, pdf_to_text_string(ctx, value), sizeof text->text);
}

static void copy_encryption(fz_context *ctx, pdf_document *pdf, CMuPDFDocumentInfo *info)
{
    info->isEncrypted = pdf->crypt != NULL;
    if (!info->isEncrypted)
        return;
    info->encryptionVersion = pdf_crypt_version(ctx, pdf->crypt);
    info->encryptionRevision = pdf_crypt_revision(ctx, pdf->crypt);
    info->permissions = pdf_document_permissions(ctx, pdf);
    info->keyBits = pdf_crypt_length(ctx, pdf->crypt);
    fz_strlcpy(info->method, pdf_crypt_method(ctx, pdf->crypt), sizeof info->method);
}

CMuPDFStatus cmupdf_document_info(CMuPDFDocument *document, CMuPDFDocumentInfo *info, CMuPDFError *error)
{
    fz_context *ctx = document->ctx;
    CMuPDFStatus status = CMuPDFStatusOK;
    *info = (CMuPDFDocumentInfo){0};
    fz_var(status);
    fz_try(ctx)
    {
        info->version = pdf_version(ctx, document->pdf);
        copy_encryption(ctx, document->pdf, info);
        pdf_obj *entries = pdf_dict_get(ctx, pdf_trailer(ctx, document->pdf), PDF_NAME(Info));
        copy_text(ctx, entries, PDF_NAME(Title), &info->title);
        copy_text(ctx, entries, PDF_NAME(Author), &info->author);
        copy_text(ctx, entries, PDF_NAME(Subject), &info->subject);
        copy_text(ctx, entries, PDF_NAME(Keywords), &info->keywords);
        copy_text(ctx, entries, PDF_NAME(Creator), &info->creator);
        copy_text(ctx, entries, PDF_NAME(Producer), &info->producer);
        copy_text(ctx, entries, PDF_NAME(CreationDate), &info->creationDate);
        copy_text(ctx, entries, PDF_NAME(ModDate), &info->modificationDate);
    }
    fz_catch(ctx)
        status = cmupdf_error_record(document, error);
    return status;
}
