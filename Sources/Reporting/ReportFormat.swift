/// The formats in which a report can be shown. Each shows the same findings in the same order, secrets masked.
package enum ReportFormat: String, Sendable, Hashable, CaseIterable {
    /// For people: excerpts, carets, help.
    case text
    /// One line a finding, for editors and `grep`: `file:line:column: severity[CODE] message`.
    case concise
    /// The tool's own machine format.
    case json
    /// SARIF 2.1.0, for code scanning.
    case sarif
    /// JUnit's XML, for what shows test results.
    case junit
    /// Workflow commands, which GitHub Actions shows as annotations.
    case github

    /// The whole output, ready to be written; empty for `concise` and `github` when there is nothing to tell.
    package func render(_ report: Report, _ presentation: Presentation = Presentation()) -> String {
        switch self {
        case .text:
            TextRenderer(style: presentation.style, mask: presentation.mask, isStrict: presentation.isStrict)
                .render(report)
        case .concise: ConciseRenderer.render(report, mask: presentation.mask)
        case .json: JSONRenderer.render(report, mask: presentation.mask)
        case .sarif: SARIFRenderer(presentation).render(report)
        case .junit: JUnitRenderer(presentation).render(report)
        case .github: GitHubRenderer.render(report, presentation)
        }
    }
}
