import Diagnostics
import Glibc
import PluginArchive
import Testing

@Suite struct PlanTests {
    let scratch = Scratch()

    private func names(_ plan: ArchivePlan) -> [String] { plan.entries.map(\.name.description) }

    private func diagnostics(_ sources: [ArchiveSource], _ options: ArchivePlan.Options = .init()) -> [Diagnostic] {
        do {
            return try ArchivePlan(sources, options: options).diagnostics
        } catch {
            return error.diagnostics
        }
    }

    @Test func sortsByBytes() throws {
        for name in ["b", "a/b", "a.b", "a-b", "é", "B", "ab"] { scratch.write("p/" + name, name) }
        let plan = try ArchivePlan([.directory(scratch.path("p"))])
        #expect(names(plan) == ["B", "a-b", "a.b", "a/b", "ab", "b", "é"])
        #expect(plan.totalSize == 15)
    }

    @Test func collisionsNameBothSources() throws {
        let own = scratch.write("p/env_var_plugin.py", "own")
        let rendered = ArchiveSource.bytes(
            [1], name: EntryName("env_var_plugin.py"), description: "the rendered plugin")
        let found = diagnostics([.directory(scratch.path("p")), rendered])
        #expect(found.map(\.code.id) == ["A501"])
        #expect(found.allSatisfy { finding in !finding.related.contains { $0.place == finding.place } })
        #expect(found[0].message.contains("the rendered plugin") && found[0].message.contains(own))
        #expect(found[0].place == .file(own))
    }

    @Test func aFileCannotBeADirectory() {
        scratch.write("p/lib/a.py", "a")
        let file = ArchiveSource.bytes([1], name: EntryName("lib"), description: "the library")
        let found = diagnostics([.directory(scratch.path("p")), file])
        #expect(found.map(\.code.id) == ["A502"])
        #expect(found[0].message == "lib is a file from the library and a directory of \(scratch.path("p/lib/a.py"))")
    }

    @Test func namesThatDifferLittleAreWarnings() throws {
        for name in ["A.py", "a.py", "\u{E9}.py", "e\u{301}.py", "stra\u{DF}e", "STRASSE"] {
            scratch.write("p/" + name, "")
        }
        let plan = try ArchivePlan([.directory(scratch.path("p"))])
        #expect(plan.diagnostics.map(\.code.id) == ["A503", "A503", "A504"])
        #expect(plan.diagnostics.allSatisfy { $0.severity == .warning })
    }

    @Test func linksInsideAreFollowed() throws {
        scratch.write("p/lib/real.py", "content", mode: 0o755)
        scratch.link("p/link.py", to: "lib/real.py")
        scratch.link("p/again", to: "lib")
        scratch.link("p/absolute.py", to: scratch.path("p/lib/real.py"))
        let plan = try ArchivePlan([.directory(scratch.path("p"))])
        #expect(names(plan) == ["absolute.py", "again/real.py", "lib/real.py", "link.py"])
        #expect(plan.entries.allSatisfy { $0.mode == 0o755 && $0.size == 7 })
        #expect(plan.diagnostics.map(\.code.id) == ["A508", "A508", "A508"])
        #expect(plan.diagnostics.allSatisfy { $0.severity == .note })
    }

