import NIOCore
import Synchronization

/// One scenario while it runs: what its connections share.
final class Scenario: Sendable {
    let id: String
    let script: CloudScript
    private let state: Mutex<State>

    private struct State {
        var journal = Journal()
        var connections: [Int: Connection] = [:]
        var services: CloudServices
        /// Numbers of the credentials that went out.
        var delivered: Set<Int> = []
        /// Ordinals of the processes by their process ids.
        var processes: [Int: Int] = [:]
        var openChannels: [ObjectIdentifier: any Channel] = [:]
        var connectionsCut = 0
        /// Called once, when the last channel has closed.
        var whenIdle: [@Sendable () -> Void] = []
    }

    init(id: String, script: CloudScript) {
        self.id = id
        self.script = script
        state = Mutex(State(services: CloudServices(name: id, script: script)))
    }

    // MARK: Channels

    /// Counts `channel` among those that the scenario waits for at its end.
    func adopt(_ channel: any Channel) {
        state.withLock { $0.openChannels[ObjectIdentifier(channel)] = channel }
    }

    /// `channel` has closed; `connection` is its number when it was a data connection.
    func disown(_ channel: any Channel, connection: Int?) {
        let actions = state.withLock { state in
            state.openChannels[ObjectIdentifier(channel)] = nil
            if let connection { state.connections[connection]?.phase = .ended }
            guard state.openChannels.isEmpty else { return [@Sendable () -> Void]() }
            defer { state.whenIdle = [] }
            return state.whenIdle
        }
        for action in actions { action() }
    }

    /// Calls `action` as soon as no channel is open: now, or when the last one closes.
    func whenIdle(_ action: @escaping @Sendable () -> Void) {
        let isIdle = state.withLock { state in
            if !state.openChannels.isEmpty { state.whenIdle.append(action) }
            return state.openChannels.isEmpty
        }
        if isIdle { action() }
    }

    /// Closes what is still open; the ledger says how much that was.
    func cutOff() {
        let channels = state.withLock { state in
            state.connectionsCut = state.openChannels.count
            return Array(state.openChannels.values)
        }
        for channel in channels { channel.close(promise: nil) }
    }

    var ledger: Ledger {
        state.withLock { state in
            Ledger(
                entries: state.journal.entries,
                issuedCredentials: state.services.credentials.all.filter { state.delivered.contains($0.number) },
                issuedTokens: state.services.tokens.all,
                connectionsCut: state.connectionsCut, overflowed: state.journal.overflowed)
        }
    }

    // MARK: Opening

    /// Decides what becomes of a connection; `nil` when its number was used before, which breaks the protocol.
    func connect(_ number: Int, to address: Address, at time: VirtualTime, on channel: any Channel) -> Verdict? {
        state.withLock { state in
            func entry(_ event: Ledger.Event, problem: String? = nil) -> Ledger.Entry {
                Ledger.Entry(time: time, process: nil, connection: number, event: event, problem: problem)
            }
            guard state.connections[number] == nil else {
                let problem = "the number of a connection came twice"
                _ = state.journal.open(entry(.violation(problem), problem: problem))
                return nil
            }
            guard !state.journal.overflowed else { return .refuse }
            guard let route = script.route(to: address) else {
                let problem = "nothing in the scenario is at \(address)"
                _ = state.journal.open(entry(.connect(address, .unreachable), problem: problem))
                return .unreachable
            }
            let visit = state.services.visit(number, to: address, by: route, at: time)
            let slot = state.journal.open(entry(.connect(address, visit.answer.connection)))
            if visit.answer.connection == .accept {
                state.connections[number] = Connection(channel: channel, visit: visit, slot: slot, now: time)
            }
            return visit.answer.connection
        }
    }

    // MARK: Conversations

    func received(_ count: Int, on number: Int) {
        state.withLock { $0.connections[number]?.received += count }
    }

    func move(_ number: Int, to phase: Connection.Phase) {
        state.withLock { $0.connections[number]?.phase = phase }
    }

    /// The time of a release; `false` when the connection does not wait for that moment.
    func release(_ number: Int, at time: VirtualTime) -> Bool {
        state.withLock { state in
            guard case .waiting(let until) = state.connections[number]?.phase, until <= time else { return false }
            state.connections[number]?.now = time
            return true
        }
    }

