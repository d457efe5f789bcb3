/// Little-endian numbers at offsets of a record whose length was checked.
struct ByteReader {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    func u16(_ offset: Int) -> UInt16 { number(offset) }
    func u32(_ offset: Int) -> UInt32 { number(offset) }
    func u64(_ offset: Int) -> UInt64 { number(offset) }

    func slice(_ offset: Int, _ count: Int) -> [UInt8] {
        Array(bytes[(bytes.startIndex + offset)..<(bytes.startIndex + offset + count)])
    }

    private func number<Number: FixedWidthInteger>(_ offset: Int) -> Number {
        var value: Number = 0
        for index in 0..<(Number.bitWidth / 8) {
            value |= Number(bytes[bytes.startIndex + offset + index]) << (8 * index)
        }
        return value
    }
}
