package import Diagnostics

/// What an entry may be called, so that every unpacker makes the same file of it, inside the directory meant.
///
/// The writer and the reader hold names to the same rules. Sources: APPNOTE 6.3.10, 4.4.17 (relative, forward slashes),
/// and what unpackers were seen to do with each other spelling.
package enum NameRules {
    /// One breach of a rule.
    package struct Breach: Sendable, Hashable {
        package let code: DiagnosticCode
        package let severity: Severity
        /// What follows "the name x": "contains a backslash".
        package let predicate: String
    }

    /// Bytes of the longest path that Linux opens; the format itself could say 65,535.
    static let longestPath = 4_095

    /// Every rule that `name` breaks, in a fixed order; empty for a good one. A directory's name comes without its
    /// closing slash.
    package static func breaches(of name: [UInt8]) -> [Breach] {
        var breaches: [Breach] = []
        func report(_ code: DiagnosticCode, _ predicate: String, _ severity: Severity = .error) {
            breaches.append(Breach(code: code, severity: severity, predicate: predicate))
        }
        let components = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if name.first == UInt8(ascii: "/") || hasDrivePrefix(name) { report(.archiveNameAbsolute, "is absolute") }
        if components.dropFirst(name.first == UInt8(ascii: "/") ? 1 : 0).contains(where: \.isEmpty) {
            report(.archiveNameComponent, name.isEmpty ? "is empty" : "has an empty component")
        }
        if components.contains(where: { $0.elementsEqual([0x2E]) || $0.elementsEqual([0x2E, 0x2E]) }) {
            report(.archiveNameComponent, "has a `.` or `..` component")
        }
        if name.contains(UInt8(ascii: "\\")) { report(.archiveNameBackslash, "contains a backslash") }
        if name.count > longestPath { report(.archiveNameTooLong, "is longer than \(longestPath) bytes") }
        if components.contains(where: { $0.count > 255 }) {
            report(.archiveNameTooLong, "has a component longer than 255 bytes")
        }
        if let text = String(validating: name, as: UTF8.self) {
            if text.unicodeScalars.contains(where: isControl) {
                report(.archiveNameControl, "contains a control character")
            }
            if text.unicodeScalars.contains(where: isDirectionMark) {
                report(.archiveNameDirection, "contains a mark that changes the direction of writing", .warning)
            }
        } else {
            report(.archiveNameEncoding, "is not valid UTF-8")
        }
        if components.contains(where: isReservedOnWindows) {
            report(.archiveNameReserved, "has a component that Windows reserves", .warning)
        }
        return breaches
    }

    /// C0, DEL and C1.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    /// The bidirectional controls of Unicode (UAX 9), with which a name can be made to look like another.
    static func isDirectionMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func hasDrivePrefix(_ name: [UInt8]) -> Bool {
        name.count >= 2 && name[1] == UInt8(ascii: ":") && (0x61...0x7A).contains(name[0] | 0x20)
    }

    /// `CON`, `nul.txt`, `com1.py` and the like name devices there, whatever the extension.
    private static func isReservedOnWindows(_ component: ArraySlice<UInt8>) -> Bool {
        let stem = component.prefix { $0 != UInt8(ascii: ".") }.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
        guard stem.count == 3 || stem.count == 4 else { return false }
        let text = String(decoding: stem, as: UTF8.self)
        if ["CON", "PRN", "AUX", "NUL"].contains(text) { return true }
        return stem.count == 4 && (text.hasPrefix("COM") || text.hasPrefix("LPT")) && (0x31...0x39).contains(stem[3])
    }
}
