import Synchronization
import Testing

@testable import Verification

@Suite struct PlacesTests {
    private final class Order: Sendable {
        private let lengths = Mutex<[Int]>([])
        var all: [Int] { lengths.withLock { $0 } }
        func add(_ length: Int) { lengths.withLock { $0.append(length) } }
    }

    /// The one place is taken until all others wait.
    @Test func theLongestThatWaitsIsNext() async {
        let places = Places(1)
        let order = Order()
        async let first: Void = places.run(length: 0) {
            while places.waiting < 3 { await Task.yield() }
        }
        async let others: Void = withTaskGroup(of: Void.self) { group in
            while places.isFree { await Task.yield() }
            for length in [3, 9, 5] {
                group.addTask { await places.run(length: length) { order.add(length) } }
            }
        }
        _ = await (first, others)
        #expect(order.all == [9, 5, 3])
    }

    @Test func morePlacesLetMoreIn() async {
        let places = Places(0)
        async let one: Void = places.run(length: 1) {}
        async let other: Void = places.run(length: 1) {}
        while places.waiting < 2 { await Task.yield() }
        places.add(2)
        _ = await (one, other)
        #expect(places.waiting == 0)
    }
}

@Suite struct TimeLimitsTests {
    /// Who comes earlier in the report stays, whoever was faster.
    @Test func onlyThoseAfterEnoughOthersAreLeftOut() {
        let limits = TimeLimits(enough: 2)
        limits.note(7)
        limits.note(3)
        #expect([3, 7].allSatisfy { !limits.leavesOut($0) })
        #expect(limits.leavesOut(8))
        limits.note(1)
        #expect(!limits.leavesOut(3))
        #expect(limits.leavesOut(4))
    }
}
