/// The header of a PBM, PGM or PPM file (Netpbm's binary formats), behind which come the rows.
enum PNMFrame {
    static func prefix(width: Int, height: Int, form: ImageForm) -> [UInt8] {
        let size = "\(width) \(height)\n"
        // 1 is black in a bitmap, which has no line for the largest sample.
        if form.bits == 1 { return Array("P4\n\(size)".utf8) }
        return Array("\(form.components == 3 ? "P6" : "P5")\n\(size)255\n".utf8)
    }
}
