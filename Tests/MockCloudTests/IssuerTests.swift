import Testing

@testable import MockCloud

@Suite struct IssuerTests {
    private let start = VirtualTime(seconds: 1_790_000_000)

    @Test func keysLookLikeRealOnes() {
        var credentials = IssuedCredentials(scenario: "s", issuer: Issuer(rotation: .eachConnection))
        for number in 1...20 {
            let issued = credentials.issue(at: start, lifetime: nil)
            #expect(issued.number == number)
            #expect(issued.accessKeyId.wholeMatch(of: /ASIA[A-Z2-7]{16}/) != nil)
            #expect(issued.secretAccessKey.wholeMatch(of: /[A-Za-z0-9\/+]{40}/) != nil)
            #expect(issued.secretAccessKey.contains("/"))
            #expect(issued.secretAccessKey.contains("+"))
            #expect(issued.token.wholeMatch(of: /IQoJb3JpZ2luX2Vj[A-Za-z0-9\/+]{800,}==/) != nil)
            #expect(issued.token.utf8.count % 4 == 0, "base64 comes in fours")
        }
        #expect(Set(credentials.all.map(\.secretAccessKey)).count == 20)
        #expect(Set(credentials.all.map(\.token)).count == 20)
    }

    @Test func keysFollowFromScenarioAndNumberAlone() {
        func keys(_ scenario: String) -> [IssuedCredential] {
            var credentials = IssuedCredentials(scenario: scenario, issuer: Issuer(rotation: .eachConnection))
            _ = credentials.issue(at: start, lifetime: nil)
            _ = credentials.issue(at: start, lifetime: nil)
            return credentials.all
        }
        #expect(keys("a") == keys("a"))
        #expect(Set(keys("a").map(\.accessKeyId)).isDisjoint(with: keys("b").map(\.accessKeyId)))
    }

    @Test func rotatesEverySoOften() {
        var credentials = IssuedCredentials(scenario: "s", issuer: Issuer(rotation: .every(seconds: 100)))
        let numbers = [0, 99, 100, 199, 350, 350].map { credentials.issue(at: start + $0, lifetime: nil).number }
        #expect(numbers == [1, 1, 2, 2, 3, 3])
        #expect(credentials.all.map { $0.issuedAt.seconds - start.seconds } == [0, 100, 300])
        #expect(credentials.all.allSatisfy { $0.expiration == $0.issuedAt + 21_600 })
        let early = credentials.issue(at: start + -500, lifetime: nil)
        #expect(early.number == 1, "a process whose clock is behind gets the first ones")
        let almost = VirtualTime(nanoseconds: (start + 99).nanoseconds + 999_999_999)
        #expect(credentials.issue(at: almost, lifetime: nil).number == 1)
    }

    @Test func rotatesAtGivenTimes() {
        let issuer = Issuer(lifetime: 900, rotation: .at([start + 50, start + 60]))
        var credentials = IssuedCredentials(scenario: "s", issuer: issuer)
        let issued = [0, 49, 50, 59, 60, 1_000].map { credentials.issue(at: start + $0, lifetime: nil) }
        #expect(issued.map(\.number) == [1, 1, 2, 2, 3, 3])
        #expect(issued.map { $0.issuedAt.seconds - start.seconds } == [0, 0, 50, 50, 60, 60])
        #expect(issued.last?.expiration == start + 960)
    }

    @Test func aLifetimeOfItsOwnMeansKeysOfItsOwn() {
        var credentials = IssuedCredentials(scenario: "s", issuer: Issuer())
        let usual = credentials.issue(at: start, lifetime: nil)
        let short = credentials.issue(at: start, lifetime: 60)
        #expect(short.number == 2)
        #expect(short.accessKeyId != usual.accessKeyId)
        #expect(short.expiration == start + 60)
        #expect(short.issuedAt == start + (60 - 21_600))
        #expect(credentials.issue(at: start, lifetime: nil) == usual)
    }
}
