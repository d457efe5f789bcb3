/// Why a token that begins like a number is not one of RFC 8259, section 6.
enum NumberProblem: Equatable {
    case notANumber
    case plusSign
    case signAlone
    case leadingZero
    case notDecimal
    case noDigitsBeforePoint
    case noDigitsAfterPoint
    case noDigitsInExponent
    case trailingText

    var message: String {
        switch self {
        case .notANumber: "not a number"
        case .plusSign: "a plus sign before a number"
        case .signAlone: "a minus sign without a number"
        case .leadingZero: "a number with a leading zero"
        case .notDecimal: "a number that is not decimal"
        case .noDigitsBeforePoint: "a number without digits before the decimal point"
        case .noDigitsAfterPoint: "a number without digits after the decimal point"
        case .noDigitsInExponent: "a number without digits in its exponent"
        case .trailingText: "a number with text directly after it"
        }
    }

    var help: String {
        switch self {
        case .notANumber: "write a number or null"
        case .plusSign: "remove the sign"
        case .signAlone: "write a number or null"
        case .leadingZero: "remove the zero, or put double quotes around an identifier"
        case .notDecimal: "write the number in decimal digits"
        case .noDigitsBeforePoint, .noDigitsAfterPoint: "write digits on both sides of the decimal point"
        case .noDigitsInExponent: "write digits after the `e`"
        case .trailingText: "put double quotes around a string"
        }
    }

    /// The first problem of `token`, or `nil` when it is a number of JSON.
    /// - Precondition: `token` begins with a digit, a sign or a point.
    static func of(_ token: ArraySlice<UInt8>) -> NumberProblem? {
        var rest = token
        if rest.first == UInt8(ascii: "+") { return .plusSign }
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        if rest.isEmpty || rest.first == UInt8(ascii: "-") { return .signAlone }
        if rest.elementsEqual("Infinity".utf8) || rest.elementsEqual("inf".utf8) { return .notANumber }
        if rest.first == UInt8(ascii: ".") { return .noDigitsBeforePoint }
        guard let first = rest.first, isDigit(first) else { return .trailingText }
        rest.removeFirst()
        if first == UInt8(ascii: "0"), let next = rest.first {
            if isDigit(next) { return .leadingZero }
            if [UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "o"), UInt8(ascii: "b")].contains(next) {
                return .notDecimal
            }
        }
        rest = rest.drop(while: isDigit)
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard let next = rest.first, isDigit(next) else { return .noDigitsAfterPoint }
            rest = rest.drop(while: isDigit)
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard let next = rest.first, isDigit(next) else { return .noDigitsInExponent }
            rest = rest.drop(while: isDigit)
        }
        return rest.isEmpty ? nil : .trailingText
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
