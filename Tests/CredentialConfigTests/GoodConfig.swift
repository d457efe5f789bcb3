import CredentialConfig
import Diagnostics
import MWAAReleases
import TestSupport

/// A config in which nothing is wrong, with some members as a test wants them. Values are JSON as written, marks included.
func config(_ members: [String: String], without removed: Set<String> = []) -> MarkedText {
    var tree = JSONTree(GcloudConfig(hasUniverseDomain: false))
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
        tree = tree.setting(path(of: name), to: .raw(value))
    }
    for name in removed { tree = tree.removing(path(of: name)) }
    return MarkedText(tree.text)
}

/// Where a member of this name belongs.
func path(of name: String) -> [String] {
    switch name {
    case "environment_id", "region_url", "url", "imdsv2_session_token_url", "regional_cred_verification_url":
        ["credential_source", name]
    case "token_lifetime_seconds": ["service_account_impersonation", name]
    default: name.split(separator: "/").map(String.init)
    }
}

/// What is wrong with the findings of a config; `nil` when they are just those that its marks say.
func mismatch(_ config: MarkedText, _ context: ValidationContext = ValidationContext()) -> String? {
    config.mismatch(CredentialConfigValidator.validate(config.source, context).diagnostics)
}

extension ValidationContext {
    /// A context of one release.
    static func release(_ version: String) -> Self {
        ValidationContext(releases: [MWAARelease.named(version) ?? .newest])
    }

    static func region(_ name: String) -> Self {
        ValidationContext(awsRegion: .init(name))
    }
}
