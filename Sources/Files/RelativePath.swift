extension Tree {
    /// The path of something in a directory, which people may have written with a slash at its end.
    package static func path(of name: String, in directory: String) -> String {
        directory.hasSuffix("/") ? directory + name : directory + "/" + name
    }

    /// A path that counts from the working directory as it reads from `directory`, which exists; an absolute path stays.
    package static func path(_ path: String, from directory: String) -> String {
        let (here, there) = (absolute("."), absolute(directory))
        guard !path.hasPrefix("/"), here != there else { return path }
        var target = here.split(separator: "/")[...]
        for component in path.split(separator: "/") where component != "." {
            if component == ".." { target = target.dropLast() } else { target.append(component) }
        }
        var base = there.split(separator: "/")[...]
        while let first = base.first, first == target.first {
            base = base.dropFirst()
            target = target.dropFirst()
        }
        let components = base.map { _ in ".." } + target
        return components.isEmpty ? "." : components.joined(separator: "/")
    }
}
