extension DiagnosticCode {
    package static let pluginLoads = Self("V101", "the plugin does not load")
    package static let pluginExports = Self("V102", "the plugin does not export what tasks need")
    package static let pluginBounded = Self("V103", "the plugin delays Airflow too long")
    package static let pluginConfined = Self("V104", "the plugin talks to somebody else")
    package static let pluginRespectful = Self("V105", "the plugin changes what is not its own")
    package static let pluginDiscreet = Self("V106", "the plugin tells a secret")
    package static let pluginFresh = Self("V107", "the plugin's credentials are not good")
    package static let pluginQuiet = Self("V108", "the plugin acts where there is no endpoint")
    package static let pluginHarmless = Self("V109", "the plugin spoils boto3's credentials")
    package static let pluginAuthenticates = Self("V110", "a task gets no token of Google's")
    package static let pluginSameStem = Self("V201", "two plugin files of one name")
    package static let pluginModuleMissing = Self("V202", "a module is not installed here")
    package static let pluginValues = Self("V203", "what the plugin exports")
    package static let networkOpen = Self("V204", "the sandbox's network has holes")
    package static let scenarioNotRun = Self("V301", "a scenario was not run")
    package static let pluginMissing = Self("V302", "no plugin to verify", stopsTheTool: true)

    static let verification: [DiagnosticCode] = [
        pluginLoads, pluginExports, pluginBounded, pluginConfined, pluginRespectful, pluginDiscreet, pluginFresh,
        pluginQuiet, pluginHarmless, pluginAuthenticates, pluginSameStem, pluginModuleMissing, pluginValues,
        networkOpen, scenarioNotRun,
        pluginMissing,
    ]
}
