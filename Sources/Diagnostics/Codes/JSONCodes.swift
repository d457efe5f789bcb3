extension DiagnosticCode {
    package static let jsonEmpty = Self("J101", "empty document")
    package static let jsonByteOrderMark = Self("J102", "byte order mark")
    package static let jsonOtherEncoding = Self("J103", "not UTF-8 but UTF-16 or UTF-32")
    package static let jsonInvalidUTF8 = Self("J104", "invalid UTF-8")
    package static let jsonTruncated = Self("J105", "document ends too early")
    package static let jsonTrailingText = Self("J106", "text after the end of the document")
    package static let jsonTrailingComma = Self("J107", "trailing comma")
    package static let jsonMissingComma = Self("J108", "missing comma")
    package static let jsonMissingColon = Self("J109", "missing colon")
    package static let jsonMissingValue = Self("J110", "missing value")
    package static let jsonUnexpected = Self("J111", "unexpected character")
    package static let jsonComment = Self("J112", "comment")
    package static let jsonSingleQuotes = Self("J113", "single quotes")
    package static let jsonCurlyQuotes = Self("J114", "typographic quotes")
    package static let jsonUnquotedKey = Self("J115", "key without quotes")
    package static let jsonNotANumber = Self("J116", "NaN or Infinity")
    package static let jsonUnknownWord = Self("J117", "unknown word")
    package static let jsonNumber = Self("J118", "malformed number")
    package static let jsonUnclosedString = Self("J119", "string without an end")
    package static let jsonControlCharacter = Self("J120", "control character in a string")
    package static let jsonEscape = Self("J121", "bad escape sequence")
    package static let jsonLoneSurrogate = Self("J122", "lone surrogate")
    package static let jsonDuplicateMember = Self("J123", "duplicate member")
    package static let jsonTooDeep = Self("J124", "nested too deeply")
    package static let jsonTooLarge = Self("J125", "document is too large")
    package static let jsonTooManyErrors = Self("J126", "too many errors")

    static let json = [
        jsonEmpty, jsonByteOrderMark, jsonOtherEncoding, jsonInvalidUTF8, jsonTruncated, jsonTrailingText,
        jsonTrailingComma, jsonMissingComma, jsonMissingColon, jsonMissingValue, jsonUnexpected, jsonComment,
        jsonSingleQuotes, jsonCurlyQuotes, jsonUnquotedKey, jsonNotANumber, jsonUnknownWord, jsonNumber,
        jsonUnclosedString, jsonControlCharacter, jsonEscape, jsonLoneSurrogate, jsonDuplicateMember, jsonTooDeep,
        jsonTooLarge, jsonTooManyErrors,
    ]
}
