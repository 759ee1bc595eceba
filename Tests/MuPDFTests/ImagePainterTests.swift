import CMuPDF
import Foundation
import MuPDF
import TestDocuments
import Testing

/// The functions of MuPDF that are replaced.
private enum Painter: CaseIterable {
    case image, shading, layer, mask, blend, conversion

    var kind: CMuPDFProofPainter {
        switch self {
        case .image: .image
        case .shading: .shade
        case .layer: .layer
        case .mask: .mask
        case .blend: .blend
        case .conversion: .convert
        }
    }

    /// How many cases a test can afford.
    var cases: Int32 { self == .shading ? 300 : 2000 }
}

@Suite("Images, shadings and layers are painted as MuPDF would")
struct ImagePainterTests {
    private func prove(
        _ painter: Painter, level: CMuPDFProofLevel = .best, seed: UInt64, count: Int32
    ) throws -> CMuPDFProof {
        try PainterSwitch.alone {
            defer { cmupdf_proof_choose_level(.best) }
            cmupdf_proof_choose_level(level)
            var proof = CMuPDFProof()
            try #require(cmupdf_proof_run(painter.kind, seed, count, &proof))
            return proof
        }
    }

    @Test("On random input every byte is the same, around the pixels too", arguments: Painter.allCases, [1, 2, 3])
    private func random(of painter: Painter, seed: UInt64) throws {
        let proof = try prove(painter, seed: seed, count: painter.cases)
        #expect(proof.firstDifference == -1)
        #expect(proof.painted + proof.leftAlone == painter.cases)
    }

    @Test("Most cases are painted here, and visibly", arguments: Painter.allCases)
    private func coverage(of painter: Painter) throws {
        // Others may be under way at another level.
        let hasVectors = PainterSwitch.alone { cmupdf_proof_choose_level(.best) }
        guard hasVectors || ![.layer, .mask, .blend].contains(painter) else { return }
        let proof = try prove(painter, seed: 4, count: 300)
        #expect(proof.visible > 60)
        #expect(proof.leftAlone > 0)
    }

    @Test("Images and conversions are the same in portable C", arguments: [Painter.image, .conversion], [5, 6])
    private func portable(painter: Painter, seed: UInt64) throws {
        let proof = try prove(painter, level: .portable, seed: seed, count: painter.cases)
        #expect(proof.firstDifference == -1)
        #expect(proof.visible > 800)
    }

    @Test("Layers are left to MuPDF where there is no AVX2", arguments: [Painter.layer, .mask, .blend])
    private func portableLayers(painter: Painter) throws {
        let proof = try prove(painter, level: .portable, seed: 7, count: 50)
        #expect(proof.firstDifference == -1)
        #expect(proof.leftAlone == 50)
    }

    private static let samplePages = [
        ("photos.pdf", 0), ("photos.pdf", 1), ("photos.pdf", 2), ("gray-scan.pdf", 0), ("gray-scan.pdf", 1),
        ("vector.pdf", 2), ("transparency.pdf", 0), ("transparency.pdf", 1), ("cmyk.pdf", 0), ("stamp.pdf", 0),
        ("layers.pdf", 0),
    ]

    @Test("A page is the same with our painters and with MuPDF's own", arguments: samplePages, [0.37, 1, 2.41])
    func pages(page: (file: String, number: Int), scale: Double) throws {
        for components in [1, 3] {
            let drawings = try PainterSwitch.comparing {
                try Document(path: sample(page.file), password: nil)
                    .draw(page.number, components: components, scale: scale)
            }
            #expect(drawings.fast == drawings.stock)
        }
    }

    /// Soft masks, groups in every covered mode, tiles and shadings one over another.
    private static let contents = [
        "q 70 0 0 80 10 10 cm /Im Do Q q -60 0 0 -70 95 90 cm /Gray Do Q q 50 0 0 50 20 20 cm /Soft Do Q",
        "/Axial sh q /Faded gs /Radial sh Q q 30 0 0 30 5 60 cm /Im Do Q",
        "/Axial sh q /Multiply gs /Group Do Q q /Screen gs 1 0 0 1 20 10 cm /Group Do Q",
        "q /Masked gs /Group Do Q /Pattern cs /Tile scn 10 10 70 70 re f q /Faded gs 60 0 0 60 0 0 cm /Soft Do Q",
    ]

    @Test("A page of images, shadings and groups is the same", arguments: contents, [0.9, 3.3])
    func made(content: String, scale: Double) throws {
        let scratch = try Scratch()
        let path = try scratch.write("made.pdf", Self.document(content))
        for components in [1, 3] {
            let drawings = try PainterSwitch.comparing {
                try Document(path: path, password: nil).draw(0, components: components, scale: scale)
            }
            #expect(drawings.fast == drawings.stock)
            #expect(!drawings.fast.isWhite)
        }
    }

    private static func document(_ content: String) -> [UInt8] {
        let noise = (0..<60 * 50 * 3).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 >> 3) }
        let image = "/Type/XObject/Subtype/Image/Width 60/Height 50/BitsPerComponent 8"
        var pdf = TestPDF()
        pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>")
        pdf.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 100 100]>>")
        pdf.object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources 5 0 R>>")
        pdf.content(4, content)
        pdf.object(
            5,
            """
            <</XObject<</Im 6 0 R/Gray 7 0 R/Soft 8 0 R/Group 9 0 R>>/Shading<</Axial 10 0 R/Radial 11 0 R>>
            /Pattern<</Tile 13 0 R>>/ExtGState<</Faded<</ca .6/CA .6>>/Multiply<</BM/Multiply>>/Screen<</BM/Screen>>
            /Masked<</SMask<</Type/Mask/S/Luminosity/G 14 0 R>>>>>>>>
            """)
        pdf.object(6, "<<\(image)/ColorSpace/DeviceRGB>>", stream: noise)
        pdf.object(7, "<<\(image)/ColorSpace/DeviceGray>>", stream: Array(noise.prefix(3000)))
        pdf.object(8, "<<\(image)/ColorSpace/DeviceRGB/SMask 7 0 R>>", stream: noise.reversed())
        pdf.object(
            9, "<</Type/XObject/Subtype/Form/BBox[0 0 90 90]/Group<</S/Transparency>>/Resources 5 0 R>>",
            stream: Array("1 .5 0 rg /Faded gs 5 5 60 60 re f 0 .3 .8 rg 30 30 55 55 re f".utf8))
        pdf.object(
            10,
            "<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 90 40]/Function 12 0 R/Extend[true true]>>")
        pdf.object(
            11, "<</ShadingType 3/ColorSpace/DeviceRGB/Coords[40 40 5 60 60 40]/Function 12 0 R/Extend[false true]>>")
        pdf.object(12, "<</FunctionType 2/Domain[0 1]/C0[1 .2 0]/C1[0 .7 1]/N 1.3>>")
        pdf.object(
            13,
            """
            <</PatternType 1/PaintType 1/TilingType 1/BBox[0 0 13 13]/XStep 13/YStep 13/Resources 5 0 R>>
            """, stream: Array("0 .5 .2 rg 2 2 9 9 re f".utf8))
        pdf.object(
            14,
            """
            <</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Group<</S/Transparency/CS/DeviceGray>>/Resources 5 0 R>>
            """, stream: Array("/Axial sh".utf8))
        return pdf.file()
    }
}
