internal import CMuPDF

extension Document {
    /// Digests everything in the file that decides how a page looks, without drawing it.
    ///
    /// Equal digests, of whichever documents, prove that the pages are drawn alike, wherever in their files the objects lie
    /// and whatever their numbers are. Unequal digests prove nothing: there are many ways to write down the same page.
    ///
    /// Streams count as they are stored, compressed; those that pages share are read once. So does whether a value is an
    /// object of its own, but for what pages inherit: the engine tells some by how they are referred to. Links, metadata
    /// and what else is not drawn does not count; which layers are shown does. Ask before the page is drawn: the engine
    /// may add to its annotations then.
    ///
    /// - Parameter page: The page, counted from zero.
    /// - Returns: 32 bytes; nil where the objects can prove nothing: the document is encrypted or was repaired, or the
    ///   page has more than a million values, a gigabyte of streams or 64 MiB of operators, or operators in filters that
    ///   are none for them, or refers to other pages where it should not, to references, to an object in two generations,
    ///   or to objects among its operators; and from the page on with which more was read than the file's size explains.
    /// - Throws: A ``PDFError`` if there is no such page or memory runs out.
    public func objectDigest(ofPage page: Int) throws(PDFError) -> [UInt8]? {
        var digest = CMuPDFObjectDigest()
        var error = CMuPDFError()
        let status = cmupdf_page_object_digest(handle, Int32(page), &digest, &error)
        guard status == .OK else { throw PDFError(status, error, otherwise: .pageUnreadable) }
        return digest.isKnown ? withUnsafeBytes(of: digest.bytes) { Array($0) } : nil
    }
}
