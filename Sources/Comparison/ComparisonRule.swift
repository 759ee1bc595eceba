/// When two pages of the same size count as the same.
///
/// Two levels: a pixel differs if its colours are further apart than ``threshold`` and it is no mere antialiasing; a page
/// differs if more of its pixels differ than ``budget`` allows, or more in any one place than ``densityLimit`` does.
public struct ComparisonRule: Codable, Sendable, Equatable {
    /// How far apart two colours are, from 0 to 1.
    public enum Metric: String, Codable, Sendable, CaseIterable {
        /// As people see it: HyAB, that is the difference in lightness plus the distance in chroma, in OKLab with the
        /// lightness Lr (Ottosson 2020, 2021; Abasi et al. 2019). Black and white are 1 apart.
        case oklab
        /// The largest difference of a channel of sRGB; 1 is 255 levels.
        case channel
    }

    /// How many pixels of a page may differ.
    public enum Budget: Sendable, Equatable {
        case pixels(Int)
        /// Of all pixels that are compared, from 0 to 1; not rounded.
        case ratio(Double)
    }

    public var metric = Metric.oklab
    /// The distance, from 0 to 1, up to which colours count as the same.
    public var threshold = 0.1
    /// Whether a pixel that looks like the antialiasing of an edge, in either page, does not differ.
    public var ignoresAntialiasing = true
    public var budget = Budget.pixels(0)
    /// The side, in pixels, of the square that is moved over the page to find where it differs most; 1 to 1,024.
    public var window = 32
    /// The part of a window's pixels, from 0 to 1, that may differ wherever it is; nil for any.
    public var densityLimit: Double?

    public init() {}

    /// Every pixel must be the same to the last bit.
    public static let exact: ComparisonRule = {
        var rule = ComparisonRule()
        rule.metric = .channel
        rule.threshold = 0
        rule.ignoresAntialiasing = false
        return rule
    }()

    /// Returns whether so many pixels of those compared may differ.
    func allows(_ differing: Int, of compared: Int) -> Bool {
        switch budget {
        case .pixels(let pixels): differing <= pixels
        case .ratio(let ratio): Self.isWithin(differing, of: compared, ratio)
        }
    }

    /// Returns whether some pixels are no larger a part of others than a limit, whose binary fraction may lie just below
    /// what was written: 29 of 100 are 29 %.
    static func isWithin(_ count: Int, of whole: Int, _ limit: Double) -> Bool {
        // Far less than a pixel of any page.
        Double(count) <= limit * Double(whole) * (1 + 1e-12)
    }
}

extension ComparisonRule.Budget: Codable {
    private enum CodingKeys: CodingKey {
        case pixels, ratio
    }

    /// Reads `{"pixels": 12}` or `{"ratio": 0.01}`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let pixels = try container.decodeIfPresent(Int.self, forKey: .pixels) {
            self = .pixels(pixels)
        } else {
            self = .ratio(try container.decode(Double.self, forKey: .ratio))
        }
    }

    /// Writes the one or the other.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .pixels(let pixels): try container.encode(pixels, forKey: .pixels)
        case .ratio(let ratio): try container.encode(ratio, forKey: .ratio)
        }
    }
}
