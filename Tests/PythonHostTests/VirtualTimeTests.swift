import Testing

/// One host at a time: the machine's cores are few.
@Suite(.serialized) struct VirtualTimeTests {
    @Test(arguments: PythonLibrary.all)
    func `a sleep of hours takes no time, and all clocks agree`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        #expect(host.greeting.name == "ready")
        let clock = ContinuousClock()
        let before = clock.now
        let outcome = try host.run(
            "sleep",
            """
            import ctypes, datetime, time
            libc = ctypes.CDLL(None)
            monotonic = time.monotonic()
            time.sleep(6 * 3600)
            emit(t())
            emit(time.monotonic() - monotonic)
            emit([int(time.time()), libc.time(None), int(datetime.datetime.now().timestamp())])
            _host.advance(0.5)
            emit(t())
            """)
        #expect(
            outcome.events == ["21600.0", "21600.0", "[1900021600, 1900021600, 1900021600]", "21600.5"])
        #expect(outcome.ending == "exited 0")
        #expect(clock.now - before < .seconds(600))
    }

    @Test(arguments: PythonLibrary.all)
    func `threads wait in virtual time, in the same order every time`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let code = """
            import queue, threading, time
            log, items, done, condition = [], queue.Queue(), threading.Event(), threading.Condition()

            def put():
                for i in range(3):
                    time.sleep(1.5)
                    items.put(i)
                    log.append(("put", i, t()))
                done.set()

            def get():
                while not done.is_set():
                    try:
                        log.append(("got", items.get(timeout=1), t()))
                    except queue.Empty:
                        log.append(("empty", t()))

            def wait():
                with condition:
                    log.append((condition.wait(10), t()))
                log.append((done.wait(100), t()))

            threads = [threading.Thread(target=each) for each in (put, get, wait)]
            for each in threads: each.start()
            time.sleep(2)
            with condition: condition.notify_all()
            for each in threads: each.join()
            emit(log)
            late = threading.Thread(target=lambda: (time.sleep(50), emit(["late", t()])))
            late.start()
            late.join(20)
            emit([late.is_alive(), t()])
            threading.Thread(target=lambda: time.sleep(1e6), daemon=True).start()
            """
        for turn in 1...5 {
            let outcome = try host.run("threads\(turn)", code)
            #expect(
                outcome.events == [
                    "[('empty', 1.0), ('put', 0, 1.5), ('got', 0, 1.5), (True, 2.0), ('empty', 2.5), ('put', 1, 3.0),"
                        + " ('got', 1, 3.0), ('empty', 4.0), ('put', 2, 4.5), ('got', 2, 4.5), (True, 4.5)]",
                    "[True, 24.5]", "['late', 54.5]",
                ])
            #expect(outcome.ending == "exited 0")
        }
    }

    @Test(arguments: PythonLibrary.all)
    func `waiting that nothing can end is reported with every thread's wait`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "hang",
            """
            import threading, time
            taken = threading.Lock()
            taken.acquire()
            def second(): taken.acquire()
            def first():
                threading.Thread(target=second).start()
                time.sleep(5)
                threading.Event().wait()
            first()
            """)
        #expect(outcome.events.first == "hang at 5.0: a lock; a lock")
        #expect(outcome.events.last == "ended,second")
        #expect(outcome.ending == "exited 70")
    }

    @Test(arguments: PythonLibrary.all)
    func `virtual time ends at the horizon`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let outcome = try host.run("horizon", horizon: 3600, "import time\nwhile True: time.sleep(60.5)")
        #expect(outcome.events.first?.hasPrefix("horizon at 3600.0: ") == true)
        #expect(outcome.ending == "exited 71")
    }

    @Test(arguments: PythonLibrary.all)
    func `a loop that polls the clock comes to its end`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "poll",
            """
            import time
            end = time.monotonic() + 5
            while time.monotonic() < end: pass
            emit(5 <= t() < 5.1)
            """)
        #expect(outcome.events == ["True"])
    }

    @Test(arguments: PythonLibrary.all)
    func `alarms ring in virtual time`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "alarm",
            """
            import signal, threading, time
            class Rung(Exception): pass
            def ring(number, frame):
                emit(["rings", t()])
                if t() > 200: raise Rung
            signal.signal(signal.SIGALRM, ring)
            signal.alarm(5)
            time.sleep(100)
            emit(t())
            signal.setitimer(signal.ITIMER_REAL, 1.5, 2)
            time.sleep(4)
            emit([round(value, 3) for value in signal.setitimer(signal.ITIMER_REAL, 0)])
            time.sleep(100)
            signal.alarm(7)
            try: threading.Event().wait()
            except Rung: emit(t())
            """)
        #expect(
            outcome.events == [
                "['rings', 5.0]", "100.0", "['rings', 101.5]", "['rings', 103.5]", "[1.5, 2.0]", "['rings', 211.0]",
                "211.0",
            ])
    }

    @Test(arguments: PythonLibrary.all)
    func `select, poll, epoll and pipes wait in virtual time`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "polls",
            """
            import os, select, socket, threading, time
            select.select([], [], [], 2.5); emit(t())
            reader, writer = os.pipe()
            poll = select.poll(); poll.register(reader, select.POLLIN)
            emit([poll.poll(1500), t()])
            epoll = select.epoll(); epoll.register(reader, select.EPOLLIN)
            emit([epoll.poll(1), t()])
            threading.Thread(target=lambda: (time.sleep(4), os.write(writer, b"x"))).start()
            emit([os.read(reader, 1), t()])
            server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen(1)
            def serve():
                peer = server.accept()[0]
                data = peer.recv(10); time.sleep(1); peer.sendall(data[::-1]); peer.close()
            threading.Thread(target=serve).start()
            client = socket.create_connection(server.getsockname())
            client.sendall(b"abc")
            emit([client.recv(10), t()])
            """)
        #expect(
            outcome.events == ["2.5", "[[], 4.0]", "[[], 5.0]", "[b'x', 9.0]", "[b'cba', 10.0]"])
    }

    @Test func `what takes no time in virtual time takes as long in real time`() throws {
        let library = try #require(PythonLibrary.any)
        let mock = try LoopbackMock(
            .init(
                verdicts: ["10.0.0.1": "blackhole"],
                answers: ["late.test": [.silence(0.3), .bytes(LoopbackMock.hello)], "never.test": [.never]]))
        let code = """
            import threading, time, urllib.request
            def get(host, timeout):
                before = time.monotonic()
                try: result = urllib.request.urlopen("http://%s/" % host, timeout=timeout).read().decode()
                except OSError as error: result = "failed"
                took.append(time.monotonic() - before)
                emit([host, result])
            took = []
            thread = threading.Thread(target=lambda: (time.sleep(0.1), emit("thread"), time.sleep(0.4), emit("thread")))
            thread.start()
            get("late.test", 5); get("never.test", 0.6); get("10.0.0.1", 0.2)
            thread.join()
            emit(took)
            """
        let real = Driver.source
            .replacing("_host.begin(name, int(port), start)", with: "_host.begin(name, int(port), start, True)")
        let virtual = try HostProcess(library: library.path).run("speed", mock: mock, code)
        let ledger = mock.ledger.count
        let slow = try HostProcess(library: library.path, driver: real).run("speed", mock: mock, code)
        #expect(virtual.events.count == 6)
        #expect(virtual.events.dropLast() == slow.events.dropLast())
        // Dates apart, which a busy machine may shift by a second.
        let asked = mock.ledger.map { $0.split(separator: " at ")[0] }
        #expect(Array(asked[..<ledger]) == Array(asked[ledger...]))
        let expected = [0.3, 0.6, 0.2]
        for (outcome, tolerance) in [(virtual, 0.001), (slow, 1.0)] {
            let durations = (outcome.events.last ?? "").split { "[], ".contains($0) }.compactMap { Double($0) }
            #expect(durations.count == expected.count)
            for (duration, expectation) in zip(durations, expected) {
                #expect(duration >= expectation - 0.002 && duration < expectation + tolerance)
            }
        }
    }

    @Test func `futexes wait in virtual time`() throws {
        let library = try #require(PythonLibrary.any)
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "futex",
            """
            import ctypes, errno, platform, threading, time
            number = {"x86_64": 202, "aarch64": 98}[platform.machine()]
            libc = ctypes.CDLL(None, use_errno=True)
            word = ctypes.c_uint32(5)
            class Time(ctypes.Structure): _fields_ = [("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long)]
            def futex(operation, value, timeout=None):
                result = libc.syscall(number, ctypes.byref(word), operation, value, timeout)
                return errno.errorcode[ctypes.get_errno()] if result < 0 else result
            wait, wake = 128, 129
            emit([futex(wait, 5, ctypes.byref(Time(7, 0))), t()])
            threading.Thread(target=lambda: (time.sleep(3), emit(futex(wake, 1)))).start()
            emit([futex(wait, 5), t()])
            emit(futex(wait, 6))
            """)
        #expect(outcome.events == ["['ETIMEDOUT', 7.0]", "1", "[0, 10.0]", "EAGAIN"])
    }

    /// OpenSSL takes locks when a thread ends, as other libraries do.
    @Test func `what libraries do at a thread's end is done in virtual time`() throws {
        let library = try #require(PythonLibrary.any)
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "thread-end",
            """
            import ctypes, threading
            libc = ctypes.CDLL(None)
            def at_end(function, value):
                key = ctypes.c_uint()
                libc.pthread_key_create(ctypes.byref(key), function)
                libc.pthread_setspecific(key, ctypes.c_void_p(value))
            mutex = ctypes.create_string_buffer(64)
            taken = threading.Event()
            def take():
                libc.pthread_mutex_lock(mutex)
                at_end(libc.usleep, 300000)
                at_end(libc.pthread_mutex_unlock, ctypes.addressof(mutex))
                taken.set()
            threading.Thread(target=take).start()
            taken.wait()
            emit([libc.pthread_mutex_lock(mutex), t()])
            """)
        #expect(outcome.events == ["[0, 0.3]"])
    }

    @Test(arguments: PythonLibrary.all)
    func `file times follow the clock`(library: PythonLibrary) throws {
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "files",
            """
            import os, shutil, tempfile, time
            directory = tempfile.mkdtemp()
            path = os.path.join(directory, "file")
            def age(): return round(time.time() - os.stat(path).st_mtime, 3)
            open(path, "w").close()
            time.sleep(3600); emit(age())
            with open(path, "a") as file: file.write("x")
            emit(age())
            time.sleep(60); emit(age())
            os.utime(path, (time.time() - 5, time.time() - 5)); emit(age())
            os.utime(path); emit(age())
            time.sleep(7); emit(age())
            shutil.rmtree(directory)
            emit(os.stat("/etc/passwd").st_mtime < time.time() - 3667)
            """)
        #expect(outcome.events == ["3600.0", "0.0", "60.0", "5.0", "0.0", "7.0", "True"])
    }
}
