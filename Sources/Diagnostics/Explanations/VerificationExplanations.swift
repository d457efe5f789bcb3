// Made by scripts/update-explanations from docs/codes. Edit those files, and run the script.

// swift-format-ignore-file

extension Explanations {
    static let verification: [String: String] = [
        "V101": #"""
        # V101: the plugin does not load

        Importing the plugins folder raised an exception, ended the process, or damaged it, in at least one scenario. The
        clause of the contract is *loads*: a plugin imports under Airflow's own loader rules without raising, whatever the
        endpoint does.

        ```python failing also=V107,V110
        import os
        import urllib.request
        from airflow.plugins_manager import AirflowPlugin

        uri = os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
        if uri:
            os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
            os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            opener.open("http://169.254.170.2" + uri, timeout=5)    # raises whenever the endpoint is in trouble
        else:
            print("no container endpoint: nothing is exported")

        class EnvVarPlugin(AirflowPlugin):
            name = "env_var_plugin"
        ```

        What Airflow makes of it, from 2.0.2 to 3.3: an `Exception` is logged, recorded as an import error, and the plugin is
        not there; nothing else fails until a DAG asks for credentials. `SystemExit` and other exceptions that are no
        `Exception` escape the loader: with `core.lazy_load_plugins=False` a `sys.exit(3)` in a plugin makes every `airflow`
        command exit with 3. A crash in native code or `os._exit` ends scheduler or worker. Airflow imports every `*.py` in
        the folder at any depth under the bare stem of its name, so a file called `json.py` takes the place of Python's own
        module in all that comes after.

        Reported as well: a class without `name`, a syntax error on the release's Python, output of more than 8 MiB.

        Mend: catch what can go wrong at import and log it, without the answer's content. Give files names of their own.

        """#,
        "V102": #"""
        # V102: the plugin does not export what tasks need

        After the import, `GOOGLE_APPLICATION_CREDENTIALS` or `GOOGLE_CLOUD_PROJECT` is missing, empty, or other than
        configured; or only some of `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN` are set; or they do
        not hold one set of credentials that the endpoint issued. The clause is *exports*, and it holds whatever the endpoint
        answers: an endpoint in trouble for a second must not cost a process its configuration for good.

        ```python failing also=V107,V110
        import os
        import urllib.request
        from airflow.plugins_manager import AirflowPlugin

        uri = os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
        if uri:
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            try:
                opener.open("http://169.254.170.2" + uri, timeout=5)
                os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"    # not reached when the line above fails
                os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"
            except OSError as error:
                print("no credentials:", type(error).__name__)
        else:
            print("no container endpoint: nothing is exported")

        class EnvVarPlugin(AirflowPlugin):
            name = "env_var_plugin"
        ```

        Without `GOOGLE_APPLICATION_CREDENTIALS` google-auth looks for a metadata server of Google's, and fails after some
        seconds with `DefaultCredentialsError`. Without `GOOGLE_CLOUD_PROJECT` it asks for the project that owns the identity
        pool, which need not be the one with the data. AWS refuses keys without their session token, and keys of one answer
        with the token of another; a task then sees the refusal of Google's token service, in words that name neither.

        Mend: set the two Google variables first, before anything that can fail. Set all three `AWS_*` variables, from one
        answer, or none.

        """#,
        "V103": #"""
        # V103: the plugin delays Airflow too long

        The import of the plugins took longer than its budget in the worker's own time, or never ended. The clause is
        *bounded*: the worst case counts, and it is an endpoint that accepts a connection and says nothing. The budget is 20
        seconds for an import (`--budget`) and 2 seconds for what a plugin does in a process that was just forked.

        ```python failing also=V107,V110
        import os
        import urllib.request
        from airflow.plugins_manager import AirflowPlugin

        uri = os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
        if uri:
            os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
            os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            try:
                opener.open("http://169.254.170.2" + uri)    # no timeout: may wait for ever
            except OSError as error:
                print("no credentials:", type(error).__name__)
        else:
            print("no container endpoint: nothing is exported")

        class EnvVarPlugin(AirflowPlugin):
            name = "env_var_plugin"
        ```

        Airflow imports plugins where it cannot go on without them: when a scheduler, a triggerer or a web server starts, and
        in each task's process. A task that hangs there is killed by a timeout that speaks of something else, and a web server
        that does not come up in time is replaced by MWAA, again and again.

        A timeout of a socket bounds each wait, not the whole: an answer that drips one byte every three seconds never meets a
        timeout of five. Time in the sandbox is virtual, so waiting for minutes takes none; only a loop that never waits meets
        the limit of real time (`--time-limit`) and is reported here too, as is a process that was stopped (`SIGSTOP`) for good.

        Mend: give each request a timeout, and bound the number of attempts, the size of the answer and the time of all of it.
        AWS's own client of this endpoint waits 5 seconds, tries three times, and tries again only after 429, 5xx and failed
        connections.

        """#,
        "V104": #"""
        # V104: the plugin talks to somebody else

        While it was imported, the plugin looked up a name, opened a connection or sent a request that has nothing to do with
        its job. The clause is *confined*: a plugin talks to the container endpoint and to Google (`*.googleapis.com`), and to
        the former through no proxy.

        ```python failing also=V107,V110
        import os
        import urllib.request
        from airflow.plugins_manager import AirflowPlugin

        uri = os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
        if uri:
            os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
            os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"
            try:
                urllib.request.urlopen("http://169.254.170.2" + uri, timeout=5)    # obeys HTTP_PROXY
            except OSError as error:
                print("no credentials:", type(error).__name__)
        else:
            print("no container endpoint: nothing is exported")

        class EnvVarPlugin(AirflowPlugin):
            name = "env_var_plugin"
        ```

        `http_proxy` and `HTTP_PROXY` are obeyed by urllib, requests and urllib3 alike. Environments in VPCs without a route
        to the Internet often set them, seldom with 169.254.170.2 in `NO_PROXY`, and then the role's credentials travel in
        clear text through a machine that cannot reach the endpoint anyway. AWS's own client of the endpoint bypasses proxies.

        169.254.169.254, the metadata address of EC2, is reported too: MWAA's containers have none, a connection fails at once
        or waits for its timeout. In the sandbox every connection elsewhere fails as it would on an isolated network.

        Mend: use `urllib.request.build_opener(urllib.request.ProxyHandler({}))`, or `requests.Session()` with `trust_env =
        False`, for the container endpoint, and leave telemetry, package indexes and other services to tasks.

        """#,
        "V105": #"""
        # V105: the plugin changes what is not its own

        The plugin set or removed an environment variable that MWAA sets for its own components, or left `AWS_*` variables
        behind whose credentials have expired. The clause is *respectful*.

        ```python failing also=V107,V110
        import os
        from airflow.plugins_manager import AirflowPlugin

        if os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"):
            os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
            os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"
            os.environ["AWS_REGION"] = "eu-west-1"    # MWAA's own
        else:
            print("no container endpoint: nothing is exported")

        class EnvVarPlugin(AirflowPlugin):
            name = "env_var_plugin"
        ```

        MWAA filters a startup script's variables but not what Python code does later, so a plugin gets away with the change,
        and MWAA's logging, its queue and its metrics in the same process meet it. The variables are those that the user guide
        calls reserved: `AWS_REGION`, `AWS_DEFAULT_REGION`, `AWS_EXECUTION_ENV`, `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI`,
        `ECS_CONTAINER_METADATA_URI` with its `_V4`, `AIRFLOW_HOME`, `PYTHONPATH`, `MWAA__*` and a few more.

        `AWS_ACCESS_KEY_ID` and its companions may be set. But botocore prefers them to the container's role and takes them
        for permanent, so that once they have expired, after six hours at most, every AWS client in the process fails with
        `ExpiredToken`, the worker's connection to its queue among them.

        Mend: leave the variables of MWAA as they are. Refresh exported credentials before they expire, and remove them when
        that fails; with `AWS_CREDENTIAL_EXPIRATION` beside them botocore reads them again. The template `google-auth` exports
        none.

        """#,
        "V106": #"""
        # V106: the plugin tells a secret

        A secret access key or a session token that the endpoint issued was found, as it is or percent-encoded, on standard
        output, on standard error, in a log line, in an exception's message or in the URL of a request. The clause is
        *discreet*.

        ```python failing also=V107,V110
        import os
        import urllib.request
        from airflow.plugins_manager import AirflowPlugin

        uri = os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
        if uri:
            os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
            os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            try:
                print("credentials:", opener.open("http://169.254.170.2" + uri, timeout=5).read1(4096))    # all of them
            except OSError as error:
                print("no credentials:", type(error).__name__)
        else:
            print("no container endpoint: nothing is exported")

        class EnvVarPlugin(AirflowPlugin):
            name = "env_var_plugin"
        ```

        What a plugin prints or logs goes to CloudWatch, where it is kept and read by many; import errors are shown to every
        user of Airflow's web interface. The credentials are those of the environment's execution role, good for up to six
        hours from anywhere.

        The usual way in is not a line like the one above but an exception that carries an answer: `json.JSONDecodeError` has
        the whole document, and `logging.exception` writes what it finds. A URL is not private either: proxies and the
        endpoint's own audit log record it.

        Mend: log the kind of an error and the status, never a body, a header or a variable's value; raise with `from None`
        where an inner exception holds the answer. If it happened on a real environment, revoke the role's sessions.

        """#,
        "V107": #"""
        # V107: the plugin's credentials are not good

        google-auth, asked as a task would ask it, got no AWS credentials, got expired ones, or got some that the endpoint
        never issued. The clause is *fresh*. It is judged with the google-auth of the Python that `--python` names; without
        one the scenario is not run (V301).

        ```python failing also=V110
        import os
        from airflow.plugins_manager import AirflowPlugin

        if os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"):
            os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
            os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"
            # Nothing tells google-auth where a container's credentials are.
        else:
            print("no container endpoint: nothing is exported")

        class EnvVarPlugin(AirflowPlugin):
            name = "env_var_plugin"
        ```

        For an AWS config google-auth reads `AWS_ACCESS_KEY_ID` and its companions from the environment, or asks the metadata
        service of EC2, which MWAA's containers do not have. It knows nothing of the container endpoint, in any release. It
        reads the variables again at each refresh of its token, once an hour, so what a plugin exported at import is used long
        after.

        The role's credentials live six hours at most. A worker that forks its tasks hands down what it read when it started:
        measured on Airflow 3.0.6, and on 2.x without a new interpreter for each task, with `core.lazy_load_plugins=False`,
        every task that starts more than six hours after its worker gets no token any more.

        Mend: use a template of this tool. `environment` exports the variables and reads the endpoint again before they expire
        and in a forked child; `google-auth` makes google-auth ask the endpoint itself and exports nothing.

        """#,
        "V108": #"""
        # V108: the plugin acts where there is no endpoint

        Where neither `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` nor `AWS_CONTAINER_CREDENTIALS_FULL_URI` is set, the plugin
        exported `AWS_*` or `GOOGLE_*` variables, or did nothing but did not say so. The clause is *quiet*.

        ```python failing also=V107,V110
        import os
        from airflow.plugins_manager import AirflowPlugin

        os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
        os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"

        class EnvVarPlugin(AirflowPlugin):
            name = "env_var_plugin"
        ```

        Such a place is a developer's machine, a test in CI or AWS's local runner. There the developer has Google credentials
        of their own, which a plugin that sets `GOOGLE_APPLICATION_CREDENTIALS` to a path of MWAA's containers puts out of
        reach: every call then fails with "File … was not found". And a plugin that is silent leaves people wondering why it
        does nothing.

        Mend: look for the two variables first; where both are missing, log one line and export nothing.

            names = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"]
            if not any(os.environ.get(name) for name in names):
                log.info("no container credential endpoint: nothing is exported")

        """#,
        "V109": #"""
        # V109: the plugin spoils boto3's credentials

        boto3's default chain of credentials, asked in the same process as a task, a worker or a triggerer would ask it, has
        expired credentials, or none, while the container endpoint has good ones. The clause is *harmless*. It is judged with the
        botocore of the Python that `--python` names; without one the scenario is not run (V301).

        ```python failing also=V102,V107,V110
        import os
        from airflow.plugins_manager import AirflowPlugin

        if os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"):
            os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
            os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"
            # boto3 takes these, and never asks the container endpoint.
            os.environ["AWS_ACCESS_KEY_ID"] = "left-over"
            os.environ["AWS_SECRET_ACCESS_KEY"] = "from-a-test"
            os.environ["AWS_SESSION_TOKEN"] = "long-ago"
        else:
            print("no container endpoint: nothing is exported")

        class EnvVarPlugin(AirflowPlugin):
            name = "env_var_plugin"
        ```

        The usual form of it is a plugin that reads the endpoint once, when it is imported, and exports what it got.
        Left alone, boto3 asks the container endpoint itself and renews what it got. Once `AWS_ACCESS_KEY_ID` is set it takes the
        variables instead, keeps what it read for as long as the client lives, and never learns that it expired. MWAA's own parts
        are such clients: a Celery worker's connection to SQS, the log handler's to CloudWatch, the AWS hooks. Six hours after the
        import they fail with `ExpiredTokenException`.

        Mend: export no `AWS_*` keys, as this tool's `google-auth` template does; or export `AWS_CREDENTIAL_EXPIRATION` beside them, which
        makes boto3 read the variables again, and renew all four before they expire, as `environment` does.

        """#,
        "V110": #"""
        # V110: a task gets no token of Google's

        A task did what every DAG does that uses Google Cloud: `google.auth.default()`, a token, a query at BigQuery. It got no
        token, or in a scenario where Google itself is in trouble it saw something else than google-auth's own error. The clause is
        *authenticates*.

        ```python failing also=V107
        import os
        from airflow.plugins_manager import AirflowPlugin

        if os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"):
            # google-auth looks for AWS_ACCESS_KEY_ID and its kin, or asks EC2's metadata address: MWAA has neither.
            os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
            os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"
        else:
            print("no container endpoint here")

        class EnvVarPlugin(AirflowPlugin):
            name = "env_var_plugin"
        ```

        The scenarios run the real google-auth that the release pins, unmodified, against a mock of Google's services that checks what
        the real ones check: the signature of the AWS request, its date, the session token, the region, the audience. Google tells a
        caller little (`invalid_grant`); the finding has the mock's precise reason, and the report of a failed scenario lists all
        requests in their order.

        Scenarios in which Google refuses, fails or does not answer are no fault of a plugin's: what is judged there is that the
        plugin keeps its clauses, and that the task sees the error that google-auth has for it.

        Mend: let google-auth find AWS credentials that are good at the moment of signing, as both templates of this tool do. If the
        finding names the audience, the provider or the service account, look at the config: `mwaa-gcp validate`.

        """#,
        "V201": #"""
        # V201: two plugin files of one name

        Airflow imports each `*.py` in the plugins folder, at any depth, under the bare stem of its name: `env_var_plugin.py`
        and `vendored/env_var_plugin.py` are both the module `env_var_plugin`. The second takes the place of the first in
        `sys.modules`.

        ```sh failing
        mkdir plugins/reports
        cp env_var_plugin.py plugins/
        touch plugins/helpers.py plugins/reports/helpers.py
        mwaa-gcp verify plugins
        ```

        Plugin classes of both files are registered, but `import helpers` from anywhere gives whichever file was imported
        last. The order is that of the directory on disk, which differs between machines and between two unpackings of one
        archive, so it works on one worker and fails on the next (apache/airflow#30449, open since 2.5.3). This is a warning.
        Packages do not help: there is no package context, relative imports fail, and each `__init__.py` is a module
        `__init__`, which is so common that it is not reported.

        Mend: rename one of the files. What is no plugin belongs outside the plugins folder, beside the DAGs or in a wheel
        that `requirements.txt` names, or into `.airflowignore`.

        """#,
        "V202": #"""
        # V202: a module is not installed here

        A file in the plugins folder imports a module that the Python of the verification does not have. That says nothing
        about MWAA, where `requirements.txt` may install it, so the file was not judged. This is a warning.

        ```sh failing
        cp env_var_plugin.py plugins/
        echo 'import no_such_package' > plugins/reports.py
        mwaa-gcp verify plugins
        ```

        On MWAA the same import error, if the package is missing there as well, is logged by Airflow and the plugin is not
        there. `requests` and `boto3` are on every release; `google-auth` and `apache-airflow-providers-google` are on none
        until `requirements.txt` asks for them.

        Mend: `mwaa-gcp python prepare` fetches google-auth, requests, urllib3 and botocore as the release pins them, which is enough
        for many plugins. Else verify with the packages that the workers will have:

            python3.11 -m venv venv
            venv/bin/pip install -r dist/requirements.txt
            mwaa-gcp verify --venv venv dist/plugins.zip

        """#,
        "V203": #"""
        # V203: what the plugin exports

        A note, not a fault: the value that the plugin gives `GOOGLE_APPLICATION_CREDENTIALS` or `GOOGLE_CLOUD_PROJECT`.
        `mwaa-gcp build` knows what these values shall be and compares; `mwaa-gcp verify` is given somebody's plugin and no
        expectation, so that it shows them for you to check.

        ```sh failing
        mwaa-gcp verify --scenario healthy env_var_plugin.py
        ```

        `GOOGLE_APPLICATION_CREDENTIALS` is the path at which a worker finds the credential config: below
        `/usr/local/airflow/dags` for a file in the bucket's DAG folder, below `/usr/local/airflow/plugins` for one in
        `plugins.zip`. `GOOGLE_CLOUD_PROJECT` is the id, not the number, of the project that clients use by default.

        Nothing to mend when the values are right.

        """#,
        "V204": #"""
        # V204: the sandbox's network has holes

        Where the kernel allows it, plugins are verified in a network namespace of their own, in which nothing is reachable but the
        mock cloud. Here it does not, for the reason given: many containers forbid it to ordinary users. The rest of the sandbox
        works: what Python and its libraries ask of libc is answered by the mock, refused and recorded as always. But a program that
        a plugin starts and that the sandbox cannot be preloaded into (a static or a set-user-ID one), or a system call that goes past
        libc, reaches whatever the machine reaches.

        ```sh failing
        # Where the kernel allows no further network namespace.
        unshare --user --map-root-user sh -c '
        echo 0 > /proc/sys/user/max_net_namespaces
        mwaa-gcp verify env_var_plugin.py'
        ```

        This is a note: it changes no verdict. A program that the sandbox cannot follow is a finding of its own (V104).

        Mend: run it as root or with `CAP_SYS_ADMIN`, or where `unshare --user --map-root-user --net true` succeeds.

        """#,
        "V301": #"""
        # V301: a scenario was not run

        A scenario could not be played, or could not be judged, and is neither passed nor failed. The note gives the reason;
        it is never silently left out.

        ```sh failing
        mwaa-gcp verify --release 2.10.3 env_var_plugin.py
        ```

        The usual reasons are that the Python of the verification has no google-auth or no botocore, so that the exchange with Google cannot
        be run, nor anybody asked which credentials he would use, and that the plugin imports a module which is not there (V202). After three scenarios that met the time limit,
        because the plugin works on without ever waiting, the others are left out too.

        With `--require exchange` a scenario that was not run for want of google-auth, or because the config is of a universe that the mock
        cloud does not play, is an error.

        Mend: have the release's packages fetched once, with the command that the reason names:

            mwaa-gcp python prepare --release 2.10.3
            mwaa-gcp verify --release 2.10.3 --require exchange env_var_plugin.py

        or verify in a virtual environment that has what the workers have:

            python3.11 -m venv venv
            venv/bin/pip install --requirement dist/requirements.txt
            mwaa-gcp verify --release 2.10.3 --venv venv env_var_plugin.py

        """#,
        "V302": #"""
        # V302: no plugin to verify

        The directory or archive that was given to `mwaa-gcp verify` holds no `*.py` file, so that there is nothing Airflow
        would import. A check that judges nothing must not look like one that passed: the exit status is 2.

        ```sh failing
        mkdir no-plugins
        mwaa-gcp verify no-plugins
        ```

        Airflow imports files whose name ends in `.py` in the plugins folder, at any depth. It does not look into zip files or
        wheels there, and compiled `*.pyc` files alone are not imported.

        Mend: name the directory whose contents become the plugins folder, or the archive itself. `mwaa-gcp inspect --list
        plugins.zip` shows what is in an archive.

        """#,
    ]
}
