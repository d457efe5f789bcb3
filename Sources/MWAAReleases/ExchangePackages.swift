extension MWAARelease {
    /// The packages that take part in a credential exchange, as the release pins them; names as on PyPI.
    ///
    /// google-auth signs and asks, requests with urllib3 carries it, botocore is what else in a worker reads AWS
    /// credentials.
    package var exchangePackages: [(name: String, version: Version)] {
        [
            ("google-auth", packages.googleAuth), ("requests", packages.requests), ("urllib3", packages.urllib3),
            ("botocore", packages.botocore),
        ]
    }
}
