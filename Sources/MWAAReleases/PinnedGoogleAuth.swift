extension MWAARelease {
    /// The release as it is where requirements pin another google-auth than its constraints do.
    package func pinning(googleAuth: Version) -> MWAARelease {
        MWAARelease(
            version: version, support: support, python: python,
            packages: Packages(
                googleAuth: googleAuth, googleProvider: packages.googleProvider, requests: packages.requests,
                urllib3: packages.urllib3, botocore: packages.botocore),
            taskProcess: taskProcess, pluginImport: pluginImport, source: source)
    }
}
