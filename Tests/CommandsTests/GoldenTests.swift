import Foundation
import Testing

@Suite struct GoldenTests {
    private static let formats = ["text", "concise", "json", "sarif", "junit", "github"]

    private static let goldens: [Golden] =
        formats.map {
            Golden("validate-\($0)", "validate --release 2.10.3 --output-format \($0) wrong.json good.json gcp.json")
        }
        + formats.map { Golden("clean-\($0)", "validate --output-format \($0) good.json") }
        + formats.map {
            Golden("verify-\($0)", "verify --python {python} --release 2.10.3 --output-format \($0) raises.py")
        }
        + [
            Golden("root-help", "--help"),
            Golden("root-unknown-subcommand", "biuld"),
            Golden("root-version", "--version"),

            Golden("validate-directory", "validate --output-format concise configs"),
            Golden("validate-standard-input", "validate --output-format concise -", input: "wrong.json"),
            Golden("validate-missing", "validate nowhere.json plugins good.json"),
            Golden("validate-strict", "validate --strict --release 9.9.9 good.json"),
            Golden("validate-project", "validate --project projects/target.json good.json"),
            Golden("validate-flags", "validate --project projects/target.json --aws-region cn-north-1 good.json"),
            Golden("validate-diff", "validate --diff configs", files: ["configs/sub/b.json"]),
            Golden("validate-diff-masked", "validate --diff --output-format concise secret.json"),
            Golden("validate-fix", "validate --fix gcp.json", files: ["gcp.json"]),
            Golden(
                "validate-fix-remaining", "validate --fix --output-format concise secret.json", files: ["secret.json"]),
            Golden("validate-without-config", "validate"),
            Golden("validate-fix-standard-input", "validate --fix -", input: "wrong.json"),

            Golden("render", "render --google-cloud-project my-project --template template.py"),
            Golden(
                "render-to-file", "render --google-cloud-project my-project --template template.py --output out.py",
                files: ["out.py"]),
            Golden("render-template-missing", "render --google-cloud-project my-project --template enviroment"),
            Golden("render-without-project", "render --template template.py"),
            Golden(
                "render-with-warning",
                "render --release 9.9.9 --google-cloud-project my-project --template template.py"),
            Golden("render-template-of-the-project", "render --project projects/template.json"),
            Golden("render-template-misspelt", "render --project projects/template-misspelt.json"),

            Golden(
                "init",
                "init --google-cloud-project my-project --credential-config gcp.json --release 2.10.3 --output dist",
                files: ["mwaa-gcp.json"]),
            Golden("init-taken", "init --project taken.json", files: ["taken.json"]),
            Golden("init-region-unknown", "init --aws-region us-est-1 --google-cloud-project my-project"),
            Golden("init-region-wrong", "init --aws-region us-east-1a --google-cloud-project my-project"),
            Golden("init-wrong", "init --google-cloud-project 123456789012"),

            Golden("explain", "explain p203 T404"),
            Golden("explain-unknown", "explain I10l"),

            Golden(
                "build",
                "build --python {python} --credential-config gcp.json --google-cloud-project my-project --release 2.10.3 "
                    + "--plugins plugins --output dist"),
            Golden(
                "build-json",
                "build --python {python} --credential-config good.json --google-cloud-project my-project --release 2.10.3 "
                    + "--output dist --output-format json"),
            Golden(
                "build-wrong-config",
                "build --credential-config wrong.json --google-cloud-project my-project --output dist --output-format concise"
            ),
            Golden("build-without-config", "build --google-cloud-project my-project"),
            Golden("build-config-missing", "build --project projects/config.json"),
            Golden("build-plugins-missing", "build --project projects/plugins.json"),
            Golden("build-plugins-file", "build --project projects/plugins-file.json"),
            Golden("build-requirements-missing", "build --project projects/requirements.json"),

            Golden("verify-host-missing", "verify --python-host nowhere raises.py"),
            Golden("verify-host-unusable", "verify --python-host good.json raises.py"),
            Golden("verify-nothing", "verify configs"),
            Golden("verify-no-environment", "verify --venv configs raises.py"),
            Golden("verify-python-and-environment", "verify --venv configs --python 3.11 raises.py"),
            Golden("verify-config", "verify gcp.json"),
            Golden(
                "verify-two-scenarios",
                "verify --python {python} --release 2.10.3 --scenario null-* --scenario laptop raises.py"),
            Golden(
                "verify-one-scenario", "verify --python {python} --release 2.10.3 --scenario laptop plugin.py",
                before: ["render --google-cloud-project my-project --output plugin.py"]),
            Golden(
                "verify-several",
                "verify --python {python} --release 2.10.3 --scenario laptop --scenario null-* plugin.py raises.py",
                before: ["render --google-cloud-project my-project --output plugin.py"]),
            Golden(
                "verify-several-json",
                "verify --python {python} --release 2.10.3 --scenario laptop --output-format json raises.py plugin.py raises.py",
                before: ["render --google-cloud-project my-project --output plugin.py"]),
            Golden(
                "verify-several-good",
                "verify --python {python} --release 2.10.3 --scenario laptop plugin.py other.py",
                before: [
                    "render --google-cloud-project my-project --output plugin.py",
                    "render --google-cloud-project my-project --output other.py",
                ]),
            Golden("verify-several-wrong", "verify raises.py packed/README.md nowhere.py good.json configs"),
            Golden(
                "verify-same-twice",
                "verify --python {python} --release 2.10.3 --scenario laptop plugin.py ./plugin.py",
                before: ["render --google-cloud-project my-project --output plugin.py"]),
            Golden("verify-unknown-scenario", "verify --python {python} --scenario fork-silnt raises.py"),
        ] + ArchiveGoldens.all

    @Test(arguments: goldens)
    func theCommandDoesWhatItDid(_ golden: Golden) throws {
        try golden.check()
    }

    @Test func noGoldenIsLeftOver() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Golden.directory.path)
        #expect(Set(names) == Set(Self.goldens.map { "\($0.name).txt" }))
        #expect(Set(Self.goldens.map(\.name)).count == Self.goldens.count)
    }
}
