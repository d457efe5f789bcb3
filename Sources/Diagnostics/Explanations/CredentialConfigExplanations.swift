// Made by scripts/update-explanations from docs/codes. Edit those files, and run the script.

// swift-format-ignore-file

extension Explanations {
    static let credentialConfig: [String: String] = [
        "C201": #"""
        # C201: credential config is not an object

        The file is JSON, but its value is a list, a string or another value that is no object.

        ```json failing
        [{"type": "external_account"}]
        ```

        google-auth stops with `AttributeError`, because it asks the value for its `type`.

        **Mend it:** a credential config is what `gcloud iam workload-identity-pools create-cred-config … --aws` writes, one
        object.

        """#,
        "C202": #"""
        # C202: member is missing

        A member without which no worker gets a token is not there: `type`, `audience`, `subject_token_type`, `token_url`,
        `credential_source`, and in that one `environment_id` and `regional_cred_verification_url`.

        ```json failing
        {
          "type": "external_account",
          "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov",
          "subject_token_type": "urn:ietf:params:aws:token-type:aws4_request",
          "credential_source": {
            "environment_id": "aws1",
            "regional_cred_verification_url": "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"
          }
        }
        ```

        google-auth checks little of this when it loads the file. Without `token_url` only 2.7.0 to 2.16.0 say so; all
        others fail at the first request, with a message about an invalid URL. Without `audience` it is Google that answers,
        with `invalid_request`.

        **Mend it:** write the config again with `gcloud iam workload-identity-pools create-cred-config … --aws`.

        """#,
        "C203": #"""
        # C203: member has the wrong type

        A member's value has another JSON type than google-auth works with, such as a number where a string should stand.

        ```json failing
        "audience": 123456789012
        ```

        google-auth does not check types. It fails where the value is first used: `TypeError: expected string or bytes-like
        object`, `'str' object has no attribute 'get'`, or it sends nonsense.

        **Mend it:** write a value of the type that the message names; `null` only where a member may be left out.

        """#,
        "C204": #"""
        # C204: member that google-auth does not read

        A member has a name that google-auth does not know. If a known name is near and not there itself, it is an error,
        because the member was meant to have an effect; else it is a warning. A known member in the wrong object is an error
        too.

        ```json failing
        "audiance": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov"
        ```

        google-auth ignores unknown members silently, in every version.

        **Mend it:** correct the name (`mwaa-gcp validate --fix` does where one name is near), move the member, or remove
        it. Names that begin with `_`, `$`, `//` or `#` are taken for remarks and not reported.

        """#,
        "C205": #"""
        # C205: white space in a value

        A value begins or ends with white space, or has some inside: a space, a tab or a line break, perhaps as `\n`.

        ```json failing
        "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov "
        ```

        google-auth uses values verbatim, and Google answers `invalid_target` or `invalid_request`. Some of it passes
        google-auth's own checks: its pattern for `environment_id` accepts a line feed at the end, its check of URLs (2.7.0
        to 2.16.0) a space.

        **Mend it:** remove it; `mwaa-gcp validate --fix` does so at both ends. Inside a value a part may be missing, so
        that is left to you.

        """#,
        "C206": #"""
        # C206: invisible character in a value

        A value holds a character that cannot be seen: a zero-width space, a no-break space, a byte order mark, a soft
        hyphen. They come from web pages, chat programs and word processors. The label names it.

        ```json failing
        "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov\u200b"
        ```

        google-auth sends it on, and Google answers that the provider does not exist.

        **Mend it:** remove it; `mwaa-gcp validate --fix` does.

        """#,
        "C207": #"""
        # C207: character beyond ASCII in a value

        A value holds a character that is not ASCII. All values that google-auth reads are ASCII, so this is a letter of
        another alphabet that looks the same, or a typographic dash.

        ```json failing
        "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p\u043e\u043el/providers/prov"
        ```

        google-auth sends it on, and Google answers that the provider does not exist. In `environment_id` google-auth even
        accepts an Arabic digit, because `\d` in its pattern means any digit of Unicode.

