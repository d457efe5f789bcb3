import Diagnostics
import PluginArchive
import Testing

@Suite struct ExcludePatternTests {
    @Test(arguments: [
        ("*.pyc", "a.pyc", true), ("*.pyc", "lib/deep/a.pyc", true), ("*.pyc", "a.py", false),
        ("*.pyc", ".pyc", true), ("a?c", "abc", true), ("a?c", "aéc", true), ("a?c", "ac", false),
        ("tests", "lib/tests", true), ("/tests", "lib/tests", false), ("/tests", "tests", true),
        ("lib/*.so", "lib/x.so", true), ("lib/*.so", "lib/deep/x.so", false), ("lib/*.so", "other/lib/x.so", false),
        ("**/x", "x", true), ("**/x", "a/b/x", true), ("a/**", "a/b/c", true), ("a/**/c", "a/c", true),
        ("a/**/c", "a/b/b/c", true), ("a/**/c", "b/c", false), ("[abc]x", "bx", true), ("[!abc]x", "bx", false),
        ("[^abc]x", "dx", true), ("[a-f]x", "ex", true), ("[a-f]x", "gx", false), ("[]]x", "]x", true),
        ("[a-]x", "-x", true), ("\\*", "*", true), ("\\*", "a", false), ("*a*b*c*", "xxaxxbxxcxx", true),
        ("*a*b*c*", "xxaxxcxxbxx", false), ("**", "anything", true),
    ])
    func matches(pattern: String, path: String, expected: Bool) throws {
        #expect(
            try ExcludePattern(pattern).matches(ExcludePattern.Path(Array(path.utf8)), isDirectory: false) == expected)
    }

    @Test func aSlashAtTheEndMeansDirectories() throws {
        let pattern = try ExcludePattern("build/")
        let path = ExcludePattern.Path(Array("build".utf8))
        #expect(pattern.matches(path, isDirectory: true))
        #expect(!pattern.matches(path, isDirectory: false))
    }

    @Test func manyStarsDoNotTakeForEver() throws {
        let pattern = try ExcludePattern(String(repeating: "*a", count: 50) + "b")
        #expect(
            !pattern.matches(ExcludePattern.Path(Array(repeating: UInt8(ascii: "a"), count: 250)), isDirectory: false))
        let deep = try ExcludePattern(String(repeating: "**/", count: 8) + "b")
        let path = Array(repeating: "a", count: 40).joined(separator: "/")
        #expect(!deep.matches(ExcludePattern.Path(Array(path.utf8)), isDirectory: false))
    }

    @Test(arguments: ["", "/", "[ab", "[", "a//b", "a\\", "[z-a]", "[!", "a/"])
    func malformedPatternsAreRefused(pattern: String) {
        if pattern == "a/" {
            #expect(throws: Never.self) { try ExcludePattern(pattern) }
        } else {
            #expect { try ExcludePattern(pattern) } throws: { codes(of: $0) == ["A514"] }
        }
    }

    @Test func theDefaultsKeepOutWhatNobodyShips() {
        for path in ["x/__pycache__", "a.pyc", ".git", "d/.DS_Store", "__MACOSX", "._a.py"] {
            let path = ExcludePattern.Path(Array(path.utf8))
            #expect(ExcludePattern.defaults.contains { $0.matches(path, isDirectory: true) }, "\(path)")
        }
        let shipped = ExcludePattern.Path(Array(".airflowignore".utf8))
        #expect(!ExcludePattern.defaults.contains { $0.matches(shipped, isDirectory: false) })
    }
}

/// The codes of a diagnosed error, in order; none for another error.
func codes(of error: any Error) -> [String] {
    (error as? DiagnosedError)?.diagnostics.map(\.code.id) ?? []
}
