import Diagnostics
import SpannedJSON

/// What a credential config names at Google's, which the mock cloud then has.
package struct ExchangeTarget: Sendable, Hashable {
    /// The full resource name of the provider.
    package let audience: String
    /// The service account to impersonate; `nil` where the config names none.
    package let serviceAccount: String?
    /// The domain under which the config's Google has its services.
    package let universeDomain: String

    /// The one that the mock cloud plays.
    package static let universe = "googleapis.com"

    package init(audience: String, serviceAccount: String?, universeDomain: String = universe) {
        self.audience = audience
        self.serviceAccount = serviceAccount
        self.universeDomain = universeDomain
    }

    /// Why no exchange can be played with the config; `nil`: it can.
    package var obstacle: String? {
        universeDomain == Self.universe
            ? nil
            : "the config's universe is `\(universeDomain)`, and the mock cloud plays Google's services under "
                + "`\(Self.universe)` alone"
    }

    /// - Parameter config: an MWAA-ready config; what is wrong in it is for the rules of configs, and shows in the exchange.
    ///   `nil`: the example of a verification that has none of the user's.
    package init(config: [UInt8]?) {
        let config = config ?? Array(Verifier.exampleConfig.utf8)
        guard case .object(let object)? = JSONParser.parse(SourceText(name: "config", bytes: config)).root?.value else {
            self.init(audience: "", serviceAccount: nil)
            return
        }
        func text(_ name: String) -> String? {
            if case .string(let string)? = object[name]?.value.value { string.text } else { nil }
        }
        let name = text("service_account_impersonation_url")?.split(separator: "/").last
        let account = name.map { $0.hasSuffix(":generateAccessToken") ? $0.dropLast(":generateAccessToken".count) : $0 }
        self.init(
            audience: text("audience") ?? "", serviceAccount: account.map(String.init),
            universeDomain: text("universe_domain") ?? Self.universe)
    }
}
