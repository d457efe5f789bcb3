// Made by scripts/update-explanations from docs/codes. Edit those files, and run the script.

// swift-format-ignore-file

extension Explanations {
    static let project: [String: String] = [
        "P101": #"""
        # P101: the project file is not an object

        `mwaa-gcp.json` is well-formed JSON, but its outermost value is a string, a number, an array or a word instead of an
        object with members.

        ```json failing
        ["2.10.3", "my-project"]
        ```

        Mend: write the members between braces. This is a whole project file:

            {
              "release": "2.10.3",
              "google_cloud_project": "my-project",
              "credential_config": "gcp.json",
              "output": "dist"
            }

        `mwaa-gcp init` writes such a file from flags. `docs/mwaa-gcp.schema.json` is a JSON Schema of it, with which editors
        complete and check members while you type.

        """#,
        "P102": #"""
        # P102: unknown member in the project file

        The project file has a member that the tool does not know. It would have no effect, so a misspelt name would quietly
        give the default instead of your value; that is why this is an error and not a warning.

        ```json failing
        {
          "release": "2.10.3",
          "google_cloud_projekt": "my-project"
        }
        ```

        The members are `release`, `google_cloud_project`, `credential_config`, `config_path`, `template`, `plugins`,
        `requirements` and `output`, and `$schema` for editors. Their names are those of the flags, with underscores. JSON has
        no comments; a member such as `"_comment"` is unknown too.

        Mend: correct the name; the help line says which one is near. Remove what belongs to something else.

        """#,
        "P103": #"""
        # P103: a member of the project file has the wrong type

        Every member of the project file is a string. A number, `true`, `null`, an array or an object is refused rather than
        guessed at.

        ```json failing
        {
          "release": 2.10,
          "google_cloud_project": "my-project"
        }
        ```

        Releases show why: as a number, `2.10` is the same as `2.1`, and `2.10.3` is no number at all.

        Mend: write the value between double quotes, `"release": "2.10.3"`. To leave a member unset, leave it out: `null` is
        not the same here.

        """#,
        "P201": #"""
        # P201: not a Google Cloud project id

        `google_cloud_project` becomes `GOOGLE_CLOUD_PROJECT` in every task, the project in which clients run jobs and look
        for data by default. It must be a project's id: 6 to 30 lower-case letters, digits and hyphens, a letter first, no
        hyphen last. Old projects of a domain have it in front, as in `example.com:my-project`.

        ```json failing
        {
          "google_cloud_project": "123456789012"
        }
        ```

        A project has an id, a number and a name, and Google's console shows all three. Client libraries accept any text here
        and send it on; what comes back when the first DAG runs is a 403 or 404 about a project that does not exist, often in
        words that sound like a missing permission.

        The audience of the credential config is another matter: it has the *number* of the project that holds the identity
        pool, which need not be this project.

        Mend: use the id. `gcloud projects describe 123456789012 --format='value(projectId)'` tells it from the number,
        `gcloud projects list` shows what there is.

        """#,
        "P202": #"""
        # P202: not a path for the credential config

        `config_path` is where workers will find the credential config: the value of `GOOGLE_APPLICATION_CREDENTIALS`, a path
        inside MWAA's containers. It must be absolute, without empty, `.` or `..` components, and of printable ASCII without
        blanks.

        ```json failing
        {
          "config_path": "dags/gcp-wi-config.json"
        }
        ```

        google-auth opens the path as it is, from whatever directory the process runs in. With a path that leads nowhere it
        raises `DefaultCredentialsError: File … was not found` when a task first asks for credentials, not when Airflow
        starts.

        MWAA fills two folders from the bucket: `/usr/local/airflow/dags` with the DAG folder, and
        `/usr/local/airflow/plugins` with the content of `plugins.zip`. A path elsewhere is a warning, since something of your
        own, such as a startup script, may put a file there.

        Mend: leave the member out for `/usr/local/airflow/dags/gcp-wi-config.json`, or name another file in one of the two
        folders. `mwaa-gcp build` puts the config where the path says: below `dags/` in the output, or into `plugins.zip`.

        """#,
        "P203": #"""
        # P203: a path is empty

        A member or flag that names a file or directory has the empty string as its value. To the operating system an empty
        path leads nowhere; to a reader it looks like "none".

        ```json failing
        {
          "google_cloud_project": "my-project",
          "plugins": ""
        }
        ```

        On the command line the usual cause is a variable that is not set: `--plugins "$PLUGINS_DIR"`.

        Mend: leave the member or flag out where there is nothing to name, or give the path. The working directory is `.`.

        """#,
        "P301": #"""
        # P301: not the ARN of a role

        `mwaa-gcp principal` derives whom Google sees from the environment's execution role, and needs its ARN as IAM has it. What
        `--execution-role` or the project file's `execution_role` gives is something else: the role's name alone, the ARN of a session
        (`assumed-role`), or of another resource. Nothing was printed.

        ```sh failing
        mwaa-gcp principal --credential-config gcp.json --execution-role my-mwaa-role
        ```

        Mend: ask AWS for it.

            aws mwaa get-environment --name my-environment --query Environment.ExecutionRoleArn --output text

        """#,
        "P302": #"""
        # P302: malformed attribute mapping

        `--attribute-mapping` or the project file's `attribute_mapping` is not a list of `ATTRIBUTE=EXPRESSION`, separated by commas, as
        `gcloud iam workload-identity-pools providers create-aws --attribute-mapping` takes it; or `google.subject`, which every mapping
        must have, is not in it; or an attribute is in it twice; or an expression has more than 2048 characters.

        ```sh failing
        mwaa-gcp principal --credential-config gcp.json --execution-role arn:aws:iam::123456789012:role/service-role/my-mwaa-role \
            --attribute-mapping assertion.arn
        ```

        Mend: copy it from the provider, or leave it out when the provider was made without one: then Google's default for AWS holds.

            {"attribute_mapping": "google.subject=assertion.arn,attribute.aws_role=assertion.arn.extract('assumed-role/{role}/')"}

        """#,
        "P303": #"""
        # P303: attribute expression that is not evaluated

        The provider maps an attribute by an expression in CEL that `mwaa-gcp principal` does not know by heart, or it has an attribute
        condition, and there is nothing here that evaluates CEL. Known by heart are `assertion.arn`, `assertion.account`, the
        expression of Google's default mapping for `attribute.aws_role` and that of Google's how-to page
        (`assertion.arn.extract('assumed-role/{role}/')`); blanks, kinds of quotes and the names between braces do not matter. Of
        `google.subject` this is an error; of `attribute.aws_role` and of a condition it is a warning, and the other members are
        printed all the same.

        ```sh failing
        mwaa-gcp principal --credential-config gcp.json --execution-role arn:aws:iam::123456789012:role/service-role/my-mwaa-role \
            --attribute-mapping "google.subject=assertion.arn.split('/')[1]"
        ```

        Guessing would be worse: a member that differs by one letter lets nobody in, and Google's error does not say why.

        Mend: fetch cel-python, once; it is kept beside what `python prepare` keeps for `verify`.

            mwaa-gcp python prepare --expressions

        """#,
        "P304": #"""
        # P304: the subject is too long

        Google refuses a token whose `google.subject` has more than 127 bytes: `The size of mapped attribute exceeds the 127 bytes
        limit.` With the default mapping the subject is the ARN of the worker's session, which ends in the name that MWAA gives it,
        `AmazonMWAA-airflow`. In the partition `aws` that always fits; in `aws-us-gov` a role's name of more than 62 bytes does not.

        ```sh failing
        mwaa-gcp principal --credential-config gcp.json --execution-role \
            arn:aws-us-gov:iam::123456789012:role/a-role-whose-name-is-as-long-as-iam-allows-that-is-64-characters
        ```

        Mend: map something shorter, such as `google.subject=assertion.arn.extract('assumed-role/{role}/')`, or give the environment a
        role with a shorter name.

        """#,
        "P305": #"""
        # P305: another member is bound

        The project file's `bound_member`, or `--bound-member`, is not the member of the pool that the environment's workers are. With
        it in the service account's policy they are refused: `Permission 'iam.serviceAccounts.getAccessToken' denied`.

        ```sh failing
        mwaa-gcp principal --credential-config gcp.json --execution-role arn:aws:iam::123456789012:role/service-role/my-mwaa-role --bound-member \
            principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/mwaa/attribute.aws_role/arn:aws:iam::123456789012:role/service-role/my-mwaa-role
        ```

        What AWS tells Google is the ARN of a session, `arn:aws:sts::ACCOUNT:assumed-role/ROLE/AmazonMWAA-airflow`: of `sts`, not of
        `iam`, with `assumed-role` for `role`, and without the role's path, such as the `service-role/` of roles that MWAA's console
        makes. The default mapping cuts the session's name off; the mapping of Google's how-to page leaves the role's name alone. The
        comparison is exact, and letters keep their case.

        Mend: bind what the help line says.

            gcloud iam service-accounts add-iam-policy-binding ACCOUNT@PROJECT.iam.gserviceaccount.com \
                --role roles/iam.workloadIdentityUser --member "$(mwaa-gcp principal | head -n 1)"

        """#,
        "P306": #"""
        # P306: an attribute has no value

        An expression of the attribute mapping cannot be evaluated for the environment's workers, or its value is not a string. It is
        evaluated by cel-python, an implementation of CEL, with the functions that Google adds (`extract`, `split`, `join`), for what
        AWS tells Google of a worker: `assertion.arn` and `assertion.account`. Of `google.subject` this is an error, of another
        attribute a warning.

        ```sh failing with=expressions
        mwaa-gcp principal --credential-config gcp.json --execution-role arn:aws:iam::123456789012:role/service-role/my-mwaa-role \
            --attribute-mapping google.subject=assertion.userid
        ```

        `assertion.userid` exists at Google too, but it begins with the unique id that IAM gave the role (`AROA…`), which the role's ARN
        does not tell; and it changes when the role is made anew under the same name.

        Mend: map something of `assertion.arn`. A character that the message names counts from 1 within the expression.

            {"attribute_mapping": "google.subject=assertion.arn.extract('assumed-role/{role}/')"}

        """#,
        "P307": #"""
        # P307: the attribute condition refuses the workers

        The provider's attribute condition, `--attribute-condition` or the project file's `attribute_condition`, is not true for the
        environment's workers: Google refuses each of their tokens (`The given credential is rejected by the attribute condition.`),
        whatever is bound. Or it is no condition: it is not CEL, or its value is not a boolean.

        ```sh failing with=expressions
        mwaa-gcp principal --credential-config gcp.json --execution-role arn:aws:iam::123456789012:role/service-role/my-mwaa-role \
            --attribute-condition "assertion.arn.startsWith('arn:aws:sts::123456789012:assumed-role/service-role/')"
        ```

        As in bindings, the role's path is the usual reason: the ARN of a session, `assertion.arn`, does not have it.

        Mend: the condition, or the role. `attribute.NAME` and `google.subject` in it are what the mapping makes.

            gcloud iam workload-identity-pools providers update-aws PROVIDER --location global \
                --workload-identity-pool POOL --attribute-condition "assertion.account == '123456789012'"

        """#,
    ]
}
