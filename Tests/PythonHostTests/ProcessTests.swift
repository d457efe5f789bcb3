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
    func `signals arrive with the turn`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "signals",
            """
            import os, signal, threading, time
            for number in (signal.SIGUSR1, signal.SIGCHLD):
                signal.signal(number, lambda number, frame: emit([int(number), t()]))
            own = os.getpid()
            threading.Thread(target=lambda: (time.sleep(3), os.kill(own, signal.SIGUSR1))).start()
            time.sleep(10)
            pid = os.fork()
            if pid == 0:
                signal.signal(signal.SIGTERM, lambda number, frame: os._exit(4))
                while True: signal.pause()
            time.sleep(2)
            os.kill(pid, signal.SIGTERM)
            time.sleep(1)
            emit([os.waitpid(pid, 0)[1] >> 8, t()])
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])
            threading.Thread(target=lambda: (time.sleep(4), os.kill(own, signal.SIGUSR2))).start()
            emit([int(signal.sigwait([signal.SIGUSR2])), t()])
            emit([signal.sigtimedwait([signal.SIGUSR2], 6), t()])
            """)
        #expect(
            outcome.events == ["[10, 3.0]", "[17, 12.0]", "[4, 13.0]", "[12, 17.0]", "[None, 23.0]"])
    }

    @Test(arguments: PythonLibrary.all)
    func `a lock that was held across a fork is never released in the child`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "held",
            """
            import os, threading, time
            lock = threading.Lock()
            def hold():
                with lock: time.sleep(10)
            threading.Thread(target=hold).start()
            time.sleep(1)
            pid = os.fork()
            if pid == 0:
                emit([lock.acquire(timeout=5), t()])
                lock.acquire()
            emit(os.waitpid(pid, 0)[1])
            """)
        #expect(
            outcome.events == [
                "[False, 6.0]", "hang at 10.0: a lock", "ended", "hang at 10.0: a child process", "ended",
            ])
        #expect(outcome.ending == "exited 70")
    }

    @Test(arguments: PythonLibrary.all)
    func `pipes to a program that takes part carry any amount`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "pipes",
            """
            import subprocess, sys
            code = "import sys; data = sys.stdin.buffer.read(); sys.stdout.buffer.write(data * 2)"
            for command in (["/bin/cat"], [sys.executable, "-c", code]):
                done = subprocess.run(command, input=b"x" * 1000000, stdout=subprocess.PIPE)
                emit([len(done.stdout), done.returncode, t()])
            """)
        #expect(outcome.events == ["[1000000, 0, 0.0]", "[2000000, 0, 0.0]"])
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
        #expect(try host.close() == 0)
    }

    /// On a machine with many cores as many threads have a heap of malloc's each.
    @Test(.enabled(if: HostProcess.sanitizer != "address", "it has its own malloc"))
    func `threads take little of the limit`() throws {
        let library = try #require(PythonLibrary.any)
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "heaps",
            """
            import threading
            def data():
                return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmData"))
            threading.stack_size(1 << 18)
            ready, end = threading.Barrier(7), threading.Event()
            def work():
                kept = bytes(10000)
                ready.wait()
                end.wait()
            before = data()
            for _ in range(6): threading.Thread(target=work).start()
            ready.wait()
            emit("little" if data() - before < 16 << 10 else "%d kB" % (data() - before))
            end.set()
            """)
        #expect(outcome.events.first == "little")
    }

    @Test(.enabled(if: HostProcess.sanitizer != "address", "its shadow memory needs more than any limit"))
    func `memory is limited`() throws {
        let library = try #require(PythonLibrary.any)
        let host = try HostProcess(library: library.path)
        #expect(try host.run("memory", "bytearray(2 << 30)").standardError.hasSuffix("MemoryError\n"))
    }

    @Test(arguments: PythonLibrary.all)
    func `an endless loop is killed at the limit, with its stack`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let outcome = try host.run("loop", limit: 300, "def spin():\n    while True: pass\nspin()")
        #expect(outcome.ending == "limit 0")
        #expect(outcome.stacks.contains("line 2 in spin"))
    }

    @Test func `the limit is for the time between two events`() throws {
        let library = try #require(PythonLibrary.any)
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "steps", limit: 400,
            """
            import time
            def work(seconds):
                end = time.process_time() + seconds
                while time.process_time() < end: pass
            for step in range(4):
                work(0.2)
                emit(step)
            work(5)
            emit("too late")
            """)
        #expect(outcome.events == ["0", "1", "2", "3"])
        #expect(outcome.ending == "limit 0")
    }
}
