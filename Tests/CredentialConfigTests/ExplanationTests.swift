import CredentialConfig
import Diagnostics
import Foundation
import MWAAReleases
import SpannedJSON
import TestSupport
import Testing

/// The explanations in `docs/codes`: each failing example gives just the finding that it explains.
///
/// A block is opened by ```` ```json failing ```` and options. An example that begins with a bracket is the whole file;
/// any other one is members of an otherwise good config.
@Suite struct ExplanationTests {
    static let codes = DiagnosticCode.all.filter { $0.id.hasPrefix("J") || $0.id.hasPrefix("C") }

    @Test(arguments: codes)
    func theTitleIsThatOfTheCode(code: DiagnosticCode) throws {
        let lines = try Self.lines(of: code)
        #expect(lines.first == "# \(code.id): \(code.title)")
        #expect((10...40).contains(lines.count), "\(lines.count) lines")
        #expect(lines.contains { $0.hasPrefix("**Mend it:**") })
    }

    @Test(arguments: codes)
    func eachExampleGivesJustThatFinding(code: DiagnosticCode) throws {
        let examples = ExplanationExample.all(of: code)
        #expect(!examples.isEmpty)
        for example in examples {
            let found = Set(Example(options: example.options, text: example.text).diagnostics(code).map(\.code.id))
            #expect(found == example.codes, "\(example.text)")
        }
    }

    private static func lines(of code: DiagnosticCode) throws -> [String] {
        let file = PackagePaths.root.appending(path: "docs/codes/\(code.id).md")
        return try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n").dropLast()
    }
}

private struct Example {
    let options: [String: String]
    let text: String

    func diagnostics(_ code: DiagnosticCode) -> [Diagnostic] {
        guard code.id.hasPrefix("C") else {
            var limits = JSONParser.Limits()
            limits.bytes = options["bytes"].flatMap { Int($0) } ?? limits.bytes
            limits.depth = options["depth"].flatMap { Int($0) } ?? limits.depth
            limits.diagnostics = options["diagnostics"].flatMap { Int($0) } ?? limits.diagnostics
            return JSONParser.parse(SourceText(name: "config.json", bytes: bytes), limits: limits).diagnostics
        }
        let source = SourceText(name: "config.json", text: config)
        if options["prepare"] != nil {
            let prepared = CredentialConfigValidator.prepare(source, context)
            return prepared.notes + prepared.diagnostics
        }
        return CredentialConfigValidator.validate(source, context).diagnostics
    }

    private var bytes: [UInt8] {
        switch options["encoding"] {
        case "utf-8-bom": [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case "utf-16": [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case "latin-1": text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        default: Array(text.utf8)
        }
    }

    /// The example itself, or a good config with its members in it.
    private var config: String {
        if text.hasPrefix("{") || text.hasPrefix("[") { return text }
        var tree = JSONTree(GcloudConfig(hasUniverseDomain: false))
        let members = SourceText(name: "members", text: "{\(text)}")
        guard case .object(let object)? = JSONParser.parse(members).root?.value else { return text }
        for member in object.members {
            let value = String(decoding: members.bytes[member.value.span.start..<member.value.span.end], as: UTF8.self)
            tree = tree.setting(path(of: member.key.text), to: .raw(value))
            // A misspelt member stands for the right one.
            if member.key.text == "audiance" { tree = tree.removing(["audience"]) }
        }
        return tree.text
    }

    private var context: ValidationContext {
        var context = ValidationContext()
        if let release = options["release"].flatMap({ MWAARelease.named($0) }) { context.releases = [release] }
        context.awsRegion = options["region"].map { .init($0) }
        context.googleCloudProject = options["project"].map { .init($0) }
        return context
    }
}
