import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// A certificate authority for one run. Its key is made here and never leaves the process.
///
/// Its certificates are valid from 2000 on and without an end (RFC 5280, section 4.1.2.5), so that any virtual time will do.
struct CertificateAuthority {
    let certificate: Certificate
    private let key: Certificate.PrivateKey
    private let name: DistinguishedName

    /// - Parameter commonName: what people see when they list the authorities that they trust.
    init(commonName: String) throws {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName { CommonName(commonName) }
        self.key = key
        self.name = name
        certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: Self.beginning, notValidAfter: Self.end, issuer: name, subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: key.publicKey)
            },
            issuerPrivateKey: key)
    }

    /// A server's certificate for `host`.
    ///
    /// It has all that Python 3.13 looks for, which verifies strictly (`ssl.VERIFY_X509_STRICT`).
    func issue(for host: String, publicKey: Certificate.PublicKey) throws -> Certificate {
        try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
            notValidBefore: Self.beginning, notValidAfter: Self.end, issuer: name,
            // A common name has at most 64 characters; clients read the alternative name.
            subject: try DistinguishedName { CommonName(String(host.prefix(64))) },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames([.dnsName(host)])
                SubjectKeyIdentifier(hash: publicKey)
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: key.publicKey).keyIdentifier)
            },
            issuerPrivateKey: key)
    }

    /// 2000-01-01T00:00:00Z
    private static let beginning = Date(timeIntervalSince1970: 946_684_800)
    /// 9999-12-31T23:59:59Z
    private static let end = Date(timeIntervalSince1970: 253_402_300_799)
}
