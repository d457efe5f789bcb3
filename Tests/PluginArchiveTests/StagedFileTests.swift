import Glibc
import Testing

@testable import PluginArchive

/// Both ways to keep a file out of sight until it is complete; which one is used depends on the file system.
@Suite struct StagedFileTests {
    let scratch = Scratch()

    private var target: String { scratch.path("out.zip") }

    @Test(arguments: [true, false]) func appearsWhenPublished(isNameless: Bool) throws {
        scratch.write("out.zip", "old")
        var file = try StagedFile.forPath(target, isNameless: isNameless)
        #expect(write(file.descriptor, "new!", 4) == 4)
        #expect(scratch.read("out.zip") == Array("old".utf8))
        #expect(scratch.names.count == (isNameless ? 1 : 2))
        try file.publish()
        #expect(scratch.read("out.zip") == Array("new!".utf8))
        #expect(scratch.names == ["out.zip"])
    }

    @Test(arguments: [true, false]) func isGoneWhenNotPublished(isNameless: Bool) throws {
        do {
            let file = try StagedFile.forPath(target, isNameless: isNameless)
            #expect(write(file.descriptor, "half", 4) == 4)
        }
        #expect(scratch.names == [])
    }

    @Test(arguments: [true, false]) func isGoneWhenItCannotBePublished(isNameless: Bool) throws {
        do {
            var file = try StagedFile.forPath(target, isNameless: isNameless)
            // Something else took the place meanwhile.
            _ = scratch.makeDirectory("out.zip/full")
            #expect { try file.publish() } throws: { codes(of: $0) == ["I201"] }
        }
        #expect(scratch.names == ["out.zip"])
    }

    @Test(arguments: [true, false]) func theUmaskGivesThePermissions(isNameless: Bool) throws {
        var file = try StagedFile.forPath(target, isNameless: isNameless)
        try file.publish()
        let reference = open(scratch.path("reference"), O_CREAT | O_WRONLY, 0o666)
        close(reference)
        var (mine, theirs) = (stat(), stat())
        stat(target, &mine)
        stat(scratch.path("reference"), &theirs)
        #expect(mine.st_mode == theirs.st_mode)
    }
}
