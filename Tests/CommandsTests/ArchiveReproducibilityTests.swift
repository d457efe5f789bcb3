import Foundation
import Testing

/// One tree, made and packed under attack, gives one archive.
@Suite struct ArchiveReproducibilityTests {
    /// What is done to the world before and while the tree is packed.
    struct Attack: Sendable, CustomTestStringConvertible {
        let name: String
        /// Shell commands in the directory of the tree, which is called `tree`.
        var before = ":"
        /// Of the shell that starts the tool, in place of `"$@"`.
        var start = "exec \"$@\""
        var path = "tree"
        var output = "out.zip"
        var arguments: [String] = []
        /// Whether the files are made in the opposite order.
        var isReversed = false

        var testDescription: String { name }
    }

    private static let attacks: [Attack] =
        [
            Attack(
                name: "another working directory", start: "cd tree/lib; exec \"$@\"", path: "..",
                output: "../../out.zip"),
            Attack(name: "an absolute path", path: "$PWD/tree", output: "$PWD/out.zip"),
            Attack(name: "a path with a slash and dots", path: "./tree/../tree/"),
            Attack(name: "another name of the directory", before: "mv tree other", path: "other"),
            Attack(name: "a link to the directory", before: "ln -s tree link", path: "link"),
            Attack(name: "the opposite order of creation", isReversed: true),
            Attack(name: "old times", before: "find tree -exec touch -h -d '1971-02-03 04:05:06' {} +"),
            Attack(name: "times to come", before: "find tree -exec touch -h -d '2150-02-03 04:05:06' {} +"),
            Attack(name: "no permissions for others", before: "chmod -R go= tree"),
            Attack(name: "all permissions for others", before: "chmod -R go+rwX tree"),
            Attack(name: "another owner, where that can be", before: "chown -R 1234:4321 tree 2>/dev/null || :"),
            Attack(name: "umask 077", start: "umask 077; exec \"$@\""),
            Attack(name: "umask 0", start: "umask 0; exec \"$@\""),
            Attack(name: "an archive of other times in its place", before: "head -c 3000000 /dev/urandom >out.zip"),
        ]
        + ["Asia/Kathmandu", "America/St_Johns", "nonsense"].map {
            Attack(name: "TZ=\($0)", start: "TZ=\($0) exec \"$@\"")
        }
        + ["C", "tr_TR.UTF-8", "de_DE.ISO-8859-1", "ja_JP.EUC-JP"].map {
            Attack(name: "LC_ALL=\($0)", start: "LC_ALL=\($0) exec \"$@\"")
        }
        + (1...8).map { Attack(name: "\($0) threads", arguments: ["--threads", "\($0)"]) }
        + [
            Attack(
                name: "all at once",
                before: "chmod -R go=w tree; find tree -exec touch -h -d '1999-12-31' {} +",
                start: "umask 0777; export TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8; cd tree; exec \"$@\"", path: ".",
                output: "../out.zip", arguments: ["--threads", "3"], isReversed: true)
        ]

    private static let names = [
        "b.py", "lib/a.py", "lib/ä.py", "lib/Z.py", "lib.d/x", "lib-1", "data.bin", "I.py", "ı.py",
    ]

    private func packed(_ attack: Attack) throws -> Data {
        try Tool.withFixtures { directory in
            for name in attack.isReversed ? Self.names.reversed() : Self.names {
                let file = directory.appending(path: "tree/\(name)")
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                let text = name == "data.bin" ? (0..<150_000).map { "\($0 * 7)\n" }.joined() : "# \(name)\n"
                try Data(text.utf8).write(to: file)
                let mode = name == "lib-1" ? 0o755 : 0o644
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
            }
            let arguments = ["pack", attack.path, "--output", attack.output].map {
                $0.replacing("$PWD", with: directory.path)
            }
            let script = "( \(attack.before) ) || exit 99\n\(attack.start)"
            let outcome = try Tool.run(
                URL(filePath: "/bin/bash"),
                ["-c", script, "bash", Tool.executable.path] + arguments + attack.arguments,
                in: directory)
            try #require(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
            let archive = directory.appending(path: "out.zip")
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: archive.path)
            return try Data(contentsOf: archive)
        }
    }

    @Test func attacksDoNotMatter() throws {
        let reference = try packed(Attack(name: "none"))
        #expect(reference.count > 100_000)
        for attack in Self.attacks { #expect(try packed(attack) == reference, "\(attack.name)") }
    }

    /// The test would notice: what must matter does.
    @Test func contentsAndSettingsMatter() throws {
        let reference = try packed(Attack(name: "none"))
        let changes = [
            Attack(name: "another content", before: "echo >>tree/lib/a.py"),
            Attack(name: "another name", before: "mv tree/b.py tree/c.py"),
            Attack(name: "an executable bit", before: "chmod u+x tree/b.py"),
            Attack(name: "another level", arguments: ["--level", "5"]),
            Attack(name: "a mode", arguments: ["--mode", "0755"]),
            Attack(name: "another time", start: "SOURCE_DATE_EPOCH=1700000000 exec \"$@\""),
        ]
        for change in changes { #expect(try packed(change) != reference, "\(change.name)") }
    }

    @Test(arguments: ["", "-1", "1e9", " 5", "99999999999999999999"])
    func aMalformedTimeIsRefused(epoch: String) throws {
        try Tool.withFixtures { directory in
            let outcome = try Tool.run(
                URL(filePath: "/usr/bin/env"),
                ["SOURCE_DATE_EPOCH=\(epoch)", Tool.executable.path, "pack", "packed", "--output", "out.zip"],
                in: directory)
            #expect(outcome.status == 1 && outcome.output.hasPrefix("error[A516]"), "\(outcome.output)")
            #expect(!FileManager.default.fileExists(atPath: directory.appending(path: "out.zip").path))
        }
    }
}
