internal import MuPDF
internal import RasterOutput

extension StorageOptions {
    /// Makes the conversion to the output's profile ready; nil if there is none.
    func outputConversion() throws(RenderFailure) -> OutputConversion? {
        guard let profile else { return nil }
        let conversion = OutputConversion(
            profile: profile.bytes, components: profile.color.components, intent: intent.conversion,
            compensatesBlackPoint: compensatesBlackPoint && intent != .absoluteColorimetric)
        guard let conversion else {
            throw RenderFailure(
                .profileUnusable,
                "\(profile.name) is damaged, or has no way from colours to a device by the intent \(intent.rawValue)")
        }
        return conversion
    }
}

extension RenderingIntent {
    var conversion: OutputConversion.Intent {
        switch self {
        case .perceptual: .perceptual
        case .relativeColorimetric: .relativeColorimetric
        case .saturation: .saturation
        case .absoluteColorimetric: .absoluteColorimetric
        }
    }
}
