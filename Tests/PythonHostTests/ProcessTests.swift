import Testing

/// One host at a time: the machine's cores are few.
@Suite(.serialized) struct ProcessTests {
    @Test(arguments: PythonLibrary.all)
    func `a forked child shares the clock`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "fork",
            """
            import os, signal, time
            def child(seconds):
                pid = os.fork()
                if pid == 0:
                    time.sleep(seconds)
                    emit(["child", t()])
                    os._exit(3)
                return pid
            pid = child(5)
            emit(["parent", t()])
            emit([os.waitpid(pid, 0)[1] >> 8, t()])
            for number in (signal.SIGKILL, signal.SIGTERM):
                pid = child(1000)
                time.sleep(2)
                os.kill(pid, number)
                emit([os.waitpid(pid, 0)[1], t()])
            """)
        #expect(
            outcome.events == ["['parent', 0.0]", "['child', 5.0]", "[3, 5.0]", "[9, 7.0]", "[15, 9.0]"])
        #expect(outcome.ending == "exited 0")
    }

    @Test(arguments: PythonLibrary.all)
    func `a pool of processes works in virtual time`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "pool",
            """
            import multiprocessing, sys, time, types
            def square(number):
                time.sleep(number)
                return number * number
            module = sys.modules["scenario"] = types.ModuleType("scenario")
            module.square = square
            with multiprocessing.get_context("fork").Pool(3) as pool: emit(pool.map(square, [3, 1, 2]))
            emit(3 <= t() < 3.2)
            """)
        #expect(outcome.events == ["[9, 1, 4]", "True"])
        #expect(outcome.ending == "exited 0")
    }

    @Test(arguments: PythonLibrary.all)
    func `a second interpreter joins the sandbox`(library: PythonLibrary) throws {
        let mock = try LoopbackMock(.init(answers: ["169.254.170.2": [.bytes(LoopbackMock.hello)]]))
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "interpreter", mock: mock,
            """
            import subprocess, sys
            code = '''
            import time, urllib.request
            time.sleep(3600)
            print(urllib.request.urlopen("http://169.254.170.2/").read())
            try: urllib.request.urlopen("http://8.8.8.8/")
            except OSError as error: print(error.reason.errno)
            '''
            result = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, env={}, timeout=7200)
            emit(result.stdout.decode().split())
            emit(t())
            """)
        #expect(outcome.events == ["[\"b'hello'\", '101']", "3600.0"])
        #expect(outcome.notes == [])
        #expect(
            mock.ledger == [
                "accept 169.254.170.2:80 at 3600", "GET / HTTP/1.1", "unreachable 8.8.8.8:80 at 3600",
            ])
    }

    @Test(arguments: PythonLibrary.all)
    func `each crash and exit is told as it was`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let crash = try host.run("crash", "def dies():\n    import ctypes; ctypes.string_at(0)\ndies()")
        #expect(crash.ending == "signaled 11")
        #expect(crash.stacks.contains("in dies"))
        #expect(try host.run("abort", "import os; os.abort()").ending == "signaled 6")
        #expect(try host.run("status", "import os; os._exit(7)").ending == "exited 7")
        let exit = try host.run("exit", "import sys; sys.exit('bye')")
        #expect(exit.ending == "exited 1")
        #expect(exit.standardError == "bye\n")
        let raised = try host.run("raise", "print('before')\n1 / 0")
        #expect(raised.ending == "exited 1")
        #expect(raised.standardOutput == "before\n")
        #expect(raised.standardError.contains("File \"<scenario>\", line 2"))
        #expect(raised.standardError.hasSuffix("ZeroDivisionError: division by zero\n"))
        let memory = try host.run("memory", "bytearray(2 << 30)")
        #expect(memory.standardError.hasSuffix("MemoryError\n"))
        #expect(try host.close() == 0)
    }

    @Test(arguments: PythonLibrary.all)
    func `an endless loop is killed at the limit, with its stack`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let outcome = try host.run("loop", limit: 300, "def spin():\n    while True: pass\nspin()")
        #expect(outcome.ending == "limit 0")
        #expect(outcome.stacks.contains("line 2 in spin"))
    }
}
