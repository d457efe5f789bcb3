// swift-tools-version: 6.2
import PackageDescription

/// One strict set of rules for every Swift target.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// The same for C.
let strictC: [CSetting] = [
    .define("_GNU_SOURCE"),
    .enableWarning("all"),
    .enableWarning("extra"),
    .treatAllWarnings(as: .error),
]

/// A library module of the house; its level in docs/architecture.md is the length of the longest path below it.
func module(
    _ name: String, knows dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The tests of the module of the same name.
func tests(
    of name: String, knows dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude,
        resources: resources, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let swiftASN1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")

let package = Package(
    name: "mwaa-gcp",
    products: [
        .executable(name: "mwaa-gcp", targets: ["mwaa-gcp"]),
        .executable(name: "mwaa-gcp-python-host", targets: ["PythonHost"]),
        // The sandbox for programs that a scenario executes: preloaded, found beside the host.
        .library(name: "mwaa-gcp-sandbox", type: .dynamic, targets: ["CSandbox"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
        // Without its Foundation trait, which the tool does not use.
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2", traits: []),
    ],
    targets: [
        // Level 0
        module("Diagnostics"),
        tests(of: "Diagnostics"),
        module("MWAAReleases"),
        tests(of: "MWAAReleases"),

        .target(name: "CFiles", cSettings: strictC),
        .systemLibrary(name: "CPythonHeaders", pkgConfig: "python3", providers: [.apt(["python3-dev"])]),
        .target(name: "CSandbox", cSettings: strictC),
        .executableTarget(name: "PythonHost", dependencies: ["CPythonHeaders", "CSandbox"], cSettings: strictC),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // Level 1
        module("SpannedJSON", knows: ["Diagnostics"]),
        tests(of: "SpannedJSON", knows: ["Diagnostics", "TestSupport"]),
        module("Files", knows: ["CFiles", "Diagnostics", systemPackage]),
        tests(of: "Files", knows: ["Diagnostics"]),
        module(
            "PluginTemplate", knows: ["Diagnostics"],
            resources: [
                .embedInCode("../../plugin-templates/environment.py"),
                .embedInCode("../../plugin-templates/google_auth.py"),
            ]),
        tests(of: "PluginTemplate", knows: ["Diagnostics"], exclude: ["Drivers"]),
        module("PluginArchive", knows: ["CZlib", crypto, "Diagnostics"]),
        tests(of: "PluginArchive", knows: [crypto, "CZlib", "Diagnostics", "TestSupport"]),

        // Level 2
        module(
            "MockCloud",
            knows: [crypto, "Diagnostics", nioCore, nioPosix, nioSSL, nioTLS, "SpannedJSON", swiftASN1, x509]),
        tests(of: "MockCloud", knows: [crypto, "SpannedJSON"], exclude: ["Peers"], resources: [.copy("Fixtures")]),
        module(
            "PythonEnvironment",
            knows: [crypto, "Diagnostics", "Files", "MWAAReleases", "SpannedJSON", subprocess, systemPackage],
            resources: [.embedInCode("Expressions/cel.py")]),
        tests(of: "PythonEnvironment", knows: ["Diagnostics", "MWAAReleases"]),
        module("Reporting", knows: ["Diagnostics", "SpannedJSON"]),
        tests(of: "Reporting", knows: ["Diagnostics"]),
        module("CredentialConfig", knows: ["Diagnostics", "MWAAReleases", "SpannedJSON"]),
        tests(of: "CredentialConfig", knows: ["Diagnostics", "MWAAReleases", "SpannedJSON", "TestSupport"]),
        module("Project", knows: ["Diagnostics", "MWAAReleases", "PluginTemplate", "SpannedJSON"]),
        tests(of: "Project", knows: ["Diagnostics", "MWAAReleases", "TestSupport"]),

        // Level 3
        module(
            "Verification",
            knows: [
                "Diagnostics", "Files", "MWAAReleases", "MockCloud", "PythonEnvironment", "SpannedJSON", subprocess,
                systemPackage,
            ],
            resources: [
                .embedInCode("Driver/driver.py"), .embedInCode("Driver/processes.py"),
                .embedInCode("Driver/exchange.py"), .embedInCode("Driver/zygote.py"),
            ]),
        tests(
            of: "Verification",
            knows: ["Diagnostics", "MWAAReleases", "MockCloud", "PluginTemplate", "PythonEnvironment"]),

        // Level 4
        module(
            "Pipeline",
            knows: [
                "CredentialConfig", "Diagnostics", "Files", "MWAAReleases", "MockCloud", "PluginArchive",
                "PluginTemplate", "Project", "PythonEnvironment", "SpannedJSON", "Verification",
            ]),
        tests(
            of: "Pipeline",
            knows: [
                "CredentialConfig", "Diagnostics", "Files", "MWAAReleases", "PluginArchive", "Project",
                "PythonEnvironment", "Verification",
            ]),

        // Level 5
        module(
            "Commands",
            knows: [
                argumentParser, "Diagnostics", "Files", "MWAAReleases", "MockCloud", "Pipeline", "PluginArchive",
                "PluginTemplate", "Project", "PythonEnvironment", "Reporting", systemPackage, "SpannedJSON",
                "Verification",
            ]),

        // Level 6
        // Half of what a small command takes is its loading: so no relocations, no table of what it exports, and no C++
        // library to load, whose relocations alone take longer than a small command's work.
        .executableTarget(
            name: "mwaa-gcp", dependencies: ["Commands"], exclude: ["Linking"], swiftSettings: strict,
            linkerSettings: [
                .unsafeFlags(
                    [
                        "-Xclang-linker", "-no-pie", "-Xlinker", "--no-export-dynamic", "-Xclang-linker",
                        "-static-libgcc", "-L", "\(Context.packageDirectory)/Sources/mwaa-gcp/Linking",
                    ], .when(configuration: .release))
            ]),

        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        // It depends on no target, since that would link the host's calls into the tests: it starts the built host.
        .testTarget(name: "PythonHostTests", swiftSettings: strict),
        // Most of it starts the built tool.
        .testTarget(
            name: "CommandsTests", dependencies: [argumentParser, "Commands", "Diagnostics", "Project", "TestSupport"],
            exclude: ["Fixtures", "Goldens"], swiftSettings: strict),
        .target(name: "TestSupport", dependencies: ["Diagnostics"], path: "Tests/TestSupport", swiftSettings: strict),
    ]
)
