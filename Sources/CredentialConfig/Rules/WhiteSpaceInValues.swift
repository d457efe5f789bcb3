import Diagnostics
import SpannedJSON

/// google-auth uses values verbatim: white space around or inside one makes it another value.
enum WhiteSpaceInValues: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil else { return }
        for member in config.index.unclean.intersection(.strings) {
            guard let text = config.text(member) else { continue }
            let whole = text.string.utf8.indices
            let before = whole.lowerBound..<text.bytes.startIndex
            let after = text.bytes.endIndex..<whole.upperBound
            if text.bytes.isEmpty {
                report.error(
                    .configWhiteSpace, "`\(member.name)` holds nothing but white space", at: text.string.span,
                    help: member.isRequired ? "write a value" : "remove the member, or write a value")
                continue
            }
            for range in [before, after] where !range.isEmpty {
                let span = text.span(of: range, in: config.source)
                report.error(
                    .configWhiteSpace,
                    "white space \(range == before ? "before" : "after") the value of `\(member.name)`",
                    at: span, help: "remove it", fix: .removing(span, "remove the white space"))
            }
            if let inside = text.bytes.firstIndex(where: WhiteSpace.isASCII) {
                let end = text.bytes[inside...].firstIndex { !WhiteSpace.isASCII($0) } ?? text.bytes.endIndex
                report.error(
                    .configWhiteSpace, "white space inside the value of `\(member.name)`",
                    at: text.span(of: inside..<end, in: config.source),
                    help: "remove it: no value has white space inside",
                    fix: placeholder(around: inside, in: text.bytes).map {
                        .replacing(text.span(of: $0, in: config.source), with: "{region}", "write `{region}`")
                    })
            }
        }
    }

    /// The range of `{ region }`, written with blanks as templates do; elsewhere something else may be missing.
    private static func placeholder(around index: Int, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard let start = bytes[...index].lastIndex(of: UInt8(ascii: "{")),
            let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")),
            bytes[(start + 1)..<end].filter({ !WhiteSpace.isASCII($0) })[...].equals("region")
        else { return nil }
        return start..<(end + 1)
    }
}
