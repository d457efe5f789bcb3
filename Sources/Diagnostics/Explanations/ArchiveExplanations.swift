// Made by scripts/update-explanations from docs/codes. Edit those files, and run the script.

// swift-format-ignore-file

extension Explanations {
    static let archive: [String: String] = [
        "A501": #"""
        # A501: two entries of one name

        An archive can hold a name once. Two sources, or two records of somebody else's archive, want the same one.

        ```sh failing
        mkdir vendor
        cp plugins/sync.py vendor/
        mwaa-gcp pack plugins vendor --output plugins.zip
        ```

        The zip format does not forbid two records of one name. Unpackers such as `unzip` and Python's `zipfile` keep the last,
        libraries that read by name return the first or the last, and a reviewer who lists the archive sees both. So neither the
        writer nor the reader accepts it. Names are compared byte by byte.

        To mend it, rename one of the files, or keep one out with `--exclude`. In an archive that another tool made, make
        it again from a clean directory; appending to an existing archive is how most duplicates come about.

        """#,
        "A502": #"""
        # A502: a name is both file and directory

        One entry is a file `x`, another is `x/y`, which needs a directory `x`. No file system can hold both, and unpackers stop
        in the middle, or replace one by the other.

        ```sh failing
        mkdir -p vendor/sync.py
        touch vendor/sync.py/db.py
        mwaa-gcp pack plugins vendor --output plugins.zip
        ```

        This happens when several sources are put together, or when an archive was edited by a tool that does not look.

        To mend it, rename one of the two, or keep one out with an exclude pattern.

        """#,
        "A503": #"""
        # A503: names differ in case only

        Two names are different on Linux and the same on file systems that ignore case, as macOS and Windows have them.

        ```sh failing
        cp plugins/sync.py plugins/Sync.py
        mwaa-gcp pack plugins --output plugins.zip
        ```

        Amazon MWAA runs on Linux, so the archive works there, and this is a warning. A colleague who unpacks the archive on a
        Mac has only one of the two files, and Python modules that differ in case only are a trap anyway.

        To mend it, rename one of them.

        """#,
        "A504": #"""
        # A504: names differ in Unicode normalization only

        Two names look the same and are canonical equivalents in Unicode, but their bytes differ: one has `é` as a single
        character, the other as `e` with a combining accent.

        ```sh failing
        touch "$(printf 'plugins/caf\303\251.py')"      # one character, as most keyboards make it
        touch "$(printf 'plugins/cafe\314\201.py')"     # a letter and a combining accent, as older macOS stores it
        mwaa-gcp pack plugins --output plugins.zip
        ```

        Linux keeps them apart, macOS does not. Usually one of them is a stale copy of the other.

        To mend it, remove or rename one of them; plain ASCII names never have this problem.

        """#,
        "A505": #"""
        # A505: symbolic link leads out of the source

        A symbolic link in a source directory leads to something outside that directory.

        ```sh failing
        ln -s /etc/hostname plugins/host.txt
        mwaa-gcp pack plugins --output plugins.zip
        ```

        Following it would make the archive depend on files that are not under the directory that was named, and a link that
        somebody else can change would put their file into production. `zip -r` follows such links silently.

        Links whose target is inside the directory are followed, with a note (A508). To mend this one, put a copy of the target
        in its place, or name the target as a source of its own.

        """#,
        "A506": #"""
        # A506: symbolic link leads to nothing

        A symbolic link in a source directory leads to a file that does not exist.

        ```sh failing
        ln -s releases/v3.py plugins/current.py
        mwaa-gcp pack plugins --output plugins.zip
        ```

        `zip -r` leaves such a link out and warns at most, so that the archive misses a file that the project seems to have.

        To mend it, correct the link or remove it, or keep it out with an exclude pattern.

        """#,
        "A507": #"""
        # A507: symbolic link goes round in a circle

        A symbolic link in a source directory leads to itself, by way of other links perhaps, or to a directory that it is in.

        ```sh failing
        ln -s b plugins/a
        ln -s a plugins/b
        mwaa-gcp pack plugins --output plugins.zip
        ```

        Following it has no end. The same happens on MWAA: Airflow walks the plugins directory and follows links.

        To mend it, remove the link or keep it out with an exclude pattern.

        """#,
        "A508": #"""
        # A508: symbolic link followed

        A symbolic link was followed, and what it leads to was packed under the link's name. This is a note.

        ```sh failing
        ln -s sync.py plugins/current.py
        mwaa-gcp pack plugins --output plugins.zip
        ```

        An archive could hold the link itself, but not every unpacker makes links of such entries: Python's `zipfile`, for one,
        makes a text file that holds the target's name. It is not published how MWAA unpacks, so links are always resolved.
        The content is in the archive twice when the target is packed under its own name too.

        If the size matters, remove the link and let whoever uses it name the target.

        """#,
        "A509": #"""
        # A509: special file in a source

        A source directory holds a socket, a named pipe or a device, or a symbolic link to one; or a source is a file of `/proc` or
        the like, which says that it is empty and is not.

        ```sh failing
        mkfifo plugins/agent
        mwaa-gcp pack plugins --output plugins.zip
        ```

        An archive for plugins can hold regular files only. Reading from a pipe could also wait for ever. Sockets are usually
        left behind by an agent or an editor.

        To mend it, remove the file or keep it out with `--exclude`.

        """#,
        "A510": #"""
        # A510: source is not a directory

        A plugins directory was named that is something else.

        ```sh failing
        mwaa-gcp build --plugins plugins/sync.py --credential-config gcp.json --google-cloud-project my-project --output dist
        ```

        The contents of the directory become part of the archive; its own name does not. A single file is no directory, and
        neither is an archive.

        To mend it, name the directory that the file is in. `mwaa-gcp pack` takes single files as well; to look into an archive,
        use `mwaa-gcp inspect`.

        """#,
        "A511": #"""
        # A511: file changed while it was packed

        A file was not the same any more when it was read: its size, its times, or the file behind its name had changed since
        the directory was walked, or it changed while it was being read.

            an editor saves plugins/sync.py while it is packed
            a build writes plugins/lib.whl at the same time

        What would be in the archive is a mixture that never existed. Every file's identity, size and times of modification and
        change are compared before and after each read. Nothing is written to the final path.

        To mend it, run again when nothing writes to the sources. If it happens again, look for a watcher or a parallel build.

        """#,
        "A512": #"""
        # A512: nothing to pack

        The sources hold no file: the directory is empty, or everything in it is excluded.

        ```sh failing
        mkdir empty
        mwaa-gcp pack empty --output plugins.zip
        ```

        Directories without files are not packed, since unpackers make the directories that files need. An archive without
        entries is valid zip, but `unzip` calls it an error, and no deployment wants it.

        To mend it, check the path and the exclude patterns.

        """#,
        "A513": #"""
        # A513: too many files to pack

        The sources hold more files than an archive of plugins can sensibly have, or directories nested beyond reason.

        ```sh failing
        deep=plugins/$(printf 'd/%.0s' $(seq 300))
        mkdir -p "$deep"
        touch "$deep/sync.py"
        mwaa-gcp pack plugins --output plugins.zip
        ```

        A symbolic link to a directory packs all that is below it once more, so that a few links between directories can multiply
        a small tree without end. The limits are a million files and 256 levels.

        To mend it, remove the links, or keep the directory out with an exclude pattern.

        """#,
        "A514": #"""
        # A514: malformed exclude pattern

        An exclude pattern cannot be read.

        ```sh failing
        mwaa-gcp pack plugins --exclude '[abc' --output plugins.zip
        ```

        `*` and `?` match within one component of a path, `**` matches any number of components, `[a-z]` and `[!a-z]` match one
        character of a set, and a backslash takes the next character as it is. A pattern without a slash is matched against
        names at any depth, one with a slash against the path from the root; a slash at the end means directories only.

        To mend it, correct the pattern, and put it in quotes so that the shell does not expand it.

        """#,
        "A515": #"""
        # A515: exclude pattern matches nothing

        An exclude pattern kept nothing out. This is a warning, since it usually means that something was packed that should not
        have been.

        ```sh failing
        mwaa-gcp pack plugins --exclude plugins/tests --output plugins.zip
        ```

        A pattern that holds a slash is matched against the path from the root of the plugins directory, whose own name is not
        part of it.

        To mend it, correct the pattern or remove it.

        """#,
        "A516": #"""
        # A516: malformed SOURCE_DATE_EPOCH

        `SOURCE_DATE_EPOCH` is set to something other than a number of seconds.

        ```sh failing
        SOURCE_DATE_EPOCH=2024-01-01 mwaa-gcp pack plugins --output plugins.zip
        ```

        The variable (reproducible-builds.org) gives the time that all entries carry. Its value is decimal digits only: the
        seconds since 1970-01-01 in UTC. An archive with another time than was asked for has other bytes and other hashes, so
        a wrong value is not passed over. Times before 1980 and after 2107 become the first and last that zip can say.

        To mend it, set it to what `git log -1 --format=%ct` prints, or unset it for 1980-01-01.

        """#,
        "A517": #"""
        # A517: source is the output itself

        What is to be packed is what is about to be written.

        ```sh failing
        mwaa-gcp pack plugins --output plugins.zip
        mwaa-gcp pack plugins.zip --output plugins.zip
        ```

        An output that only lies inside a packed directory is left out by itself; here nothing else would be left. Paths are
        compared by what they lead to, so another spelling or a symbolic link makes no difference.

        To mend it, name the directory with your plugins as the source, and another path as the output.

        """#,
        "A521": #"""
        # A521: name of an entry is absolute

        The name of an entry begins with a slash or with a drive letter.

        ```sh failing
        python3 -c 'import zipfile; zipfile.ZipFile("plugins.zip", "w").writestr("/usr/local/airflow/dags/x.py", "")'
        mwaa-gcp inspect plugins.zip
        ```

        Names in an archive are relative to where it is unpacked (APPNOTE 4.4.17). Unpackers were seen to strip the slash and
        go on, so that the file lands elsewhere than its name says; old ones write where the name points.

        To mend it, make the archive again from inside the directory whose contents it should hold.

        """#,
        "A522": #"""
        # A522: name has an empty, `.` or `..` component

        A name has an empty component, or one that is `.` or `..`.

        ```sh failing
        python3 -c 'import zipfile; zipfile.ZipFile("plugins.zip", "w").writestr("../dags/x.py", "")'
        mwaa-gcp inspect plugins.zip
        ```

        `..` would leave the directory that the archive is unpacked into; most unpackers drop it silently and put the file
        somewhere else. `a//b`, `./a/b` and `a/./b` are one file to a file system and different entries to programs that read
        the archive without unpacking it.

        To mend it, make the archive again; the tool that made it did not normalize its paths.

        """#,
        "A523": #"""
        # A523: name contains a backslash

        A name contains a backslash.

        ```sh failing
        touch 'plugins/operators\sync.py'
        mwaa-gcp pack plugins --output plugins.zip
        ```

        Zip separates directories with `/` only. An archive made on Windows by a careless tool has backslashes: on Linux it
        unpacks to one file with a strange name, on Windows to a file in a directory. A file whose name really has a backslash
        unpacks differently in the same way.

        To mend it, rename the file, or make the archive again with a tool that writes forward slashes.

        """#,
        "A524": #"""
        # A524: name contains a control character

        A name contains a control character: NUL, a line break, an escape.

        ```sh failing
        touch "$(printf 'plugins/report\033.py')"
        mwaa-gcp pack plugins --output plugins.zip
        ```

        A NUL ends the name for programs in C and not for others, so they see different names. Line breaks and escape sequences
        break listings, logs and terminals. In messages such characters are shown as `\u{...}`.

        To mend it, rename the file.

        """#,
        "A525": #"""
        # A525: encoding of a name is not clear

        It is not clear which characters a name is made of: its bytes are not valid UTF-8, or an archive does not say that they
        are UTF-8.

        ```sh failing
        touch "$(printf 'plugins/caf\351.py')"     # é in Latin-1
        mwaa-gcp pack plugins --output plugins.zip
        ```

        Without the flag (bit 11), Python's `zipfile` takes bytes for code page 437 and unpacks a differently named file, Java
        refuses the archive, and `unzip` guesses by the system that made it. Our own writer sets the flag exactly when a name is
        not plain ASCII.

        To mend it, rename the file to ASCII or valid UTF-8, or make the archive again with a tool that sets the flag.

        """#,
        "A526": #"""
        # A526: name is too long

        A name is longer than 4,095 bytes, or a part of it between slashes is longer than 255.

        ```sh failing
        python3 -c 'import zipfile; zipfile.ZipFile("plugins.zip", "w").writestr("a" * 300 + ".py", "")'
        mwaa-gcp inspect plugins.zip
        ```

        The first is the longest path that Linux opens, the second the longest name that its file systems store. Such an entry
        cannot be unpacked. (The format's own field could say 65,535.)

        To mend it, rename the file or the directory.

        """#,
        "A527": #"""
        # A527: name changes the direction of writing

        A name contains a mark that changes the direction of writing, so that it is displayed as another name.

        ```sh failing
        touch "$(printf 'plugins/report\342\200\256yp.py')"     # U+202E, then yp.py
        mwaa-gcp pack plugins --output plugins.zip
        ```

        Such marks (Unicode's bidirectional controls) have no place in names of Python modules and have been used to disguise
        files. This is a warning: the name is unambiguous in bytes. In messages the marks are shown as `\u{...}`.

        To mend it, rename the file, and find out who named it so.

        """#,
        "A528": #"""
        # A528: name is reserved on Windows

        A name, or a directory in it, is one that Windows reserves for devices, with any extension: CON, PRN, AUX, NUL, COM1 to
        COM9, LPT1 to LPT9.

        ```sh failing
        touch plugins/aux.py
        mwaa-gcp pack plugins --output plugins.zip
        ```

        On Linux, and so on MWAA, it is a name like any other, and this is a warning. A checkout or the unpacked archive on
        Windows fails or writes to the device.

        To mend it, rename the file if anybody works with it on Windows.

        """#,
        "A541": #"""
        # A541: no zip archive, or cut off

        The file has no end record, with which every zip archive closes, or the record reaches past the end of the file.

        ```sh failing
        mwaa-gcp pack plugins --output plugins.zip
        head -c 100 plugins.zip > cut-off.zip
        mwaa-gcp inspect cut-off.zip
        ```

        Programs that read from the front may still unpack part of it, which is how a cut-off archive goes unnoticed.

        To mend it, make the archive again or fetch it again, and compare the size with the original's.

        """#,
        "A542": #"""
        # A542: two end records

        More than one record at the end of the file can be taken for the end record, for instance because one stands in the
        comment of another.

        ```sh failing with=an-end-record-in-the-comment
        mwaa-gcp inspect plugins.zip
        ```

        Unpackers look for it in different ways: from the back for the first signature, or for a comment that ends with the
        file. Given two, they list different files. Some libraries then report success with no file at all.

        To mend it, make the archive again. If you did not expect a comment in it, find out who made it.

        """#,
        "A543": #"""
        # A543: bytes behind the archive

        There are bytes behind the end of the archive.

        ```sh failing
        mwaa-gcp pack plugins --output plugins.zip
        echo signature >> plugins.zip
        mwaa-gcp inspect plugins.zip
        ```

        Most unpackers pass over them, libzip in its strict mode refuses the archive, and some find no end record any more. The
        bytes are not covered by any checksum of the archive.

        To mend it, make the archive again, or cut the file after the end record.

        """#,
        "A544": #"""
        # A544: bytes before the first entry

        There are bytes before the first entry, as in archives that unpack themselves: a launcher, for one.

        ```sh failing with=a-launcher-before-it,-counted
        mwaa-gcp inspect plugins.zip
        ```

        Where offsets count them, programs that read from the front see no entry; where offsets do not count them, others fail:
        Python reads both, busybox and libzip refuse the latter, some libraries report an empty archive.

        To mend it, make the archive again without the prefix.

        """#,
        "A545": #"""
        # A545: bytes that belong to no entry

        Between two entries, or between the last and the directory, there are bytes that belong to no entry.

        ```sh failing with=a-gap-between-entries
        mwaa-gcp inspect plugins.zip
        ```

            bytes      0..1023   sync.py
            bytes   1024..2047   nothing that the directory lists
            bytes   2048..3071   load.py

        Tools that delete or replace entries in place leave such gaps. A program that reads from the front may find an entry in
        the gap that the directory does not list, so that what is scanned is not what is unpacked.

        To mend it, make the archive again instead of editing it.

        """#,
        "A546": #"""
        # A546: entries overlap

        Two entries share bytes of the archive, or one reaches into the directory.

        ```sh failing with=an-entry-that-reaches-into-the-next
        mwaa-gcp inspect plugins.zip
        ```

            bytes      0..9999   a.bin
            bytes     60..9999   b.bin, inside a.bin

        Nothing that packs files makes this. It is how a file of kilobytes claims to hold petabytes: many entries that all
        inflate the same data. `unzip` and Python refuse it as a possible bomb; others inflate it.

        Such an archive is not inflated here. Do not use it, and find out who made it.

        """#,
        "A547": #"""
        # A547: directory is not where it should be

        The central directory, which lists the entries, does not lie where the end record says, or does not end where the end
        records begin.

        ```sh failing
        mwaa-gcp pack plugins --output plugins.zip
        (echo '#!/bin/sh'; cat plugins.zip) > launcher.zip
        mwaa-gcp inspect launcher.zip
        ```

        This is what an archive looks like after bytes were put before it or into it without correcting its offsets. Programs
        correct this silently by guessing, and do not guess alike.

        To mend it, make the archive again. If it was transferred, make sure that it was transferred as binary data.

        """#,
        "A548": #"""
        # A548: malformed record in the directory

        A record of the central directory does not begin with its signature, or is cut off.

        ```sh failing with=a-wrong-signature-in-the-directory
        mwaa-gcp inspect plugins.zip
        ```

            record 1 of the directory    50 4B 01 02 …
            record 2 of the directory    00 00 50 4B …

        Either the file was damaged, or sizes in it are wrong, so that the next record is looked for in the wrong place.

        To mend it, make the archive again, or fetch it again and compare the size and the checksum with the original's.

        """#,
        "A549": #"""
        # A549: wrong number of entries

        The end record says how many entries there are, and the directory has another number.

        ```sh failing with=one-entry-too-few-in-the-count
        mwaa-gcp inspect plugins.zip
        ```

            end record:  1 entry
            directory:   sync.py, load.py

        Programs that believe the number see fewer files than those that read the directory to its end: Go's library refuses
        such an archive, one Swift library returned one file of two and reported success.

        To mend it, make the archive again.

        """#,
        "A550": #"""
        # A550: archive of several disks

        The archive, or an entry, claims to be on another disk than the first: a feature for archives split over floppy disks.

        ```sh failing with=a-second-disk
        mwaa-gcp inspect plugins.zip
        ```

            zip -s 100m -r plugins.zip .      makes plugins.z01, plugins.z02, …, plugins.zip

        Current unpackers ignore the numbers or refuse the archive. A part of a split archive cannot be unpacked alone.

        To mend it, join the parts with `zip -s 0 parts.zip --out whole.zip`, or make the archive again.

        """#,
        "A551": #"""
        # A551: zip64 end record is wrong

        The zip64 records at the end, which hold numbers too large for the plain end record, are missing though it refers to
        them, are in the wrong place, or disagree with it. Present without need, they are a warning: busybox refuses that.

        ```sh failing with=a-reference-to-zip64-without-any
        mwaa-gcp inspect plugins.zip
        ```

            end record:    65535 entries, directory at FFFFFFFF
            before it:     no zip64 locator

        Archives from 4 GiB on, or with 65,535 entries and more, need them. Smaller ones with damaged zip64 records were edited,
        or made by a broken tool.

        To mend it, make the archive again.

        """#,
        "A552": #"""
        # A552: archive has a comment

        The archive has a comment at its end. This is a note: comments are legal and ignored.

        ```sh failing
        mwaa-gcp pack plugins --output plugins.zip
        echo 'built by hand' | zip -z plugins.zip
        mwaa-gcp inspect plugins.zip
        ```

        Some tools put build information there, which makes each archive different and every upload a new version. Our own
        writer writes none.

        Nothing need be done.

        """#,
        "A553": #"""
        # A553: archive claims more than may be read

        An archive claims more than is read from one: more entries, a larger directory, or more uncompressed bytes in total or
        in one entry that is wanted in memory.

        ```sh failing
        truncate --size 200M plugins.zip
        printf 'PK\5\6\0\0\0\0\1\0\1\0\0\0\200\14\0\0\0\0\0\0' >> plugins.zip     # a directory of 200 MiB
        mwaa-gcp inspect plugins.zip
        ```

        The limits are far above what plugins need (a million entries, 128 MiB of directory, 64 GiB in all, 256 MiB for
        one content in memory), and exist so that a hostile archive costs nothing.

        To mend it, ship less. Data belongs into S3, dependencies into requirements.txt.

        """#,
        "A554": #"""
        # A554: archive claims an absurd ratio

        The sizes in an archive cannot be true, or are those of an archive made to fill disks: an entry claims to inflate to more
        than 1032 times its size, which deflate cannot do, or all entries together claim more than 250 times the archive's size
        and more than 512 MiB.

        ```sh failing with=more-than-deflate-can-make
        mwaa-gcp inspect plugins.zip
        ```

        Nothing is inflated then, and `pack` and `build` do not make such an archive: what was at its place stays.

        An honest archive that is this compressible holds a huge file of almost nothing, such as a sparse database; leave that
        out, or compress it by itself first.

        """#,
        "A555": #"""
        # A555: findings not shown

        An archive has more than a thousand findings, and the rest is not shown. This is a note.

        ```sh failing also=A522
        python3 - <<end
        import zipfile
        with zipfile.ZipFile("plugins.zip", "w") as archive:
            for number in range(1001):
                archive.writestr(f"../{number}.py", "")
        end
        mwaa-gcp inspect plugins.zip
        ```

        Damage that shifts everything, or an archive made by one broken tool, gives the same finding for each entry.

        Mend the first ones and look again.

        """#,
        "A561": #"""
        # A561: no local header where the directory points

        The directory says where the local header of an entry is, and there is none: the place is outside the data of the
        archive, or has no signature of a header.

        ```sh failing with=a-wrong-signature-of-a-local-header
        mwaa-gcp inspect plugins.zip
        ```

            directory:   sync.py is at byte 4096
            byte 4096:   no 50 4B 03 04

        The file was damaged, or changed without correcting its offsets. Programs that read by the directory fail at this
        entry, others list what they find from the front.

        To mend it, make the archive again, or fetch it again.

        """#,
        "A562": #"""
        # A562: local header and directory disagree

        Each entry is described twice, before its data and in the directory, and the two descriptions differ.

        ```sh failing with=another-name-in-the-local-header
        mwaa-gcp inspect plugins.zip
        ```

            local header:  name report.py
            directory:     name env_var_plugin.py

        Programs that read from the front believe the first, most others the second, and Python refuses when the names differ.
        Such archives get past a scanner that looks at the one and are unpacked by the other. A different version number alone
        is a warning.

        To mend it, make the archive again.

        """#,
        "A563": #"""
        # A563: malformed extra field

        The extra field of a header, which holds blocks of a number, a length and data, does not consist of whole blocks.

        ```sh failing with=an-extra-block-that-is-too-long
        mwaa-gcp inspect plugins.zip
        ```

            length of the field: 8
            block 5455, length 9, 4 bytes of data

        Python refuses such an archive, others pass over it.

        To mend it, make the archive again. Some old tools for aligning entries padded the field with zero bytes.

        """#,
        "A564": #"""
        # A564: zip64 block is wrong

        The zip64 block of an entry, which holds sizes or an offset that do not fit four bytes, is missing though a field refers
        to it, occurs twice, or has another length than its fields need. A block that no field refers to is a warning.

        ```sh failing with=a-size-in-a-zip64-block-that-is-not-there
        mwaa-gcp inspect plugins.zip
        ```

            size in the header:   FFFFFFFF
            extra field:          empty

        Programs then take different values for the size or the place of the entry.

        To mend it, make the archive again.

        """#,
        "A565": #"""
        # A565: second name in a Unicode block

        An entry has an extra block that gives its name in UTF-8 (number 0x7075), and that name is not the one in the header.

        ```sh failing with=another-name-in-a-Unicode-block
        mwaa-gcp inspect plugins.zip
        ```

            header:   report.py
            block:    env_var_plugin.py

        Info-ZIP's tools unpack by the block, Python and Go by the header: they make different files of one entry.

        To mend it, make the archive again with a tool that sets the UTF-8 flag instead.

        """#,
        "A566": #"""
        # A566: compression method not supported

        An entry is compressed by a method other than deflate (8) or none (0), for example bzip2, LZMA or Zstandard.

        ```sh failing
        (cd plugins && 7z a -tzip -mm=LZMA ../plugins.zip .)
        mwaa-gcp inspect plugins.zip
        ```

        Or it says that it needs a later version of the format than 4.5, which neither of the two needs: `unzip` leaves such an entry
        out, and Python refuses the archive.

        Many unpackers know only these two, and it is not published with what MWAA unpacks. A failure there shows as an update
        that rolls back.

        To mend it, make the archive again with deflate.

        """#,
        "A567": #"""
        # A567: entry is encrypted

        An entry is encrypted, or flagged so.

        ```sh failing
        (cd plugins && zip --password secret ../plugins.zip sync.py)
        mwaa-gcp inspect plugins.zip
        ```

        MWAA has no way to be told a password. Some libraries ignore the flag and return the encrypted bytes.

        To mend it, make the archive again without encryption; secrets belong into a secrets backend, not into plugins.

        """#,
        "A568": #"""
        # A568: unknown flags

        An entry has flags that no common unpacker knows: patched data, or bits that the specification reserves.

        ```sh failing with=patched-data
        mwaa-gcp inspect plugins.zip
        ```

            flags 0020      compressed patched data
            flags 8000      reserved

        They are set in damaged files and in archives that try how far unpackers trust them.

        To mend it, make the archive again.

        """#,
        "A569": #"""
        # A569: data descriptor is wrong

        An entry says that its sizes and checksum follow its data (flag bit 3), and what follows does not agree with the
        directory.

        ```sh failing with=a-descriptor-with-another-checksum
        mwaa-gcp inspect plugins.zip
        ```

            directory:    1200 bytes, checksum 9AE0DAAF
            descriptor:   1100 bytes, checksum 9AE0DAAF

        It is a warning when the two agree and the data is stored as it is: deflate tells where it ends, stored data does not, so
        that Java's `ZipInputStream` refuses it, and others search the data for the next entry, which may be part of a file.

        Programs that write to a pipe use such descriptors. Those that read from the front rely on them to find the next entry.

        To mend it, make the archive again; to a file instead of a pipe, it needs no descriptors.

        """#,
        "A570": #"""
        # A570: impossible size

        The sizes of an entry contradict each other: it is stored as it is, but with another size than its own, or a size is one
        that no file can have.

        ```sh failing with=stored-with-two-sizes
        mwaa-gcp inspect plugins.zip
        ```

            method 0 (stored), compressed size 100, size 200

        Programs then read up to the one size or the other, and show different contents.

        To mend it, make the archive again.

        """#,
        "A571": #"""
        # A571: compressed data is broken

        The compressed data of an entry is not a deflate stream, ends too early or too late, or inflates to another size than
        the directory says.

        ```sh failing with=a-stream-cut-off
        mwaa-gcp inspect plugins.zip
        ```

            record:         500 bytes of compressed data
            the stream:     ends after 480

        A damaged transfer does this. Data behind the end of the stream is not covered by the checksum, and programs pass over it.

        To mend it, make the archive again, or fetch it again.

        """#,
        "A572": #"""
        # A572: wrong checksum

        The content of an entry does not have the checksum (CRC-32) that the archive gives for it.

        ```sh failing with=a-wrong-checksum
        mwaa-gcp inspect plugins.zip
        ```

            directory:      checksum 9AE0DAAF
            the content:    checksum 352441C2

        The archive was damaged after it was made, or a file changed while it was packed by a tool that does not notice.
        Unpackers report it and keep the file.

        To mend it, make the archive again, or fetch it again.

        """#,
        "A573": #"""
        # A573: symbolic link or special file in an archive

        An entry is a symbolic link, a device, a pipe or a socket by its mode.

        ```sh failing also=A583
        ln -s sync.py plugins/current.py
        (cd plugins && zip -y -r ../plugins.zip .)
        mwaa-gcp inspect plugins.zip
        ```

        `unzip` makes a link of a link entry, Python's `zipfile` a text file that holds the target. A link may lead out of the
        plugins directory, and files may then be written through it.

        To mend it, make the archive again with what the link leads to in its place, as `zip` does without `-y` and
        `mwaa-gcp pack` always does.

        """#,
        "A574": #"""
        # A574: unclear whether file or directory

        It is not clear whether an entry is a file or a directory: its name ends in a slash and its mode is a file's, or the
        other way round, or it is a directory with content.

        ```sh failing also=A512 with=a-directory-with-content
        mwaa-gcp inspect plugins.zip
        ```

            name lib/        mode 100644
            name lib         mode 040755

        Programs decide by the name or by the mode, and make different things of it.

        To mend it, make the archive again. Entries for directories can be left out: unpackers make what files need.

        """#,
        "A575": #"""
        # A575: troublesome mode

        The mode of an entry makes trouble once it is unpacked: its owner could not read it, or it has the set-user, set-group or
        sticky bit. This is a warning.

        ```sh failing
        chmod 4644 plugins/sync.py
        (cd plugins && zip ../plugins.zip sync.py)
        mwaa-gcp inspect plugins.zip
        ```

        With mode 000, `unzip`, 7z, bsdtar and busybox make a file that nobody but root can read, while Python's own unpacking
        ignores modes. The set-user bit is restored by some of them.

        To mend it, make the archive again with modes 0644 or 0755.

        """#,
        "A581": #"""
        # A581: everything is nested under plugins

        Every module, or in an archive without modules every file, is in a directory called `plugins`; leftovers such as
        `__MACOSX` do not count. This is a warning: it is the usual mistake in making plugins.zip.

        ```sh failing
        zip -r plugins.zip plugins     # flat would be: (cd plugins && zip -r ../plugins.zip .)
        mwaa-gcp inspect plugins.zip
        ```

        MWAA unpacks into /usr/local/airflow/plugins, so the files end up in /usr/local/airflow/plugins/plugins. Airflow still
        finds plugin modules there, since it looks at any depth, but `import operators.sync` fails, and files are not at the
        paths that DAGs and connections name.

        To mend it, pack the contents of the directory: `mwaa-gcp pack plugins --output plugins.zip`.

        """#,
        "A582": #"""
        # A582: name that MWAA uses

        A file or directory has a name that MWAA itself uses in the plugins directory. This is a warning.

        ```sh failing
        touch plugins/celery_config.py
        mwaa-gcp pack plugins --output plugins.zip
        ```

        A listing of /usr/local/airflow/plugins on the service showed both (aws-mwaa-local-runner, issue 199); newer images may
        differ. Overwriting them can break the worker's own configuration.

        To mend it, rename yours.

        """#,
        "A583": #"""
        # A583: permission to execute may be lost

        A file may be executed by its mode, and some unpackers drop that: Python's `zipfile` sets no modes at all. This is a note.

        ```sh failing
        chmod 755 plugins/sync.py
        mwaa-gcp pack plugins --output plugins.zip
        ```

        AWS's guide tells users to `chmod -R 755 .` before zipping and to run programs from the unpacked tree, which speaks for
        an unpacker that keeps modes, but it is not published.

        To be safe, start scripts by way of their interpreter (`bash bin/hive`), or set the bit before use.

        """#,
        "A584": #"""
        # A584: archive is larger than recommended

        The archive is 1 GB or more. AWS's guide recommends less than 1 GB for plugins.zip. This is a warning.

            du -h plugins.zip
            1.3G    plugins.zip

        There is no hard limit on the size, but every container of the environment fetches and unpacks the archive when it
        starts, and MWAA rolls an update back whose installation takes longer than ten minutes.

        To mend it, move dependencies into requirements.txt (wheels can be fetched from S3), and data into S3.

        """#,
        "A585": #"""
        # A585: leftovers in an archive

        The archive holds files that nobody means to ship: `__pycache__`, `*.pyc`, `.git`, `.DS_Store`, `__MACOSX`, `._*`, and
        what a stopped run of mwaa-gcp left, `*.mwaa-gcp-*`. This is a note, one per pattern.

        ```sh failing
        mkdir plugins/__MACOSX
        touch plugins/__MACOSX/._sync.py
        (cd plugins && zip -r ../plugins.zip .)
        mwaa-gcp inspect plugins.zip
        ```

        They make the archive larger and different from machine to machine. A `.git` directory ships the project's whole history.
        `__pycache__` can hold code of another version.

        To mend it, make the archive with `mwaa-gcp pack`, which leaves them out, or with `zip -x`.

        """#,
        "A591": #"""
        # A591: entry was added

        `mwaa-gcp diff` found an entry that the old archive does not have.

        ```sh failing
        mwaa-gcp pack plugins --output old.zip
        touch plugins/report.py
        mwaa-gcp pack plugins --output new.zip
        mwaa-gcp diff old.zip new.zip
        ```

        This is a difference in content, so the exit status is 1. On MWAA another content means an update of the environment.

        There is nothing to mend when the difference is meant. If it is not, look for files that a build or an editor left in the
        packed directory; `--exclude` keeps them out.

        """#,
        "A592": #"""
        # A592: entry was removed

        `mwaa-gcp diff` found an entry of the old archive that the new one does not have.

        ```sh failing
        touch plugins/report.py
        mwaa-gcp pack plugins --output old.zip
        rm plugins/report.py
        mwaa-gcp pack plugins --output new.zip
        mwaa-gcp diff old.zip new.zip
        ```

        This is a difference in content, so the exit status is 1. MWAA unpacks the new archive into a new container, so the file
        will not be there any more.

        There is nothing to mend when the difference is meant. If it is not, see whether an exclude pattern or a default one
        (`mwaa-gcp pack --help`) keeps the file out.

        """#,
        "A593": #"""
        # A593: entry has changed

        `mwaa-gcp diff` found an entry that unpacks to another content, or to other permissions.

        ```sh failing
        mwaa-gcp pack plugins --output old.zip
        echo '# corrected' >> plugins/sync.py
        mwaa-gcp pack plugins --output new.zip
        mwaa-gcp diff old.zip new.zip
        ```

        Contents are compared by SHA-256, not by time or compressed bytes. This is a difference in content, so the exit status is 1.

        There is nothing to mend when the difference is meant. If it is not, compare the files themselves:
        `diff <(unzip -p old.zip NAME) <(unzip -p new.zip NAME)`. Modes that change by themselves come from checkouts with
        different `core.fileMode`; `--mode` sets one for all files.

        """#,
        "A594": #"""
        # A594: entry is compressed to other bytes

        `mwaa-gcp diff` found an entry with the same content and permissions, but compressed differently. This is a note: what is
        unpacked is the same, and the exit status is 0 when nothing else differs.

        ```sh failing
        mwaa-gcp pack plugins --level 0 --output old.zip
        mwaa-gcp pack plugins --level 9 --output new.zip
        mwaa-gcp diff old.zip new.zip
        ```

        The archives were made with another `--level`, another tool, or another build of zlib: zlib and its forks compress to
        different bytes at the same level. The archive's own hash differs, so S3 makes a new version of it, and MWAA would update.

        To mend it, make both with the same level and zlib (the manifest of a build has both), or with `--level 0`, which gives
        the same bytes everywhere.

        """#,
    ]
}
