import Dispatch

/// Work on many things on all processors.
enum SideBySide {
    /// The result for each element, in the same order. `transform` is called on several threads.
    static func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], _ transform: @Sendable (Element) -> Result
    ) -> [Result] {
        // Most calls are about one file, for which no thread is worth while.
        guard elements.count > 4 else { return elements.map(transform) }
        return [Result](unsafeUninitializedCapacity: elements.count) { results, count in
            // Each thread fills places of its own.
            nonisolated(unsafe) let first = results.baseAddress!
            // One at a time would have the threads meet at each.
            let stride = min(32, (elements.count + 7) / 8)
            DispatchQueue.concurrentPerform(iterations: (elements.count + stride - 1) / stride) { chunk in
                for index in chunk * stride..<min((chunk + 1) * stride, elements.count) {
                    (first + index).initialize(to: transform(elements[index]))
                }
            }
            count = elements.count
        }
    }
}
