/// What `pack` leaves out by itself, as it is found in archives that others made.
enum PluginLeftovers {
    /// The name of a pattern of `ExcludePattern.defaults` that the entry or a directory above it matches.
    static func pattern(of name: EntryName) -> ExcludePattern? {
        let components = name.bytes.split(separator: UInt8(ascii: "/"))
        for (index, component) in components.enumerated() {
            let path = ExcludePattern.Path(component: component)
            let isDirectory = index < components.count - 1
            if let found = ExcludePattern.defaults.first(where: { $0.matches(path, isDirectory: isDirectory) }) {
                return found
            }
        }
        return nil
    }
}
