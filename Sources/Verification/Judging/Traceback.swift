import Diagnostics

/// Where Python was, as an event tells it.
struct Traceback {
    private let frames: [(file: String, line: Int, function: String)]
    private let subject: Subject

    init(_ frames: [HostEvent], of subject: Subject) {
        self.subject = subject
        self.frames = frames.compactMap { frame in
            guard let file = frame.string("file"), let number = frame.number("line"),
                let line = Int(exactly: number)
            else { return nil }
            return (file, line, frame.string("function") ?? "")
        }
    }

    /// Reads `faulthandler`'s text: `  File "x.py", line 3 in f`, innermost first.
    init(stacks: String, of subject: Subject) {
        self.subject = subject
        frames = stacks.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0].hasSuffix("File ") else { return nil }
            let words = parts[2].split(whereSeparator: { $0 == " " || $0 == "," })
            guard words.count >= 4, words[0] == "line", let number = Int(words[1]) else { return nil }
            // The calls by which this tool came there say nothing.
            guard !parts[1].contains("mwaa_gcp_driver"), !parts[1].contains("importlib"), parts[1] != "<string>" else {
                return nil
            }
            return (String(parts[1]), number, String(words[3]))
        }.reversed()
    }

    /// The innermost line that is in a file of the subject.
    var place: Place? {
        frames.reversed().lazy.compactMap { subject.place(file: $0.file, line: $0.line) }.first
    }

    /// One line a call, files of the subject by the names and lines that the user knows.
    var lines: [String] {
        frames.map { frame in
            let function = frame.function.isEmpty ? "" : " in \(frame.function)"
            if case .source(let text, let span) = subject.place(file: frame.file, line: frame.line) {
                return "\(text.name):\(text.position(at: span.start).line)\(function)"
            }
            return "\(frame.file):\(frame.line)\(function)"
        }
    }
}
