import Diagnostics
import SpannedJSON
import TestSupport
import Testing

/// The parser and Python's `json` agree on what is valid, and on what it says. Duplicate members apart: those are errors
/// here and none there.
@Suite struct PythonDifferentialTests {
    @Test func bothReadTheSame() async throws {
        let texts = RandomJSON.texts(6000)
        let answers = try await PythonPeer.run("parse_with_json.py", input: PythonPeer.hexadecimal(texts))
        #expect(answers.count == texts.count)
        var valid = 0
        for (text, answer) in zip(texts, answers) {
            let result = JSONParser.parse(SourceText(name: "t", bytes: text))
            let isValid = !result.diagnostics.contains { $0.severity == .error && $0.code != .jsonDuplicateMember }
            let ours = isValid ? result.root.map(shown) ?? "none" : "invalid"
            #expect(ours == answer, "\(String(decoding: text, as: UTF8.self)) \(text)")
            if isValid { valid += 1 }
        }
        // The texts are of use only where there are enough of both kinds.
        #expect(valid > 1500 && texts.count - valid > 1500, "\(valid) of \(texts.count) are valid")
    }

    /// As `parse_with_json.py` writes it.
    private func shown(_ node: JSONNode) -> String {
        switch node.value {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .number(let text): "n" + text
        case .string(let string): shown(string)
        case .array(let elements): "[" + elements.map(shown).joined(separator: ",") + "]"
        case .object(let object):
            "{" + object.members.map { shown($0.key) + ":" + shown($0.value) }.joined(separator: ",") + "}"
        case .broken: "broken"
        }
    }

    private func shown(_ string: JSONString) -> String {
        "s" + string.text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: ".")
    }
}

/// Small JSON texts, half of them damaged; the same ones in each run.
enum RandomJSON {
    static func texts(_ count: Int) -> [[UInt8]] {
        var random = SplitMix(state: 0x6A73_6F6E)
        return (0..<count).map { index in
            var bytes = Array(space(&random).utf8) + Array(value(depth: 4, &random).utf8) + Array(space(&random).utf8)
            if index % 2 == 1 { damage(&bytes, &random) }
            return bytes
        }
    }

    private static func value(depth: Int, _ random: inout SplitMix) -> String {
        switch random.below(depth > 0 ? 8 : 6) {
        case 0: return pick(["null", "true", "false"], &random)
        case 1, 2: return number(&random)
        case 3, 4, 5: return string(&random)
        case 6:
            let elements = (0..<random.below(4)).map { _ in
                space(&random) + value(depth: depth - 1, &random) + space(&random)
            }
            return "[" + (elements.isEmpty ? space(&random) : elements.joined(separator: ",")) + "]"
        default:
            let members = (0..<random.below(4)).map { _ in
                space(&random) + string(&random) + space(&random) + ":" + space(&random)
                    + value(depth: depth - 1, &random)
            }
            return "{" + (members.isEmpty ? space(&random) : members.joined(separator: ",")) + "}"
        }
    }

    private static func number(_ random: inout SplitMix) -> String {
        pick(["", "-"], &random) + pick(["0", "7", "10", "1234567890123456789012"], &random)
            + pick(["", "", ".0", ".50"], &random) + pick(["", "", "e1", "E+10", "e-07"], &random)
    }

    private static func string(_ random: inout SplitMix) -> String {
        let pieces = [
            "a", "key", " ", "é", "\u{1F600}", "\u{7F}", "\u{2028}", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\u00e9",
            "\\uD83D\\uDE00", "\\ud800", "\\udc00\\ud800", "\\u0000", "\u{FEFF}", "'", "//",
        ]
        return "\"" + (0..<random.below(5)).map { _ in pick(pieces, &random) }.joined() + "\""
    }

    private static func space(_ random: inout SplitMix) -> String {
        pick(["", "", "", " ", "\n", "\t", "\r\n"], &random)
    }

    private static func pick(_ choices: [String], _ random: inout SplitMix) -> String {
        choices[random.below(choices.count)]
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let odd: [UInt8] =
            Array("{}[]:,\"\\/'#-+.0123eEuNaItfn \n\t".utf8) + [
                0, 0x1F, 0x7F, 0x80, 0xC0, 0xC3, 0xE2, 0xED, 0xF4, 0xFF,
            ]
        for _ in 0...random.below(2) {
            let index = random.below(bytes.count + 1)
            switch random.below(4) {
            case 0 where index < bytes.count: bytes.remove(at: index)
            case 1 where index < bytes.count: bytes[index] = odd[random.below(odd.count)]
            case 2: bytes.removeLast(bytes.count - index)
            default: bytes.insert(odd[random.below(odd.count)], at: index)
            }
        }
    }
}

extension SplitMix {
    fileprivate mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
