/// How finely edges are graded, in bits.
public struct Antialiasing: Codable, Sendable, Equatable {
    /// 0 (black or white) to 8, for glyphs and for everything else.
    ///
    /// The engine has 0, 2, 4, 6 and 8 bits and takes the
    /// next larger.
    public var text, graphics: Int

    public init(text: Int = 8, graphics: Int = 8) {
        (self.text, self.graphics) = (text, graphics)
    }

    /// The number of grays that a page of black on white needs at most, where that is less than all; nil otherwise.
    ///
    /// Where edges cross, blending makes levels in between, which would cost a page twice the bits without showing.
    var levels: Int? {
        switch max(text, graphics) {
        case 0: 2
        case 1...2: 4
        case 3...4: 16
        default: nil
        }
    }
}