    func note(_ event: Ledger.Event, problem: String? = nil, on number: Int) {
        state.withLock { state in
            guard let connection = state.connections[number] else { return }
            if case .answer(_, _, let credential?) = event { state.delivered.insert(credential) }
            let entry = Ledger.Entry(
                time: connection.now, process: nil, connection: number, event: event, problem: problem)
            state.journal.append(entry, to: connection.slot)
        }
    }

    /// What to do after a whole request.
    func respond(to request: HTTPRequest, on number: Int) -> [Step] {
        let exchange = state.withLock { state -> (Exchange, Visit)? in
            guard let visit = state.connections[number]?.visit else { return nil }
            return (state.services.respond(to: request, on: visit), visit)
        }
        guard let (exchange, visit) = exchange else { return [.end] }
        note(.request(Ledger.RecordedRequest(request)), problem: exchange.problem, on: number)
        return Step.all(of: exchange, from: visit.start, skew: script.clockSkew, persistent: false)
    }

    /// What a proxy does with a request: from a tunnel's opening on the connection is one to the service at its end.
    func openTunnel(_ request: HTTPRequest, on number: Int) -> Tunnel.Opening {
        let opening = state.withLock { state -> Tunnel.Opening in
            guard request.method == "CONNECT" else {
                return .refused(Tunnel.badGateway, problem: "a proxy is asked for it, and has no way there")
            }
            guard let address = Tunnel.address(request.target), let route = script.routeFromProxy(to: address) else {
                return .refused(Tunnel.badGateway, problem: "a proxy is asked for a tunnel there, and has no way")
            }
            guard var connection = state.connections[number] else {
                return .refused(Tunnel.badGateway, problem: nil)
            }
            connection.visit = state.services.visit(number, to: address, by: route, at: connection.now)
            connection.receivedBeforeTunnel = connection.received
            state.connections[number] = connection
            return Tunnel.Opening(meeting: connection.visit.answer)
        }
        let recorded = Ledger.Event.request(Ledger.RecordedRequest(request))
        switch opening {
        case .established:
            note(recorded, on: number)
            note(.answer(name: "tunnel", status: 200, credential: nil), on: number)
        case .refused(let reply, let problem):
            note(recorded, problem: problem, on: number)
            note(.answer(name: "no-tunnel", status: reply.status, credential: nil), on: number)
        case .silent(let answer):
            note(recorded, on: number)
            note(.withheld(name: answer.name, until: nil), on: number)
        }
        return opening
    }

    /// What to do after bytes that are no request.
    func refuse(_ failure: RequestParser.Failure, on number: Int) -> [Step] {
        guard let visit = state.withLock({ $0.connections[number]?.visit }) else { return [.end] }
        let exchange = Exchange.refusal(
            Reply(failure.status, contentType: "text/plain; charset=utf-8"), failure.problem)
        return Step.all(of: exchange, from: visit.start, skew: script.clockSkew, persistent: false)
    }

    /// TLS was not established on a connection whose caller had begun it.
    func handshakeFailed(on number: Int) {
        guard let connection = connection(number), connection.received > connection.receivedBeforeTunnel else {
            return
        }
        let answer = connection.visit.answer
        if answer.tls == .honest {
            note(.handshakeFailed(fault: nil), problem: "the caller broke off the TLS handshake", on: number)
        } else {
            note(.handshakeFailed(fault: answer.name), on: number)
        }
    }

    // MARK: Control connections

    /// The ordinal of the process with this id.
    func process(_ pid: Int) -> Int {
        state.withLock { state in
            if let ordinal = state.processes[pid] { return ordinal }
            let ordinal = state.processes.count
            state.processes[pid] = ordinal
            return ordinal
        }
    }

    func record(_ event: Ledger.Event, by process: Int, at time: VirtualTime, problem: String?) {
        let entry = Ledger.Entry(time: time, process: process, connection: nil, event: event, problem: problem)
        state.withLock { _ = $0.journal.open(entry) }
    }

    func connection(_ number: Int) -> Connection? {
        state.withLock { $0.connections[number] }
    }
}
