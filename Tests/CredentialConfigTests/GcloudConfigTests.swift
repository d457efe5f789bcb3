import CredentialConfig
import Diagnostics
import MWAAReleases
import Testing

@Suite struct GcloudConfigTests {
    @Test(arguments: GcloudConfig.all)
    func onlyInstanceMetadataIsWrong(config: GcloudConfig) {
        let result = CredentialConfigValidator.validate(config.source)
        #expect(result.diagnostics.map(\.code) == Array(repeating: .instanceMetadata, count: config.hasIMDSv2 ? 3 : 2))
        #expect(result.diagnostics.allSatisfy { $0.severity == .error && $0.fix != nil })
        #expect(result.config?.audience.providerID == "mwaa-aws")
        #expect((result.config?.impersonation != nil) == config.hasServiceAccount)
        #expect(result.config?.impersonation?.lifetimeSeconds == config.lifetime)
    }

    @Test(arguments: GcloudConfig.all)
    func fixingRemovesJustThoseMembers(config: GcloudConfig) {
        let fixed = ConfigFixer.fix(config.source)
        #expect(String(decoding: fixed.text.bytes, as: UTF8.self) == config.prepared)
        #expect(fixed.validated.diagnostics.isEmpty)
        #expect(ConfigFixer.fix(fixed.text).text == fixed.text)
    }

    @Test(arguments: GcloudConfig.all)
    func preparingGivesTheSameAndSaysSo(config: GcloudConfig) {
        let prepared = CredentialConfigValidator.prepare(config.source)
        #expect(String(decoding: prepared.bytes, as: UTF8.self) == config.prepared)
        #expect(prepared.diagnostics.isEmpty)
        #expect(prepared.notes.map(\.code) == [.instanceMetadataRemoved])
        #expect(prepared.config?.audience.projectNumber == "123456789012")
    }
}
