import Glibc

/// A file descriptor that is closed with its owner.
struct Descriptor: ~Copyable {
    let number: Int32

    /// Takes ownership of `number`; `nil`, with `errno` as the call left it, when that is negative.
    init?(_ number: Int32) {
        guard number >= 0 else { return nil }
        self.number = number
    }

    deinit {
        close(number)
    }

    /// `nil`, with `errno` set, when it fails.
    func status() -> stat? {
        var status = stat()
        return fstat(number, &status) == 0 ? status : nil
    }
}

/// The text of an error number, as the C library has it: "Permission denied".
func errorText(_ number: Int32 = errno) -> String {
    // No locale is ever set in this process, so the text is English.
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
}

/// Reads at `offset` until `buffer` is full or the file ends; the number of bytes read, or `nil` with `errno` set.
func readFully(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int? {
    var done = 0
    while done < buffer.count {
        let count = pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
        if count < 0 {
            if errno == EINTR { continue }
            return nil
        }
        if count == 0 { break }
        done += count
    }
    return done
}

/// Writes all of `buffer` at `offset`; `false` with `errno` set when that fails.
func writeFully(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    var done = 0
    while done < buffer.count {
        let count = pwrite(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
        if count < 0 {
            if errno == EINTR { continue }
            return false
        }
        done += count
    }
    return true
}
