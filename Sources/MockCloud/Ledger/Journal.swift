/// A ledger being written: slots in order of opening, each with its entries in order.
struct Journal {
    private var slots: [[Ledger.Entry]] = []
    private var count = 0
    private(set) var overflowed = false
    static let limit = 20_000

    /// Opens a slot with its first entry; gives the slot's number.
    mutating func open(_ entry: Ledger.Entry) -> Int {
        guard admits() else { return -1 }
        slots.append([entry])
        return slots.count - 1
    }

    mutating func append(_ entry: Ledger.Entry, to slot: Int) {
        guard slots.indices.contains(slot), admits() else { return }
        slots[slot].append(entry)
    }

    var entries: [Ledger.Entry] { slots.flatMap { $0 } }

    private mutating func admits() -> Bool {
        guard count < Self.limit else {
            overflowed = true
            return false
        }
        count += 1
        return true
    }
}
