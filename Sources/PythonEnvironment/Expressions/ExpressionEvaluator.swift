import Diagnostics
import Files
import SpannedJSON
import Subprocess
import SystemPackage

/// Evaluates expressions of the Common Expression Language as Google's security token service does, with cel-python in an
/// environment that was prepared for it.
///
/// To CEL's own functions come those that Google adds for attributes: `extract`, `split` and `join`.
package struct ExpressionEvaluator: Sendable, Hashable {
    private let interpreter: String

    /// - Parameter interpreter: a Python that has cel-python.
    package init(interpreter: String) {
        self.interpreter = interpreter
    }

    /// The evaluator that `python prepare --expressions` made, whichever Python it is for; `nil` when there is none.
    package static func find(in cache: EnvironmentCache) -> ExpressionEvaluator? {
        PreparedEnvironment.all(.expressions, in: cache).first.map { ExpressionEvaluator(interpreter: $0.interpreter) }
    }

    /// What became of an expression.
    package enum Result: Sendable, Hashable {
        case text(String)
        case truth(Bool)
        /// A value of another type, by CEL's name of it.
        case other(type: String)
        /// It is no expression from there on; line and column count from 1, columns in characters.
        case malformed(line: Int, column: Int)
        /// It has no value, with the reason as a clause.
        case failed(String)
    }

    package struct Results: Sendable, Hashable {
        package var mapping: [String: Result] = [:]
        package var condition: Result?
    }

    /// Evaluates a provider's expressions for one caller.
    ///
    /// - Parameters:
    ///   - assertion: what AWS tells of the caller.
    ///   - mapping: expressions by attributes, `google.subject` and `attribute.…`.
    ///   - condition: the provider's attribute condition, which may name the attributes.
    /// - Throws: ``DiagnosedError`` with E112 when the interpreter or cel-python does not work; `CancellationError`.
    package func evaluate(
        assertion: [String: String], mapping: [String: String], condition: String?
    ) async throws -> Results {
        var arguments = [JSONOutput.object(assertion.map { ($0.key, .string($0.value)) }).pretty()]
        arguments += mapping.map { "\($0.key)=\($0.value)" }
        if let condition { arguments.append("condition=" + condition) }
        let answer = try await ask(arguments)
        guard let root = JSONParser.parse(SourceText(name: "cel", text: answer)).root,
            case .object(let object) = root.value, case .object(let values)? = object["mapping"]?.value.value
        else { throw broken("it answers what is not understood") }
        var results = Results()
        for name in mapping.keys { results.mapping[name] = (values[name]?.value).flatMap(Self.result) }
        results.condition = (object["condition"]?.value).flatMap(Self.result)
        return results
    }

    private func ask(_ arguments: [String]) async throws -> String {
        let script = String(decoding: PackageResources.cel_py, as: UTF8.self)
        do {
            let result = try await Subprocess.run(
                .path(FilePath(interpreter)), arguments: Arguments(["-I", "-c", script] + arguments),
                output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
            if result.terminationStatus.isSuccess { return result.standardOutput }
            let last = result.standardError.split(separator: "\n").last.map(String.init)
            throw broken(last ?? "it fails without a word")
        } catch is SubprocessError {
            try Task.checkCancellation()
            throw broken("it cannot be started")
        }
    }

    private func broken(_ reason: String) -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .environmentNotMade, .error, "`\(interpreter)` evaluates no expressions: \(reason)",
                at: .file(interpreter),
                help: "remove its environment and prepare it anew with `mwaa-gcp python prepare --expressions`"))
    }

    private static func result(_ node: JSONNode) -> Result? {
        guard case .object(let object) = node.value else { return nil }
        func number(_ name: String) -> Int? {
            guard case .number(let number)? = object[name]?.value.value else { return nil }
            return Int(number)
        }
        switch object["value"]?.value.value {
        case .string(let string): return .text(string.text)
        case .bool(let truth): return .truth(truth)
        default: break
        }
        if case .string(let type)? = object["type"]?.value.value { return .other(type: type.text) }
        if let line = number("line"), let column = number("column") { return .malformed(line: line, column: column) }
        if case .string(let reason)? = object["error"]?.value.value { return .failed(reason.text) }
        return nil
    }
}
