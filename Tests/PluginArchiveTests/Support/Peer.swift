import Foundation
import Testing

/// Another program that reads archives.
struct Peer: Sendable, CustomTestStringConvertible {
    let name: String
    /// The Debian package that has it.
    let package: String
    /// Arguments that unpack the archive `$0` into the working directory.
    let unpack: [String]
    /// Whether it sets permissions as the archive has them.
    let keepsModes: Bool

    var testDescription: String { name }

    static let all = [
        Peer(name: "unzip", package: "unzip", unpack: ["-q"], keepsModes: true),
        Peer(
            name: "python3", package: "python3",
            unpack: ["-c", "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall()"],
            keepsModes: false),
        Peer(name: "bsdtar", package: "libarchive-tools", unpack: ["-xpf"], keepsModes: true),
        Peer(name: "7z", package: "p7zip-full", unpack: ["x", "-bd"], keepsModes: true),
        Peer(name: "jar", package: "default-jdk-headless", unpack: ["xf"], keepsModes: false),
    ]

    static let zipinfo = Peer(name: "zipinfo", package: "unzip", unpack: [], keepsModes: false)

    /// Its path; `nil` when it is not installed, which is an issue where peers are required and a warning elsewhere.
    func find() -> String? {
        let environment = ProcessInfo.processInfo.environment
        let search = (environment["PATH"] ?? "") + ":/usr/bin"
        for directory in search.split(separator: ":") {
            let path = String(directory) + "/" + name
            if access(path, X_OK) == 0 { return path }
        }
        let isRequired = environment["MWAA_GCP_REQUIRE_PEERS"] == "1"
        Issue.record(
            "\(name) was not tried; install it with: apt-get install \(package)",
            severity: isRequired ? .error : .warning)
        return nil
    }
}
