import Diagnostics
import Files
import Glibc
import Testing

@testable import Pipeline

@Suite struct OutputDirectoryTests {
    private func inTemporaryDirectory(_ body: (String) throws -> Void) async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { try body($0) }
    }

    private let manifest = Array(#"{"mwaa_gcp": {}, "files": [{"path": "plugins.zip"}, {"path": "dags/a.json"}]}"#.utf8)

    private func stage(_ path: String, _ files: [String]) throws -> OutputDirectory {
        let output = try OutputDirectory(path)
        for file in files {
            if let slash = file.firstIndex(of: "/") {
                try OutputFile.makeDirectory(output.staging + "/" + file[..<slash])
            }
            try OutputFile.create(output.staging + "/" + file, file == "manifest.json" ? manifest : Array(file.utf8))
        }
        return output
    }

    @Test func aBuildReplacesTheOneBeforeIt() async throws {
        try await inTemporaryDirectory { root in
            try stage(root + "/dist", ["manifest.json", "plugins.zip", "dags/a.json"]).publish()
            #expect(Tree.files(below: root) == ["dist/dags/a.json", "dist/manifest.json", "dist/plugins.zip"])
            try stage(root + "/dist/", ["manifest.json", "plugins.zip"]).publish()
            #expect(Tree.files(below: root) == ["dist/manifest.json", "dist/plugins.zip"])
        }
    }

    @Test func whatIsDiscardedLeavesTheOutputAlone() async throws {
        try await inTemporaryDirectory { root in
            try stage(root + "/dist", ["manifest.json", "plugins.zip"]).publish()
            try stage(root + "/dist", ["new"]).discard()
            #expect(Tree.files(below: root) == ["dist/manifest.json", "dist/plugins.zip"])
        }
    }

    @Test func anEmptyDirectoryIsFree() async throws {
        try await inTemporaryDirectory { root in
            try OutputFile.makeDirectory(root + "/dist")
            try stage(root + "/dist", ["manifest.json"]).publish()
            #expect(Tree.files(below: root) == ["dist/manifest.json"])
        }
    }

    @Test(arguments: [["notes.txt"], ["manifest.json", "plugins.zip", "notes.txt"], ["plugins.zip"]])
    func filesOfOthersAreNeverReplaced(files: [String]) async throws {
        try await inTemporaryDirectory { root in
            try OutputFile.makeDirectory(root + "/dist")
            for file in files {
                try OutputFile.create(root + "/dist/" + file, file == "manifest.json" ? manifest : [1])
            }
            let error = #expect(throws: DiagnosedError.self) { try OutputDirectory(root + "/dist") }
            #expect(error?.diagnostics.map(\.code) == [.outputForeign])
            #expect(Tree.files(below: root).count == files.count)
        }
    }

    @Test func aFileOrAMissingParentIsRefused() async throws {
        try await inTemporaryDirectory { root in
            try OutputFile.create(root + "/file", [1])
            let file = #expect(throws: DiagnosedError.self) { try OutputDirectory(root + "/file") }
            #expect(file?.diagnostics.map(\.code) == [.outputForeign])
            let parent = #expect(throws: DiagnosedError.self) { try OutputDirectory(root + "/none/dist") }
            #expect(parent?.diagnostics.map(\.code) == [.outputUnwritable])
        }
    }

    @Test func aLinkToTheOutputStaysALink() async throws {
        try await inTemporaryDirectory { root in
            try OutputFile.makeDirectory(root + "/real")
            #expect(Tree.absolute(root + "/real").hasSuffix("/real"))
            try stage(root + "/real", ["manifest.json"]).publish()
            try link(root + "/real", root + "/link")
            try stage(root + "/link", ["manifest.json", "plugins.zip"]).publish()
            #expect(Tree.files(below: root) == ["link", "real/manifest.json", "real/plugins.zip"])
        }
    }

    private func link(_ target: String, _ path: String) throws {
        #expect(symlink(target, path) == 0)
    }
}
