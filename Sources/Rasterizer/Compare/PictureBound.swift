/// How large a picture may be for a browser to show it.
struct PictureBound {
    /// A browser holds four bytes for each, of all pictures that can be seen.
    var pixels = 40_000_000
    /// Graphics libraries hold places in 16 bits, one of them a sign.
    var side = 32_767

    /// The least whole factor by which a picture has to be made smaller; 1 if it is small enough.
    func factor(width: Int, height: Int) -> Int {
        func divided(_ length: Int, by factor: Int) -> Int { (length + factor - 1) / factor }
        var factor = max(1, divided(width, by: side), divided(height, by: side))
        while divided(width, by: factor) * divided(height, by: factor) > pixels { factor += 1 }
        return factor
    }
}
