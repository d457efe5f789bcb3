import MockCloud
import Testing

@testable import Verification

/// Virtual time is like real time: the same scenarios, against the same mock, have the same outcome, ask the same in the same
/// order, and take as long, whether the clock is virtual or the machine's.
@Suite(.fewAtATime) struct EquivalenceTests {
    /// Waits in as many ways as seconds allow: for answers with a timeout, between attempts, for a timer, for a child.
    private static let plugin = """
        import os, threading, time, urllib.request
        from airflow.plugins_manager import AirflowPlugin

        def fetch():
            for pause in (0.5, 1, 0):
                try:
                    with urllib.request.urlopen(
                        "http://169.254.170.2" + os.environ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"], timeout=1.5
                    ) as answer:
                        return answer.read()
                except OSError:
                    time.sleep(pause)

        fetch()
        ready = threading.Event()
        threading.Timer(0.7, ready.set).start()
        ready.wait(5)
        os.register_at_fork(after_in_child=lambda: time.sleep(0.3))

        class Plugin(AirflowPlugin):
            name = "plugin"
        """

    private static let sample: [Scenario] = {
        func timed(_ id: String, _ answers: Answer..., steps: [Scenario.Step] = [.load]) -> Scenario {
            Scenario(
                id, id, cloud: CloudScript(container: ContainerEndpoint(answers: answers)), steps: steps,
                clauses: [.loads, .bounded, .confined])
        }
        let second = 1.0 / 3600
        return [
            timed("well", .normal), timed("throttled-once", .throttled(), .normal), timed("refused", .refused),
            timed("slow", .slow(seconds: 1)), timed("too-slow", .slow(seconds: 2), .normal), timed("never", .never),
            timed("dripping", .dripping(pieces: 3, seconds: 1)), timed("black-hole", .blackhole),
            timed(
                "forks", .normal, steps: [.load, .sleep(seconds: 1), .fork([.sleep(seconds: 1)]), .fork([])]),
            timed(
                "threads", .normal,
                steps: [.load, .together(threads: 3, [.at(hours: [2 * second, 3 * second], [.environment])])]),
        ]
    }()

    @Test func theSameHappensInRealTime() async throws {
        try await Sandbox.withPlugin(Self.plugin) { subject in
            var verifier = try await Sandbox.verifier()
            verifier.jobs = Self.sample.count
            let virtual = try await verifier.verify(subject, scenarios: Self.sample)
            verifier.runsInRealTime = true
            let real = try await verifier.verify(subject, scenarios: Self.sample)
            for (left, right) in zip(virtual.results, real.results) {
                let id = left.scenario.id
                #expect(left.outcome == right.outcome, "\(id)")
                #expect(left.requests.map(undated) == right.requests.map(undated), "\(id)")
                let (short, long) = (left.virtualSeconds ?? -1, right.virtualSeconds ?? -1)
                // What Python computes takes no virtual time, and on a busy machine some real time.
                #expect(short > 0 && long >= short - 0.01 && long < short + 1, "\(id): \(short) s, \(long) s")
            }
        }
    }

    /// `1.500 s  connect to …` without its time.
    private func undated(_ line: String) -> String {
        line.split(separator: " ", omittingEmptySubsequences: false).dropFirst(2).joined(separator: " ")
    }
}
