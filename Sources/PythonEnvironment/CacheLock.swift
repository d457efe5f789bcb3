import Files

#if canImport(Glibc)
    import Glibc
#endif

/// A lock between processes on one path of the cache; it goes with its holder, however that ends.
enum CacheLock {
    /// Calls `body` when nobody else has the lock, and holds it meanwhile.
    ///
    /// - Parameters:
    ///   - path: of an empty file, which is made and stays.
    ///   - onWait: called once when somebody else has it.
    /// - Throws: ``DiagnosedError`` with I201; `CancellationError`; what `body` throws.
    static func hold<Result>(
        _ path: String, onWait: () -> Void, _ body: () async throws -> Result
    ) async throws -> Result {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw OutputFile.failure(path, errno) }
        defer { close(descriptor) }
        var isWaiting = false
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw OutputFile.failure(path, errno) }
            if !isWaiting { onWait() }
            isWaiting = true
            try await Task.sleep(for: .milliseconds(100))
        }
        return try await body()
    }
}
