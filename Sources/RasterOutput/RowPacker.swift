internal import CCodecs

/// Packs rows of drawn pixels into the rows of a form.
///
/// A packed row begins at a whole byte; its samples lie one after the other from the most significant bit on, and the
/// bits left in its last byte are 0.
public final class RowPacker {
    /// What the rows are packed into.
    public let form: ImageForm
    /// Pixels of a row.
    public let width: Int
    /// Bytes of a pixel before packing, 1, 3 or 4.
    public let components: Int
    private let palette: OpaquePointer?

    /// Prepares for rows of a page.
    ///
    /// - Parameter components: Bytes of a drawn pixel: 1 for gray, 3 for RGB, 4 for CMYK, which is a form by itself.
    public init(_ form: ImageForm, width: Int, components: Int) {
        precondition([1, 3, 4].contains(components), "pixels have 1, 3 or 4 components, not \(components)")
        precondition((components == 4) == (form == .cmyk), "inks are stored as inks alone")
        precondition(components >= form.components, "gray pixels are not packed as RGB")
        (self.form, self.width, self.components) = (form, width, components)
        guard case .indexed(let colors, _) = form else {
            palette = nil
            return
        }
        palette = ccodecs_palette_new(colors.colors, colors.colors.count)
        precondition(palette != nil, "there is no memory for a palette")
    }

    deinit {
        if let palette { ccodecs_palette_drop(palette) }
    }

    /// Bytes of a row before packing, without padding.
    public var sourceRowBytes: Int { width * components }
    /// Bytes of a packed row.
    public var rowBytes: Int { form.rowBytes(width: width) }

    /// Packs whole rows in their place: the packed rows lie one after the other at the front of the same buffer.
    ///
    /// - Returns: The part of the buffer that holds them.
    public func pack(inPlace rows: UnsafeMutableRawBufferPointer) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: rows[..<pack(UnsafeRawBufferPointer(rows), into: rows)])
    }

    /// Packs whole rows into a buffer of the caller.
    ///
    /// It is a programming error, which ends the program, if a pixel is not in the form: forms come from a survey of
    /// the same pixels.
    ///
    /// - Parameters:
    ///   - rows: Rows of `sourceRowBytes`, without padding.
    ///   - packed: Room for as many rows of `rowBytes`. It may begin where `rows` begins, or be apart from it.
    /// - Returns: How many bytes were written.
    @discardableResult
    public func pack(_ rows: UnsafeRawBufferPointer, into packed: UnsafeMutableRawBufferPointer) -> Int {
        guard let source = rows.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        precondition(rows.count % sourceRowBytes == 0, "\(rows.count) bytes are no rows of \(sourceRowBytes)")
        let count = rows.count / sourceRowBytes
        precondition(packed.count >= count * rowBytes, "\(packed.count) bytes have no room for \(count) packed rows")
        guard let target = packed.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        if components == form.components, form.bits == 8, palette == nil {
            packed.copyMemory(from: rows)
            return rows.count
        }
        for row in 0..<count {
            let isHeld = packRow(source + row * sourceRowBytes, into: target + row * rowBytes)
            precondition(isHeld, "a pixel is not in the form \(form): the form is not of this page")
        }
        return count * rowBytes
    }

    private func packRow(_ row: UnsafePointer<UInt8>, into packed: UnsafeMutablePointer<UInt8>) -> Bool {
        if let palette {
            ccodecs_pack_indices(palette, row, width, Int32(components), Int32(form.bits), packed)
        } else {
            ccodecs_pack_gray(row, width, Int32(components), Int32(form.bits), packed)
        }
    }
}
