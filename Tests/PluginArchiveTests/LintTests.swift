import Diagnostics
import PluginArchive
import Testing

@Suite struct LintTests {
    private func lints(_ names: [String], executable: Bool = false) throws -> [Diagnostic] {
        let forge = ZipForge(
            names.map { name in
                var entry = ZipForge.Entry(name, [], stored: true)
                entry.attributes = (name.hasSuffix("/") ? 0o040755 : executable ? 0o100755 : 0o100644) << 16
                return entry
            })
        let reader = try ArchiveReader(bytes: forge.bytes, name: "x.zip")
        #expect(reader.isSound)
        return reader.lints
    }

    @Test(arguments: [
        (["a.py", "lib/b.py"], []),
        (["plugins/", "plugins/a.py", "plugins/lib/b.py"], ["A581"]),
        (["plugins/a.py", "b.py"], []),
        (["plugins.py"], []),
        (["aws_mwaa/x.py", "aws_mwaa/y.py", "celery_config.py"], ["A582", "A582"]),
        (["lib/celery_config.py", "aws_mwaa_helpers.py"], []),
        (["plugins/a.py", "__MACOSX/plugins/._a.py"], ["A581", "A585"]),
        (["plugins/a.py", "README.md"], ["A581"]),
        (["plugins/x.json"], ["A581"]),
        (["plugins/x.json", "README.md"], []),
        (["__MACOSX/._a.py"], ["A585"]),
        (["a.py", "lib/._b.py", "c.pyc", ".x.mwaa-gcp-Ab12"], ["A585", "A585", "A585"]),
        (["a.py", "__MACOSX/._a.py", "lib/__pycache__/b.pyc", ".git/config"], ["A585", "A585", "A585"]),
        ([], ["A512"]),
        (["d/"], ["A512"]),
    ])
    func names(names: [String], codes: [String]) throws {
        let found = try lints(names)
        #expect(found.map(\.code.id) == codes)
        #expect(found.allSatisfy { $0.severity != .error })
    }

    @Test(arguments: [
        (["plugins/a.py"], "everything in the archive is in a directory called plugins"),
        (["plugins/a.py", "README.md"], "every module in the archive is in a directory called plugins"),
        (["a.py", "a.pyc"], "a.pyc is a leftover (`*.pyc`)"),
        (["a.py", "a.pyc", "b.pyc"], "2 entries are leftovers (`*.pyc`), a.pyc for one"),
    ])
    func words(names: [String], message: String) throws {
        #expect(try lints(names).map(\.message) == [message])
    }

    @Test func executablesAreOneNote() throws {
        let found = try lints(["a.sh", "b.sh"], executable: true)
        #expect(found.map(\.code.id) == ["A583"])
        #expect(found[0].severity == .note)
        #expect(found[0].message == "2 files are executable, a.sh for one, which an unpacker may drop")
    }

    @Test func aPlanHasTheSameLints() throws {
        let plan = try ArchivePlan([
            .bytes([1], name: EntryName("plugins/a.py"), description: "a plugin")
        ])
        #expect(plan.lints(size: 999_999_999, path: "plugins.zip").map(\.code.id) == ["A581"])
        #expect(plan.lints(size: 1_000_000_000, path: "plugins.zip").map(\.code.id) == ["A581", "A584"])
    }
}
