import Diagnostics
import SpannedJSON

/// google-auth opens the file in the encoding of the locale: under `LANG=C` text beyond ASCII can stop it.
enum NonASCIIText: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        // What is no JSON is told of at its place.
        guard config.isValid, !config.source.bytes[...].isASCII,
            let start = config.source.bytes.firstIndex(where: { $0 >= 0x80 })
        else { return }
        // Values that google-auth reads have a rule of their own.
        for member in ConfigMemberSet.strings {
            if let string = config.text(member)?.string, string.span.start <= start, start < string.span.end { return }
        }
        var end = start
        while end < config.source.bytes.count, config.source.bytes[end] >= 0x80 { end += 1 }
        report.warning(
            .configNonASCIIText, "text beyond ASCII in the file", at: Span(start, end),
            help: "write ASCII, or \\u escapes: google-auth opens the file in the encoding of the worker's locale")
    }
}
