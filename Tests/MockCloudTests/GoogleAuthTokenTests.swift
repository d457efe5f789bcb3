import Crypto
import Foundation
import Glibc
import SpannedJSON
import Testing

@testable import MockCloud

/// What real google-auth made of 220 inputs, with signatures that real botocore agrees with
/// (`Fixtures/subject-tokens.py` writes them).
@Suite struct GoogleAuthTokenTests {
    struct Case {
        let token: GoogleAuthToken
        let signature: String
        let digest: String

        init?(_ line: SentJSON) {
            guard case .number(let now)? = line["now"]?.value, let seconds = Int64(now),
                let region = line["region"]?.string,
                let template = line["template"]?.string, let key = line["key"]?.string,
                let secret = line["secret"]?.string, let audience = line["audience"]?.string,
                let signature = line["signature"]?.string, let digest = line["sha256"]?.string
            else { return nil }
            token = GoogleAuthToken(
                accessKeyId: key, secretAccessKey: secret, sessionToken: line["token"]?.string, region: region,
                template: template, audience: audience, date: VirtualTime(seconds: seconds))
            self.signature = signature
            self.digest = digest
        }
    }

    static func cases() throws -> [Case] {
        let path = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        let file = try #require(fopen("/\(path)/Fixtures/subject-tokens.jsonl", "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes += buffer.prefix(count)
        }
        return try bytes.split(separator: 0x0A).map { line in
            try #require(SentJSON(Array(line)).flatMap(Case.init))
        }
    }

    @Test func signaturesAndTokensAgree() throws {
        let cases = try Self.cases()
        #expect(cases.count == 220)
        for item in cases {
            #expect(item.token.signature == item.signature)
            let digest = SHA256.hash(data: Array(item.token.text.utf8))
            #expect(digest.map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined() == item.digest)
        }
    }

    /// Today's google-auth and botocore make of the inputs what the file has.
    @Test func theFixtureIsCurrent() throws {
        let fixtures = GoogleAuthPeer.directory.deletingLastPathComponent().appending(path: "Fixtures")
        try #require(
            FileManager.default.isExecutableFile(atPath: GoogleAuthPeer.python.path),
            "run scripts/prepare-test-pythons first")
        let process = Process()
        process.executableURL = GoogleAuthPeer.python
        process.arguments = [fixtures.appending(path: "subject-tokens.py").path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let made = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(try made == Data(contentsOf: fixtures.appending(path: "subject-tokens.jsonl")))
    }

    /// The judge accepts all of them that temporary credentials can make, and refuses the ones without a session token.
    @Test func theJudgeAgrees() throws {
        for item in try Self.cases() {
            let token = item.token
            let credential = IssuedCredential(
                number: 1, accessKeyId: token.accessKeyId, secretAccessKey: token.secretAccessKey,
                token: token.sessionToken ?? "none", issuedAt: token.date + -60, expiration: token.date + 60)
            let role = try #require(RoleSession(roleARN: ContainerEndpoint().roleARN, session: "AmazonMWAA-airflow"))
            let judge = STSJudge(
                audience: token.audience, credentials: [credential], role: role, now: token.date + 30)
            let verdict = Result { () throws(STSRefusal) in try judge.judge(token.form()) }
            if token.sessionToken == nil {
                #expect(verdict.failure?.cause == .sessionToken)
            } else {
                #expect(verdict.failure == nil, "\(token.region) \(token.sessionToken ?? "")")
            }
        }
    }
}

extension Result {
    var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}
