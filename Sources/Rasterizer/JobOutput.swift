/// What a job makes of its pages.
public enum JobOutput: Sendable, Equatable {
    /// A document at a path.
    case document(String)
    /// A document on standard output, written when it is complete.
    case standardOutput
    /// A file for each page, named when all are there.
    case files(PageFileTemplate)

    /// What messages call it.
    var name: String {
        switch self {
        case .document(let path): path
        case .standardOutput: "standard output"
        case .files(let template):
            (template.directory == "." ? "" : template.directory + "/") + template.prefix
                + (template.padding == nil ? "" : "*") + template.suffix
        }
    }
}
