/// The services of one cloud, and all that they remember.
struct CloudServices {
    let script: CloudScript
    /// Goes into everything made up, so that clouds do not issue the same things.
    let name: String
    var credentials: IssuedCredentials
    var tokens = TokenBook()
    var jobs = JobBook()
    private var containerVisits = 0
    private var googleVisits: [GoogleService: Int] = [:]

    init(name: String, script: CloudScript) {
        self.name = name
        self.script = script
        credentials = IssuedCredentials(scenario: name, issuer: script.container.issuer)
    }

    /// Begins a visit at `time`, which is the caller's; a route that ends in a verdict gives one that is not accepted.
    mutating func visit(_ number: Int, to address: Address, by route: Route, at time: VirtualTime) -> Visit {
        let answer = upcomingAnswer(of: route)
        var credential: IssuedCredential?
        switch route {
        case .verdict, .proxy: break
        case .google(let service): googleVisits[service, default: 0] += 1
        case .container:
            containerVisits += 1
            if answer.connection == .accept, case .normal(_, let lifetime, _) = answer.content {
                credential = credentials.issue(at: time + script.clockSkew, lifetime: lifetime)
            }
        }
        return Visit(
            number: number, address: address, route: route, answer: answer, credential: credential, start: time)
    }

    /// What the next visit will meet.
    func upcomingAnswer(of route: Route) -> Answer {
        switch route {
        case .verdict(let verdict): Answer(verdict.rawValue, connection: verdict)
        case .proxy: .normal
        case .google(let service):
            Self.pick(script.google?.answers[service] ?? [], googleVisits[service, default: 0])
        case .container: Self.pick(script.container.answers, containerVisits)
        }
    }

    private static func pick(_ answers: [Answer], _ index: Int) -> Answer {
        index < answers.count ? answers[index] : answers.last ?? .normal
    }

    /// - Parameter visit: one that was accepted.
    mutating func respond(to request: HTTPRequest, on visit: Visit) -> Exchange {
        var exchange: Exchange
        switch visit.route {
        case .container: exchange = script.container.respond(to: request, on: visit)
        case .google(let service): exchange = respond(to: request, of: service, on: visit)
        case .verdict, .proxy: return .refusal(.googleNotFound, "nobody listens here")
        }
        exchange.problem = exchange.problem ?? HostHeader.problem(request, address: visit.address)
        return exchange
    }

    private mutating func respond(to request: HTTPRequest, of service: GoogleService, on visit: Visit) -> Exchange {
        guard let google = script.google else { return .refusal(.googleNotFound, "there is no Google in the scenario") }
        let now = visit.start + script.clockSkew
        let task: GoogleTask
        do throws(ServiceRefusal) {
            task = try judge(request, of: service, google, now: now)
        } catch {
            return .refusal(error.reply, error.reason)
        }
        switch visit.answer.content {
        case .fixed(let reply): return Exchange(reply: reply, answer: visit.answer)
        case .normal(let edits, let lifetime, let contentType):
            var body = perform(task, google, visit, lifetime: lifetime, now: now)
            body.apply(edits)
            let reply = Reply(
                200, contentType: contentType ?? "application/json; charset=UTF-8", body: .text(body.text))
            return Exchange(reply: reply, answer: visit.answer)
        }
    }

    /// On its own, so that what the desk holds is let go before anything changes, and nothing is copied.
    private func judge(
        _ request: HTTPRequest, of service: GoogleService, _ google: GoogleCloud, now: VirtualTime
    ) throws(ServiceRefusal) -> GoogleTask {
        let desk = GoogleDesk(
            google: google, container: script.container, credentials: credentials.all, tokens: tokens, jobs: jobs,
            now: now)
        return try desk.judge(request, of: service)
    }
}