        **Mend it:** write the ASCII character that is meant.

        """#,
        "C208": #"""
        # C208: placeholder that was not filled in

        A value still holds a part that documentation leaves to its reader: `PROJECT_NUMBER`, `<POOL>`, `$PROVIDER`,
        `{region}` in the wrong place, `your-project`, `...`.

        ```json failing
        "audience": "//iam.googleapis.com/projects/PROJECT_NUMBER/locations/global/workloadIdentityPools/pool/providers/prov"
        ```

        google-auth loads it in every version, and Google answers `invalid_request`.

        **Mend it:** write the real value. Words all in capitals are taken for placeholders because no identifier of Google
        Cloud has capitals.

        """#,
        "C209": #"""
        # C209: text beyond ASCII in the file

        A member that google-auth does not use, such as a remark, holds text beyond ASCII. This is a warning.

        ```json failing
        "_comment": "für die DAGs"
        ```

        google-auth opens the file without naming an encoding, so the locale of the process decides. Where that is not
        UTF-8, as under `LANG=C` with an older Python, the file may not load, or load with other characters.

        **Mend it:** write ASCII, or `\u` escapes.

        """#,
        "C211": #"""
        # C211: not a config of an external account

        `type` is not `external_account`. The comparison is exact: capitals, hyphens and spaces count. Other values are
        other kinds of credentials, such as `authorized_user` from `gcloud auth application-default login`, which belongs to
        a person.

        ```json failing
        "type": "external-account"
        ```

        google-auth says `The file … does not have a valid type. Type is …, expected one of (…)`, or takes the file for the
        other kind.

        **Mend it:** write the config with `gcloud iam workload-identity-pools create-cred-config … --aws`.

        """#,
        "C212": #"""
        # C212: service-account key

        The file is a key of a service account: a secret that does not expire. Workload identity federation is there to do
        without it.

        ```json failing also=C213
        {"type": "service_account", "project_id": "data-project-1", "private_key": "-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n"}
        ```

        google-auth would use it. Copied to a bucket, it lets everybody who can read the bucket act as the service account.

        **Mend it:** do not copy the file anywhere. Write a config with `gcloud iam workload-identity-pools
        create-cred-config … --aws`, then delete the key with `gcloud iam service-accounts keys delete`.

        """#,
        "C213": #"""
        # C213: secret in the file

        A member has the name of a secret (`private_key`, `client_secret`, `refresh_token`, `aws_secret_access_key`, …), or
        a value has the form of one: a PEM private key, an AWS access key id, a Google access token or OAuth client secret.
        The value is masked in every output.

        ```json failing
        "client_secret": "not-shown-anywhere"
        ```

        A credential config for AWS needs no secret: the worker's role is the identity. The file goes to a bucket, where
        more people can read it than should know a secret.

        **Mend it:** remove the member, and revoke the secret if the file was ever copied.

        """#,
        "C214": #"""
        # C214: release without external accounts

        The target release has a google-auth before 1.27.0, which knows nothing of external accounts. No credential config
        can work there.

        ```json failing release=1.10.12
        "type": "external_account"
        ```

        MWAA 1.10.12 has google-auth 1.20.1, which says `Type is external_account, expected one of ('authorized_user',
        'service_account').`

        **Mend it:** choose a newer release of MWAA.

        """#,
        "C221": #"""
        # C221: audience is not the name of a provider

        The audience must be the full resource name of a workload identity pool provider:
        `//iam.googleapis.com/projects/PROJECT_NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`. A
        part of that is missing, misspelt or too much.

        ```json failing
        "audience": "iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov"
        ```

        google-auth never looks at it. Google answers `invalid_request: Invalid value for "audience". This value should be
        the full resource name of the Identity Provider`.

        **Mend it:** write the name as above; `mwaa-gcp validate --fix` corrects the start, a misspelt word and what follows
        the provider.

        """#,
        "C222": #"""
        # C222: audience begins with a scheme

        The audience is written like a web address, with `https:` before the slashes.

