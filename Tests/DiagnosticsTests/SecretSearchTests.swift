import Diagnostics
import Testing

@Suite struct SecretSearchTests {
    private func masked(_ text: String, _ secrets: [String]) -> String {
        let search = SecretSearch(secrets.map { Array($0.utf8) })
        return String(decoding: search.masking(Array(text.utf8), with: "*"), as: UTF8.self)
    }

    @Test func everySecretGoesWhereverItStands() {
        #expect(masked("first-secret x second-secret", ["second-secret", "first-secret"]) == "* x *")
        #expect(masked("first-secretfirst-secret", ["first-secret"]) == "**")
        #expect(masked("no secret here", ["first-secret"]) == "no secret here")
    }

    @Test func theLongestGoesWhole() {
        #expect(masked("a secret-one-two b", ["secret-one", "secret-one-two", "one-two-b"]) == "a * b")
    }

    @Test func shortOnesAndShortTextsAreLeft() {
        #expect(masked("short", ["short"]) == "short")
        #expect(masked("short and long enough", ["short", "long enough"]) == "short and *")
    }
}
