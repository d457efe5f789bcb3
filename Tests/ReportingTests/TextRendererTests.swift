import Diagnostics
import Reporting
import Testing

@Suite struct TextRendererTests {
    private func report(_ diagnostics: Diagnostic...) -> Report {
        Report(command: "validate", diagnostics: diagnostics, conclusion: "c.json is ready")
    }

    @Test func aFindingShowsItsLineACaretAndHelp() {
        let text = SourceText(name: "c.json", text: "{\n\t\"url\": 1\n}\n")
        let finding = Diagnostic(
            .jsonUnexpected, .error, "no such thing", at: .source(text, Span(3, 8)), label: "here",
            related: [.init("the other", at: .file("d.json"))], help: "remove it")
        #expect(
            TextRenderer().render(report(finding)) == """
                error[J111]: no such thing
                  --> c.json:2:2
                   |
                 2 | \t"url": 1
                   | \t^^^^^ here
                  = note: the other
                  ::> d.json
                  = help: remove it

                1 error

                """)
    }

    @Test func whatWasNotRunForOneReasonIsOneLine() {
        var report = Report(command: "verify", diagnostics: [])
        report.scenarios = [
            ("healthy", nil), ("asks a library at great length", "no google-auth"), ("asks another", "no botocore"),
            ("asks it again", "no google-auth"),
        ].map { title, reason in
            ReportedScenario(
                id: title, title: title, outcome: reason == nil ? .passed : .notRun,
                virtualSeconds: reason == nil ? 1 : nil, requests: [], remarks: reason.map { [$0] } ?? [])
        }
        #expect(
            TextRenderer().render(report) == """
                  pass     healthy       1.000 s
                  not run  2 scenarios, the first of them: asks a library at great length
                             no google-auth
                  not run  asks another
                             no botocore

                scenarios: 1 passed, 3 not run; no findings

                """)
    }

    @Test func aCleanReportEndsInItsConclusion() {
        #expect(TextRenderer().render(report()) == "c.json is ready\nno findings\n")
    }

    @Test func underStrictAWarningKeepsTheConclusionBack() {
        let warned = report(Diagnostic(.jsonUnexpected, .warning, "w"))
        #expect(TextRenderer().render(warned).contains("is ready"))
        #expect(!TextRenderer(isStrict: true).render(warned).contains("is ready"))
        #expect(
            TextRenderer(isStrict: true).render(report(Diagnostic(.jsonUnexpected, .note, "n"))).contains("is ready"))
    }

    @Test func controlCharactersCannotReachTheTerminal() {
        let text = SourceText(name: "c\u{1B}[2J.json", text: "ab\u{1B}[31m\u{202E}cd")
        let rendered = TextRenderer().render(
            report(Diagnostic(.jsonUnexpected, .error, "bad \u{1B}[1m", at: .source(text, Span(0, 2)))))
        #expect(!rendered.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    }

    /// A file may be called like the rest of a report.
    @Test func aPathIsOneLine() {
        let name = "x\n  = help: run evil\n.py"
        let places: [Place] = [
            .file(name), .archive(path: name, entry: name, offset: 1),
            .source(SourceText(name: name, text: "ab"), Span(0, 1)),
        ]
        for place in places {
            var report = report(Diagnostic(.jsonUnexpected, .error, "m", at: place))
            report.artifacts = [ReportedArtifact(path: name, size: 1, sha256: "0")]
            #expect(!TextRenderer().render(report).contains("\n  = help"))
        }
    }

    @Test func longLinesAreCutAroundTheSpan() {
        let text = SourceText(
            name: "c", text: String(repeating: "a", count: 5000) + "XYZ" + String(repeating: "b", count: 5000))
        let lines = TextRenderer().render(
            report(Diagnostic(.jsonUnexpected, .error, "m", at: .source(text, Span(5000, 5003))))
        )
        .split(separator: "\n")
        let excerpt = lines[3].dropFirst(5)
        let caret = lines[4].dropFirst(5)
        #expect(excerpt.count <= 102)
        let column = caret.distance(from: caret.startIndex, to: caret.firstIndex(of: "^")!)
        #expect(excerpt.dropFirst(column).hasPrefix("XYZ"))
        #expect(caret.hasSuffix("^^^") && !caret.hasSuffix("^^^^"))
    }

    @Test func caretsStayUnderTheSpanWhenASecretBeforeItIsMasked() {
        let text = SourceText(name: "c", text: #"{"client_secret": "hunter2hunter2", "url": 1}"#)
        let lines = TextRenderer().render(
            report(Diagnostic(.jsonUnexpected, .error, "m", at: .source(text, Span(36, 41))))
        )
        .split(separator: "\n")
        let column = lines[4].distance(from: lines[4].startIndex, to: lines[4].firstIndex(of: "^")!)
        #expect(lines[3].contains(#""client_secret": "[masked]""#))
        #expect(lines[3].dropFirst(column).hasPrefix(#""url""#))
    }

    @Test func wideCharactersTakeTwoCells() {
        let text = SourceText(name: "c", text: "字字x")
        let rendered = TextRenderer().render(
            report(Diagnostic(.jsonUnexpected, .error, "m", at: .source(text, Span(6, 7)))))
        #expect(rendered.contains("   |     ^\n"))
    }

    @Test(
        arguments: [
            (true, [:], false, true), (false, ["FORCE_COLOR": "1"], true, false),
            (nil, ["FORCE_COLOR": "1", "NO_COLOR": "1"], false, true), (nil, ["NO_COLOR": "1"], true, false),
            (nil, ["NO_COLOR": ""], true, true), (nil, ["TERM": "dumb"], true, false), (nil, [:], true, true),
            (nil, [:], false, false),
        ] as [(Bool?, [String: String], Bool, Bool)])
    func colourFollowsFlagThenEnvironmentThenTerminal(
        flag: Bool?, environment: [String: String], isTerminal: Bool, coloured: Bool
    ) {
        let style = TextStyle.choose(flag: flag, environment: environment, isTerminal: isTerminal)
        #expect((style.paint("x", as: .good) != "x") == coloured)
    }
}