        ```json failing
        "audience": "https://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov"
        ```

        google-auth sends it on unchanged, as the audience and as the signed request's target. Google documents the target
        without a scheme.

        **Mend it:** remove `https:` and keep the slashes; `mwaa-gcp validate --fix` does.

        """#,
        "C223": #"""
        # C223: audience without a project number

        Where the audience needs the *number* of the pool's project, there is its id or something else.

        ```json failing
        "audience": "//iam.googleapis.com/projects/my-project/locations/global/workloadIdentityPools/pool/providers/prov"
        ```

        google-auth sends it on unchanged, and Google answers `invalid_request` or `invalid_target`. google-auth takes what
        stands there for the project number when a client asks it for the project, too.

        **Mend it:** `gcloud projects describe PROJECT --format='value(projectNumber)'` shows the number. It is that of the
        project which holds the pool, not of the one with the data.

        """#,
        "C224": #"""
        # C224: audience in a location other than global

        Workload identity pools exist in the location `global` only. The help of gcloud has an example with a region, which
        misleads.

        ```json failing
        "audience": "//iam.googleapis.com/projects/1/locations/us-east1/workloadIdentityPools/pool/providers/prov"
        ```

        google-auth sends it on unchanged, and Google answers `invalid_target`.

        **Mend it:** write `global`; `mwaa-gcp validate --fix` does. For regional endpoints the token URL is the place
        (`--sts-location` of gcloud).

        """#,
        "C225": #"""
        # C225: audience names a pool without its provider

        The audience ends with the pool. A pool can have several providers, so Google must be told which one the signed AWS
        request is for.

        ```json failing
        "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool"
        ```

        google-auth sends it on unchanged, and Google answers `invalid_request`.

        **Mend it:** add `/providers/` and the id of the AWS provider; `gcloud iam workload-identity-pools providers list`
        shows it.

        """#,
        "C226": #"""
        # C226: malformed pool or provider id

        The id of a pool or a provider has 4 to 32 small letters, digits and hyphens, and does not begin with `gcp-`, which
        Google reserves.

        ```json failing
        "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/My_Pool/providers/prov"
        ```

        No pool or provider can have such an id, so Google answers `invalid_target`.

        **Mend it:** `gcloud iam workload-identity-pools list --location=global` shows the ids. The display name is another
        thing.

        """#,
        "C227": #"""
        # C227: audience of a workforce pool

        The audience is a provider of a *workforce* pool. Those are for people who sign in with an identity provider; AWS
        cannot be one.

        ```json failing
        "audience": "//iam.googleapis.com/locations/global/workforcePools/staff/providers/oidc"
        ```

        Google refuses a signed AWS request for it.

        **Mend it:** make a workload identity pool with an AWS provider, and write its name.

        """#,
        "C228": #"""
        # C228: audience is a principal

        The audience is a `principal:` or `principalSet:`, the form in which IAM policies name who may do something.

        ```json failing
        "audience": "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/attribute.aws_role/x"
        ```

        google-auth sends it on unchanged, and Google answers `invalid_request`.

        **Mend it:** the principal belongs into the policy of the service account (role `roles/iam.workloadIdentityUser`),
        the name of the provider into the audience.

        """#,
        "C229": #"""
        # C229: wrong subject token type

        `subject_token_type` must be `urn:ietf:params:aws:token-type:aws4_request`: the token is a signed request to AWS.

        ```json failing
        "subject_token_type": "urn:ietf:params:oauth:token-type:jwt"
        ```

        google-auth from 2.3.0 on takes any other value for another provider's config and says `Failed to load external
        account credentials`. Older ones load it and send the wrong type to Google, which refuses it.

        **Mend it:** write the value above; `mwaa-gcp validate --fix` does.

        """#,
        "C231": #"""
        # C231: malformed token URL

        `token_url` is on Google's host, but it is not `https://…/v1/token`: another scheme or path, a user name, a port, a
        query or a fragment.

