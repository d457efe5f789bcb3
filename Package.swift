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
    targets: [
        module("Diagnostics"),
        tests(of: "Diagnostics"),
        module("MWAAReleases"),
        tests(of: "MWAAReleases"),
        module("SpannedJSON", knows: ["Diagnostics"]),
        module("Reporting", knows: ["Diagnostics", "SpannedJSON"]),
        tests(of: "Reporting", knows: ["Diagnostics"]),
    ]
)
