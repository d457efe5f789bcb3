import Diagnostics
import Files
package import MWAAReleases
import PluginArchive
package import PythonEnvironment
package import Verification

/// Verifies plugins in the sandbox.
package struct VerifyStage: Sendable {
    /// What is to be verified of a directory that `build` made.
    package static let archiveOfBuild = OutputDirectory.archive

    package var surroundings: Surroundings
    package var release: MWAARelease
    /// Whether the user chose the release: only then is its Python looked for.
    package var isReleaseNamed: Bool
    /// Whether to imagine each release in turn, not only `release`.
    package var coversAllReleases = false
    /// What was said with `--python` or `--venv`; empty: the release's.
    package var pythons: [PythonRequest] = []
    /// What was said with `--cache`: where prepared packages are.
    package var cache: String?
    /// Whether a scenario that cannot run for want of google-auth is an error.
    package var requiresExchange = false
    /// Path of the Python host; `nil`: beside the tool's own executable.
    package var host: String?
    /// The AWS region of the environment; `nil`: any.
    package var region: String?
    package var budget = Budget()
    /// Milliseconds of processor time for one scenario.
    package var limit: Int
    /// The MWAA-ready config, if there is one.
    package var credentialConfig: [UInt8]?
    /// Shell patterns for the ids of the scenarios to run; empty: all.
    package var only: [String] = []
    /// The values of `core.lazy_load_plugins` to imagine.
    package var lazyLoading = [false, true]
    /// Called with the number of scenarios done and of all.
    package var progress: @Sendable (Int, Int) -> Void = { _, _ in }

    package init(surroundings: Surroundings, release: MWAARelease, isReleaseNamed: Bool, limit: Int = 5_000) {
        self.surroundings = surroundings
        self.release = release
        self.isReleaseNamed = isReleaseNamed
        self.limit = limit
    }

    /// Judges plugin files, directories of plugins, and the contents of plugins.zip files, each by itself.
    ///
    /// - Returns: one outcome for each path.
    /// - Throws: ``DiagnosedError`` when there is nothing to judge at some paths, with what is wrong with each, or when the
    ///   sandbox cannot run.
    package func verify(paths: [String]) async throws -> [VerifyOutcome] {
        try await Tree.withTemporaryDirectory(in: surroundings.temporaryDirectory) { scratch in
            var subjects: [Subject] = []
            var problems: [Diagnostic] = []
            for (index, path) in paths.enumerated() {
                do {
                    subjects.append(try subject(path, unpackedInto: "\(scratch)/\(index + 1)"))
                } catch let error as DiagnosedError {
                    problems += error.diagnostics
                }
            }
            guard problems.isEmpty else { throw DiagnosedError(problems) }
            return try await verify(subjects)
        }
    }

    /// - Parameter folder: a path where nothing is; a directory is made there for what is not one already.
    private func subject(_ path: String, unpackedInto folder: String) throws -> Subject {
        let subject = try anySubject(path, unpackedInto: folder)
        guard Tree.filesFollowingLinks(below: subject.folder).contains(where: { $0.hasSuffix(".py") }) else {
            throw nothing(in: path)
        }
        return subject
    }

    /// The same, with Python files or without.
    private func anySubject(_ path: String, unpackedInto folder: String) throws -> Subject {
        switch Tree.kind(of: path, following: true) {
        case .directory where OutputDirectory.isBuilt(path):
            return try subject(archive: Tree.path(of: OutputDirectory.archive, in: path), unpackedInto: folder)
        case .directory: return Subject.directory(path)
        case .missing: throw missing(path)
        case .other where path.hasSuffix(".py"):
            let text = SourceText(name: path, bytes: try InputFile.read(path, limit: 16 << 20, role: "plugin"))
            let name = String(path.split(separator: "/").last ?? "plugin.py")
            try OutputFile.makeDirectory(folder)
            try OutputFile.create(folder + "/" + name, text.bytes)
            return Subject(folder: folder, files: [name: Subject.File(text: text)])
        case .other where path.hasSuffix(".json"): throw config(path)
        case .other: return try subject(archive: path, unpackedInto: folder)
        }
    }

    /// Judges what an archive holds: exactly what a worker would unpack.
    ///
    /// - Parameter files: how the user knows some of its entries; the others are known by the archive's path.
    package func verify(
        archive path: String, files: [String: Subject.File], expectation: Subject.Expectation?
    ) async throws -> VerifyOutcome {
        try await Tree.withTemporaryDirectory(in: surroundings.temporaryDirectory) { scratch in
            var subject = try subject(archive: path, unpackedInto: scratch + "/1", files)
            subject.expectation = expectation
            return try await verify([subject])[0]
        }
    }

    private func subject(
        archive path: String, unpackedInto folder: String, _ files: [String: Subject.File] = [:]
    ) throws -> Subject {
        let archive = try ArchiveReader(file: path)
        try archive.requireSound()
        try OutputFile.makeDirectory(folder)
        var files = files
        for entry in archive.entries {
            try Task.checkCancellation()
            let name = String(decoding: entry.name.bytes, as: UTF8.self)
            try unpack(entry, called: name, of: archive, into: folder)
            if name.hasSuffix(".py"), files[name] == nil, entry.size <= Subject.largestShown {
                let content = try archive.contents(of: entry)
                files[name] = Subject.File(text: SourceText(name: "\(path)/\(name)", bytes: content))
            }
        }
        return Subject(folder: folder, files: files)
    }

    private func unpack(
        _ entry: ArchiveEntry, called name: String, of archive: ArchiveReader, into folder: String
    ) throws(DiagnosedError) {
        var directory = folder
        for component in name.split(separator: "/").dropLast(entry.isDirectory ? 0 : 1) {
            directory += "/" + component
            try OutputFile.makeDirectory(directory)
        }
        if !entry.isDirectory { try archive.unpack(entry, to: folder + "/" + name) }
    }

    /// Judges each subject on the Python that was asked for.
    private func verify(_ subjects: [Subject]) async throws -> [VerifyOutcome] {
        let host = try findHost()
        let (rounds, remarks) = try await plan()
        let count = rounds.reduce(0) { $0 + $1.scenarios.count } * subjects.count
        var outcomes: [[RoundOutcome]] = subjects.map { _ in [] }
        var before = 0
        for round in rounds {
            var verifier = Verifier(
                host: host, python: round.python, release: round.release,
                temporaryDirectory: surroundings.temporaryDirectory)
            verifier.prepareCommand = round.prepareCommand
            verifier.requiresExchange = requiresExchange
            if let region { verifier.region = region }
            verifier.budget = budget
            verifier.limit = limit
            verifier.jobs = surroundings.jobs
            verifier.credentialConfig = credentialConfig
            let verifications = try await verifier.verify(subjects, scenarios: round.scenarios) {
                [progress, before] done in
                progress(before + done, count)
            }
            before += round.scenarios.count * subjects.count
            for (index, verification) in verifications.enumerated() {
                outcomes[index].append(RoundOutcome(round: round, verification: verification))
            }
        }
        return outcomes.map { VerifyOutcome(rounds: $0, remarks: remarks) }
    }

    /// What `python prepare` made for the release and this Python; nothing for a virtual environment of the user's, whose
    /// packages are to be seen as they are.
    func prepared(for release: MWAARelease, _ python: PythonInstallation) -> PreparedEnvironment? {
        guard !python.isVirtualEnvironment,
            let cache = EnvironmentCache(named: cache, environment: surroundings.environment)
        else { return nil }
        return PreparedEnvironment.find(.exchange(release), python, in: cache)
    }

    func note(on environment: PreparedEnvironment, for release: MWAARelease) -> Diagnostic {
        let versions = release.exchangePackages.map { "\($0.name) \($0.version)" }
        return Diagnostic(
            .environmentPrepared, .note,
            "verified with \(versions.joined(separator: ", ")), as MWAA \(release.version) pins them",
            at: .file(environment.directory))
    }

    private func findHost() throws(DiagnosedError) -> String {
        let path = host ?? surroundings.toolDirectory + "/mwaa-gcp-python-host"
        guard Tree.isExecutable(path) else {
            let isThere = Tree.kind(of: path, following: true) != .missing
            throw DiagnosedError(
                Diagnostic(
                    .hostMissing, .error,
                    isThere ? "`\(path)` is no program that can be run" : "there is no Python host `\(path)`",
                    at: .file(path),
                    help: "keep `mwaa-gcp-python-host` beside `mwaa-gcp`, or name it with `--python-host`"))
        }
        return path
    }

    private func config(_ path: String) -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .pluginMissing, .error, "`\(path)` is JSON, not a plugin", at: .file(path),
                help:
                    "`mwaa-gcp validate` judges credential configs; verify takes a plugin file, a directory of plugins "
                    + "or a plugins.zip"))
    }

    private func nothing(in path: String) -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .pluginMissing, .error, "there is no Python file to verify", at: .file(path),
                help: "Airflow imports every *.py in the plugins folder, at any depth"))
    }

    private func missing(_ path: String) -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .fileMissing, .error, "there is no plugin `\(path)`", at: .file(path),
                help: "name a plugin file, a directory of plugins or a plugins.zip"))
    }
}

extension Subject {
    /// Bytes; larger Python files are verified, but not shown.
    fileprivate static let largestShown = 4 << 20

    /// A directory of plugins as it is, its Python files known by their paths.
    package static func directory(_ path: String) -> Subject {
        var files: [String: File] = [:]
        for name in Tree.filesFollowingLinks(below: path) where name.hasSuffix(".py") {
            let file = Tree.path(of: name, in: path)
            if let bytes = try? InputFile.read(file, limit: largestShown, role: "plugin") {
                files[name] = File(text: SourceText(name: file, bytes: bytes))
            }
        }
        return Subject(folder: Tree.absolute(path), files: files)
    }
}