        ```json failing
        "token_url": "http://sts.googleapis.com/v1/token"
        ```

        google-auth posts the signed AWS request to whatever stands there; only 2.7.0 to 2.16.0 look at scheme and host. A
        user name (`https://sts.googleapis.com@example.com/`) makes a foreign host look right. `/v1/oauthtoken` is for other
        flows.

        **Mend it:** write `https://sts.googleapis.com/v1/token`; `mwaa-gcp validate --fix` corrects scheme and path.

        """#,
        "C232": #"""
        # C232: token URL of another host

        The host of `token_url` is not Google's Security Token Service.

        ```json failing
        "token_url": "https://sts.googleapis.com.example.com/v1/token"
        ```

        google-auth sends the signed AWS request to that host, and with it whoever runs the host can get tokens for your
        service account. Only 2.7.0 to 2.16.0 refuse such a host.

        **Mend it:** write `https://sts.googleapis.com/v1/token`. Also right are `sts.REGION.rep.googleapis.com`,
        `sts.mtls.googleapis.com` and `sts-NAME.p.googleapis.com` (Private Service Connect).

        """#,
        "C233": #"""
        # C233: token URL that some releases refuse

        The token URL is right, but the google-auth of a target release does not load it: 2.7.0 to 2.16.0 compared the host
        with a list that has no regional hosts (`sts.REGION.rep.googleapis.com`, what `--sts-location` of gcloud writes),
        before 2.13.0 no Private Service Connect either, and no other universe.

        ```json failing release=2.5.1
        "token_url": "https://sts.us-east1.rep.googleapis.com/v1/token"
        ```

        MWAA 2.4.3 and 2.5.1 have google-auth 2.14.1 and 2.16.0. They say `The provided token URL is invalid.`

        **Mend it:** write `https://sts.googleapis.com/v1/token`, or choose another release.

        """#,
        "C234": #"""
        # C234: wrong token info URL

        `token_info_url` is not that of Google's Security Token Service. gcloud writes the member when no service account is
        named. Workers do not use it, so this is a warning on most releases.

        ```json failing release=2.5.1
        "token_info_url": "https://example.com/v1/introspect"
        ```

        google-auth 2.14.0 to 2.16.0 (MWAA 2.4.3 and 2.5.1) check it and say `The provided token info URL is invalid.`

        **Mend it:** write `https://sts.googleapis.com/v1/introspect`, or remove the member.

        """#,
        "C235": #"""
        # C235: universe domain and URLs disagree

        `universe_domain` names another universe than the one in which the hosts of the URLs lie, or it is no domain name.
        The universe is `googleapis.com` for everybody but users of sovereign clouds.

        ```json failing
        "universe_domain": "example.com", "service_account_impersonation_url": null
        ```

        google-auth does not compare them: it gets its token from one universe and calls the services of the other.

        **Mend it:** write `googleapis.com`, remove the member, or use the hosts of your universe.

        """#,
        "C236": #"""
        # C236: universe domain is null

        `"universe_domain": null` is not the same as no `universe_domain`.

        ```json failing release=3.3.1
        "universe_domain": null
        ```

        google-auth from 2.52.0 on (MWAA 3.3.1) stops with `TypeError: replace() argument 2 must be str, not None`. Older
        ones load it.

        **Mend it:** remove the member, or write `googleapis.com`; `mwaa-gcp validate --fix` writes it.

        """#,
        "C241": #"""
        # C241: malformed impersonation URL

        `service_account_impersonation_url` must be
        `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/EMAIL:generateAccessToken`. It has another
        scheme or path, a query, or is just the address of the service account.

        ```json failing
        "service_account_impersonation_url": "mwaa-dags@data-project-1.iam.gserviceaccount.com"
        ```

        google-auth posts to the URL verbatim. Where it finds no `/EMAIL:generateAccessToken` in it, it says `Unable to
        determine target principal from service account impersonation URL`: when it loads the file before 2.29.0, at the
        first token from then on.

        **Mend it:** write the URL as above; `mwaa-gcp validate --fix` makes it from an address.

