import Diagnostics
import Files
import Glibc
import Testing

@Suite struct TreeSearchTests {
    @Test func filesAreFoundAtAnyDepthInByteOrder() async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { root in
            let directories = ["b", "b/c", "b/c/d.json", ".git", "b/.venv"]
            let files = [
                "b/c/d.json/e.json", "b/B.json", "a.json", "a.txt", ".git/x.json", "b/.venv/y.json", ".hidden.json",
                "json", "b/C.JSON", "p.zip", "zip.txt",
            ]
            for directory in directories { try OutputFile.makeDirectory("\(root)/\(directory)") }
            for file in files { try OutputFile.create("\(root)/\(file)", []) }
            symlink("../a.json", root + "/b/link.json")
            symlink("..", root + "/b/up.json")
            symlink("nowhere", root + "/b/zz.json")
            let expected = [
                ".hidden.json", "a.json", "b/B.json", "b/C.JSON", "b/c/d.json/e.json", "b/link.json", "b/zz.json",
                "p.zip",
            ]
            #expect(Tree.search(root, suffixes: [".json", ".zip"]).files == expected.map { "\(root)/\($0)" })
            #expect(Tree.search(root + "/", suffixes: [".json", ".zip"]).files == expected.map { "\(root)/\($0)" })
            #expect(Tree.search(root, suffixes: [".json", ".zip"]).problems.isEmpty)
        }
    }

    @Test func longNamesAreSortedByAllTheirBytes() async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { root in
            try OutputFile.makeDirectory(root + "/shared-a")
            let names = [
                "shared", "shared-", "shared-a/1", "shared-beginning", "shared-beginning-10", "shared-beginning-9",
                "shared.x", "é", "z",
            ]
            for name in names.shuffled() { try OutputFile.create("\(root)/\(name).json", []) }
            let expected = names.map { "\(root)/\($0).json" }.sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
            #expect(Tree.search(root, suffixes: [".json"]).files == expected)
        }
    }

    @Test func whatCannotBeSearchedIsSaid() async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { root in
            let search = Tree.search(root + "/none", suffixes: [".json", ".zip"])
            #expect(search.files == [])
            #expect(search.problems.map(\.code) == [.fileUnreadable])
            #expect(search.problems.first?.place == .file(root + "/none"))
        }
    }

    @Test func filesAreKnownByTheirBeginning() async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { root in
            try OutputFile.create(root + "/f", [1, 2, 3])
            mkfifo(root + "/fifo", 0o600)
            #expect(InputFile.begins(root + "/f", with: [1, 2]))
            #expect(!InputFile.begins(root + "/f", with: [1, 3]))
            #expect(!InputFile.begins(root + "/f", with: [1, 2, 3, 4]))
            #expect(!InputFile.begins(root + "/none", with: [1]))
            #expect(!InputFile.begins(root + "/fifo", with: [1]))
        }
    }
}
