import Testing

@testable import MockCloud

@Suite struct TextFormatTests {
    @Test func readsJSON() {
        let value = SentJSON(Array(#" {"a":["x\u00e9\ud83d\ude00\n\/",1],"b":{"c":true}} "#.utf8))
        #expect(value?["a"]?.array?.map(\.string) == ["x\u{e9}\u{1F600}\n/", nil])
        #expect(value?["b"]?["c"]?.bool == true)
        #expect(value?["c"] == nil)
        #expect(SentJSON(Array(#"{"a":1,"a":2}"#.utf8)) == nil, "a member that occurs twice has no value")
        #expect(SentJSON(Array("{,}".utf8)) == nil)
        #expect(SentJSON([0x22, 0xFF, 0x22]) == nil)
    }

    @Test func writesJSON() {
        var object = JSONDraft()
        object.append("a\"b", text: "\\ \n\r\t\u{1} \u{e9}/")
        object.append("c", json: "[1]")
        #expect(object.text == #"{"a\"b":"\\ \n\r\t\u0001 é/","c":[1]}"#)
        object.apply([.remove("c"), .rename("a\"b", to: "d"), .replace("d", json: "null"), .remove("e")])
        #expect(object.text == #"{"d":null}"#)
    }

    @Test func readsForms() {
        let form = FormFields("a=1&b=x+y%2B%26&c&d=e=f&a=2".utf8)
        #expect(form?["b"] == "x y+&")
        #expect(form?["c"] == "")
        #expect(form?["d"] == "e=f")
        #expect(form?["a"] == nil, "a field that occurs twice has no value")
        #expect(FormFields("a=%".utf8) == nil)
        #expect(FormFields("a=%4".utf8) == nil)
        #expect(FormFields("a=%zz".utf8) == nil)
        #expect(FormFields("a=%ff".utf8) == nil)
    }

    @Test(arguments: [
        ("20150830T123600Z", 1_440_938_160), ("20000229T000000Z", 951_782_400), ("19700101T000000Z", 0),
        ("20991231T235959Z", 4_102_444_799),
    ])
    func readsSigningDates(text: String, seconds: Int64) {
        #expect(SigningDate(text)?.time == VirtualTime(seconds: seconds))
    }

    @Test(arguments: [
        "", "20150830123600Z", "20150830T123600", "2015-08-30T12:36Z", "20150230T000000Z", "20151301T000000Z",
        "20150830T240000Z", "20150830T126000Z", "2015083xT123600Z",
    ])
    func refusesOtherDates(text: String) {
        #expect(SigningDate(text) == nil)
    }

    @Test func roleSessions() {
        let session = RoleSession(roleARN: "arn:aws-cn:iam::123456789012:role/a/b/Name", session: "s")
        #expect(session?.arn == "arn:aws-cn:sts::123456789012:assumed-role/Name/s")
        for arn in ["", "arn:aws:iam::1:user/x", "arn:aws:sts::1:assumed-role/x/y", "arn:aws:iam::1:role/", "role/x"] {
            #expect(RoleSession(roleARN: arn, session: "s") == nil)
        }
    }
}