        """#,
        "C242": #"""
        # C242: impersonation URL of another host

        The host of `service_account_impersonation_url` is not Google's IAM Credentials service.

        ```json failing
        "service_account_impersonation_url": "https://iam.googleapis.com/v1/projects/-/serviceAccounts/mwaa-dags@data-project-1.iam.gserviceaccount.com:generateAccessToken"
        ```

        google-auth sends the federated token to that host; only 2.7.0 to 2.16.0 refuse foreign ones.

        **Mend it:** write `iamcredentials.googleapis.com`.

        """#,
        "C243": #"""
        # C243: impersonation URL with a project

        The URL names a project where IAM wants a hyphen: `projects/-`.

        ```json failing
        "service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/data-project-1/serviceAccounts/mwaa-dags@data-project-1.iam.gserviceaccount.com:generateAccessToken"
        ```

        google-auth accepts it. The reference of `generateAccessToken` says: the wildcard is required, replacing it with a
        project id is invalid.

        **Mend it:** write `-`; `mwaa-gcp validate --fix` does.

        """#,
        "C244": #"""
        # C244: impersonation URL of another method

        The URL does not end with `:generateAccessToken`.

        ```json failing
        "service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/mwaa-dags@data-project-1.iam.gserviceaccount.com:generateIdToken"
        ```

