import Diagnostics
import Files
import Glibc
import Testing

@Suite struct NewFileTests {
    private func code(_ body: () throws -> Void) -> DiagnosticCode? {
        do {
            try body()
            return nil
        } catch {
            return (error as? DiagnosedError)?.diagnostics.first?.code
        }
    }

    @Test func whatIsThereIsNeverReplaced() async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { root in
            try OutputFile.createNew(root + "/a", [1])
            #expect(code { try OutputFile.createNew(root + "/a", [2]) } == .outputExists)
            symlink("nowhere", root + "/link")
            #expect(code { try OutputFile.createNew(root + "/link", [2]) } == .outputExists)
            #expect(try InputFile.read(root + "/a", limit: 9, role: "file") == [1])
            #expect(Tree.files(below: root) == ["a", "link"])
        }
    }

    @Test func aFileThatCannotBeMadeIsToldByItsOwnName() async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { root in
            for write in [OutputFile.createNew, { path, bytes in try OutputFile.replace(path, with: bytes) }] {
                do {
                    try write(root + "/none/a", [1])
                    Issue.record("it was written")
                } catch {
                    let finding = try #require((error as? DiagnosedError)?.diagnostics.first)
                    #expect(finding.code == .outputUnwritable)
                    #expect(finding.place == .file(root + "/none/a"))
                }
            }
        }
    }

    @Test func pathsAreToldFromAnotherDirectory() async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { root in
            try OutputFile.makeDirectory(root + "/conf")
            symlink("conf", root + "/link")
            for (directory, start) in [(root, root), (root + "/link", root + "/conf")] {
                for path in [".", "..", "./x/../.."] {
                    let told = Tree.path(path, from: directory)
                    #expect(
                        Tree.absolute("\(start)/\(told)") == Tree.absolute(path == "." ? "." : ".."),
                        "\(path) is \(told)")
                }
                #expect(Tree.path("x//./new", from: directory).hasSuffix("/x/new"))
            }
            #expect(Tree.path("/abs", from: root) == "/abs")
            #expect(Tree.path("a//b", from: ".") == "a//b")
            #expect(Tree.path("..", from: "..") == ".")
        }
    }
}
