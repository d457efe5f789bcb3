import Foundation
import Testing

/// docs/interposed-calls.md against the built host and against every libpython that is found.
@Suite struct InterposedCallsTests {
    /// Calls of libc that wait, read or set a clock, reach the network, signal, or make or end a process.
    ///
    /// Longer than what any CPython imports today, so that tomorrow's import is noticed.
    private static let watched: Set<String> = Set(
        """
        clock_gettime gettimeofday time ftime timespec_get timespec_getres clock times getrusage clock_settime settimeofday
        stime adjtime adjtimex clock_adjtime ntp_adjtime
        nanosleep clock_nanosleep usleep sleep thrd_sleep pause sched_yield thrd_yield pthread_yield
        pthread_create thrd_create pthread_join pthread_timedjoin_np pthread_clockjoin_np thrd_join pthread_barrier_wait
        sem_wait sem_timedwait sem_clockwait sem_post pthread_cond_wait pthread_cond_timedwait pthread_cond_clockwait
        pthread_cond_signal pthread_cond_broadcast cnd_wait cnd_timedwait cnd_signal cnd_broadcast
        pthread_mutex_lock pthread_mutex_timedlock pthread_mutex_clocklock pthread_mutex_unlock mtx_lock mtx_timedlock
        mtx_unlock pthread_rwlock_rdlock pthread_rwlock_wrlock pthread_rwlock_timedrdlock pthread_rwlock_timedwrlock
        pthread_rwlock_clockrdlock pthread_rwlock_clockwrlock pthread_rwlock_unlock pthread_spin_lock pthread_once call_once
        poll ppoll __poll_chk __ppoll_chk select pselect epoll_wait epoll_pwait epoll_pwait2
        read __read_chk readv preadv2 preadv64v2 recv __recv_chk recvfrom __recvfrom_chk recvmsg recvmmsg eventfd_read
        accept accept4 write writev pwritev2 pwritev64v2 send sendto sendmsg sendmmsg sendfile sendfile64 splice tee vmsplice
        flock lockf lockf64 fcntl fcntl64 open open64 openat openat64 fopen fopen64 fgets fread getc getchar getline getdelim
        __getdelim __uflow fsync fdatasync msync tcdrain
        msgrcv msgsnd semop semtimedop mq_receive mq_send mq_timedreceive mq_timedsend aio_suspend
        socket connect bind listen shutdown getpeername getsockname getsockopt
        getaddrinfo getaddrinfo_a getnameinfo gethostbyname gethostbyname2 gethostbyname_r gethostbyname2_r gethostbyaddr
        gethostbyaddr_r gethostent getnetbyname getnetbyaddr res_init res_query res_search res_send __res_query clnt_create
        clntudp_create clnttcp_create syslog __syslog_chk
        fork vfork forkpty _Fork clone daemon execve execv execvp execvpe execl execlp execle fexecve execveat posix_spawn
        posix_spawnp system popen pclose wait wait3 wait4 waitpid waitid _exit _Exit quick_exit exit pidfd_spawn pidfd_spawnp
        alarm ualarm setitimer getitimer timer_create timer_settime timerfd_create timerfd_settime timerfd_gettime
        kill killpg pthread_kill tgkill sigqueue pthread_sigqueue raise abort sigwait sigwaitinfo sigtimedwait sigsuspend
        sigpause sigaction signal signalfd close close_range closefrom dup2 dup3 syscall
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    /// The names in backquotes in the first column of each table of the page.
    private static func tables() throws -> [Set<String>] {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../docs/interposed-calls.md")
        var tables: [Set<String>] = []
        for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n") {
            if line == "| calls | reason |" { tables.append([]) }
            guard line.hasPrefix("| `"), let column = line.dropFirst(2).split(separator: "|").first else { continue }
            let names = column.split(separator: "`").filter { !$0.allSatisfy(\.isWhitespace) }
            tables[tables.count - 1].formUnion(names.map(String.init))
        }
        return tables
    }

    /// The symbols that binutils' `nm` lists, without their versions.
    private static func symbols(_ option: String, of path: String) throws -> Set<String> {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["nm", "-D", option, path]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let names = text.split(separator: "\n").compactMap {
            $0.split(separator: " ").last?.split(separator: "@").first
        }
        return Set(names.map(String.init))
    }

    @Test func `the page names exactly what the host exports`() throws {
        let tables = try Self.tables()
        try #require(tables.count == 2)
        let own: Set<String> = ["__bss_start", "_edata", "_end", "main"]
        let exported = try Self.symbols("--defined-only", of: HostProcess.executable.path).subtracting(own)
        #expect(exported.subtracting(tables[0]).sorted() == [])
        #expect(tables[0].subtracting(exported).sorted() == [])
        #expect(tables[0].intersection(tables[1]).sorted() == [])
    }

    @Test(arguments: PythonLibrary.all)
    func `no watched call of this Python is missing from the page`(library: PythonLibrary) throws {
        let known = try Self.tables().reduce(into: Set()) { $0.formUnion($1) }
        var imported = try Self.symbols("--undefined-only", of: library.path)
        for module in library.extensionModules {
            imported.formUnion(try Self.symbols("--undefined-only", of: module))
        }
        #expect(imported.contains("clock_gettime"))
        #expect(imported.contains("epoll_wait"))
        #expect(imported.intersection(Self.watched).subtracting(known).sorted() == [])
    }

    @Test func `the host is linked to libc alone`() throws {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["readelf", "-d", HostProcess.executable.path]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let needed = text.split(separator: "\n").filter { $0.contains("(NEEDED)") }
            .compactMap { $0.split(separator: "[").last?.split(separator: "]").first }
        #expect(needed.filter { !$0.hasPrefix("ld-linux") } == ["libc.so.6"])
    }
}