        google-auth looks for exactly this method when it reads the account's address from the URL, and says `Unable to
        determine target principal from service account impersonation URL` without it.

        **Mend it:** write `:generateAccessToken`; `mwaa-gcp validate --fix` does.

        """#,
        "C245": #"""
        # C245: not the e-mail address of a service account

        The URL names an account in a form that no service account has. The forms are `NAME@PROJECT.iam.gserviceaccount.com`
        (NAME and PROJECT with 6 to 30 small letters, digits and hyphens), `NUMBER-compute@developer.gserviceaccount.com`
        and `PROJECT@appspot.gserviceaccount.com`. A numeric unique id works too, but nobody can read it, so that it gives a
        warning.

        ```json failing
        "service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/someone@example.com:generateAccessToken"
        ```

        google-auth does not look at it; IAM refuses the request when the first token is wanted.

        **Mend it:** `gcloud iam service-accounts list` shows the addresses.

        """#,
        "C246": #"""
        # C246: impersonation URL that some releases refuse

        The URL is right, but the google-auth of a target release does not load it: 2.7.0 to 2.16.0 compared its host with a
        list that has no regional hosts (`iamcredentials.REGION.rep.googleapis.com`), before 2.13.0 no Private Service
        Connect, and no other universe.

        ```json failing release=2.4.3
        "service_account_impersonation_url": "https://iamcredentials.us-east1.rep.googleapis.com/v1/projects/-/serviceAccounts/mwaa-dags@data-project-1.iam.gserviceaccount.com:generateAccessToken"
        ```

        MWAA 2.4.3 and 2.5.1 say `The provided service account impersonation URL is invalid.`

        **Mend it:** write `iamcredentials.googleapis.com`, or choose another release.

        """#,
        "C247": #"""
        # C247: empty impersonation URL

        `service_account_impersonation_url` is an empty string: often a variable that was not set.

        ```json failing
        "service_account_impersonation_url": ""
        ```

        google-auth before 2.29.0 takes it for "no service account" and silently uses the federated token itself, which then
        lacks the service account's roles. From 2.29.0 on every token fails with `Unable to determine target principal`.

        **Mend it:** write the URL, or remove the member if the federated identity has roles of its own.

        """#,
        "C248": #"""
        # C248: token lifetime out of range

        `token_lifetime_seconds` is a whole number from 600 to 43200; without it tokens live 3600 seconds. Over an hour
        gives a note, because the service account must then be listed in the organization policy constraint
        `constraints/iam.allowServiceAccountCredentialLifetimeExtension`. Under ten minutes, zero, or a number in quotes
        give warnings.

        ```json failing
        "token_lifetime_seconds": 86400
        ```

        google-auth passes on whatever stands there; IAM refuses more than 12 hours.

        **Mend it:** write a number in the range.

        """#,
        "C249": #"""
        # C249: token lifetime without effect

        The lifetime is not used: the google-auth of a target release does not know the member, or the config names no
        service account whose token it could be.

        ```json failing release=2.2.2
        "token_lifetime_seconds": 1800
        ```

        google-auth reads `service_account_impersonation` from 2.10.0 on. MWAA 2.0.2 and 2.2.2 have older ones: tokens live
        one hour there.

        **Mend it:** remove the member, or name the service account.

        """#,
        "C251": #"""
        # C251: credential source of another provider

        The credential source says where to get a token of another provider: from a file, a URL, an executable or a
        certificate.

        ```json failing
        "credential_source": {"file": "/var/run/secrets/token"}
        ```

        On MWAA the identity is the worker's role in AWS, and the token a signed AWS request.

        **Mend it:** write the config with the `--aws` flag of `gcloud iam workload-identity-pools create-cred-config`.

        """#,
        "C252": #"""
        # C252: wrong environment id

        `environment_id` is `aws1`, and nothing else.

        ```json failing
        "environment_id": "aws2"
        ```

        google-auth compares it with the pattern `^(aws)([\d]+)$` and the number with 1, so that `aws01` passes, while
        `aws2` gives `aws version '2' is not supported in the current build.` and everything else `No valid AWS
        'credential_source' provided`.

        **Mend it:** write `aws1`; `mwaa-gcp validate --fix` does.

        """#,
        "C253": #"""
        # C253: instance metadata, which workers do not have

        `region_url`, `url` and `imdsv2_session_token_url` point to 169.254.169.254, the metadata server of EC2 instances.
        MWAA's workers are containers on Fargate, which has none: a worker that follows these members waits until the
        connection fails. gcloud writes them into every config for AWS, the last one with `--enable-imdsv2`.

        ```json failing
        "url": "http://169.254.169.254/latest/meta-data/iam/security-credentials"
        ```

        google-auth asks there for region and credentials whenever the environment variables do not have them. 2.6.2 to
        2.15.0 (MWAA 2.4.3) ask `imdsv2_session_token_url` for a token even when they do, so that it is not enough to remove
        the other two.

        **Mend it:** `mwaa-gcp validate --fix` removes just these members; `mwaa-gcp build` removes them from the copy that
        it deploys. The plugin gives google-auth the credentials of the worker's role.

        """#,
        "C254": #"""
        # C254: instance metadata removed from the copy

        A note of `mwaa-gcp build`: the config that goes to MWAA is your file without the members that point to the metadata
        server of EC2 instances. Every other byte is the same, and your file is unchanged.

        ```json failing prepare
        "url": "http://169.254.169.254/latest/meta-data/iam/security-credentials"
        ```

        MWAA's workers have no such server; C253 says more.

        **Mend it:** nothing has to be done. `mwaa-gcp validate --fix` changes your own file in the same way.

        """#,
        "C255": #"""
        # C255: credentials from an unknown server

        `url`, `region_url` or `imdsv2_session_token_url` points to another server than instance metadata.

        ```json failing
        "url": "http://169.254.170.2/v2/credentials/0123"
        ```

        The container endpoint at 169.254.170.2 does not speak the protocol that google-auth expects: google-auth takes its
        answer for the name of a role and sends it, the secret key included, in the URL of a second request. Another server,
        such as a proxy of your own in every worker, may work; that is a warning. google-auth 2.14.1 to 2.16.3 (MWAA 2.4.3
        and 2.5.1) refuse every host but instance metadata.

        **Mend it:** remove the member: the plugin asks the container endpoint as it must be asked.

        """#,
        "C261": #"""
        # C261: malformed verification URL

        `regional_cred_verification_url` is not a plain `https` URL without a path. It is the request that google-auth signs
        with the worker's AWS credentials and Google repeats to learn who signed.

        ```json failing
        "regional_cred_verification_url": "http://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"
        ```

        google-auth loads any text, and says `Invalid AWS service URL` at the first token when the scheme is another than
        `https`.

        **Mend it:** write `https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15`.

        """#,
        "C262": #"""
        # C262: HTML-escaped ampersand

        The URL has `&amp;` where `&` should stand. It was copied from the source of a web page, or escaped once too often
        by a template.

        ```json failing
        "regional_cred_verification_url": "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&amp;Version=2011-06-15"
        ```

        google-auth signs it as it is, and AWS sees a parameter named `amp;Version`.

        **Mend it:** write `&`; `mwaa-gcp validate --fix` does.

        """#,
        "C263": #"""
        # C263: wrong region placeholder

        The place of the region holds a placeholder that google-auth does not replace. It replaces `{region}`, in small
        letters, and nothing else.

        ```json failing
        "regional_cred_verification_url": "https://sts.{REGION}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"
        ```

        google-auth signs the URL as it is, and Google cannot reach such a host.

        **Mend it:** write `{region}`; `mwaa-gcp validate --fix` does.

        """#,
        "C264": #"""
        # C264: region written into the verification URL

        The URL names a region, or the global endpoint, in place of `{region}`.

        ```json failing region=eu-west-1
        "regional_cred_verification_url": "https://sts.us-east-1.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"
        ```

        google-auth signs for the region of the worker (`AWS_REGION`). AWS refuses a signature for another region than the
        host's, and the global endpoint `sts.amazonaws.com` takes signatures for us-east-1. Where the environment's region
        is not known this is a warning, because the region may be the right one.

        **Mend it:** write `{region}`; `mwaa-gcp validate --fix` does.

        """#,
        "C265": #"""
        # C265: verification URL of another host

        The host of `regional_cred_verification_url` is not AWS STS.

        ```json failing
        "regional_cred_verification_url": "https://sts.{region}.amazonaws.com.example.com?Action=GetCallerIdentity&Version=2011-06-15"
        ```

        google-auth signs requests for any host. Google only accepts AWS STS, as anybody else could answer with any
        identity.

        **Mend it:** write `https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15`.

        """#,
        "C266": #"""
        # C266: verification URL of another action

        The query of the URL must be `Action=GetCallerIdentity&Version=2011-06-15`, in any order. A parameter is missing,
        has another value, or is one too many.

        ```json failing
        "regional_cred_verification_url": "https://sts.{region}.amazonaws.com?Action=AssumeRole&Version=2011-06-15"
        ```

        google-auth signs any query; Google accepts only this action, which says who asks and does nothing.

        **Mend it:** write the query as above; `mwaa-gcp validate --fix` corrects wrong values.

        """#,
        "C267": #"""
        # C267: verification URL of another AWS partition

        The domain of the URL does not belong to the region's partition: `amazonaws.com.cn` for regions in China,
        `amazonaws.eu` for the European Sovereign Cloud, `amazonaws.com` for all others.

        ```json failing region=eu-west-1
        "regional_cred_verification_url": "https://sts.{region}.amazonaws.com.cn?Action=GetCallerIdentity&Version=2011-06-15"
        ```

        google-auth puts the region into the URL and never changes the domain, so that it signs for a host that does not
        exist.

        **Mend it:** write the domain of the region's partition; `mwaa-gcp validate --fix` does when the region is known.

        """#,
        "C268": #"""
        # C268: verification URL that google-auth signs wrongly

        The host is `sts-fips`, AWS's endpoint with validated cryptography.

        ```json failing
        "regional_cred_verification_url": "https://sts-fips.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"
        ```

        google-auth takes the first part of the host for the name of the service and signs for a service `sts-fips`; AWS
        refuses that. No google-auth on MWAA leaves `-fips` out of the name.

        **Mend it:** write `sts`; `mwaa-gcp validate --fix` does.

        """#,
        "C271": #"""
        # C271: workforce project for a workload pool

        `workforce_pool_user_project` belongs to configs of people who sign in through a workforce pool.

        ```json failing
        "workforce_pool_user_project": "123456789012"
        ```

        google-auth from 2.10.0 on says `workforce_pool_user_project should not be set for non-workforce pool credentials`
        and does not load the config; older ones ignore the member.

        **Mend it:** remove it; `mwaa-gcp validate --fix` does.

        """#,
        "C272": #"""
        # C272: client authentication for a workload pool

        `client_id` makes google-auth authenticate to Google's Security Token Service as an OAuth client. That is for
        workforce pools. This is a warning.

        ```json failing
        "client_id": "1234.apps.googleusercontent.com"
        ```

        google-auth sends the id and an empty secret with HTTP Basic authentication, and Google may refuse the exchange for
        it.

        **Mend it:** remove the member; `mwaa-gcp validate --fix` does.

        """#,
        "C273": #"""
        # C273: credentials supplier in the file

        `aws_security_credentials_supplier` is an argument for Python code, an object that gives google-auth AWS
        credentials. It cannot stand in a file.

        ```json failing
        "aws_security_credentials_supplier": "mwaa"
        ```

        google-auth from 2.29.0 on says `AWS credential cannot have both a credential source and an AWS security credentials
        supplier.` and does not load the config; older ones ignore the member.

        **Mend it:** remove it; `mwaa-gcp validate --fix` does.

        """#,
        "C281": #"""
        # C281: service account of another project

        The service account belongs to another project than the one that DAGs will use by default (`GOOGLE_CLOUD_PROJECT`).
        This is a note: one service account may well use several projects.

        ```json failing project=analytics-prod
        "service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/mwaa-dags@data-project-1.iam.gserviceaccount.com:generateAccessToken"
        ```

        Where it is a mistake, calls fail with 403 in the project that was not meant, or data ends up in it.

        **Mend it:** nothing, if the service account has its roles in the other project; else correct one of the two.

        """#,
        "C283": #"""
        # C283: not an AWS region

        The region is not the name of an AWS region: an availability zone (`eu-west-1a`), a region of Google Cloud, or a
        typing mistake. Regions in China, GovCloud and the European Sovereign Cloud give a warning, because it is not
        documented that Google accepts their identities. The isolated partitions, such as `us-iso-east-1`, have no way to
        Google at all.

        ```json failing region=eu-west-1a
        "type": "external_account"
        ```

        google-auth puts the region into the host of the request to AWS, which then does not exist.

        **Mend it:** write the region of the MWAA environment, such as `eu-west-1`.

        """#,
        "C284": #"""
        # C284: unknown AWS region

        The region has the form of one, but this tool does not know it: it is misspelt, or newer than the tool. Since AWS
        opens regions all the time, this is a warning and never an error. It is reported for the region of the environment
        (`--aws-region`, `aws_region` in the project file) and for one that is written into
        `regional_cred_verification_url`.

        ```json failing
        "regional_cred_verification_url": "https://sts.us-est-1.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"
        ```

        google-auth, in every release, signs for whatever region it is told and lets Google send the request. The host of a
        region that does not exist is not found, and Google refuses the exchange without saying why.

        **Mend it:** correct the region of the environment; in the URL write `{region}`, as `mwaa-gcp validate --fix` does.
        A region that is right needs no mending.

        """#,
        "C285": #"""
        # C285: region without Amazon MWAA

        The region of the environment (`--aws-region`, `aws_region` in the project file) exists, but Amazon MWAA is not
        offered there, as far as this tool knows. Its table is that of the AWS SDK for Python, botocore 1.44.5. MWAA comes
        to new regions from time to time, so this is a warning.

        ```json failing region=ap-east-2
        "type": "external_account"
        ```

        An environment cannot be in that region, so checks against it judge another environment than yours. google-auth, in
        every release, uses the worker's own region (`AWS_REGION`), whatever this one is.

        **Mend it:** write the region that the environment's ARN has: `arn:aws:airflow:REGION:ACCOUNT:environment/NAME`. If
        MWAA has come to the region meanwhile, nothing is wrong.

        """#,
    ]
}