    @Test func otherLinksAreRefused() {
        scratch.write("outside.py", "secret")
        scratch.write("p-next/x.py", "not inside, though the path begins alike")
        scratch.write("p/lib/a.py", "a")
        scratch.link("p/1", to: "../outside.py")
        scratch.link("p/2", to: "../p-next/x.py")
        scratch.link("p/3", to: "/etc/passwd")
        scratch.link("p/4", to: "nothing")
        scratch.link("p/5", to: "5")
        scratch.link("p/6", to: "7")
        scratch.link("p/7", to: "6")
        scratch.link("p/8", to: ".")
        scratch.link("p/lib/9", to: "..")
        scratch.link("p/lib/b", to: "a.py/x")
        let found = diagnostics([.directory(scratch.path("p"))])
        #expect(
            found.map(\.code.id)
                == ["A505", "A505", "A505", "A506", "A507", "A507", "A507", "A507", "A507", "A506"])
    }

    @Test func linksThatMultiplyAreStopped() {
        for level in 0..<12 {
            scratch.write("p/d\(level)/file", "")
            scratch.link("p/d\(level)/a", to: "../d\(level + 1)")
            scratch.link("p/d\(level)/b", to: "../d\(level + 1)")
        }
        scratch.write("p/d12/file", "")
        var options = ArchivePlan.Options()
        options.maximumEntries = 500
        #expect(diagnostics([.directory(scratch.path("p"))], options).contains { $0.code.id == "A513" })
    }

    @Test func specialFilesAreRefused() throws {
        scratch.write("p/a.py", "")
        try #require(mkfifo(scratch.path("p/pipe"), 0o644) == 0)
        scratch.link("p/to-pipe", to: "pipe")
        let found = diagnostics([.directory(scratch.path("p"))])
        #expect(found.map(\.code.id) == ["A509", "A509"])
        #expect(found[0].message == "\(scratch.path("p/pipe")) is a named pipe")
        #expect(diagnostics([.file(scratch.path("p/pipe"))]).map(\.code.id) == ["I103"])
    }

    @Test func excludedThingsAreNotLookedAt() throws {
        scratch.write("p/a.py", "")
        scratch.write("p/__pycache__/a.pyc", "")
        scratch.write("p/tests/b.py", "")
        scratch.write("p/.airflowignore", "tests")
        scratch.link("p/broken", to: "nowhere")
        var options = ArchivePlan.Options()
        options.excludes = [try ExcludePattern("tests/"), try ExcludePattern("broken"), try ExcludePattern("none")]
        let plan = try ArchivePlan([.directory(scratch.path("p"))], options: options)
        #expect(names(plan) == [".airflowignore", "a.py"])
        #expect(plan.excluded == ["__pycache__": 1, "tests/": 1, "broken": 1])
        #expect(plan.diagnostics.map(\.code.id) == ["A515"])
        options.usesDefaultExcludes = false
        #expect(names(try ArchivePlan([.directory(scratch.path("p"))], options: options)).contains("__pycache__/a.pyc"))
    }

    @Test(arguments: [
        ("!x.py", "nothing can be taken back"), ("{x,y}.py", "braces are taken as they are"),
        ("p/x.py", "from the root of the plugins directory"), ("X.py", "upper and lower case told apart"),
    ])
    func aPatternThatMatchesNothingIsAdvisedOn(pattern: String, advice: String) throws {
        scratch.write("p/x.py", "x")
        var options = ArchivePlan.Options()
        options.excludes = [try ExcludePattern(pattern)]
        let found = diagnostics([.directory(scratch.path("p"))], options)
        #expect(found.map(\.code.id) == ["A515"])
        #expect(found.first?.help?.contains(advice) == true, "\(found)")
    }

    @Test func patternsAreForDirectories() throws {
        scratch.write("p/x.md", "x")
        scratch.write("p/x.py", "x")
        var options = ArchivePlan.Options()
        options.excludes = [try ExcludePattern("*.md")]
        let named = scratch.write("README.md", "named by its path")
        #expect(
            names(try ArchivePlan([.directory(scratch.path("p")), .file(named)], options: options)) == [
                "README.md", "x.py",
            ])
    }

    @Test func anEmptyPlanSaysWhatKeptFilesOut() throws {
        scratch.write("p/x.py", "x")
        var options = ArchivePlan.Options()
        options.excludes = [try ExcludePattern("*.py")]
        let path = scratch.path("p")
        #expect(diagnostics([.directory(path)], options).map(\.help) == ["patterns keep out all that there is: `*.py`"])
        let none = diagnostics([.directory(scratch.makeDirectory("empty"))])
        #expect(none.map(\.help) == ["name a directory that has files; directories alone are not packed"])
    }

    @Test func theArchiveIsNoPartOfItself() throws {
        scratch.write("p/a.py", "")
        var options = ArchivePlan.Options()
        options.outputs = [scratch.write("p/plugins.zip", "the one of last time")]
        #expect(names(try ArchivePlan([.directory(scratch.path("p"))], options: options)) == ["a.py"])
    }

    /// By what it is, not by what it is called.
    @Test(arguments: ["p/dist", "p/other/../dist", "link", "p/link"])
    func anOutputDirectoryIsNoPartOfTheArchive(path: String) throws {
        for name in ["p/a.py", "p/dist/plugins.zip", "p/dist/dags/x.json", "p/other/dist/b.py"] {
            scratch.write(name, "")
        }
        scratch.link("link", to: "p/dist")
        scratch.link("p/link", to: "dist")
        var options = ArchivePlan.Options()
        options.outputs = [scratch.path(path), scratch.path("not there yet")]
        #expect(
            names(try ArchivePlan([.directory(scratch.path("p"))], options: options)) == ["a.py", "other/dist/b.py"])
    }

    @Test func aSourceThatIsTheOutputIsRefused() throws {
        scratch.write("p/a.py", "")
        scratch.link("link", to: "p")
        var options = ArchivePlan.Options()
        options.outputs = [scratch.path("p"), scratch.path("p/a.py")]
        for source in [ArchiveSource.directory(scratch.path("link")), .file(scratch.path("p/../p/a.py"))] {
            #expect { try ArchivePlan([source], options: options) } throws: { codes(of: $0) == ["A517"] }
        }
    }

    @Test func aLinkToTheArchiveIsNotReportedAsPacked() throws {
        scratch.write("p/a", "a")
        scratch.write("p/out.zip", "old")
        scratch.link("p/latest.zip", to: "out.zip")
        var options = ArchivePlan.Options()
        options.outputs = [scratch.path("p/out.zip")]
        let plan = try ArchivePlan([.directory(scratch.path("p"))], options: options)
        #expect(names(plan) == ["a"])
        #expect(plan.diagnostics.isEmpty)
    }

    @Test func whatAKilledRunLeftIsNotPacked() throws {
        for name in ["a.py", ".mwaa-gcp-abc.tmp", ".dist.mwaa-gcp-staging.x/plugins.zip", "x.mwaa-gcp-12.tmp"] {
            scratch.write("p/" + name, "")
        }
        #expect(names(try ArchivePlan([.directory(scratch.path("p"))])) == ["a.py"])
    }

    @Test func modesAreOneOfTwo() throws {
        for (mode, name) in [(0o600, "a"), (0o4644, "b"), (0o700, "c"), (0o611, "d")] as [(mode_t, String)] {
            scratch.write("p/" + name, "", mode: mode)
        }
        let plan = try ArchivePlan([.directory(scratch.path("p"))])
        #expect(plan.entries.map(\.mode) == [0o644, 0o644, 0o755, 0o755])
        var options = ArchivePlan.Options()
        options.mode = try #require(ModeRule("0755"))
        #expect(
            try ArchivePlan([.directory(scratch.path("p"))], options: options).entries.allSatisfy { $0.mode == 0o755 })
        #expect(ModeRule("0600") == nil && ModeRule("4755") == nil && ModeRule("") == nil)
    }

    @Test func namesThatUnpackersDisagreeOnAreRefused() {
        scratch.write("p/back\\slash", "")
        scratch.write("p/new\nline", "")
        close(
            open(
                (scratch.path("p/") + "latin").utf8CString.dropLast() + [CChar(bitPattern: 0xE9), 0],
                O_CREAT | O_WRONLY, 0o644))
        #expect(Set(diagnostics([.directory(scratch.path("p"))]).map(\.code.id)) == ["A523", "A524", "A525"])
    }

    @Test func filesKeepTheirNameOrGetAnother() throws {
        let path = scratch.write("x/config.json", "{}")
        scratch.link("link.json", to: "x/config.json")
        let plan = try ArchivePlan([
            .file(path), .file(path, name: EntryName("dags/other.json")), .file(scratch.path("link.json")),
        ])
        #expect(names(plan) == ["config.json", "dags/other.json", "link.json"])
        #expect(plan.diagnostics.isEmpty)
    }

    @Test func whatIsNotThereIsSaid() {
        #expect(diagnostics([.directory(scratch.path("none"))]).map(\.code.id) == ["I101"])
        #expect(diagnostics([.file(scratch.path("none"))]).map(\.code.id) == ["I101"])
        #expect(diagnostics([.directory(scratch.write("file", ""))]).map(\.code.id) == ["A510"])
        #expect(diagnostics([.directory(scratch.makeDirectory("empty"))]).map(\.code.id) == ["A512"])
    }

    @Test func deepTreesAreRefused() {
        _ = scratch.makeDirectory("p")
        var current = open(scratch.path("p"), O_RDONLY | O_DIRECTORY)
        for _ in 0..<257 {
            mkdirat(current, "d", 0o755)
            let next = openat(current, "d", O_RDONLY | O_DIRECTORY)
            close(current)
            current = next
        }
        close(openat(current, "file", O_CREAT | O_WRONLY, 0o644))
        close(current)
        #expect(diagnostics([.directory(scratch.path("p"))]).map(\.code.id) == ["A513"])
    }
}
