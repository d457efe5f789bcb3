// Made by scripts/update-explanations from docs/codes. Edit those files, and run the script.

// swift-format-ignore-file

extension Explanations {
    static let inputOutput: [String: String] = [
        "I101": #"""
        # I101: file not found

        A file that was named on the command line, or in the project file, is not there. Nothing was judged, built or written,
        and the exit status is 2: the tool could not do its work.

        ```sh failing
        mwaa-gcp validate gpc.json
        mwaa-gcp render --google-cloud-project my-project --template enviroment
        ```

        Paths on the command line count from the working directory, paths in `mwaa-gcp.json` from the directory of that file.
        A template is `environment`, `google-auth` or the path of a file, so a misspelt name of a template is reported like a
        missing file, with the name that was probably meant.

        Mend: correct the path. In CI, check that the step which makes the file ran before, in the same working directory:
        `gcloud iam workload-identity-pools create-cred-config … --aws --output-file=gcp.json` writes a credential config.

        """#,
        "I102": #"""
        # I102: file cannot be read

        The file is there, but the operating system did not let the tool read it; the message gives its reason. A directory
        that was given to `mwaa-gcp validate` and cannot be searched is reported too: what is below it was not judged.

        ```sh failing
        ln -s config.json config.json
        mwaa-gcp validate config.json
        ```

        The exit status is 2: the tool could not do its work.

        Mend: give yourself the right to read the file and to search the directories above it (`ls -ld` on each of them shows
        who may). In a container, a file that another user mounted with mode 0600 is the usual case. After "input/output
        error", look at the disk or the network file system. A link that leads to itself, as in the example, is to be corrected.

        """#,
        "I103": #"""
        # I103: not a regular file

        A path leads to a directory, a device, a socket or a named pipe where the contents of one file are wanted. The tool
        does not wait for a pipe that nobody may ever write to.

        ```sh failing
        mwaa-gcp validate /dev/null
        ```

        Mend: name the file itself. `mwaa-gcp validate` alone takes directories, and judges every `*.json` below them. To
        judge what another program writes, use standard input, which `validate` knows as `-`:

            make-config | mwaa-gcp validate -

        """#,
        "I104": #"""
        # I104: file is too large

        The file is larger than anything of its kind can sensibly be, so it was not read. The limits are 1 MiB for a
        credential config, a project file, a template and a requirements file, and 16 MiB for a plugin. A real credential
        config has about one thousand bytes.

        ```sh failing
        truncate --size 2M bigquery-export.json
        mwaa-gcp validate bigquery-export.json
        ```

        Mend: check that this is the right file. When it is a `plugins.zip` that holds the config, let its name end in `.zip`:
        `mwaa-gcp validate` then looks for configs inside the archive.

        """#,
        "I105": #"""
        # I105: nothing to validate

        A directory that was given to `mwaa-gcp validate` holds no file whose name ends in `.json`, or an archive holds no
        credential config. Nothing was judged, and a check that judges nothing must not look like one that found nothing
        wrong: the exit status is 2.

        ```sh failing
        mkdir configs
        mwaa-gcp validate configs
        ```

        Directories are searched at any depth for `*.json` and `*.zip`, in any case of letters, except below directories whose
        name begins with a dot, such as `.git`. Of the JSON in them, and of the `*.json` in archives, those files count that are
        credentials of Google's: whose `type` is, or nearly is, `external_account`; which have at least two members of a
        credential config, `credential_source` or `subject_token_type` among them; or which are credentials of another kind, as a
        service-account key is. Mistakes in them do not hide them. All other JSON, such as test data of a vendored library, is
        none of the tool's business: it is neither judged nor mended. A file that is named itself is always judged.

        Mend: name the directory or the archive that has the config. `mwaa-gcp inspect plugins.zip --list` shows what is in an
        archive. A config that travels in the bucket's `dags/` folder, as `mwaa-gcp build` arranges it by default, is not in
        `plugins.zip`: validate the file.

        """#,
        "I201": #"""
        # I201: output cannot be written

        The tool could not write a file or directory; the message gives the operating system's reason. What was at that place
        before is still there, whole: files are written beside it and renamed when they are complete, and `mwaa-gcp build`
        exchanges the whole output directory in one step.

        ```sh failing
        mwaa-gcp render --google-cloud-project my-project --output nowhere/plugin.py
        ```

        Mend, by reason:

        - "no such file or directory": make the directory in which the output belongs; the tool makes the last component of
          `--output` only.
        - "permission denied", "read-only file system": the directory that holds the output must be writable too, since new
          files are made in it.
        - "no space left on device", "disk quota exceeded": free some space; verification also needs a little in `$TMPDIR`.

        """#,
        "I202": #"""
        # I202: output directory holds files of others

        `mwaa-gcp build` replaces its output directory as a whole. So that a slip of the hand costs nobody's files, it does so
        only where every file in the directory is listed in a `manifest.json` that an earlier build wrote, or where the
        directory is empty or not there.

        ```sh failing
        mkdir dist
        touch dist/notes.txt
        mwaa-gcp build --credential-config gcp.json --google-cloud-project my-project --output dist
        ```

        The message names one of the files that no build made. It is also reported when `--output` names a file.

        Mend: give the build a directory of its own, such as `--output dist`, or move those files elsewhere. To ship a file of
        your own inside `plugins.zip`, put it into the directory that `--plugins` names.

        """#,
        "I203": #"""
        # I203: output is there already

        `mwaa-gcp init` writes a new project file and never replaces one: what you wrote into it by hand would be lost.

        ```sh failing
        mwaa-gcp init --release 2.10.3
        mwaa-gcp init --release 3.0.6
        ```

        The second command finds the file of the first one and changes nothing; the exit status is 2.

        Mend: edit the file that is there, or give the new one another name with `--project`. Every member of the file is also
        a flag of `build` and `render`, and a flag wins, so for a single run there is nothing to edit:

            mwaa-gcp build --release 3.0.6

        """#,
    ]
}
