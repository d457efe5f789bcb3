import CredentialConfig
import Diagnostics
import TestSupport
import Testing

@Suite struct TokenURLTests {
    @Test(arguments: [
        "https://⟪C232|sts.googleapis.com.example.com⟫/v1/token", "https://⟪C232|sts.google.com⟫/v1/token",
        "https://⟪C232|evilsts.googleapis.com⟫/v1/token", "https://⟪C232|-sts.googleapis.com⟫/v1/token",
        "https://⟪C232|iamcredentials.googleapis.com⟫/v1/token", "https://⟪C232|sts.a.b.rep.googleapis.com⟫/v1/token",
        "https://⟪C232|sts.{region}.amazonaws.com⟫/v1/token", "https://⟪C232|sts.googleapis.com.⟫/v1/token",
        "⟪C231|http⟫://sts.googleapis.com/v1/token", "⟪C231:warning|HTTPS⟫://sts.googleapis.com/v1/token",
        "⟪C231|⟫sts.googleapis.com/v1/token", "⟪C231|//⟫sts.googleapis.com/v1/token",
        "⟪C231|https:/sts.googleapis.com/v1/token⟫",
        "https://⟪C231|sts.googleapis.com⟫@⟪C232|example.com⟫/v1/token",
        "https://⟪C231|user⟫@sts.googleapis.com/v1/token",
        "https://sts.googleapis.com:⟪C231|8443⟫/v1/token", "https://sts.googleapis.com/v1/token#⟪C231|x⟫",
        "https://sts.googleapis.com⟪C231|⟫", "https://sts.googleapis.com⟪C231|/v1/token/⟫",
        "https://sts.googleapis.com⟪C231|/v1/oauthtoken⟫",
        "https://sts.googleapis.com⟪C231|/v1/token?x=1⟫",
    ])
    func wrongPartsAreMarked(url: String) {
        #expect(mismatch(config(["token_url": "\"\(url)\""])) == nil)
    }

    @Test(arguments: [
        "https://sts.googleapis.com/v1/token", "https://sts.us-east1.rep.googleapis.com/v1/token",
        "https://sts.mtls.googleapis.com/v1/token", "https://sts-name.p.googleapis.com/v1/token",
        "https://us-east1-sts.googleapis.com/v1/token", "https://us-east1.sts.googleapis.com/v1/token",
        "https://STS.googleapis.com/v1/token", "https://sts.googleapis.com:443/v1/token",
    ])
    func googlesOwnHostsAreRight(url: String) {
        #expect(mismatch(config(["token_url": "\"\(url)\""])) == nil)
    }

    @Test func anEmptyOneIsMarked() {
        #expect(mismatch(config(["token_url": #"⟪C231|""⟫"#])) == nil)
    }

    @Test(arguments: [
        ("2.2.2", false), ("2.4.3", true), ("2.5.1", true), ("2.6.3", false), ("3.3.1", false),
    ])
    func aRegionalHostIsRefusedBySomeReleases(release: String, isRefused: Bool) {
        let mark = { (code: String, host: String) in isRefused ? "⟪\(code)|\(host)⟫" : host }
        let text = config([
            "token_url": "\"https://\(mark("C233", "sts.us-east1.rep.googleapis.com"))/v1/token\"",
            "service_account_impersonation_url":
                "\"https://\(mark("C246", "iamcredentials.us-east1.rep.googleapis.com"))/v1/projects/-/serviceAccounts/mwaa-dags@data-project-1.iam.gserviceaccount.com:generateAccessToken\"",
        ])
        #expect(mismatch(text, .release(release)) == nil)
    }

    @Test func tokenInfoURLsOfOthersAreWarnedOf() {
        #expect(mismatch(config(["token_info_url": #""https://⟪C234:warning|example.com⟫/v1/introspect""#])) == nil)
        #expect(
            mismatch(config(["token_info_url": #""⟪C234:warning|http://sts.googleapis.com/v1/introspect⟫""#])) == nil)
    }

    @Test(arguments: [("2.2.2", "warning"), ("2.4.3", "error"), ("2.5.1", "error"), ("2.6.3", "warning")])
    func tokenInfoURLsOfOthersAreRefusedBySomeReleases(release: String, severity: String) {
        let host = severity == "error" ? "⟪C234|https://example.com/⟫" : "https://⟪C234:warning|example.com⟫/"
        #expect(mismatch(config(["token_info_url": "\"\(host)\""]), .release(release)) == nil)
    }

    @Test func hostsMustLieInTheUniverse() {
        let url = { (host: String) in
            "\"https://\(host)/v1/projects/-/serviceAccounts/mwaa-dags@data-project-1.iam.gserviceaccount.com:generateAccessToken\""
        }
        #expect(
            mismatch(
                config([
                    "universe_domain": #""example.com""#, "token_url": #""https://⟪C235|sts.googleapis.com⟫/v1/token""#,
                    "service_account_impersonation_url": url("⟪C235|iamcredentials.googleapis.com⟫"),
                ])) == nil)
        #expect(
            mismatch(
                config([
                    "universe_domain": #""example.com""#, "token_url": #""https://sts.example.com/v1/token""#,
                    "service_account_impersonation_url": url("iamcredentials.example.com"),
                ])) == nil)
        #expect(mismatch(config(["token_url": #""https://⟪C232|sts.example.com⟫/v1/token""#])) == nil)
        #expect(mismatch(config(["universe_domain": #"⟪C235|"googleapis"⟫"#])) == nil)
        #expect(mismatch(config(["universe_domain": #"⟪C235|""⟫"#])) == nil)
    }

    @Test(arguments: [("2.10.3", false), ("3.2.1", false), ("3.3.1", true)])
    func aNullUniverseStopsSomeReleases(release: String, isRefused: Bool) {
        let value = isRefused ? "⟪C236|null⟫" : "null"
        #expect(mismatch(config(["universe_domain": value]), .release(release)) == nil)
    }
}
