/// The entries of an archive in the columns of `unzip -v`, which people and scripts know.
enum ArchiveListing {
    /// - Parameter clean: makes a name fit for a terminal.
    static func text(_ archive: ReportedArchive, _ entries: [ReportedEntry], clean: (String) -> String) -> String {
        var lines = [
            "Archive:  \(clean(archive.path))",
            " Length   Method    Size  Cmpr    Date    Time   CRC-32   Name",
            "--------  ------  ------- ---- ---------- ----- --------  ----",
        ]
        for entry in entries {
            lines.append(
                right(entry.size, 8) + "  " + left(method(entry), 7) + right(entry.compressedSize, 8) + " "
                    + percent(entry.size, entry.compressedSize) + " \(entry.modified) \(hex(entry.crc32))  "
                    + clean(entry.name))
        }
        let size = saturatingSum(entries.map(\.size))
        let compressed = saturatingSum(entries.map(\.compressedSize))
        lines.append("--------          -------  ---                            -------")
        lines.append(
            right(size, 8) + "         " + right(compressed, 8) + " " + percent(size, compressed)
                + "                            \(entries.count) file\(entries.count == 1 ? "" : "s")")
        return lines.joined(separator: "\n") + "\n"
    }

    /// Deflate tells in two bits how hard it tried.
    private static func method(_ entry: ReportedEntry) -> String {
        switch entry.method {
        case 0: "Stored"
        case 8: "Defl:" + ["N", "X", "F", "S"][Int(entry.flags >> 1 & 3)]
        default: "Unk:" + String(repeating: "0", count: max(0, 3 - String(entry.method).count)) + String(entry.method)
        }
    }

    /// Bytes saved, to the nearest whole percentage, a half away from zero.
    private static func percent(_ size: Int, _ compressed: Int) -> String {
        guard size > 0 else { return "  0%" }
        let share = (Double(size) - Double(compressed)) * 100 / Double(size)
        return right(Int(min(max(share.rounded(.toNearestOrAwayFromZero), -99), 100)), 3) + "%"
    }

    static func hex(_ number: UInt32) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    private static func saturatingSum(_ numbers: [Int]) -> Int {
        numbers.reduce(0) { $0.addingReportingOverflow($1).overflow ? .max : $0 + $1 }
    }

    private static func right(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
