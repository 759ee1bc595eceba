import CMuPDF
import Testing

/// What our painters of text and paths paint is what the functions of MuPDF that they replace would.
@Suite("Painters of text and paths")
struct TextPainterTests {
    private func expectSame(
        _ proof: CMuPDFTextProof, atLeast least: Int32, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(proof.different == 0, "case \(proof.firstDifferent)", sourceLocation: sourceLocation)
        #expect(proof.same >= least, "the others were left to MuPDF", sourceLocation: sourceLocation)
    }

    @Test(
        "Masks of all widths fill as in MuPDF, with any instructions",
        arguments: [0, 1, 2].filter { cmupdf_text_proof_has_level($0) })
    func maskFills(level: Int32) {
        expectSame(cmupdf_text_proof_mask_fills(1, 10_000, level), atLeast: 10_000)
    }

    @Test("Portable code is there for any processor")
    func portable() {
        #expect(cmupdf_text_proof_has_level(0))
        #expect(!cmupdf_text_proof_has_level(3))
    }

    /// Four of the eleven kinds of pixels are gray and RGB, with alpha and without.
    @Test("Gray and RGB spans are painted as by MuPDF, and no others")
    func spans() {
        let proof = cmupdf_text_proof_spans(2, 10_000)
        expectSame(proof, atLeast: 2_800)
        #expect(proof.unreplaced > 5_000)
    }

    @Test("Glyphs are painted as by MuPDF, whatever they are clipped to")
    func glyphs() {
        let proof = cmupdf_text_proof_glyphs(3, 10_000)
        expectSame(proof, atLeast: 9_000)
    }

    @Test("Paths are converted as by MuPDF, open and closed ones, in pixmaps and masks", arguments: [4, 5] as [UInt64])
    func paths(seed: UInt64) {
        expectSame(cmupdf_text_proof_paths(seed, 4_000), atLeast: 4_000)
    }

    @Test("Coverage is summed alike with and without vectors")
    func coverageSums() {
        expectSame(cmupdf_text_proof_coverage_sums(6, 1_000), atLeast: 1_000)
    }
}
