import Testing

@testable import Comparison

#if canImport(Glibc)
    import Glibc
#endif

/// Base to the power of an exponent.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

@Suite("Comparing pixels, by the definitions")
struct ReferenceTests {
    /// Two pictures.
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var make: @Sendable (_ components: Int) -> (Picture, Picture)

        static let all: [Case] = [
            Case(testDescription: "noise") {
                (.noise(53, 31, components: $0, seed: 1), .noise(53, 31, components: $0, seed: 2))
            },
            Case(testDescription: "shapes that are moved by a third of a pixel") {
                (
                    .shapes(83, 47, components: $0, seed: 3),
                    .shapes(83, 47, components: $0, seed: 3, shift: 0.34).disturbed(seed: 14, every: 12, by: 120)
                )
            },
            Case(testDescription: "other shapes") {
                (.shapes(67, 40, components: $0, seed: 4), .shapes(67, 40, components: $0, seed: 5))
            },
            Case(testDescription: "shapes with pixels that are a little off") {
                let picture = Picture.shapes(70, 40, components: $0, seed: 6)
                return (picture, picture.disturbed(seed: 7, every: 9, by: 60))
            },
            Case(testDescription: "shapes and their negative, so that all differs, slopes and areas") {
                let picture = Picture.shapes(83, 30, components: $0, seed: 15)
                var negative = picture
                negative.bytes = picture.bytes.map { 255 - $0 }
                return (picture, negative)
            },
            Case(testDescription: "noise near black that is a few levels off") {
                var picture = Picture.noise(97, 41, components: $0, seed: 16)
                picture.bytes = picture.bytes.map { $0 % 20 }
                return (picture, picture.disturbed(seed: 17, every: 1, by: 9))
            },
            Case(testDescription: "noise that is a few levels off") {
                let picture = Picture.noise(131, 41, components: $0, seed: 18)
                return (picture, picture.disturbed(seed: 19, every: 1, by: 15))
            },
            Case(testDescription: "one pixel") {
                (.noise(1, 1, components: $0, seed: 8), .noise(1, 1, components: $0, seed: 9))
            },
            Case(testDescription: "a column") {
                (.noise(1, 37, components: $0, seed: 10), .noise(1, 37, components: $0, seed: 11))
            },
            Case(testDescription: "two rows") {
                (.noise(40, 2, components: $0, seed: 12), .noise(40, 2, components: $0, seed: 13))
            },
        ]
    }

    static let rules: [ComparisonRule] = [
        ComparisonRule(threshold: 0.05), ComparisonRule(threshold: 0.25),
        ComparisonRule(ignoresAntialiasing: false), ComparisonRule(metric: .channel, threshold: 0.1), .exact,
        ComparisonRule(metric: .channel, threshold: 10.0 / 255, ignoresAntialiasing: false),
    ]

    @Test("Every pixel has the class that the definitions give it", arguments: Case.all, rules)
    func classes(of pictures: Case, rule: ComparisonRule) {
        for components in [1, 3] {
            let (left, right) = pictures.make(components)
            let compared = Compared(left, right, rule)
            let reference = Reference(left: left, right: right, rule: rule)
            #expect(compared.classes == reference.classes())
            let expected = reference.difference()
            #expect(compared.difference.compared == expected.compared)
            #expect(compared.difference.differing == expected.differing)
            #expect(compared.difference.tolerated == expected.tolerated)
            #expect(compared.difference.antialiased == expected.antialiased)
            #expect(abs(compared.difference.largestDistance - expected.largestDistance) < 2e-6)
        }
    }

    @Test("Gray pictures compare as the same in RGB do, to the last bit", arguments: Case.all, rules)
    func gray(of pictures: Case, rule: ComparisonRule) {
        let (left, right) = pictures.make(1)
        let (gray, rgb) = (Compared(left, right, rule), Compared(left.inRGB, right.inRGB, rule))
        #expect(gray.classes == rgb.classes)
        #expect(gray.difference == rgb.difference)
    }

    @Test("Portable code gives what vectors give, to the last bit", arguments: Case.all, rules)
    func portable(of pictures: Case, rule: ComparisonRule) {
        for components in [1, 3] {
            let (left, right) = pictures.make(components)
            let (fast, portable) = (Compared(left, right, rule), Compared(left, right, rule, portable: true))
            #expect(fast.classes == portable.classes)
            #expect(fast.difference == portable.difference)
        }
    }

    @Test(
        "Dark colours a few levels apart, in whatever direction, have the class of their distance",
        arguments: [0.05, 0.1])
    func dark(threshold: Double) {
        let directions = triples([-1, 0, 1])
        var left: [UInt8] = []
        var right: [UInt8] = []
        for level in 0..<17 {
            for color in triples([level, level + 6, 140]) {
                for (direction, levels) in directions.flatMap({ way in [1, 2, 4, 8].map { (way, $0) } }) {
                    left += color.map { UInt8($0) }
                    right += zip(color, direction).map { UInt8(max($0 + $1 * levels, 0)) }
                }
            }
        }
        var (a, b) = (Picture(width: 108, height: 459, components: 3), Picture(width: 108, height: 459, components: 3))
        (a.bytes, b.bytes) = (left, right)
        let rule = ComparisonRule(threshold: threshold, ignoresAntialiasing: false)
        let isRight = Compared(a, b, rule).classes == Reference(left: a, right: b, rule: rule).classes()
        #expect(isRight)
    }

    private func triples(_ values: [Int]) -> [[Int]] {
        values.flatMap { first in values.flatMap { second in values.map { [first, second, $0] } } }
    }

    @Test("Pictures of shapes have slopes, and what is no slope")
    func antialiasing() {
        let (left, right) = Case.all[1].make(3)
        let difference = Compared(left, right, ComparisonRule(threshold: 0.05)).difference
        #expect(difference.antialiased > 50 && difference.differing > 50 && difference.tolerated > 50)
    }

    @Test("Black and white are 1 apart", arguments: ComparisonRule.Metric.allCases, [1, 3])
    func extremes(metric: ComparisonRule.Metric, components: Int) {
        let white = Picture(width: 1, height: 1, components: components, level: 255)
        let black = Picture(width: 1, height: 1, components: components, level: 0)
        let difference = Compared(white, black, ComparisonRule(metric: metric)).difference
        #expect(difference.differing == 1)
        #expect(abs(difference.largestDistance - 1) < 1e-6)
    }

    @Test(
        "The largest distance, given as the threshold, lets all pixels pass", arguments: ComparisonRule.Metric.allCases)
    func largest(metric: ComparisonRule.Metric) {
        let (left, right) = Case.all[0].make(3)
        var rule = ComparisonRule(metric: metric)
        rule.threshold = Compared(left, right, rule).difference.largestDistance
        #expect(Compared(left, right, rule).difference.differing == 0)
        rule.threshold -= 0.0001
        #expect(Compared(left, right, rule).difference.differing > 0)
    }

    // Figures of pixelmatch's own tests, at its threshold of 0.1.
    @Test(
        "Pairs of colours are as far apart as is known of them",
        arguments: [
            ([0, 0, 0], [13, 13, 13], false), ([0, 0, 0], [23, 23, 23], true),
            ([41, 56, 157], [41, 56, 0], true), ([39, 44, 92], [39, 44, 14], true),
            ([0, 254, 252], [94, 254, 252], false), ([0, 254, 252], [47, 254, 252], false),
        ] as [([UInt8], [UInt8], Bool)])
    func known(_ first: [UInt8], _ second: [UInt8], differ: Bool) {
        var (left, right) = (Picture(width: 1, height: 1, components: 3), Picture(width: 1, height: 1, components: 3))
        (left.bytes, right.bytes) = (first, second)
        #expect(Compared(left, right, ComparisonRule()).difference.differing == (differ ? 1 : 0))
    }
}
