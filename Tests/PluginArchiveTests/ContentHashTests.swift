import Crypto
import Foundation
import PluginArchive
import Testing

@Suite struct ContentHashTests {
    @Test func textFormsAreTheUsualOnes() {
        for text in ["", "a", "mwaa"] {
            let digest = Data(SHA256.hash(data: Data(text.utf8)))
            let hash = ContentHash(of: Array(text.utf8))
            #expect(hash.bytes == Array(digest))
            #expect(hash.base64 == digest.base64EncodedString())
            #expect(hash.hex == digest.map { String(format: "%02x", $0) }.joined())
        }
    }

    /// The digest is defined so that it can be made again with nothing but the tools of a shell.
    @Test func theContentDigestIsOneOfLines() async throws {
        let scratch = Scratch()
        scratch.write("p/b.sh", "echo b\n", mode: 0o755)
        scratch.write("p/a.py", "a = 1\n")
        scratch.write("p/lib/c.py", "c = 1\n")
        let summary = try await ArchiveWriter(ArchivePlan([.directory(scratch.path("p"))]))
            .write(toFile: scratch.path("out.zip"))
        let script = """
            unzip -q ../out.zip && for f in a.py b.sh lib/c.py; do
            printf '0%s %s  %s\\n' "$(stat -c %a $f)" "$(sha256sum < $f | cut -c1-64)" $f; done | sha256sum | cut -c1-64
            """
        let result = run("/bin/sh", ["-c", script], in: scratch.makeDirectory("unpacked"))
        #expect(result.output == summary.contentDigest.hex + "\n")
    }
}
