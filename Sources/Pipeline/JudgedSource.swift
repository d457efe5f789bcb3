import CredentialConfig
import Diagnostics
import Files

/// What judging one source gave.
struct JudgedSource: Sendable {
    /// Of the file, where it could be opened.
    private(set) var identity: Tree.Identity?
    var diagnostics: [Diagnostic] = []
    /// The configs that were read: one of a file, any number of an archive.
    private(set) var configs: [String] = []
    /// How many texts are no credential configs.
    private(set) var others = 0
    /// What mending would change, where that is asked for.
    private(set) var diff: [UInt8] = []
    /// The text of the file in which something can be mended, where that is asked for.
    private(set) var fixable: SourceText?

    /// Nothing: the source was judged already.
    init() {}

    /// Reads and judges a source. Nothing is mended yet, since the same file may be among the sources again.
    init(_ source: ConfigSources.Source, _ context: ValidationContext, _ mode: ValidateStage.Mode) {
        do throws(DiagnosedError) {
            switch source {
            case .named(let path):
                let content = try ConfigSources.read(path, identity: &identity)
                try judge(content, namedAs: path, context, mode)
            case .input: try judge(ConfigSources.readStandardInput(), namedAs: "<stdin>", context, mode)
            case .found(let path): try judgeFound(path, context, mode)
            case .failure(let error): throw error
            case .end: break
            }
        } catch {
            diagnostics += error.diagnostics
        }
    }

    /// What was named: a text is judged whatever it is, an archive must have a config.
    private mutating func judge(
        _ content: ConfigSources.Content, namedAs path: String, _ context: ValidationContext, _ mode: ValidateStage.Mode
    ) throws(DiagnosedError) {
        switch content {
        case .text(let text): add(CredentialConfigValidator.validate(text, context), on: text, context, mode)
        case .archive(let name, let bytes):
            try judgeArchive(name, bytes, context, mode)
            if configs.isEmpty, diagnostics.isEmpty {
                diagnostics.append(ConfigSources.Container(kind: "archive", path: path).isEmpty)
            }
        }
    }

    /// A file of a directory. An archive there may be anything: one without a config is no mistake, and what cannot be read
    /// need not be a plugins.zip.
    private mutating func judgeFound(
        _ path: String, _ context: ValidationContext, _ mode: ValidateStage.Mode
    ) throws(DiagnosedError) {
        switch try ConfigSources.read(path, identity: &identity) {
        case .text(let text): judgeIfCredential(text, context, mode)
        case .archive(let name, let bytes):
            do throws(DiagnosedError) {
                try judgeArchive(name, bytes, context, mode)
            } catch {
                diagnostics += error.diagnostics.filter { $0.severity == .error }.map(\.asWarning)
            }
        }
    }

    private mutating func judgeArchive(
        _ name: String, _ bytes: [UInt8]?, _ context: ValidationContext, _ mode: ValidateStage.Mode
    ) throws(DiagnosedError) {
        try ConfigSources.texts(ofArchive: name, bytes) { text in
            // An archive is built again, not edited.
            judgeIfCredential(text, context, mode == .fix ? .judge : mode)
        }
    }

    private mutating func judgeIfCredential(
        _ text: SourceText, _ context: ValidationContext, _ mode: ValidateStage.Mode
    ) {
        if let validated = CredentialConfigValidator.validateFound(text, context) {
            add(validated, on: text, context, mode)
        } else {
            others += 1
        }
    }

    private mutating func add(
        _ validated: ValidatedConfig, on text: SourceText, _ context: ValidationContext, _ mode: ValidateStage.Mode
    ) {
        configs.append(text.name)
        diagnostics += validated.diagnostics
        guard validated.diagnostics.contains(where: { $0.fix != nil }) else { return }
        switch mode {
        case .judge: break
        case .diff: diff += ConfigFixer.fix(text, context).difference(from: text)
        case .fix: fixable = text
        }
    }

    /// Mends the file, and judges it again; where it cannot be written, that is among the findings.
    ///
    /// - Returns: also how many findings were mended.
    func mended(_ context: ValidationContext) -> (judged: JudgedSource, count: Int) {
        guard let fixable else { return (self, 0) }
        var judged = self
        judged.fixable = nil
        do throws(DiagnosedError) {
            let fixed = try ConfigStage.fix(fixable, context)
            judged.diagnostics = fixed.validated.diagnostics
            return (judged, fixed.mended.count)
        } catch {
            judged.diagnostics += error.diagnostics
            return (judged, 0)
        }
    }
}

extension Diagnostic {
    fileprivate var asWarning: Diagnostic {
        var copy = self
        copy.severity = .warning
        return copy
    }
}
