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

/// A library module of the house; its level in docs/architecture.md is the length of the longest path below it.
func module(
    _ name: String, knows dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The tests of the module of the same name.
func tests(
    of name: String, knows dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, resources: resources,
        swiftSettings: strict)
}

let package = Package(
    name: "mwaa-gcp",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
        // Without its Foundation trait, which the tool does not use.
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2", traits: []),
    ],
    targets: [
        module("Diagnostics"),
        tests(of: "Diagnostics"),
        module("MWAAReleases"),
        tests(of: "MWAAReleases"),
        module(
            "PythonEnvironment",
            knows: [
                "Diagnostics", "MWAAReleases", .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        tests(of: "PythonEnvironment", knows: ["Diagnostics", "MWAAReleases"]),
        module("SpannedJSON", knows: ["Diagnostics"]),
        module("Reporting", knows: ["Diagnostics", "SpannedJSON"]),
        tests(of: "Reporting", knows: ["Diagnostics"]),
    ]
)
