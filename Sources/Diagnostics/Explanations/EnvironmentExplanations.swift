// Made by scripts/update-explanations from docs/codes. Edit those files, and run the script.

// swift-format-ignore-file

extension Explanations {
    static let environment: [String: String] = [
        "E101": #"""
        # E101: no libpython found

        `mwaa-gcp verify` and `mwaa-gcp build` run plugins inside an embedded CPython, and no shared library of CPython 3.7 or
        later was found; or none of the version that `--python` names. Nothing was verified: the exit status is 2.

        ```sh failing
        mwaa-gcp verify --python 3.99 env_var_plugin.py
        ```

        The library, `libpython3.11.so.1.0` for example, is a package of its own in many distributions, apart from the
        `python3` program. The tool looks for it in the library directories of the system, in `/usr/local/lib`,
        `/opt/python*`, and in what pyenv and uv install.

        Mend: on Debian and Ubuntu, `apt-get install libpython3-dev` brings the library of the distribution's own Python. Or
        name one with `--python`: a version (`3.11`), a library (`/opt/python/lib/libpython3.11.so`), or the `bin/python` of a
        virtual environment whose Python has a shared library. pyenv builds one with `PYTHON_CONFIGURE_OPTS=--enable-shared
        pyenv install 3.11`.

        """#,
        "E102": #"""
        # E102: the given Python cannot be used

        What `--python` names was found, but cannot be embedded: it is not readable or not a libpython, the interpreter does
        not start, is no CPython 3, or was built without a shared library.

        ```sh failing
        # A program that is no Python.
        printf '#!/bin/sh\nexit 1\n' > python
        chmod +x python
        mwaa-gcp verify --python ./python env_var_plugin.py
        ```

        A `bin/python` is asked, through its own `sysconfig`, where its shared library is. Pythons that were linked statically
        have none: pyenv builds such unless `--enable-shared` is given. PyPy and GraalPy are other implementations, which MWAA
        does not run.

        Mend: name a Python that has a `libpython3.X.so`. A virtual environment made with the system's Python does, once
        `apt-get install libpython3-dev` has brought the library:

            /usr/bin/python3 -m venv venv
            mwaa-gcp verify --python venv/bin/python env_var_plugin.py

        """#,
        "E103": #"""
        # E103: not the release's Python

        The plugin was verified with another minor version of CPython than the target release of MWAA runs, because the right
        one was not found, or because the virtual environment has another. This is a warning: the verdict stands for the Python that was used.

        ```sh failing
        python3 -m venv --without-pip venv
        mwaa-gcp verify --release 2.2.2 --venv venv env_var_plugin.py
        ```

        MWAA runs Python 3.7 up to Airflow 2.2.2, 3.10 from 2.4.3 to 2.6.3, 3.11 from 2.7.2 to 2.10.3, and 3.12 from 2.11.0
        on, Airflow 3 included. What differs between them and matters to a plugin is syntax (`match`, `except*`, types such as
        `str | None`), modules that went away (`distutils` and `imp` in 3.12), and warnings that 3.12 gives when a process
        with threads forks.

        Mend: install the release's libpython, and the tool finds it; or accept the difference. With `--python` you choose
        yourself, and the tool does not warn; with `--venv` make the environment with the release's Python. Under `--strict` the warning counts as a finding.

        """#,
        "E104": #"""
        # E104: the given directory is no virtual environment

        `--venv` takes the directory of a virtual environment, as `python3 -m venv`, virtualenv or `uv venv` make it: with a
        `pyvenv.cfg` and an interpreter `bin/python`. The given directory is none, or its interpreter has gone. Nothing was
        verified: the exit status is 2.

        ```sh failing
        mwaa-gcp verify --venv plugins env_var_plugin.py
        ```

        A common cause is an environment that outlived the Python it was made from: `bin/python` is a symbolic link, and after an
        upgrade or in another container it leads to nothing. Environments of Conda have no `pyvenv.cfg`; with them, as with any
        interpreter that is in no virtual environment, `--python DIR/bin/python` does the same.

        Mend: make the environment with the Python that your release of MWAA runs, and install what your plugins import:

            python3.11 -m venv venv
            venv/bin/pip install --requirement requirements.txt
            mwaa-gcp verify --release 2.10.3 --venv venv env_var_plugin.py

        The environment is only read. Its Python needs a shared library; see E102 where it has none.

        """#,
        "E111": #"""
        # E111: no interpreter for a libpython

        `mwaa-gcp python prepare` lets an interpreter make a virtual environment and run pip. It found the libpython, but no
        interpreter that belongs to it: `bin/python3.X` in the directory above the library's. Nothing was prepared: the exit
        status is 2.

        ```sh failing
        mkdir lib
        cp /usr/lib/*/libpython3.11.so.1.0 lib/
        mwaa-gcp python prepare --python lib/libpython3.11.so.1.0
        ```

        Distributions have the library and the interpreter in packages of their own (`libpython3.11` and `python3.11` on Debian),
        and a library that was copied out of its installation has lost its own.

        Mend: install the interpreter, or name one that has a shared library:

            mwaa-gcp python prepare --python /usr/bin/python3.11

        """#,
        "E112": #"""
        # E112: no virtual environment can be made

        `mwaa-gcp python prepare` ran `python -m venv`, and it failed; the message has what it said. Nothing was prepared: the
        exit status is 2, and the cache is as it was.

        ```sh failing
        # A Python without the module venv.
        printf '#!/bin/sh\ncase "$*" in *venv*) exit 1;; *) exec python3 "$@";; esac\n' > python
        chmod +x python
        mwaa-gcp python prepare --python ./python --release 2.10.3
        ```

        On Debian and Ubuntu the modules `venv` and `ensurepip` are no part of the interpreter's own package: they come with
        `python3-venv`, or with `python3.11-venv` for one version. Other causes are a full disk, and a cache directory on a file
        system where no program may run (`noexec`).

        Mend:

            apt-get install python3.11-venv
            mwaa-gcp python prepare --release 2.10.3

        Without it, make an environment in another way, with uv for example, and verify with `--venv DIR`.

        """#,
        "E113": #"""
        # E113: pip cannot get the packages

        `mwaa-gcp python prepare` had pip fetch the packages that a release pins, and pip failed; the message has the line in
        which pip says why. Nothing was prepared: the exit status is 2, and the cache is as it was.

        ```sh failing
        PIP_NO_INDEX=1 mwaa-gcp python prepare --release 2.10.3
        ```

        `from versions: none` means that pip reached no index: no network, a proxy that is not set, or a private index that
        lacks the package. A list of versions without the wanted one means that this version does not exist for this Python:
        releases pin what fits the Python that they run, so prepare for that one.

        Mend: pip obeys `HTTPS_PROXY`, `PIP_INDEX_URL`, `PIP_EXTRA_INDEX_URL`, `PIP_FIND_LINKS`, `PIP_CERT` and its `pip.conf`. Where
        there is no network at all, fetch the wheels elsewhere and bring them along:

            pip download --only-binary :all: --dest wheels google-auth==2.35.0 requests==2.32.3 urllib3==2.2.3 botocore==1.35.36
            PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels mwaa-gcp python prepare --release 2.10.3

        Only wheels are taken, and no code of a package runs while it is installed.

        """#,
        "E114": #"""
        # E114: no place for prepared environments

        `mwaa-gcp python prepare` keeps what it makes in `$XDG_CACHE_HOME/mwaa-gcp/python`, or in `~/.cache/mwaa-gcp/python` where
        that variable is not an absolute path. Neither `XDG_CACHE_HOME` nor `HOME` is set, as happens in minimal containers.
        Nothing was prepared: the exit status is 2.

        ```sh failing
        env --unset HOME --unset XDG_CACHE_HOME mwaa-gcp python prepare --release 2.10.3
        ```

        Mend: name a directory, and name the same one when you verify:

            mwaa-gcp python prepare --release 2.10.3 --cache .cache/python
            mwaa-gcp verify --release 2.10.3 --cache .cache/python env_var_plugin.py

        """#,
        "E115": #"""
        # E115: a prepared environment was used

        Plugins were verified with the packages that `mwaa-gcp python prepare` fetched: google-auth, requests, urllib3 and botocore,
        as the release's constraints pin them. The note says which versions, and where they are.

        ```sh failing with=wheels
        mwaa-gcp python prepare --release 2.10.3
        mwaa-gcp verify --release 2.10.3 --scenario laptop env_var_plugin.py
        ```

        The directory has a `manifest.json` with every package that pip installed, its version and the SHA-256 of its wheel. An
        environment is made for one release and one libpython, and used for those alone; `--venv DIR` uses one of yours instead.
        To have it made anew, remove the directory.

        """#,
        "E201": #"""
        # E201: the Python host is not there

        Plugins run in a second executable, `mwaa-gcp-python-host`, so that nothing a plugin does can take the tool down. It
        belongs in the directory of `mwaa-gcp` itself (symbolic links followed), and is not there or may not be executed.
        Nothing was verified: the exit status is 2.

        ```sh failing
        mwaa-gcp verify --python-host nowhere env_var_plugin.py
        ```

        Mend: copy both executables, and the library `libmwaa-gcp-sandbox.so` beside them, or name the host with
        `--python-host`. A build from source makes it with `swift build --product mwaa-gcp-python-host`. `validate`, `render`,
        `init` and `explain` do not need it.

        """#,
        "E202": #"""
        # E202: the Python host failed

        The host process could not be started, or ended before it was ready for the first scenario; the message has what is
        known. This is never a plugin's doing: plugins run in processes of their own, and what becomes of those is a result.
        The exit status is 2.

        ```sh failing
        # A host that ends at once.
        printf '#!/bin/sh\nexit 1\n' > host
        chmod +x host
        mwaa-gcp verify --python-host ./host env_var_plugin.py
        ```

        Usual reasons: a libpython whose standard library is not beside it (moved, or half removed), a library built for
        another processor or a newer C library, or a container that allows no new processes.

        Mend: name another Python with `--python`. If it fails with every one of them, run `mwaa-gcp-python-host` by
        hand to see whether it starts at all, and report what you see.

        """#,
        "E301": #"""
        # E301: unknown MWAA release

        The named release is not in the tool's table: it is newer than the tool, or misspelt. This is a warning, and the
        newest release that the tool knows is used in its place, so a new release of MWAA never breaks a pipeline.

        ```sh failing
        mwaa-gcp validate --release 2.10.4 gcp.json
        ```

        MWAA names its releases by the Airflow version. Not every Airflow version is one: 2.10.1 and 2.10.3 are, 2.10.4 is
        not.

        What depends on the release is which google-auth reads the credential config (releases 2.4.3 and 2.5.1 have versions
        that refuse some URLs), which Python runs the plugin, whether `requirements.txt` needs a constraint (from 2.7.2 on),
        and how tasks start.

        Mend: correct the version; the help line lists those that are known. If yours is newer than all of them, upgrade the
        tool.

        """#,
        "E302": #"""
        # E302: the release cannot use workload identity federation

        The release has a google-auth from before 1.27.0, the first version that reads configs of the type `external_account`.
        That is MWAA 1.10.12, with google-auth 1.20.1. Its tasks fail with

        ```sh failing
        mwaa-gcp render --release 1.10.12 --google-cloud-project my-project
        ```

        Example:

            mwaa-gcp build --release 1.10.12

        No change to the config helps, and a newer google-auth in `requirements.txt` runs against the pins of that release's
        constraints.

        Mend: upgrade the environment. MWAA 2.0.2 (google-auth 1.29.0) is the first release on which this works, and any that
        can still be created does.

        """#,
        "E401": #"""
        # E401: the mock cloud cannot listen

        `serve` opens one port, by default 8433 of 127.0.0.1. It could not: another program has the port, perhaps an earlier `serve`; the
        address is none of this machine; or the port is below 1024 and the user may not have it. Nothing was served: the exit
        status is 2.

        ```sh failing
        mwaa-gcp serve --listen 203.0.113.1:8433
        ```

        That address is none of this machine. Neither is 169.254.170.2, which workers use: it belongs to no machine by itself.
        `examples/serve` makes a network of containers that has it.

        Mend: name another address or port with `--listen`; port 0 takes any that is free, and the printed variables tell which. What
        holds a port is shown by `ss --listening --tcp --processes`.

        """#,
        "E402": #"""
        # E402: the mock cloud has no such universe

        `serve` plays Google's services under `googleapis.com`. The config that `--credential-config` names is of another universe, a
        Google cloud under a domain of its own: DAGs with that config would ask for names that the mock cloud refuses. Nothing was
        served: the exit status is 2. (`verify` and `build` do not run the exchange with such a config, and say so.)

        ```sh failing
        sed 's|\.googleapis\.com/v1|.cloud.example/v1|; s|"type"|"universe_domain": "cloud.example", "type"|' gcp.json > other.json
        mwaa-gcp serve --credential-config other.json
        ```

        `universe_domain` in the config is the domain; a config without it is of `googleapis.com`.

        Mend: serve without this config, and give the DAGs one for `googleapis.com`, of any provider and service account: the mock cloud
        takes all of them. Credentials of the other universe can be tried only there.

        """#,
    ]
}
