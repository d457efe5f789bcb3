/// libFuzzer calls this for each input; `scripts/fuzz` builds it with `ArchiveProperties.swift` of the tests.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let violations = ArchiveProperties.violations(Array(UnsafeBufferPointer(start: start, count: count)))
    guard violations.isEmpty else { fatalError(violations.joined(separator: "; ")) }
    return 0
}
