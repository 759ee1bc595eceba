// In which roles objects are come to, and what counts in which.

#include "digest.h"

#include <string.h>

static bool is_any(const char *name, const char *const names[])
{
    for (size_t i = 0; names[i]; i++)
    {
        if (!strcmp(name, names[i]))
            return true;
    }
    return false;
}

bool cmupdf_digest_leaves_out(fz_context *ctx, pdf_obj *dictionary, const char *name, DigestRole role, bool isStream)
{
    static const char *const ofXObjects[] = {
        "AF", "LastModified", "Measure", "Metadata", "PieceInfo", "PtData", "StructParent", "StructParents", NULL,
    };
    static const char *const ofAnnotations[] = {
        "A", "AA", "AF", "CreationDate", "Dest", "FS", "IRT", "Kids", "M", "NM", "P", "PA", "Popup", "StructParent", NULL,
    };
    static const char *const ofForms[] = {"CO", "Fields", "SigFlags", "XFA", NULL};
    // How much of the file a stream takes is seen from what is read.
    if (isStream && !strcmp(name, "Length"))
        return true;
    switch (role)
    {
    case digestXObject:
        return isStream && is_any(name, ofXObjects);
    case digestAnnotation:
        if (!strcmp(name, "T"))
        {
            // The name of a field, without which it is not drawn; of anything else it is who made it.
            pdf_obj *subtype = pdf_dict_get(ctx, dictionary, PDF_NAME(Subtype));
            return subtype && !pdf_name_eq(ctx, subtype, PDF_NAME(Widget));
        }
        return is_any(name, ofAnnotations);
    case digestFieldValue:
        // A signature may refer to the whole document.
        return !isStream && !strcmp(name, "Reference");
    case digestForm:
        return is_any(name, ofForms);
    default:
        return false;
    }
}

static DigestRole role_of_resources(const char *name)
{
    return !strcmp(name, "XObject") ? digestXObjects
        : !strcmp(name, "Pattern")  ? digestPatterns
        : !strcmp(name, "Font")     ? digestFonts
        : !strcmp(name, "ExtGState") ? digestGraphicsStates
                                     : digestValue;
}

// Whatever may be a stream of operators must be found by this.
DigestRole cmupdf_digest_role(const char *name, DigestRole role, bool isStream)
{
    switch (role)
    {
    case digestResources:
        return role_of_resources(name);
    case digestXObjects:
        return digestXObject;
    case digestPatterns:
        return digestPattern;
    case digestFonts:
        return digestFont;
    case digestGraphicsStates:
        return digestGraphicsState;
    case digestXObject:
    case digestPattern:
        return strcmp(name, "Resources") ? digestValue : digestResources;
    case digestFont:
        return !strcmp(name, "CharProcs") ? digestContent : !strcmp(name, "Resources") ? digestResources : digestValue;
    case digestGraphicsState:
        return !strcmp(name, "SMask") ? digestContent : !strcmp(name, "Font") ? digestFonts : digestValue;
    case digestContent:
    case digestContentPart:
        return !isStream ? digestContent : !strcmp(name, "Resources") ? digestResources : digestValue;
    case digestAnnotation:
        return !strcmp(name, "Parent") ? digestAnnotation
            : !strcmp(name, "V")       ? digestFieldValue
            : !strcmp(name, "AP")      ? digestContent
                                       : digestValue;
    case digestForm:
        return strcmp(name, "DR") ? digestValue : digestResources;
    default:
        return digestValue;
    }
}

bool cmupdf_digest_is_content(fz_context *ctx, pdf_obj *stream, DigestRole role)
{
    // MuPDF tells images from forms by that.
    if (role == digestXObject)
        return !pdf_name_eq(ctx, pdf_dict_get(ctx, stream, PDF_NAME(Subtype)), PDF_NAME(Image));
    return role == digestContent || role == digestContentPart || role == digestPattern;
}
