package import Diagnostics
import SpannedJSON

/// What validation found.
package struct ValidatedConfig: Sendable {
    /// What was read; `nil` where that is no object.
    private let document: ConfigDocument?
    /// In order of place, then of code.
    package let diagnostics: [Diagnostic]

    init(_ document: ConfigDocument?, _ diagnostics: [Diagnostic]) {
        self.document = document
        self.diagnostics = diagnostics
    }

    /// What the config says, when its parts could be read; other parts may still have errors.
    package var config: CredentialConfig? { document.flatMap(CredentialConfig.init) }

    package var hasErrors: Bool { diagnostics.hasError }
}

/// Judges credential configs as a worker's google-auth would meet them, and more strictly than it does.
package enum CredentialConfigValidator {
    /// Parses `text` and applies every rule.
    ///
    /// Secrets in the text are overwritten in the texts that the diagnostics carry.
    package static func validate(
        _ text: SourceText, _ context: ValidationContext = ValidationContext()
    ) -> ValidatedConfig {
        validate(JSONParser.parse(text), text, context)
    }

    /// Like ``validate(_:_:)``, for a text that may be anything; `nil` when it is no credential of Google's.
    ///
    /// A credential with a mistake in it counts, and one of another kind than an external account: it has no business
    /// beside a plugin, and is reported.
    package static func validateFound(
        _ text: SourceText, _ context: ValidationContext = ValidationContext()
    ) -> ValidatedConfig? {
        guard CredentialText.mayBe(text.bytes) else { return nil }
        let parsed = JSONParser.parse(text)
        return CredentialText.isCredential(parsed, of: text) ? validate(parsed, text, context) : nil
    }

    /// What is wrong with the AWS region of an environment, whatever the config.
    package static func judge(region: ValidationContext.Setting) -> [Diagnostic] { EnvironmentRegion.judge(region) }

    private static func validate(
        _ parsed: JSONParser.Result, _ text: SourceText, _ context: ValidationContext
    ) -> ValidatedConfig {
        var document: ConfigDocument?
        var diagnostics = parsed.diagnostics
        if let root = parsed.root {
            let (found, findings) = judge(root, parsed, text, context)
            document = found
            // Edits are made for JSON: first the syntax is mended, then the rest.
            diagnostics += parsed.diagnostics.hasError ? findings.map(\.withoutFix) : findings
        }
        if diagnostics.isEmpty { return ValidatedConfig(document, []) }
        // Where one mistake cannot be mended, it is not sure that the others are what they seem.
        if parsed.diagnostics.contains(where: { $0.severity == .error && $0.fix == nil }) {
            diagnostics = diagnostics.map(\.withoutFix)
        }
        if let mask = SecretMask(text, root: parsed.root) {
            diagnostics = diagnostics.map(mask.applied)
        }
        return ValidatedConfig(document, diagnostics.inOrder)
    }

    private static func judge(
        _ root: JSONNode, _ parsed: JSONParser.Result, _ text: SourceText, _ context: ValidationContext
    ) -> (ConfigDocument?, [Diagnostic]) {
        var report = Report(text)
        guard case .object(let object) = root.value else {
            if root.value != .broken {
                report.error(
                    .configNotAnObject, "the credential config is \(root.value.kind), not an object", at: root.span,
                    help: "a credential config is what "
                        + "`gcloud iam workload-identity-pools create-cred-config … --aws` writes")
            }
            return (nil, report.diagnostics)
        }
        let document = ConfigDocument(
            source: text, root: object, rootSpan: root.span, isComplete: parsed.isComplete, isValid: parsed.isValid)
        for rule in ConfigRules.all { rule.check(document, context, &report) }
        return (document, report.diagnostics)
    }
}

extension [Diagnostic] {
    var hasError: Bool { contains { $0.severity == .error } }

    /// Sorted by place, then by code and message: the same findings are always in the same order.
    var inOrder: [Diagnostic] {
        sorted { left, right in
            (left.start, left.code.id, left.message) < (right.start, right.code.id, right.message)
        }
    }
}

extension Diagnostic {
    fileprivate var withoutFix: Diagnostic {
        var copy = self
        copy.fix = nil
        return copy
    }

    /// The byte at which it points; those without a place in a text come last.
    fileprivate var start: Int {
        if case .source(_, let span)? = place { span.start } else { Int.max }
    }
}

extension CredentialConfig {
    /// `nil` unless all parts are there and well formed.
    init?(_ document: ConfigDocument) {
        guard document.otherCredential == nil, !document.isForAnotherProvider,
            let audience = document.audience?.audience,
            let token = document.plainText(.tokenURL), !token.bytes.isEmpty,
            let verification = document.text(.verificationURL), !verification.bytes.isEmpty
        else { return nil }
        self.audience = audience
        tokenURL = token.trimmed
        verificationURL = verification.trimmed
        universeDomain = document.universe
        guard document[.impersonationURL] != nil, document[.impersonationURL]?.value.value != .null else {
            impersonation = nil
            return
        }
        guard let text = document.plainText(.impersonationURL),
            let path = document.impersonation,
            let account = ServiceAccount(text.bytes[path.account])
        else { return nil }
        var lifetime: Int?
        if case .number(let digits)? = document[.tokenLifetime]?.value.value { lifetime = Int(digits) }
        impersonation = Impersonation(url: text.trimmed, account: account, lifetimeSeconds: lifetime)
    }
}
