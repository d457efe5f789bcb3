/// The driver of these tests: runs the Python code of a scenario in the sandbox.
///
/// A specification is the code, after one line with the scenario's id, the mock's port, the start and the horizon in
/// seconds after the start (0: none). The code has `emit(text)`, `t()` (seconds since the start) and `_host`.
enum Driver {
    static let start = 1_900_000_000

    static let source = """
        import _host

        def run(spec):
            head, code = spec.decode().split("\\n", 1)
            name, port, start, horizon = head.split()
            start = float(start)

            def emit(value):
                _host.emit((value if isinstance(value, str) else repr(value)).encode())

            def t():
                return round(_host.now() - start, 4)

            def ended(kind, waits):
                import sys
                emit("%s at %s: %s" % (kind, t(), "; ".join(text for _, text in waits)))
                frames = sys._current_frames()
                emit(",".join(frames[thread].f_code.co_name for thread, _ in waits if thread in frames))

            _host.set_hang_hook(ended)
            _host.begin(name, int(port), start)
            if float(horizon):
                _host.set_horizon(start + float(horizon))
            exec(compile(code, "<scenario>", "exec"), {"emit": emit, "t": t, "_host": _host, "__name__": "scenario"})
        """

    static func specification(_ id: String, port: UInt16, horizon: Int = 0, _ code: String) -> String {
        "\(id) \(port) \(start) \(horizon)\n\(code)"
    }
}

extension HostProcess {
    /// Runs one scenario to its end.
    func run(
        _ id: String, mock: LoopbackMock? = nil, limit: Int = 20_000, horizon: Int = 0, _ code: String
    ) throws -> Outcome {
        // A port of 9 is as good as none: what the scenario tries to reach is refused.
        try start(id, Driver.specification(id, port: mock?.port ?? 9, horizon: horizon, code), limit: limit)
        return try awaitEnd(id)
    }
}
