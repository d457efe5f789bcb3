package import Diagnostics

extension DiagnosedError {
    /// The same where the project file names `path`: findings about the path as a whole point to where it is written.
    package func pointing(from path: String?, to place: Place?) -> DiagnosedError {
        guard let path, let place else { return self }
        return DiagnosedError(
            diagnostics.map {
                guard $0.place == .file(path) else { return $0 }
                var diagnostic = $0
                diagnostic.place = place
                if diagnostic.code == .fileMissing { diagnostic.help = InputFile.relativePathsHelp }
                return diagnostic
            })
    }
}
