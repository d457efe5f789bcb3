import Diagnostics

/// What the records at the end of an archive say of its directory.
struct EndRecord {
    let entryCount: UInt64
    let directoryOffset: UInt64
    let directorySize: UInt64
    /// Where the end records begin, so where the directory must end.
    let start: Int

    /// The end record, if there is exactly one that readers can agree on. What is wrong goes to `findings`.
    static func find(in input: ArchiveInput, _ findings: inout FindingCollector) throws(DiagnosedError) -> EndRecord? {
        // The comment at the very end is at most 65,535 bytes.
        let tailStart = max(0, input.size - ZipFormat.endSize - 65_535)
        let tail = try input.read(input.size - tailStart, at: tailStart)
        guard let position = locate(in: tail, at: tailStart, &findings) else {
            if !findings.hasError { reportNone(try FileBeginning(of: input), size: input.size, &findings) }
            return nil
        }
        let record = ByteReader(tail[(position - tailStart)...])
        let comment = Int(record.u16(20))
        if comment > 0 {
            findings.report(
                .archiveComment, .note, "the archive has a comment of \(comment) bytes", offset: position + 20)
        }
        if record.u16(4) != 0 || record.u16(6) != 0 || record.u16(8) != record.u16(10) {
            findings.report(
                .archiveDisks, .error, "the archive claims to be part of several disks", offset: position + 4)
        }
        let plain = EndRecord(
            entryCount: UInt64(record.u16(10)), directoryOffset: UInt64(record.u32(16)),
            directorySize: UInt64(record.u32(12)), start: position)
        return try Zip64EndRecord.resolve(plain, in: input, &findings)
    }

    private static func reportNone(_ beginning: FileBeginning, size: Int, _ findings: inout FindingCollector) {
        if beginning == .zip {
            findings.report(
                .archiveNoEnd, .error, "the archive is cut off: it has no end record", offset: size,
                help: "make the archive again; if it was downloaded, compare its size with the original's")
        } else {
            findings.report(
                .archiveNoEnd, .error, "this is no zip archive\(beginning.description)", offset: nil,
                help: "MWAA takes a zip archive; `mwaa-gcp pack` makes one of a directory")
        }
    }

    /// The offset of the one end record; `nil` when there is none, or none to rely on, which is reported. Readers search in different ways, from the back for the signature, or for a
    /// comment that reaches the end exactly; here all ways must find the same.
    private static func locate(in tail: [UInt8], at start: Int, _ findings: inout FindingCollector) -> Int? {
        var candidates: [Int] = []
        var reaching: [Int] = []
        if tail.count >= ZipFormat.endSize {
            for index in 0...(tail.count - ZipFormat.endSize) where tail[index] == 0x50 && tail[index + 1] == 0x4B {
                let record = ByteReader(tail[index...])
                guard record.u32(0) == ZipFormat.endSignature else { continue }
                candidates.append(index)
                if index + ZipFormat.endSize + Int(record.u16(20)) == tail.count { reaching.append(index) }
            }
        }
        guard let last = candidates.last else { return nil }
        if reaching.isEmpty {
            let end = last + ZipFormat.endSize + Int(ByteReader(tail[last...]).u16(20))
            guard end <= tail.count else {
                findings.report(
                    .archiveNoEnd, .error, "the comment of the end record goes past the end of the file",
                    offset: start + last)
                return nil
            }
            findings.report(
                .archiveTrailing, .error, "there are \(tail.count - end) bytes behind the end of the archive",
                offset: start + end,
                help: "some unpackers refuse such an archive; make it again, or cut the bytes off")
            return start + last
        }
        if reaching.count > 1 || reaching[0] != last {
            let other = reaching.count > 1 ? reaching[reaching.count - 2] : last
            findings.report(
                .archiveAmbiguousEnd, .error,
                "there are two end records, at byte \(start + reaching[reaching.count - 1]) and at byte \(start + other)",
                offset: start + other,
                help: "unpackers choose differently and so see different files; make the archive again")
            return nil
        }
        return start + last
    }
}
