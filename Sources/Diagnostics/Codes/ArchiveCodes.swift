extension DiagnosticCode {
    // What goes in.
    package static let archiveDuplicate = Self("A501", "two entries of one name")
    package static let archiveFileAndDirectory = Self("A502", "a name is both file and directory")
    package static let archiveNameCase = Self("A503", "names differ in case only")
    package static let archiveNameNormalization = Self("A504", "names differ in Unicode normalization only")
    package static let archiveLinkOutside = Self("A505", "symbolic link leads out of the source")
    package static let archiveLinkDangling = Self("A506", "symbolic link leads to nothing")
    package static let archiveLinkCycle = Self("A507", "symbolic link goes round in a circle")
    package static let archiveLinkFollowed = Self("A508", "symbolic link followed")
    package static let archiveSpecialFile = Self("A509", "special file in a source")
    package static let archiveNotADirectory = Self("A510", "source is not a directory", stopsTheTool: true)
    package static let archiveFileChanged = Self("A511", "file changed while it was packed", stopsTheTool: true)
    package static let archiveEmpty = Self("A512", "nothing to pack")
    package static let archiveTooMany = Self("A513", "too many files to pack")
    package static let archiveExcludePattern = Self("A514", "malformed exclude pattern")
    package static let archiveExcludeUnused = Self("A515", "exclude pattern matches nothing")
    package static let archiveTimestamp = Self("A516", "malformed SOURCE_DATE_EPOCH")
    package static let archiveSourceIsOutput = Self("A517", "source is the output itself")

    // Names.
    package static let archiveNameAbsolute = Self("A521", "name of an entry is absolute")
    package static let archiveNameComponent = Self("A522", "name has an empty, `.` or `..` component")
    package static let archiveNameBackslash = Self("A523", "name contains a backslash")
    package static let archiveNameControl = Self("A524", "name contains a control character")
    package static let archiveNameEncoding = Self("A525", "encoding of a name is not clear")
    package static let archiveNameTooLong = Self("A526", "name is too long")
    package static let archiveNameDirection = Self("A527", "name changes the direction of writing")
    package static let archiveNameReserved = Self("A528", "name is reserved on Windows")

    // The structure of an archive.
    package static let archiveNoEnd = Self("A541", "no zip archive, or cut off")
    package static let archiveAmbiguousEnd = Self("A542", "two end records")
    package static let archiveTrailing = Self("A543", "bytes behind the archive")
    package static let archivePrefix = Self("A544", "bytes before the first entry")
    package static let archiveGap = Self("A545", "bytes that belong to no entry")
    package static let archiveOverlap = Self("A546", "entries overlap")
    package static let archiveDirectoryPlace = Self("A547", "directory is not where it should be")
    package static let archiveDirectoryRecord = Self("A548", "malformed record in the directory")
    package static let archiveCount = Self("A549", "wrong number of entries")
    package static let archiveDisks = Self("A550", "archive of several disks")
    package static let archiveZip64End = Self("A551", "zip64 end record is wrong")
    package static let archiveComment = Self("A552", "archive has a comment")
    package static let archiveTooLarge = Self("A553", "archive claims more than may be read")
    package static let archiveRatio = Self("A554", "archive claims an absurd ratio")
    package static let archiveMoreFindings = Self("A555", "findings not shown")

    // Entries of an archive.
    package static let archiveLocalHeader = Self("A561", "no local header where the directory points")
    package static let archiveHeadersDisagree = Self("A562", "local header and directory disagree")
    package static let archiveExtra = Self("A563", "malformed extra field")
    package static let archiveZip64Extra = Self("A564", "zip64 block is wrong")
    package static let archiveUnicodePath = Self("A565", "second name in a Unicode block")
    package static let archiveMethod = Self("A566", "compression method not supported")
    package static let archiveEncrypted = Self("A567", "entry is encrypted")
    package static let archiveFlags = Self("A568", "unknown flags")
    package static let archiveDescriptor = Self("A569", "data descriptor is wrong")
    package static let archiveSizes = Self("A570", "impossible size")
    package static let archiveStream = Self("A571", "compressed data is broken")
    package static let archiveChecksum = Self("A572", "wrong checksum")
    package static let archiveLinkEntry = Self("A573", "symbolic link or special file in an archive")
    package static let archiveDirectoryEntry = Self("A574", "unclear whether file or directory")
    package static let archiveModeBits = Self("A575", "troublesome mode")

    // What MWAA would meet.
    package static let archiveNested = Self("A581", "everything is nested under plugins")
    package static let archiveReserved = Self("A582", "name that MWAA uses")
    package static let archiveExecutable = Self("A583", "permission to execute may be lost")
    package static let archiveLarge = Self("A584", "archive is larger than recommended")
    package static let archiveLeftovers = Self("A585", "leftovers in an archive")

    // What `diff` finds.
    package static let archiveEntryAdded = Self("A591", "entry was added")
    package static let archiveEntryRemoved = Self("A592", "entry was removed")
    package static let archiveEntryChanged = Self("A593", "entry has changed")
    package static let archiveEntryRepacked = Self("A594", "entry is compressed to other bytes")

    private static let archiveSources = [
        archiveDuplicate, archiveFileAndDirectory, archiveNameCase, archiveNameNormalization, archiveLinkOutside,
        archiveLinkDangling, archiveLinkCycle, archiveLinkFollowed, archiveSpecialFile, archiveNotADirectory,
        archiveFileChanged, archiveEmpty, archiveTooMany, archiveExcludePattern, archiveExcludeUnused,
        archiveTimestamp, archiveSourceIsOutput,
    ]

    private static let archiveNames = [
        archiveNameAbsolute, archiveNameComponent, archiveNameBackslash, archiveNameControl, archiveNameEncoding,
        archiveNameTooLong, archiveNameDirection, archiveNameReserved,
    ]

    private static let archiveStructure = [
        archiveNoEnd, archiveAmbiguousEnd, archiveTrailing, archivePrefix, archiveGap, archiveOverlap,
        archiveDirectoryPlace, archiveDirectoryRecord, archiveCount, archiveDisks, archiveZip64End, archiveComment,
        archiveTooLarge, archiveRatio, archiveMoreFindings,
    ]

    private static let archiveEntries = [
        archiveLocalHeader, archiveHeadersDisagree, archiveExtra, archiveZip64Extra, archiveUnicodePath, archiveMethod,
        archiveEncrypted, archiveFlags, archiveDescriptor, archiveSizes, archiveStream, archiveChecksum,
        archiveLinkEntry, archiveDirectoryEntry, archiveModeBits,
    ]

    private static let archiveLints = [
        archiveNested, archiveReserved, archiveExecutable, archiveLarge, archiveLeftovers,
    ]

    private static let archiveDifferences = [
        archiveEntryAdded, archiveEntryRemoved, archiveEntryChanged, archiveEntryRepacked,
    ]

    static let archive =
        archiveSources + archiveNames + archiveStructure + archiveEntries + archiveLints + archiveDifferences
}
