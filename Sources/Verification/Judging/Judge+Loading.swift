import Diagnostics
import MockCloud

extension Judge {
    func judgeLoading(_ verdict: inout Verdict) -> [Violation] {
        var violations: [Violation] = []
        for event in events("loaded") {
            for problem in event.objects("problems") {
                violations += judge(problem, &verdict)
            }
            violations += duplicateNames(event.objects("plugins"))
            if event.objects("plugins").isEmpty, violations.isEmpty, !verdict.missingModules.isEmpty {
                let wants = verdict.missingModules.sorted { $0.key < $1.key }.map { "\($0.key) imports `\($0.value)`" }
                verdict.notJudged = "\(wants.joined(separator: ", ")), which this Python does not have"
                verdict.isExcused = true
            }
        }
        for problem in events("parsed").flatMap({ $0.objects("problems") }) {
            violations += judge(problem, &verdict)
        }
        for event in events("escaped") {
            let error = event.object("error")
            let type = error?.string("type") ?? "an exception"
            violations.append(
                violation(
                    .loads, "`\(type)` escapes the import and ends the process that loads plugins",
                    frames: error?.objects("frames") ?? []))
        }
        if violations.isEmpty, let death { violations.append(death) }
        if events("hang").isEmpty, events("horizon").isEmpty,
            events("task-ended").contains(where: { $0.number("status") != 0 })
        {
            violations.append(Violation(.loads, "a task dies in the fork that starts it"))
        }
        return violations
    }

    /// From Airflow 2.8 on the second of two plugins of one name is dropped without a word; in 3.2 and 3.3 the task SDK's
    /// loader drops all that come after it as well.
    private func duplicateNames(_ plugins: [HostEvent]) -> [Violation] {
        let files = Dictionary(grouping: plugins) { $0.string("name") ?? "" }.mapValues {
            $0.compactMap { $0.string("file") }
        }
        return files.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { name, files in
            let list = files.sorted().map { "`\($0)`" }.joined(separator: " and ")
            return Violation(
                .loads, "\(list) have plugins of one name, `\(firstLine(name))`: Airflow keeps one of them",
                place: subject.place(file: subject.folder + "/" + files.sorted()[0], line: 1))
        }
    }

    private func judge(_ problem: HostEvent, _ verdict: inout Verdict) -> [Violation] {
        let file = problem.string("file") ?? "?"
        switch problem.string("kind") {
        case "shadows":
            return [
                Violation(
                    .loads, "`\(file)` takes the place of Python's module `\(problem.string("module") ?? "?")`",
                    place: subject.place(file: subject.folder + "/" + file, line: 1))
            ]
        case "same-stem":
            verdict.sameStems.append(problem.strings("files"))
            return []
        default:
            let error = problem.object("error")
            if let module = error?.string("missing_module") {
                verdict.missingModules[file] = module
                return []
            }
            let type = error?.string("type") ?? ""
            let message = firstLine(error?.string("message") ?? "")
            let what = [type, message].filter { !$0.isEmpty }.joined(separator: ": ")
            let fate = problem.string("kind") == "grammar" ? "is not in that Python's grammar" : "cannot be imported"
            return [violation(.loads, "`\(file)` \(fate): \(what)", frames: error?.objects("frames") ?? [])]
        }
    }

    /// The end of a process that did not live to tell of its import.
    private var death: Violation? {
        guard events("done").isEmpty, events("hang").isEmpty, events("horizon").isEmpty else { return nil }
        let what = wasLoaded ? "a worker dies after the import" : "the import ends the whole process"
        let traceback = Traceback(stacks: transcript.stacks, of: subject)
        func died(_ message: String) -> Violation {
            Violation(.loads, message, place: traceback.place, traceback: traceback.lines)
        }
        switch transcript.end {
        case .exited(let status): return died("\(what), with exit status \(status)")
        case .signaled(let signal):
            return died("\(what), with signal \(Self.name(of: signal))")
        case .flood: return died("the plugin writes more than 8 MiB of output")
        case .limit, .cancelled, .failed, .hostLost: return nil
        }
    }

    private static func name(of signal: Int) -> String {
        let names = [4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL", 11: "SIGSEGV", 15: "SIGTERM"]
        return names[signal].map { "\(signal) (\($0))" } ?? String(signal)
    }

    /// The first line, cut where it is long; then masked before, since half a secret would not be known for one.
    func firstLine(_ text: String) -> String {
        let line = secrets.search.masking(Array(text.utf8.prefix { $0 != UInt8(ascii: "\n") }), with: "[masked]")
        let text = String(decoding: line, as: UTF8.self)
        return text.count > 200 ? text.prefix(199) + "…" : text
    }

    // MARK: - Time

    func judgeTime() -> [Violation] {
        var violations: [Violation] = []
        for event in events("loaded") + events("escaped") {
            if let seconds = event.number("seconds"), seconds > budget.importSeconds {
                violations.append(
                    Violation(
                        .bounded,
                        "the import takes \(Self.text(seconds)) s, more than the \(Self.text(budget.importSeconds)) s allowed"
                    ))
            }
        }
        for event in events("forked") {
            if let seconds = event.number("seconds"), seconds > budget.forkSeconds {
                violations.append(
                    Violation(
                        .bounded,
                        "a fork takes \(Self.text(seconds)) s, more than the \(Self.text(budget.forkSeconds)) s allowed"
                    ))
            }
        }
        let what = wasLoaded ? "a task" : "the import"
        for event in events("hang") {
            violations.append(violation(.bounded, "\(what) waits for ever", frames: stack(of: event)))
        }
        for event in events("horizon") {
            violations.append(violation(.bounded, "\(what) never comes to an end", frames: stack(of: event)))
        }
        if transcript.end == .limit {
            let traceback = Traceback(stacks: transcript.stacks, of: subject)
            let how =
                transcript.notes.contains("stopped")
                ? "a signal such as SIGSTOP stopped a process, and nothing continues it"
                : "it works on without waiting for anything"
            violations.append(
                Violation(
                    .bounded, "\(what) does not end: \(how)", place: traceback.place, traceback: traceback.lines))
        }
        return violations
    }

    static func text(_ seconds: Double) -> String {
        let tenths = Int((seconds * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }
}
