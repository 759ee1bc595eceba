// What a document and its pages are made of, for people who want to know before they render it. Nothing is drawn, and no
// image is decoded where its dictionary says what it is.

#ifndef CMUPDF_INFO_H
#define CMUPDF_INFO_H

#include "CMuPDF.h"

#pragma clang assume_nonnull begin

/// The colours of what is painted, as the file names them; pixels of images are not looked at.
typedef enum __attribute__((enum_extensibility(closed))) : int32_t {
    /// Nothing is painted.
    CMuPDFColorUseNone = 0,
    CMuPDFColorUseBlackAndWhite = 1,
    CMuPDFColorUseGray = 2,
    CMuPDFColorUseColor = 3,
} CMuPDFColorUse;

/// A text in UTF-8, cut where it does not fit; its last character may then be cut too.
typedef struct {
    char text[512];
} CMuPDFInfoText;

/// An image, with all its uses on a page taken together.
typedef struct {
    /// The number of its object; 0 for an inline image.
    int32_t object;
    /// Pixels.
    int32_t width, height;
    /// Bits a component.
    int32_t bits;
    /// How often it is painted.
    int32_t uses;
    /// Pixels per inch along its rows and columns as it lies on the page, the highest of its uses; 0 where it has no area.
    float xResolution, yResolution;
    /// A stencil that a colour is painted through; it has no colour space.
    bool isStencil;
    /// There is a soft mask, a stencil or a range of colours that takes part of it away.
    bool isMasked;
    /// The colour space as its dictionary has it, such as "DeviceRGB", "ICCBased CMYK" or "Indexed of DeviceRGB".
    char colorSpace[160];
    /// The names of its filters in the order of decoding, with a space between them.
    char filters[96];
} CMuPDFImageInfo;

/// A font that a page or something on it names, whether or not it is used.
typedef struct {
    /// The number of its object; 0 for one that stands in the resources themselves.
    int32_t object;
    bool isEmbedded, isSubset;
    /// Empty for a font without a name.
    char name[128];
    /// "Type 1", "Type 1C", "Type 3", "TrueType", "CID Type 0", "CID Type 0C" or "CID TrueType", with " (OT)" behind it
    /// for one in an OpenType file.
    char type[32];
} CMuPDFFontInfo;

/// What a page is made of; the lists belong to it until it is cleared.
typedef struct {
    CMuPDFColorUse colors;
    /// The page is one image that is the whole of it, upright and opaque, and nothing else.
    bool isOneImage;
    CMuPDFImageInfo *_Nullable images;
    CMuPDFFontInfo *_Nullable fonts;
    /// The colour spaces painted in, by their names; spot colours are named "Separation X" or "DeviceN X, Y".
    CMuPDFInfoText *_Nullable colorSpaces;
    size_t imageCount, fontCount, colorSpaceCount;
} CMuPDFPageInfo;

/// What a document says of itself.
typedef struct {
    /// Ten times the PDF version, such as 17.
    int32_t version;
    /// Entries of the information dictionary; empty where there is none.
    CMuPDFInfoText title, author, subject, keywords, creator, producer, creationDate, modificationDate;
    bool isEncrypted;
    /// V, R and P of the encryption dictionary (PDF 32000-1, 7.6.3.2).
    int32_t encryptionVersion, encryptionRevision, permissions;
    int32_t keyBits;
    /// "RC4", "AES" or "None".
    char method[16];
} CMuPDFDocumentInfo;

/// Reads what a document says of itself.
CMuPDFStatus cmupdf_document_info(CMuPDFDocument *document, CMuPDFDocumentInfo *info, CMuPDFError *error);

/// Interprets a page as ``cmupdf_page_open`` does and notes what it is made of.
///
/// Of more than 4096 images, fonts or colour spaces the rest is left out. A document that was asked this must not be drawn
/// from afterwards: its caches hold images without pixels.
///
/// @param info Filled in; clear it, whatever the status is.
CMuPDFStatus cmupdf_page_info(CMuPDFDocument *document, int32_t number, CMuPDFRect box, float userUnit,
                              CMuPDFPageInfo *info, CMuPDFError *error);

/// The highest resolution of the images that a page paints, in pixels per inch along their rows or columns; of an image
/// with two that differ by 1 % or less, the lower one.
///
/// Soft masks of images count too. The page may be drawn from afterwards.
///
/// @param resolution 0 for a page without images.
CMuPDFStatus cmupdf_page_image_resolution(CMuPDFPage *page, float *resolution, CMuPDFError *error);

/// Frees the lists of what was found out about a page.
void cmupdf_page_info_clear(CMuPDFDocument *document, CMuPDFPageInfo *info);

#pragma clang assume_nonnull end

#endif
