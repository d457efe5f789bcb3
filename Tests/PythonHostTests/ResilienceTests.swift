import Foundation
import Testing

/// One host at a time: the machine's cores are few.
@Suite(.serialized) struct ResilienceTests {
    /// Whether a process exists and is no zombie.
    private func lives(_ pid: String) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let name = status.lastIndex(of: ")")
        else { return false }
        return !status[name...].hasPrefix(") Z")
    }

    @Test func `a flood of output is cut and ends the scenario`() throws {
        let library = try #require(PythonLibrary.any)
        let host = try HostProcess(library: library.path)
        let outcome = try host.run("flood", "import sys\nwhile True: sys.stdout.write('x' * 65536)")
        #expect(outcome.ending == "flood 0")
        #expect(outcome.standardOutput.utf8.count == 65536)
        #expect(outcome.standardOutputTotal > 8 << 20)
        let large = try host.run("large", "print('x' * 1000000)")
        #expect(large.ending == "exited 0")
        #expect(large.standardOutputTotal == 1_000_001)
    }

    @Test func `a flood of notes and of events is bounded`() throws {
        let library = try #require(PythonLibrary.any)
        let host = try HostProcess(library: library.path)
        let notes = try host.run(
            "notes", limit: 300,
            """
            import os
            while True:
                try: os.kill(-1, 9)
                except PermissionError: pass
            """)
        #expect(notes.ending == "limit 0")
        #expect(notes.notes.count == 100)
        let events = try host.run("events", "while True: _host.emit(b'x' * 1000000)")
        #expect(events.ending == "flood 0")
        #expect(events.events.count <= 68)
    }

    /// However busy the machine is with the other processes of the scenario: each is waited for.
    @Test func `at the limit each process tells its stack, the busy one first`() throws {
        let library = try #require(PythonLibrary.any)
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "busy", limit: 300,
            """
            import os, time
            def sleeper(): time.sleep(10)
            def busy():
                while True: pass
            for _ in range(5):
                if os.fork() == 0: sleeper()
            time.sleep(1)
            busy()
            """)
        #expect(outcome.ending == "limit 0")
        let functions = outcome.stacks.split(separator: "\n").filter {
            $0.contains(" in busy") || $0.contains(" in sleeper")
        }
        #expect(functions.count == 6, "\(outcome.stacks)")
        #expect(functions.first?.contains(" in busy") == true)
    }

    @Test func `a fork bomb is bounded`() throws {
        let library = try #require(PythonLibrary.any)
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "bomb",
            """
            import os
            while True:
                try: os.fork()
                except BlockingIOError: break
            emit("bounded")
            """)
        #expect(outcome.events.first == "bounded")
        #expect(outcome.ending == "exited 0")
        let shell = try host.run("shell", limit: 2000, "import os; os.system('f() { f | f & f; }; f')")
        #expect(["exited 0", "limit 0"].contains(shell.ending))
        #expect(try host.run("after", "emit('fine')").events == ["fine"])
    }

    @Test func `background processes go with their scenario`() throws {
        let library = try #require(PythonLibrary.any)
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "daemon",
            """
            import os, subprocess, time
            reader, writer = os.pipe()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.write(writer, str(os.getpid()).encode())
                    time.sleep(10 ** 6)
                os._exit(0)
            os.wait()
            emit(os.read(reader, 10).decode())
            emit(str(subprocess.Popen(["/bin/sleep", "1000"], start_new_session=True).pid))
            """)
        #expect(outcome.ending == "exited 0")
        #expect(outcome.events.count == 2)
        for pid in outcome.events { #expect(!lives(pid)) }
    }

    @Test func `the host's own processes and descriptors are out of reach`() throws {
        let library = try #require(PythonLibrary.any)
        let mock = try LoopbackMock(.init(answers: ["169.254.170.2": [.bytes(LoopbackMock.hello)]]))
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "reach", mock: mock,
            """
            import os, signal, urllib.request
            for attack in (lambda: os.kill(os.getppid(), 9), lambda: os.killpg(os.getpgid(os.getppid()), 9),
                           lambda: os.kill(-1, 9)):
                try: attack(); emit("done")
                except PermissionError: emit("refused")
            os.closerange(0, 1 << 20)
            emit(urllib.request.urlopen("http://169.254.170.2/").read().decode())
            os.killpg(0, signal.SIGTERM)
            """)
        #expect(outcome.events == ["refused", "refused", "refused", "hello"])
        #expect(outcome.notes == ["signal-outside", "signal-outside", "signal-outside"])
        #expect(outcome.ending == "signaled 15")
    }

    @Test func `scenarios side by side do not see each other`() throws {
        let library = try #require(PythonLibrary.any)
        let host = try HostProcess(library: library.path)
        for index in 0..<8 {
            let code = "import time\nfor _ in range(\(index)): time.sleep(1)\nemit(t())"
            try host.start("side\(index)", Driver.specification("side\(index)", port: 9, code))
        }
        for index in (0..<8).reversed() {
            #expect(try host.awaitEnd("side\(index)").events == ["\(Double(index))"])
        }
        let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(host.identifier)/fd").count
        for index in 0..<20 { _ = try host.run("again\(index)", "pass") }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: "/proc/\(host.identifier)/fd").count == descriptors)
    }

    @Test(arguments: ["input", "signal", "cancel"])
    func `nothing is left when the tool stops`(how: String) throws {
        let library = try #require(PythonLibrary.any)
        let host = try HostProcess(library: library.path)
        let code = """
            import os, subprocess
            child = subprocess.Popen(["/bin/sleep", "1000"], start_new_session=True)
            emit("%d %d" % (os.getpid(), child.pid))
            while True: pass
            """
        try host.start("busy", Driver.specification("busy", port: 9, code))
        let pids = try host.awaitEvents("busy")[0].split(separator: " ").map(String.init)
        for pid in pids { #expect(lives(pid)) }
        switch how {
        case "input": #expect(try host.close() == 0)
        case "signal":
            kill(host.identifier, SIGTERM)
            #expect(host.awaitExit() == 0)
        default:
            try host.send("cancel busy", "")
            #expect(try host.awaitEnd("busy").ending == "cancelled 0")
        }
        for pid in pids { #expect(!lives(pid)) }
    }

    @Test func `what cannot start is told`() throws {
        let library = try #require(PythonLibrary.any)
        let missing = try HostProcess(library: "/nowhere/libpython3.11.so.1.0")
        #expect(missing.greeting.name == "failed")
        #expect(missing.greeting.body.contains("/nowhere/libpython3.11.so.1.0"))
        #expect(missing.awaitExit() == 1)
        let broken = try HostProcess(library: library.path, driver: "1 / 0")
        #expect(broken.greeting.name == "failed")
        #expect(broken.greeting.body.contains("ZeroDivisionError"))
        #expect(broken.awaitExit() == 1)
    }
}
