/// Where entries come from.
package enum ArchiveSource: Sendable {
    /// Bytes that the tool made. `description` names them for people, as in "the rendered plugin".
    case bytes([UInt8], name: EntryName, description: String, executable: Bool = false)
    /// All that is below a directory; its own name is no part of the entries' names.
    case directory(String)
    /// One file, under another name or its own. A symbolic link is followed, since the user named it.
    case file(String, name: EntryName? = nil)
}

/// What entries' permission bits are.
package enum ModeRule: Sendable, Hashable {
    /// 0755 when the file may be executed by anybody, else 0644.
    case executableBit
    /// The same for all.
    case fixed(UInt16)

    /// Reads `--mode`: `0644` or `0755`, with or without the leading zero; `nil` for anything else, since other bits
    /// either make files that Airflow cannot read or mean nothing there.
    package init?(_ text: String) {
        switch text {
        case "644", "0644": self = .fixed(0o644)
        case "755", "0755": self = .fixed(0o755)
        default: return nil
        }
    }

    func mode(isExecutable: Bool) -> UInt16 {
        switch self {
        case .executableBit: isExecutable ? 0o755 : 0o644
        case .fixed(let mode): mode
        }
    }
}
