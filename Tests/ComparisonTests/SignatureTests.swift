import Testing

@testable import Comparison

@Suite("Aligning pages by what they look like")
struct SignatureTests {
    /// A page of text: lines of words of many lengths, in paragraphs.
    ///
    /// - Parameter changed: A paragraph that has other words than the page of that seed.
    static func page(_ seed: UInt64, changed: Int? = nil) -> Picture {
        var picture = Picture(width: 165, height: 234)
        for paragraph in 0..<5 {
            var random = Random(seed: seed &* 100 &+ UInt64(paragraph) &+ (paragraph == changed ? 7_000_000 : 0))
            for line in 0..<8 {
                let y = 20 + paragraph * 40 + line * 4
                var x = 20
                let end = line == 7 ? 30 + random.below(100) : 145
                while x < end {
                    let word = min(2 + random.below(12), end - x)
                    for column in x..<x + word {
                        let level = UInt8(60 + random.below(120))
                        (picture[column, y], picture[column, y + 1]) = ([level], [level])
                    }
                    x += word + 2
                }
            }
        }
        return picture
    }

    static func signature(_ picture: Picture) -> PageSignature {
        picture.bytes.withUnsafeBytes { PageSignature(gray: $0, width: picture.width, height: picture.height) }
    }

    static func signatures(_ seeds: [UInt64], changed: Int? = nil) -> [PageSignature] {
        seeds.map { signature(page($0, changed: changed)) }
    }

    private func align(_ left: [PageSignature], _ right: [PageSignature]) -> [PageAlignment.Pair] {
        PageAlignment.alignGap(left: left, right: right)
    }

    private func pairs(_ pairs: [(Int?, Int?)]) -> [PageAlignment.Pair] { pairs.map { .init($0.0, $0.1) } }

    @Test("A page with another paragraph looks more like itself than like other pages of text")
    func distances() {
        let pages = Self.signatures(Array(1...6))
        let changed = Self.signatures(Array(1...6), changed: 2)
        for (index, page) in pages.enumerated() {
            #expect(page.distance(to: page) == 0)
            let own = page.distance(to: changed[index])
            for (other, signature) in pages.enumerated() where other != index {
                #expect(own * 2 < page.distance(to: signature))
            }
        }
    }

    @Test(
        "Cells are the means of their parts of the page, whatever its size", arguments: [(64, 64), (100, 37), (5, 3)])
    func cells(width: Int, height: Int) {
        var picture = Picture(width: width, height: height, level: 100)
        #expect(Self.signature(picture).cells == Array(repeating: 100, count: 1024))
        for y in 0..<height {
            for x in 0..<width where x >= width / 2 + width % 2 { picture[x, y] = [200] }
        }
        let signature = Self.signature(picture)
        #expect(signature.cells.first == 100 && signature.cells.last == 200)
    }

    @Test("One page that was put in is alone, though every page has another paragraph", arguments: 0...6)
    func inserted(place: Int) {
        var right = Self.signatures(Array(1...6), changed: 2)
        right.insert(Self.signature(Self.page(99)), at: place)
        let expected = (0..<7).map { $0 == place ? (nil, $0) : ($0 < place ? $0 : $0 - 1, $0) } as [(Int?, Int?)]
        #expect(align(Self.signatures(Array(1...6)), right) == pairs(expected))
    }

    @Test("One page that was taken out is alone")
    func removed() {
        let right = Self.signatures([1, 2, 4, 5], changed: 1)
        #expect(
            align(Self.signatures([1, 2, 3, 4, 5]), right) == pairs([(0, 0), (1, 1), (2, nil), (3, 2), (4, 3)]))
    }

    @Test("A page that was moved is alone at both places")
    func moved() {
        let (left, right) = (Self.signatures([1, 2, 3, 4, 5, 6]), Self.signatures([2, 3, 4, 5, 1, 6]))
        #expect(
            align(left, right)
                == pairs([(0, nil), (1, 0), (2, 1), (3, 2), (4, 3), (nil, 4), (5, 5)]))
    }

    @Test("As many other pages have a partner each, one after the other")
    func replaced() {
        #expect(align(Self.signatures([1, 2, 3]), Self.signatures([4, 5, 6])) == pairs([(0, 0), (1, 1), (2, 2)]))
        let white = Self.signature(Picture(width: 50, height: 50))
        let black = Self.signature(Picture(width: 50, height: 50, level: 0))
        #expect(align([white], [black]) == pairs([(0, 0)]))
    }

    @Test("Where all pages look the same, those at the end are alone")
    func same() {
        let page = Self.signature(Self.page(1))
        #expect(align([page, page], [page, page, page]) == pairs([(0, 0), (1, 1), (nil, 2)]))
        #expect(align([page, page, page], [page]) == pairs([(0, 0), (1, nil), (2, nil)]))
        #expect(align([], [page]) == pairs([(nil, 0)]))
        #expect(align([page], []) == pairs([(0, nil)]))
        #expect(align([], []).isEmpty)
    }

    @Test("Long gaps are aligned in a band, and every page is there once")
    func band() {
        let pages = (0..<60).map { index in
            PageSignature(cells: (0..<1024).map { UInt8(($0 * (index % 17 + 3) + index) % 256) })
        }
        let right = Array(pages[..<35] + [pages[3]] + pages[35...])
        // Six pages to either side.
        let pairs = PageAlignment.alignGap(left: pages, right: right, distances: 60 * 12, leastReach: 4)
        #expect(pairs.compactMap(\.left) == Array(0..<60) && pairs.compactMap(\.right) == Array(0..<61))
        #expect(pairs.filter { $0.left == nil } == [PageAlignment.Pair(nil, 35)])
    }
}
