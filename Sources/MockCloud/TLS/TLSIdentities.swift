import Crypto
import NIOSSL
import SwiftASN1
import Synchronization
import X509

/// The certificates of one mock cloud, minted when a name is first asked for.
final class TLSIdentities: Sendable {
    /// The run's authority as PEM.
    let authorityPEM: String
    private let authority: CertificateAuthority
    /// One key serves all names.
    private let key = P256.Signing.PrivateKey()
    private let state = Mutex(State())

    private struct State {
        var contexts: [Kind: NIOSSLContext] = [:]
        /// Made when first needed.
        var stranger: CertificateAuthority?
    }

    private struct Kind: Hashable {
        let host: String
        let conduct: TLSConduct
    }

    /// Names that somebody asks for can be many; the contexts are made again when there are more.
    private static let contextLimit = 256

    init() throws {
        authority = try CertificateAuthority(commonName: "mwaa-gcp mock cloud, of one run")
        authorityPEM = try authority.certificate.serializeAsPEM().pemString + "\n"
    }

    /// The server's side of TLS for `host`.
    func handler(for host: String, conduct: TLSConduct) throws -> NIOSSLServerHandler {
        let kind = Kind(host: host, conduct: conduct)
        let context = try state.withLock { state in
            if let context = state.contexts[kind] { return context }
            let context = try makeContext(kind, &state)
            if state.contexts.count >= Self.contextLimit { state.contexts.removeAll() }
            state.contexts[kind] = context
            return context
        }
        return NIOSSLServerHandler(context: context)
    }

    private func makeContext(_ kind: Kind, _ state: inout State) throws -> NIOSSLContext {
        let publicKey = Certificate.PublicKey(key.publicKey)
        let chain: [Certificate]
        switch kind.conduct {
        case .honest, .reset: chain = [try authority.issue(for: kind.host, publicKey: publicKey)]
        case .otherName: chain = [try authority.issue(for: "portal.example", publicKey: publicKey)]
        case .untrusted:
            let stranger = try state.stranger ?? CertificateAuthority(commonName: "Inspecting Proxy")
            state.stranger = stranger
            chain = [try stranger.issue(for: kind.host, publicKey: publicKey), stranger.certificate]
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try chain.map { .certificate(try Self.converted($0)) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der)))
        configuration.applicationProtocols = ["http/1.1"]
        configuration.minimumTLSVersion = .tlsv12
        return try NIOSSLContext(configuration: configuration)
    }

    private static func converted(_ certificate: Certificate) throws -> NIOSSLCertificate {
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return try NIOSSLCertificate(bytes: serializer.serializedBytes, format: .der)
    }
}
