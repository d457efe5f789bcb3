import Testing

/// One host at a time: the machine's cores are few.
@Suite(.serialized) struct NetworkTests {
    static let endpoint = "169.254.170.2"

    @Test(arguments: PythonLibrary.all)
    func `a request reaches the mock, and its ledger says when`(library: PythonLibrary) throws {
        let mock = try LoopbackMock(.init(answers: [Self.endpoint: [.bytes(LoopbackMock.hello)]]))
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "request", mock: mock,
            """
            import socket, time, urllib.request
            time.sleep(3600)
            emit(urllib.request.urlopen("http://169.254.170.2/v2/credentials/x", timeout=5).read().decode())
            connection = socket.create_connection(("169.254.170.2", 80))
            emit([connection.getpeername(), connection.getsockname()[0]])
            """)
        #expect(outcome.events == ["hello", "[('169.254.170.2', 80), '10.0.0.10']"])
        #expect(
            mock.ledger == [
                "accept 169.254.170.2:80 at 3600", "GET /v2/credentials/x HTTP/1.1", "accept 169.254.170.2:80 at 3600",
            ])
    }

    @Test(arguments: PythonLibrary.all)
    func `timeouts pass in virtual time, answers that are late come on time`(library: PythonLibrary) throws {
        let late: [LoopbackMock.Answer] = [.silence(12.5), .bytes(LoopbackMock.hello)]
        let mock = try LoopbackMock(.init(answers: ["never.test": [.never], "late.test": late]))
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "late", mock: mock,
            """
            import urllib.request
            def get(host, timeout):
                before = t()
                try: result = urllib.request.urlopen("http://%s/" % host, timeout=timeout).read().decode()
                except OSError as error: result = str(error)
                emit([host, result, round(t() - before, 4)])
            get("never.test", 7)
            get("late.test", 5)
            get("late.test", 20)
            get("late.test", None)
            get("never.test", None)
            """)
        #expect(
            outcome.events == [
                "['never.test', 'timed out', 7.0]", "['late.test', 'timed out', 5.0]", "['late.test', 'hello', 12.5]",
                "['late.test', 'hello', 12.5]", "hang at 37.0: recv on never.test port 80",
                "ended",
            ])
        #expect(outcome.ending == "exited 70")
    }

    @Test(arguments: PythonLibrary.all)
    func `the end of a closed connection is waited for, also behind bytes`(library: PythonLibrary) throws {
        let slow: [LoopbackMock.Answer] = [.closed(late: 0.05), .bytes("half"), .closed(late: 0.3)]
        let mock = try LoopbackMock(.init(answers: ["slow.test": slow]))
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "closed", mock: mock,
            """
            import socket
            connection = socket.create_connection(("slow.test", 80), timeout=5)
            connection.sendall(b"GET / HTTP/1.1\\r\\n\\r\\n")
            before = t()
            emit([connection.recv(99), connection.recv(99), t() - before])
            """)
        #expect(outcome.events == ["[b'half', b'', 0.0]"])
    }

    @Test(arguments: PythonLibrary.all)
    func `what the mock does not accept fails as on an isolated network`(library: PythonLibrary) throws {
        let mock = try LoopbackMock(
            .init(verdicts: ["10.0.0.1": "blackhole", "10.0.0.2": "refuse", "10.0.0.3": "invalid"]))
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "confined", mock: mock,
            """
            import errno, socket
            def attempt(name, call):
                before = t()
                try: call(); result = "done"
                except socket.timeout as error: result = errno.errorcode.get(error.errno, "timeout")
                except (socket.gaierror, socket.herror) as error: result = type(error).__name__
                except OSError as error: result = errno.errorcode[error.errno]
                emit("%s %s %s" % (name, result, round(t() - before, 4)))
            def connect(host, timeout=None, family=socket.AF_INET):
                connection = socket.socket(family); connection.settimeout(timeout); connection.connect((host, 80))
            for host in ("10.0.0.1", "10.0.0.2", "10.0.0.3", "8.8.8.8", "127.0.0.1"):
                attempt(host, lambda: connect(host, 3))
            attempt("patient", lambda: connect("10.0.0.1"))
            attempt("six", lambda: connect("2001:db8::1", 3, socket.AF_INET6))
            attempt("name", lambda: socket.getaddrinfo("example.test", 80))
            attempt("old-name", lambda: socket.gethostbyname_ex("example.test"))
            attempt("reverse", lambda: socket.gethostbyaddr("8.8.8.8"))
            datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            attempt("sendto", lambda: datagrams.sendto(b"x", ("8.8.8.8", 53)))
            attempt("connect", lambda: datagrams.connect(("8.8.4.4", 53)))
            attempt("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))
            attempt("packet", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))
            """)
        #expect(
            outcome.events == [
                "10.0.0.1 timeout 3.0", "10.0.0.2 ECONNREFUSED 0.0", "10.0.0.3 EINVAL 0.0", "8.8.8.8 ENETUNREACH 0.0",
                "127.0.0.1 ENETUNREACH 0.0", "patient ETIMEDOUT 127.0", "six ENETUNREACH 0.0", "name gaierror 0.0",
                "old-name gaierror 0.0", "reverse herror 0.0", "sendto ENETUNREACH 0.0", "connect ENETUNREACH 0.0",
                "raw EPERM 0.0", "packet EAFNOSUPPORT 0.0",
            ])
        #expect(
            mock.ledger == [
                "blackhole 10.0.0.1:80 at 0", "refuse 10.0.0.2:80 at 3", "invalid 10.0.0.3:80 at 3",
                "unreachable 8.8.8.8:80 at 3", "unreachable 127.0.0.1:80 at 3", "blackhole 10.0.0.1:80 at 3",
                "unreachable 2001:db8::1:80 at 130", "unknown example.test", "unknown example.test",
                "datagram 8.8.8.8:53", "datagram 8.8.4.4:53",
            ])
    }

    @Test(arguments: PythonLibrary.all)
    func `asyncio shares the mock's time`(library: PythonLibrary) throws {
        let mock = try LoopbackMock(
            .init(
                verdicts: ["10.0.0.1": "blackhole", "10.0.0.2": "refuse"],
                answers: [
                    Self.endpoint: [.bytes(LoopbackMock.hello)], "never.test": [.never],
                    "late.test": [.silence(12.5), .bytes(LoopbackMock.hello)],
                ]))
        let host = try HostProcess(library: library.path)
        let outcome = try host.run(
            "asyncio", mock: mock,
            """
            import asyncio
            async def fetch(host):
                reader, writer = await asyncio.open_connection(host, 80)
                writer.write(b"GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
                data = await reader.read()
                writer.close()
                return data[-5:]
            async def get(host, timeout):
                try: result = await asyncio.wait_for(fetch(host), timeout)
                except Exception as error: result = type(error).__name__
                return (host, result, round(t(), 2))
            async def main():
                return await asyncio.gather(
                    get("169.254.170.2", 5), get("never.test", 7), get("late.test", 5), get("late.test", 30),
                    get("10.0.0.1", 3), get("10.0.0.1", None), get("10.0.0.2", 3))
            loop = asyncio.new_event_loop()
            for result in loop.run_until_complete(main()): emit(result)
            """)
        #expect(
            outcome.events == [
                "('169.254.170.2', b'hello', 0.0)", "('never.test', 'TimeoutError', 7.0)",
                "('late.test', 'TimeoutError', 5.0)", "('late.test', b'hello', 12.5)",
                "('10.0.0.1', 'TimeoutError', 3.0)", "('10.0.0.1', 'TimeoutError', 127.0)",
                "('10.0.0.2', 'ConnectionRefusedError', 0.0)",
            ])
    }

    /// A connect that no definition of ours sees, to a port of loopback where something listens.
    private static let pastTheNet = """
        import ctypes, errno, socket, struct
        libc = ctypes.CDLL(None, use_errno=True)
        machine = __import__("os").uname().machine
        number = {"x86_64": (41, 42), "aarch64": (198, 203)}[machine]
        def connect(host, port):
            address = struct.pack("=H", socket.AF_INET) + struct.pack("!H", port) + socket.inet_aton(host) + bytes(8)
            descriptor = libc.syscall(number[0], socket.AF_INET, socket.SOCK_STREAM, 0)
            if libc.syscall(number[1], descriptor, address, len(address)) == 0: return "connected"
            return errno.errorcode[ctypes.get_errno()]
        emit(connect("192.0.2.1", 80))
        emit(connect("127.0.0.1", PORT))
        """

    @Test func `what goes past the net meets the wall, where the kernel allows one`() throws {
        let library = try #require(PythonLibrary.any)
        let mock = try LoopbackMock(.init(answers: [Self.endpoint: [.bytes(LoopbackMock.hello)]]))
        let code = Self.pastTheNet.replacing("PORT", with: "\(mock.port)")
        let host = try HostProcess(library: library.path)
        let outcome = try host.run("wall", mock: mock, code)
        if host.greeting.body.contains("\"network\": \"namespace\"") {
            #expect(outcome.events == ["ENETUNREACH", "ECONNREFUSED"])
        } else {
            #expect(host.greeting.body.contains("\"network\": \"open: "))
            #expect(outcome.events.last == "connected")
        }
        let open = try HostProcess(library: library.path, options: ["--network-namespace", "off"])
        #expect(open.greeting.body.contains("\"network\": \"open: not tried\""))
        let request = "import urllib.request\nemit(urllib.request.urlopen('http://169.254.170.2/').read().decode())"
        #expect(try open.run("open", mock: mock, request).events == ["hello"])
        #expect(try open.run("hole", mock: mock, code).events.last == "connected")
    }
}
