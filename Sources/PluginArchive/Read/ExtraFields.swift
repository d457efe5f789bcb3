/// The extra blocks of a header.
struct ExtraFields {
    struct Block {
        let identifier: UInt16
        let data: ArraySlice<UInt8>
    }

    private(set) var blocks: [Block] = []
    /// The blocks fill the field exactly.
    private(set) var isWellFormed = true

    init(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while !rest.isEmpty {
            guard rest.count >= 4 else {
                isWellFormed = false
                return
            }
            let header = ByteReader(rest)
            let count = Int(header.u16(2))
            guard rest.count >= 4 + count else {
                isWellFormed = false
                return
            }
            let data = rest.dropFirst(4).prefix(count)
            blocks.append(Block(identifier: header.u16(0), data: data))
            rest = rest.dropFirst(4 + count)
        }
    }

    func data(of identifier: UInt16) -> [ArraySlice<UInt8>] {
        blocks.filter { $0.identifier == identifier }.map(\.data)
    }
}

/// The values behind saturated fields.
struct Zip64Values {
    let size: UInt64
    let compressedSize: UInt64
    let offset: UInt64
    /// What is wrong with the block; the values are then worth nothing.
    var problem: String?
    /// There is a block and no field refers to it.
    var isNeedless = false

    /// - Parameter bothSizes: in a local header a block holds both sizes if it is there at all.
    init(_ extra: ExtraFields, size: UInt32, compressedSize: UInt32, offset: UInt32, bothSizes: Bool = false) {
        let blocks = extra.data(of: ZipFormat.zip64Extra)
        var wanted = [size, compressedSize, offset].map { $0 == ZipFormat.saturated32 }
        let needsAny = wanted.contains(true)
        if bothSizes, needsAny { wanted = [true, true, false] }
        var values = [UInt64(size), UInt64(compressedSize), UInt64(offset)]
        if blocks.count > 1 {
            problem = "has two zip64 blocks"
        } else if let block = blocks.first {
            if !needsAny {
                isNeedless = true
            } else if block.count != 8 * wanted.count(where: { $0 }) {
                problem = "has a zip64 block of \(block.count) bytes that does not fit its fields"
            } else {
                let reader = ByteReader(block)
                var position = 0
                for index in values.indices where wanted[index] {
                    values[index] = reader.u64(position)
                    position += 8
                }
            }
        } else if needsAny {
            problem = "refers to a zip64 block that is not there"
        }
        self.size = values[0]
        self.compressedSize = values[1]
        self.offset = values[2]
    }
}
