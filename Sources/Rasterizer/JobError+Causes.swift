internal import PageLayout
internal import PagePool

extension JobError {
    /// A failure to open the document, or to work on it for a reason that would meet every page.
    init(_ error: RenderFailure, input: String) {
        switch error.kind {
        case .inputUnreadable: self.init(.inputUnreadable, "\(input) cannot be read: \(error.message).")
        case .notAPDF:
            self.init(.inputUnreadable, "\(input) is no PDF, or damaged beyond repair: \(error.message).")
        case .passwordNeeded:
            self.init(
                .password, "\(input) is encrypted. Give its password with --password-file or PDFSPLIT_PASSWORD.")
        case .passwordWrong:
            self.init(.password, "\(input): the password is neither the user's nor the owner's.")
        case .limit: self.init(.limit, "\(input): \(error.message).")
        case .outputUnwritable: self.init(.outputUnwritable, "\(error.message).")
        case .profileUnusable, .fontsUnusable: self.init(.inputUnreadable, "\(error.message).")
        case .pageRefused: self.init(.inputUnreadable, "\(input): \(error.message).")
        }
    }

    /// The end of the pool.
    init(_ failure: PoolFailure<RenderFailure>, input: String) {
        switch failure {
        case .setupFailed(let error): self.init(error, input: input)
        case .keepsDying(let deaths):
            self.init(
                .poolFailed,
                "\(input): the worker processes keep dying, the last ones so: "
                    + deaths.map { "process \($0.pid) \($0)" }.joined(separator: "; ")
                    + ". If the file is damaged, try to repair it, for instance with qpdf.")
        case .startTimeLimit(let limit):
            self.init(
                .limit,
                "\(input): opening it took longer than \(limit.secondsText). "
                    + "Give it more time with --page-timeout.")
        case .cannotStart(let why): self.init(.poolFailed, "\(input): \(why).")
        }
    }
}

extension PageSelection {
    /// The pages selected of an input of so many, from zero.
    func selected(of count: Int, input: String) throws(JobError) -> [Int] {
        do {
            return try pages(of: count)
        } catch {
            throw JobError(.usage, "\(input): \(error.message)")
        }
    }
}
