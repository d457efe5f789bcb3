// Made by scripts/update-explanations from docs/codes. Edit those files, and run the script.

// swift-format-ignore-file

extension Explanations {
    static let json: [String: String] = [
        "J101": #"""
        # J101: empty document

        The file has no bytes, or nothing but white space and comments. JSON is one value; a file without one is not JSON.

        ```json failing

        ```

        google-auth says `File … is not a valid json file.` in every version. An empty file usually comes from a shell
        redirection whose command failed, or from an upload that was cut off.

        **Mend it:** write the file again, for a credential config with `gcloud iam workload-identity-pools
        create-cred-config … --aws --output-file=FILE`.

        """#,
        "J102": #"""
        # J102: byte order mark

        The file begins with the bytes EF BB BF, which some Windows editors and PowerShell write at the start of UTF-8
        files. JSON allows no byte order mark (RFC 8259, section 8.1).

        ```json failing encoding=utf-8-bom
        {"type": "external_account"}
        ```

        Python's `json` refuses such a file, so google-auth says `File … is not a valid json file.` in every version.

        **Mend it:** save the file as UTF-8 without a byte order mark. `mwaa-gcp validate --fix` removes the mark.

        """#,
        "J103": #"""
        # J103: not UTF-8 but UTF-16 or UTF-32

        The file's first bytes show that it is encoded as UTF-16 or UTF-32. JSON files are UTF-8 (RFC 8259, section 8.1).
        `>` in Windows PowerShell 5 writes UTF-16.

        ```json failing encoding=utf-16
        {"type": "external_account"}
        ```

        google-auth opens the file in the encoding of the worker's locale, cannot decode it, and says `File … is not a valid
        json file.`

        **Mend it:** save the file as UTF-8, in PowerShell with `| Set-Content -Encoding utf8NoBOM`. Nothing is mended
        automatically, because every byte of the file would change.

        """#,
        "J104": #"""
        # J104: invalid UTF-8

        There are bytes that are no UTF-8: most often a letter with an accent that was saved as Latin-1 or Windows-1252. The
        label shows the character that such a byte means there.

        ```json failing encoding=latin-1
        {"comment": "café"}
        ```

        google-auth opens the file in the encoding of the worker's locale. Where that is UTF-8 it says `File … is not a
        valid json file.`; elsewhere it may load the file with other characters than were meant.

        **Mend it:** save the file as UTF-8. Which characters were meant is not for a tool to guess.

        """#,
        "J105": #"""
        # J105: document ends too early

        The file ends inside an object, an array or a string. The related place shows what was not closed.

        ```json failing
        {"type": "external_account", "credential_source": {
        ```

        google-auth says `File … is not a valid json file.` Files like this come from an interrupted copy, a full disk or a
        limit on the size of a variable in a CI system.

        **Mend it:** copy the file again, or add what is missing.

        """#,
        "J106": #"""
        # J106: text after the end of the document

        A JSON file holds one value, and there is more text after it: two documents in one file, a bracket too many, or a
        line that another program printed.

        ```json failing
        {"type": "external_account"}
        {"type": "external_account"}
        ```

        Python's `json` stops with `Extra data`, so google-auth says `File … is not a valid json file.`

        **Mend it:** remove what follows the first value, or whatever closes it too early.

        """#,
        "J107": #"""
        # J107: trailing comma

        A comma stands after the last member of an object or the last value of an array. JavaScript and Python allow that,
        JSON does not.

        ```json failing
        {"type": "external_account",}
        ```

        google-auth says `File … is not a valid json file.` in every version.

        **Mend it:** remove the comma; `mwaa-gcp validate --fix` does.

        """#,
        "J108": #"""
        # J108: missing comma

        Two members, or two values, follow each other without a comma.

        ```json failing
        {"type": "external_account" "audience": "x"}
        ```

        google-auth says `File … is not a valid json file.` The caret stands where the comma should, at the end of the
        earlier value.

        **Mend it:** write the comma. Between two members of an object `mwaa-gcp validate --fix` does; in an array it does
        not, because one value may have been meant.

        """#,
        "J109": #"""
        # J109: missing colon

        A key is not followed by a colon. An equals sign or an arrow (`=`, `=>`) in its place comes from other languages.

        ```json failing
        {"type" = "external_account"}
        ```

        google-auth says `File … is not a valid json file.`

        **Mend it:** write a colon. `mwaa-gcp validate --fix` replaces an equals sign or an arrow.

        """#,
        "J110": #"""
        # J110: missing value

        A key and its colon are there, but no value.

        ```json failing
        {"audience": , "type": "external_account"}
        ```

        google-auth says `File … is not a valid json file.` Templates leave such a gap when a variable is empty.

        **Mend it:** write the value, or remove the member.

        """#,
        "J111": #"""
        # J111: unexpected character

        Something stands where no JSON can go on. The label says what was expected there.

        ```json failing
        {"type": %external_account%}
        ```

        google-auth says `File … is not a valid json file.` Reading goes on after the next comma or bracket, so that later
        mistakes are reported as well.

        **Mend it:** remove the character, or put double quotes around what should be a string.

        """#,
        "J112": #"""
        # J112: comment

        The file holds a comment (`//`, `#` or `/* */`). JSON has none; JSON5, JSONC and YAML do.

        ```json failing
        {
          "type": "external_account" // made by gcloud
        }
        ```

        google-auth says `File … is not a valid json file.`

        **Mend it:** remove the comment; `mwaa-gcp validate --fix` does. A remark can live in a member whose name begins
        with an underscore, such as `"_comment"`, which is ignored.

        """#,
        "J113": #"""
        # J113: single quotes

        A string or key stands in single quotes or backticks. This is what Python prints for a dictionary; JSON has double
        quotes only.

        ```json failing
        {'type': 'external_account'}
        ```

        google-auth says `File … is not a valid json file.`

        **Mend it:** write double quotes, in Python with `json.dumps` in place of `print` or `str`. `mwaa-gcp validate
        --fix` replaces the quotes of strings that hold neither a double quote nor a backslash.

        """#,
        "J114": #"""
        # J114: typographic quotes

        A string stands in curly quotes or guillemets, or ends with one. Word processors, chat programs and web pages put
        them in place of straight quotes.

        ```json failing
        {“type”: “external_account”}
        ```

        google-auth says `File … is not a valid json file.`

        **Mend it:** write straight double quotes; `mwaa-gcp validate --fix` does where the inside holds no other quote.

        """#,
        "J115": #"""
        # J115: key without quotes

        A key of an object stands without quotes, as JavaScript and YAML allow.

        ```json failing
        {type: "external_account"}
        ```

        google-auth says `File … is not a valid json file.`

        **Mend it:** put double quotes around the key; `mwaa-gcp validate --fix` does.

        """#,
        "J116": #"""
        # J116: NaN or Infinity

        `NaN`, `Infinity` and `-Infinity` are numbers of JavaScript and Python, not of JSON (RFC 8259, section 6).

        ```json failing
        {"token_lifetime_seconds": NaN}
        ```

        Python's `json` reads them all the same, so google-auth loads such a file; other readers of it refuse it.

        **Mend it:** write a number or `null`.

        """#,
        "J117": #"""
        # J117: unknown word

        A word stands where a value should, and it is none of `true`, `false` and `null`: Python's `True`, `False` and
        `None`, JavaScript's `undefined`, or a string whose quotes are missing.

        ```json failing
        {"universe_domain": None}
        ```

        google-auth says `File … is not a valid json file.`

        **Mend it:** write JSON's own word, or put double quotes around a string. `mwaa-gcp validate --fix` translates the
        words of Python and JavaScript; it does not guess at quotes.

        """#,
        "J118": #"""
        # J118: malformed number

        A number has a leading zero, a plus sign, no digit beside its point, or other digits than decimal ones (RFC 8259,
        section 6).

        ```json failing
        {"token_lifetime_seconds": 0600}
        ```

        google-auth says `File … is not a valid json file.` In some languages `0600` means 384.

        **Mend it:** write the number in decimal digits; put double quotes around identifiers with leading zeros.

        """#,
        "J119": #"""
        # J119: string without an end

        A string has no closing quote on its line, and no later quote ends it.

        ```json failing
        {
          "audience": "//iam.googleapis.com/projects/1,
          "type": "external_account"
        }
        ```

        google-auth says `File … is not a valid json file.`, and names a place far behind the mistake.

        **Mend it:** write the double quote at the end of the string.

        """#,
        "J120": #"""
        # J120: control character in a string

        A tab, a line break or another character below U+0020 stands in a string as it is. JSON wants those written as
        escapes (RFC 8259, section 7). Line breaks come with text that was wrapped when it was copied.

        ```json failing
        {"audience": "//iam.googleapis.com/projects/1/locations/global/
            workloadIdentityPools/pool/providers/provider"}
        ```

        google-auth says `File … is not a valid json file.` Whether the character should be removed or escaped only its
        author knows.

        **Mend it:** remove it; if it is meant, write `\n`, `\t` or `\u` with four hexadecimal digits.

        """#,
        "J121": #"""
        # J121: bad escape sequence

        A backslash in a string begins none of JSON's escape sequences: `\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`, `\t` and
        `\u` with four hexadecimal digits.

        ```json failing
        {"file": "C:\configs\mwaa.json"}
        ```

        google-auth says `File … is not a valid json file.` Windows paths and regular expressions are the usual sources.

        **Mend it:** write a backslash as `\\`.

        """#,
        "J122": #"""
        # J122: lone surrogate

        A `\u` escape is half of a surrogate pair, and the other half is missing. JSON's grammar allows it, so this is a
        warning, but no text can hold it (RFC 8259, section 8.2).

        ```json failing
        {"comment": "\ud83d"}
        ```

        Python reads it into a string that cannot be encoded: if google-auth uses the value, the request fails with
        `UnicodeEncodeError`.

        **Mend it:** write the character itself, or both halves.

        """#,
        "J123": #"""
        # J123: duplicate member

        A key stands twice in one object. The related place is the first one.

        ```json failing
        {"audience": "a", "type": "external_account", "audience": "b"}
        ```

        RFC 8259, section 4 leaves open what a reader makes of that. Python, and so google-auth, silently keeps the last
        one; other tools keep the first, so two programs may see two configs in one file.

        **Mend it:** keep the one that is meant. Nothing is mended automatically, because there are two answers.

        """#,
        "J124": #"""
        # J124: nested too deeply

        Arrays and objects are nested more than 64 deep. No config needs that, and readers that recurse can be brought down
        with it: Python's `json` gives up with `RecursionError` at about a thousand.

        ```json failing depth=3
        [[[[]]]]
        ```

        Reading ends there.

        **Mend it:** check that this is the right file.

        """#,
        "J125": #"""
        # J125: document is too large

        The file has more bytes than the tool reads. A credential config has one or two thousand. Nothing of such a file is
        looked at, so that a wrong path costs neither time nor memory.

        ```json failing bytes=10
        {"type": "external_account"}
        ```

        **Mend it:** check that this is the right file.

        """#,
        "J126": #"""
        # J126: too many errors

        So many errors were found that reading ended: what follows in the file was not looked at. This is a note beside the
        errors themselves.

        ```json failing diagnostics=2 also=J118
        [01, 02, 03]
        ```

        **Mend it:** mend the errors shown, and validate again. If there are that many, this may not be a JSON file at all.

        """#,
    ]
}
