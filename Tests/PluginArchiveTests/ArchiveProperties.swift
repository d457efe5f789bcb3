import Diagnostics
import PluginArchive

/// What must hold for any bytes whatever, for the fuzzer and for the tests.
enum ArchiveProperties {
    private static let limits: ReaderLimits = {
        var limits = ReaderLimits()
        limits.entries = 500
        limits.directorySize = 1 << 16
        limits.totalSize = 1 << 20
        limits.contentSize = 1 << 18
        return limits
    }()

    /// What does not hold for `bytes`; empty when all is well.
    static func violations(_ bytes: [UInt8]) -> [String] {
        do {
            let reader = try ArchiveReader(bytes: bytes, name: "input.zip", limits: limits)
            let contents = try reader.checkContents(threads: 1, cancellation: CancellationSwitch())
            return places(reader.findings + contents.findings + reader.lints, bytes.count)
                + structure(reader, contents) + data(reader, contents)
        } catch {
            return ["bytes in memory were not read: \(error)"]
        }
    }

    /// Findings are inside the archive and in order.
    private static func places(_ findings: [Diagnostic], _ count: Int) -> [String] {
        findings.compactMap { finding in
            guard case .archive(let path, _, let offset) = finding.place else { return "\(finding.message): no place" }
            return path == "input.zip" && (0...count).contains(offset ?? 0) ? nil : "\(finding.message): outside"
        }
    }

    /// What no finding is about is as it should be.
    private static func structure(_ reader: ArchiveReader, _ contents: ArchiveReader.Contents) -> [String] {
        var violations: [String] = []
        if reader.isSound == reader.findings.contains(where: { $0.severity == .error }) {
            violations.append("sound and with errors, or neither")
        }
        if reader.isSound, !reader.isSafeToInflate { violations.append("sound, but not safe") }
        if contents.hashes.count != reader.entries.count { violations.append("not one hash for each entry") }
        guard reader.isSound else { return violations }
        if Set(reader.entries.map(\.name)).count != reader.entries.count { violations.append("a name twice") }
        for entry in reader.entries {
            let name = entry.isDirectory ? Array(entry.name.bytes.dropLast()) : entry.name.bytes
            if NameRules.breaches(of: name).contains(where: { $0.severity == .error }) {
                violations.append("a bad name: \(entry.name)")
            }
        }
        if reader.entries.reduce(0, { $0 + $1.size }) > limits.totalSize { violations.append("above the limit") }
        if (contents.digest == nil) == contents.findings.isEmpty {
            violations.append("a digest and findings, or neither")
        }
        return violations
    }

    /// A content that was checked is the content that is returned.
    private static func data(_ reader: ArchiveReader, _ contents: ArchiveReader.Contents) -> [String] {
        zip(reader.entries, contents.hashes).compactMap { entry, hash in
            let content = try? reader.contents(of: entry)
            if let content, content.count != entry.size { return "\(entry.name) has another size" }
            if entry.size > limits.contentSize { return content == nil ? nil : "\(entry.name) is too large" }
            return content.map(ContentHash.init(of:)) == hash ? nil : "\(entry.name) has another content"
        }
    }
}
