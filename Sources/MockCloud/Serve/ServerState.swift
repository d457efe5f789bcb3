import Glibc
import NIOCore
import Synchronization

/// What the connections of one server share.
final class ServerState: Sendable {
    let identities: TLSIdentities
    let limits: ServerLimits
    let script: CloudScript
    private let tell: @Sendable (ServerEvent) -> Void
    private let state: Mutex<State>

    private struct State {
        var services: CloudServices
        var visits = 0
        var pendingBytes = 0
        var connections: [ObjectIdentifier: Guest] = [:]
        var isClosing = false
    }

    private struct Guest {
        let channel: any Channel
        /// `nil` while a request is being answered.
        var waitingSince: NIODeadline?
    }

    init(
        script: CloudScript, limits: ServerLimits, identities: TLSIdentities,
        tell: @escaping @Sendable (ServerEvent) -> Void
    ) {
        self.script = script
        self.limits = limits
        self.identities = identities
        self.tell = tell
        // Two servers shall not issue the same keys, nor one that was started again.
        var generator = SystemRandomNumberGenerator()
        state = Mutex(State(services: CloudServices(name: "serve-\(generator.next())", script: script)))
    }

    static var now: VirtualTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return VirtualTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    func report(_ event: ServerEvent) { tell(event) }

    // MARK: Connections

    /// Counts a new connection; when there are too many, the one that has waited longest has to go.
    func welcome(_ channel: any Channel) {
        let (isLate, leaving) = state.withLock { state -> (Bool, (any Channel)?) in
            guard !state.isClosing else { return (true, nil) }
            var leaving: (any Channel)?
            if state.connections.count >= limits.connections {
                let waiting = state.connections.compactMap { id, guest in guest.waitingSince.map { (id, $0) } }
                guard let (id, _) = waiting.min(by: { $0.1 < $1.1 }) else { return (true, nil) }
                leaving = state.connections.removeValue(forKey: id)?.channel
            }
            state.connections[ObjectIdentifier(channel)] = Guest(channel: channel, waitingSince: .now())
            return (false, leaving)
        }
        if isLate { channel.close(promise: nil) }
        leaving?.pipeline.fireUserInboundEventTriggered(MakeRoom())
    }

    func goodbye(_ channel: any Channel) {
        state.withLock { _ = $0.connections.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// A connection waits for a request, or has one.
    func mark(_ channel: any Channel, waiting: Bool) {
        state.withLock {
            $0.connections[ObjectIdentifier(channel)]?.waitingSince = waiting ? .now() : nil
        }
    }

    /// Closes all, and lets no other in.
    func closeAll() {
        let channels = state.withLock { state in
            state.isClosing = true
            return state.connections.values.map(\.channel)
        }
        for channel in channels { channel.close(promise: nil) }
    }

    var connectionCount: Int { state.withLock { $0.connections.count } }

    /// Changes the bytes that a connection keeps; `false`, and no change, when that would be too many.
    func reserve(_ change: Int) -> Bool {
        state.withLock { state in
            guard change <= 0 || state.pendingBytes + change <= limits.pendingBytes else { return false }
            state.pendingBytes += change
            return true
        }
    }

    // MARK: Services

    /// What a tunnel to `address` meets before TLS has begun, when that is a fault; else the turn is kept for its request.
    func faultOfTunnel(to address: Address, by route: Route) -> Answer? {
        state.withLock { state in
            let answer = state.services.upcomingAnswer(of: route)
            guard answer.connection != .accept || answer.tls != .honest else { return nil }
            state.visits += 1
            return state.services.visit(state.visits, to: address, by: route, at: Self.now).answer
        }
    }

    func respond(to request: HTTPRequest, at address: Address, by route: Route) -> (exchange: Exchange, visit: Visit) {
        state.withLock { state in
            state.visits += 1
            let visit = state.services.visit(state.visits, to: address, by: route, at: Self.now)
            return (state.services.respond(to: request, on: visit), visit)
        }
    }
}

/// Tells a connection that waits for a request to end, for another's sake.
struct MakeRoom: Sendable {}
