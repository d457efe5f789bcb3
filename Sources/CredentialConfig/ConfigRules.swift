/// The registry: every rule, in the order of its codes.
enum ConfigRules {
    static let all: [any ConfigRule.Type] = [
        RequiredMembers.self, MemberTypes.self, UnknownMembers.self, WhiteSpaceInValues.self, UnusualCharacters.self,
        Placeholders.self, NonASCIIText.self,
        CredentialType.self, ServiceAccountKey.self, SecretMembers.self, ReleaseSupport.self,
        AudienceName.self, SubjectTokenType.self,
        TokenURL.self, TokenInfoURL.self, UniverseAgreement.self, UniverseNull.self,
        ImpersonationURL.self, TokenLifetime.self, LifetimeWithoutAccount.self,
        ForeignProvider.self, EnvironmentID.self, InstanceMetadata.self, CredentialServer.self,
        VerificationURL.self, VerificationAmpersand.self, VerificationHost.self,
        WorkforceProject.self, ClientAuthentication.self, SupplierMember.self,
        ProjectAgreement.self, EnvironmentRegion.self,
    ]
}
