import Testing

@testable import Verification

@Suite struct SpellingTests {
    private static let secret = "aZ9/+tail=="

    @Test(arguments: [
        "aZ9/+tail==", "aZ9%2F%2Btail%3D%3D", "aZ9/%2Btail%3D%3D", "YVo5Lyt0YWls",
    ])
    func everySpellingIsMasked(spelling: String) {
        let spellings = Spelling.all(of: Array(Self.secret.utf8))
        #expect(Spelling.masking(spellings, in: "got \(spelling)!").hasPrefix("got [masked]"))
    }

    @Test func otherTextStays() {
        let text = "aZ9/+tai and ü"
        #expect(Spelling.masking(Spelling.all(of: Array(Self.secret.utf8)), in: text) == text)
    }
}
