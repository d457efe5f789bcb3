import Diagnostics
import Testing

@Suite struct SecretSpellingTests {
    private static let secret = "aZ9/+tail=="

    @Test(arguments: [
        "aZ9/+tail==", "aZ9%2F%2Btail%3D%3D", "aZ9/%2Btail%3D%3D", "YVo5Lyt0YWls",
    ])
    func everySpellingIsMasked(spelling: String) {
        #expect(masked("got \(spelling)!").hasPrefix("got [masked]"))
    }

    @Test func otherTextStays() {
        let text = "aZ9/+tai and ü"
        #expect(masked(text) == text)
    }

    private func masked(_ text: String) -> String {
        let search = SecretSearch(SecretSpelling.all(of: Array(Self.secret.utf8)))
        return String(decoding: search.masking(Array(text.utf8), with: "[masked]"), as: UTF8.self)
    }
}
