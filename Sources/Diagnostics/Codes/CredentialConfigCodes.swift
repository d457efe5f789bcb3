extension DiagnosticCode {
    // The document and its members.
    package static let configNotAnObject = Self("C201", "credential config is not an object")
    package static let configMemberMissing = Self("C202", "member is missing")
    package static let configMemberType = Self("C203", "member has the wrong type")
    package static let configMemberUnknown = Self("C204", "member that google-auth does not read")
    package static let configWhiteSpace = Self("C205", "white space in a value")
    package static let configInvisibleCharacter = Self("C206", "invisible character in a value")
    package static let configLookAlike = Self("C207", "character beyond ASCII in a value")
    package static let configPlaceholder = Self("C208", "placeholder that was not filled in")
    package static let configNonASCIIText = Self("C209", "text beyond ASCII in the file")

    // What kind of credential it is.
    package static let configType = Self("C211", "not a config of an external account")
    package static let configServiceAccountKey = Self("C212", "service-account key")
    package static let configSecret = Self("C213", "secret in the file")
    package static let configReleaseTooOld = Self("C214", "release without external accounts")

    // The audience.
    package static let audienceForm = Self("C221", "audience is not the name of a provider")
    package static let audienceScheme = Self("C222", "audience begins with a scheme")
    package static let audienceProject = Self("C223", "audience without a project number")
    package static let audienceLocation = Self("C224", "audience in a location other than global")
    package static let audienceProvider = Self("C225", "audience names a pool without its provider")
    package static let audienceIdentifier = Self("C226", "malformed pool or provider id")
    package static let audienceWorkforce = Self("C227", "audience of a workforce pool")
    package static let audiencePrincipal = Self("C228", "audience is a principal")
    package static let subjectTokenType = Self("C229", "wrong subject token type")

    // Where tokens come from.
    package static let tokenURLForm = Self("C231", "malformed token URL")
    package static let tokenURLHost = Self("C232", "token URL of another host")
    package static let tokenURLRelease = Self("C233", "token URL that some releases refuse")
    package static let tokenInfoURL = Self("C234", "wrong token info URL")
    package static let universeDomain = Self("C235", "universe domain and URLs disagree")
    package static let universeDomainNull = Self("C236", "universe domain is null")

    // The service account.
    package static let impersonationForm = Self("C241", "malformed impersonation URL")
    package static let impersonationHost = Self("C242", "impersonation URL of another host")
    package static let impersonationProject = Self("C243", "impersonation URL with a project")
    package static let impersonationMethod = Self("C244", "impersonation URL of another method")
    package static let impersonationAccount = Self("C245", "not the e-mail address of a service account")
    package static let impersonationRelease = Self("C246", "impersonation URL that some releases refuse")
    package static let impersonationEmpty = Self("C247", "empty impersonation URL")
    package static let tokenLifetime = Self("C248", "token lifetime out of range")
    package static let tokenLifetimeIgnored = Self("C249", "token lifetime without effect")

    // The credential source.
    package static let otherProvider = Self("C251", "credential source of another provider")
    package static let environmentID = Self("C252", "wrong environment id")
    package static let instanceMetadata = Self("C253", "instance metadata, which workers do not have")
    package static let instanceMetadataRemoved = Self("C254", "instance metadata removed from the copy")
    package static let credentialServer = Self("C255", "credentials from an unknown server")

    // The signed request to AWS.
    package static let verificationForm = Self("C261", "malformed verification URL")
    package static let verificationAmpersand = Self("C262", "HTML-escaped ampersand")
    package static let verificationPlaceholder = Self("C263", "wrong region placeholder")
    package static let verificationRegion = Self("C264", "region written into the verification URL")
    package static let verificationHost = Self("C265", "verification URL of another host")
    package static let verificationQuery = Self("C266", "verification URL of another action")
    package static let verificationPartition = Self("C267", "verification URL of another AWS partition")
    package static let verificationService = Self("C268", "verification URL that google-auth signs wrongly")

    // What belongs to other kinds of credentials.
    package static let workforceProject = Self("C271", "workforce project for a workload pool")
    package static let clientAuthentication = Self("C272", "client authentication for a workload pool")
    package static let supplierMember = Self("C273", "credentials supplier in the file")

    // Cross-checks with the project.
    package static let projectDiffers = Self("C281", "service account of another project")
    package static let awsRegion = Self("C283", "not an AWS region")
    package static let regionUnknown = Self("C284", "unknown AWS region")
    package static let regionWithoutMWAA = Self("C285", "region without Amazon MWAA")

    static let credentialConfig = [
        configNotAnObject, configMemberMissing, configMemberType, configMemberUnknown, configWhiteSpace,
        configInvisibleCharacter, configLookAlike, configPlaceholder, configNonASCIIText,
        configType, configServiceAccountKey, configSecret, configReleaseTooOld,
        audienceForm, audienceScheme, audienceProject, audienceLocation, audienceProvider, audienceIdentifier,
        audienceWorkforce, audiencePrincipal, subjectTokenType,
        tokenURLForm, tokenURLHost, tokenURLRelease, tokenInfoURL, universeDomain, universeDomainNull,
        impersonationForm, impersonationHost, impersonationProject, impersonationMethod, impersonationAccount,
        impersonationRelease, impersonationEmpty, tokenLifetime, tokenLifetimeIgnored,
        otherProvider, environmentID, instanceMetadata, instanceMetadataRemoved, credentialServer,
        verificationForm, verificationAmpersand, verificationPlaceholder, verificationRegion, verificationHost,
        verificationQuery, verificationPartition, verificationService,
        workforceProject, clientAuthentication, supplierMember,
        projectDiffers, awsRegion, regionUnknown, regionWithoutMWAA,
    ]
}
