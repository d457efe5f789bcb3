/// The parts of `/v1/projects/PROJECT/serviceAccounts/ACCOUNT:METHOD`.
struct ImpersonationPath {
    let project: Range<Int>
    let account: Range<Int>
    /// `nil` when there is no colon.
    let method: Range<Int>?

    /// `nil` when `path` does not have this form.
    init?(_ path: ArraySlice<UInt8>) {
        let segments = path.ranges(separatedBy: UInt8(ascii: "/"))
        guard segments.count == 6, segments[0].isEmpty, path[segments[1]].equals("v1"),
            path[segments[2]].equals("projects"), path[segments[4]].equals("serviceAccounts")
        else { return nil }
        project = segments[3]
        let last = path[segments[5]]
        if let colon = last.lastIndex(of: UInt8(ascii: ":")) {
            account = last.startIndex..<colon
            method = colon + 1..<last.endIndex
        } else {
            account = last.startIndex..<last.endIndex
            method = nil
        }
    }
}
