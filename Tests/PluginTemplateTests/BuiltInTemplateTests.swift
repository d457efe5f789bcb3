import Diagnostics
import Foundation
import Testing

@testable import PluginTemplate

@Suite struct BuiltInTemplateTests {
    static let values = ["google_cloud_project": "my-project", "config_path": "/usr/local/airflow/dags/c.json"]

    @Test(arguments: BuiltInTemplate.allCases)
    func isTheFileInTheRepository(_ builtIn: BuiltInTemplate) throws {
        let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../plugin-templates")
        let file = directory.appending(path: builtIn.template.source.name)
        #expect(try Array(Data(contentsOf: file)) == builtIn.template.source.bytes)
    }

    @Test(arguments: BuiltInTemplate.allCases)
    func usesBothValues(_ builtIn: BuiltInTemplate) throws {
        let rendered = try builtIn.template.render(Self.values)
        let lines = String(decoding: rendered.bytes, as: UTF8.self).split(separator: "\n")
        #expect(lines.contains("GOOGLE_CLOUD_PROJECT = \"my-project\""))
        #expect(lines.contains("GOOGLE_APPLICATION_CREDENTIALS = \"/usr/local/airflow/dags/c.json\""))
        #expect(!rendered.bytes.contains { $0 > 0x7E })
    }

    /// Each template is deployed alone, so what they share is there twice; it must not drift apart.
    @Test func shareOnePart() throws {
        let parts = try BuiltInTemplate.allCases.map { builtIn in
            let text = String(decoding: builtIn.template.source.bytes, as: UTF8.self)
            let start = try #require(text.range(of: "\n# ---- The container credential endpoint: ")).lowerBound
            let end = try #require(text.range(of: "\n# ---- End of the part that both templates have. ----\n"))
            return text[start..<end.upperBound]
        }
        #expect(parts[0] == parts[1])
        #expect(parts[0].count > 5000)
    }
}
