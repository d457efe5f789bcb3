import MockCloud

/// Google in trouble. A plugin can do nothing about it: the task must see google-auth's own error, soon, and the clauses of
/// the plugin must hold.
extension Scenario {
    static func faults(_ make: ExchangeMaker) -> [Scenario] {
        var scenarios = tokenService(make) + connections(make, .sts, "the token service")
        guard make.target.serviceAccount != nil else { return scenarios }
        scenarios += [
            make("exchange-other-role", "another role than the worker's is bound to the service account", impersonation)
            {
                $0.google?.binding = .role("arn:aws:sts::123456789012:assumed-role/another-role")
            },
            make("exchange-unbound", "nobody is bound to the service account", impersonation) {
                $0.google?.binding = .nobody
            },
            make(
                "exchange-other-account", "the service account of the config does not exist", impersonation
            ) { $0.google?.serviceAccount = "nobody@example-project.iam.gserviceaccount.com" },
        ]
        // google-auth parses `expireTime` with `%Y-%m-%dT%H:%M:%SZ`, and takes anything else for an error.
        scenarios += [3, 6, 9].map { digits in
            make(
                "exchange-fraction-\(digits)", "expireTime has \(digits) digits of a fraction",
                .either(["invalid expiration"])
            ) { $0.google?.expireTimeDigits = digits }
        }
        return scenarios + accountService(make) + connections(make, .iamCredentials, "the service account's service")
    }

    private static let impersonation = ExchangeOutcome.error(["Unable to acquire impersonated credentials"])
    private static let unreadable = ExchangeOutcome.error([
        "JSON", "Expecting", "Unterminated", "delimiter", "Extra data",
    ])

    /// What the token service answers.
    private static func tokenService(_ make: ExchangeMaker) -> [Scenario] {
        func fault(_ answer: Answer, _ title: String, _ outcome: ExchangeOutcome) -> Scenario {
            make("exchange-sts-\(answer.name)", "the token service \(title)", outcome) {
                $0.google?.answers[.sts] = [answer]
            }
        }
        return [
            fault(.invalidAudience, "does not know the form of the audience", .error(["invalid_request"])),
            fault(.unknownProvider, "does not know the provider", .error(["invalid_target"])),
            fault(.rejectedByCondition, "refuses by the provider's condition", .error(["unauthorized_client"])),
            fault(.unusableSubjectToken, "cannot use the signed request", .error(["invalid_grant"])),
            fault(.expiredByAWS, "says that the AWS credentials have expired", .error(["invalid_grant"])),
            fault(.signatureMismatch, "says that the signature does not match", .error(["invalid_grant"])),
            fault(.oversizedAttribute, "finds a mapped attribute too long", .error(["invalid_grant"])),
            fault(.permissionDenied, "answers 403", .error(["The caller does not have permission"])),
            fault(.entityNotFound, "answers 404", .error(["Requested entity was not found"])),
            fault(.quotaExceeded, "answers 429", .error(["Resource has been exhausted"])),
            fault(.googleInternalError, "answers 500", .error(["Internal error encountered"])),
            fault(.googleUnavailable, "answers 503", .error(["currently unavailable"])),
            fault(.badGateway, "answers 502 with HTML", .error(["Error 502", "502"])),
            fault(.html, "answers 200 with HTML", unreadable),
            fault(.truncated, "answers with JSON that is cut short", unreadable),
            fault(.missing("access_token"), "answers without access_token", .error([])),
            fault(.missing("expires_in"), "answers without expires_in", .error([])),
        ]
    }

    /// What the service answers that issues service accounts' tokens.
    private static func accountService(_ make: ExchangeMaker) -> [Scenario] {
        func fault(_ answer: Answer, _ title: String, _ outcome: ExchangeOutcome = impersonation) -> Scenario {
            make("exchange-iam-\(answer.name)", "the service account's service \(title)", outcome) {
                $0.google?.answers[.iamCredentials] = [answer]
            }
        }
        return [
            fault(.invalidArgument, "answers 400"), fault(.impersonationDenied, "denies the impersonation"),
            fault(.apiDisabled, "is not switched on in the project"), fault(.entityNotFound, "answers 404"),
            fault(.quotaExceeded, "answers 429"), fault(.googleInternalError, "answers 500"),
            fault(.googleUnavailable, "answers 503"), fault(.badGateway, "answers 502 with HTML"),
            fault(.html, "answers 200 with HTML", .error([])),
            fault(.truncated, "answers with JSON that is cut short", .error([])),
            fault(.missing("accessToken"), "answers without accessToken", .error([])),
            fault(.missing("expireTime"), "answers without expireTime", .error([])),
        ]
    }

    /// What happens to connections.
    private static func connections(_ make: ExchangeMaker, _ service: GoogleService, _ name: String) -> [Scenario] {
        let id = service == .sts ? "sts" : "iam"
        func fault(_ answer: Answer, _ title: String, _ outcome: ExchangeOutcome) -> Scenario {
            make("exchange-\(id)-\(answer.name)", title, outcome) { $0.google?.answers[service] = [answer] }
        }
        return [
            fault(.slow(seconds: 8), "\(name) answers after 8 seconds", .token),
            fault(.never, "\(name) never answers", .error(["timed out", "Timeout"])),
            fault(.refused, "\(name) refuses connections", .error(["refused"])),
            fault(.blackhole, "nothing answers at the address of \(name)", .error(["timed out", "Timeout"])),
            // Before urllib3 2 and requests 2.32 half a body passes for a whole one.
            fault(
                .resetInBody, "the connection to \(name) is reset in mid-body",
                .error(["onnection", "IncompleteRead", "JSON", "Unable to acquire"])),
            fault(.tlsOtherName, "\(name) has a certificate of another name", .error(["match", "certificate"])),
            fault(.tlsUntrusted, "\(name) has a certificate that nobody trusts", .error(["certificate verify failed"])),
            fault(.tlsReset, "\(name) resets the connection when TLS begins", .error(["onnection", "EOF"])),
        ]
    }
}
