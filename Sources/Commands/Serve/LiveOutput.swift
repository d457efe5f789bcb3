import MockCloud
import Pipeline
import Synchronization

/// Carries the events of a server to standard output.
///
/// The server never waits for whoever reads that: when too many events are on the way, the newest are counted instead.
final class LiveOutput: Sendable {
    private let format: LiveFormat
    private let events: AsyncStream<ServerEvent>
    private let entrance: AsyncStream<ServerEvent>.Continuation
    private let omitted = Atomic(0)
    private static let limit = 10_000

    init(format: LiveFormat) {
        self.format = format
        (events, entrance) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.limit))
    }

    func add(_ event: ServerEvent) {
        if case .dropped = entrance.yield(event) { omitted.add(1, ordering: .relaxed) }
    }

    func begin(_ running: ServeStage.Running) throws {
        try Terminal.write(format.beginning(running))
    }

    /// Shows events as they come, until the task is cancelled.
    func show() async throws {
        for await event in events {
            try tellOmissions()
            try Terminal.write(format.line(event))
        }
    }

    func end() throws {
        try tellOmissions()
    }

    private func tellOmissions() throws {
        let count = omitted.exchange(0, ordering: .relaxed)
        if count > 0 { try Terminal.write(format.omission(count)) }
    }
}
