// Made by scripts/update-explanations from docs/codes. Edit those files, and run the script.

// swift-format-ignore-file

extension Explanations {
    static let template: [String: String] = [
        "T401": #"""
        # T401: template uses a name that has no value

        A template holds a placeholder for which the tool has no value. Nothing is rendered: a plugin with a placeholder left in it
        would import without complaint and export the placeholder's own text.

        ```python failing
        GOOGLE_CLOUD_PROJECT = "@@google_cloud_project@@"
        GOOGLE_APPLICATION_CREDENTIALS = "@@config_path@@"
        PROJECT = "@@google_project@@"     # has no value
        ```

        The values are

        | name | value |
        | --- | --- |
        | `google_cloud_project` | the Google Cloud project that clients use by default |
        | `config_path` | where a worker finds the credential config |

        Mend: use one of these names, or write the value into the template. A string that is meant to read `@@name@@` can be
        written in two halves, `"@@na" "me@@"`.

        """#,
        "T402": #"""
        # T402: malformed placeholder in a template

        The notation `@@name@@` stands where it cannot be replaced. A placeholder is a whole string literal of its own, on one
        line, with single or double quotes and without a prefix. That way a template is valid Python before it is rendered, a linter
        can read it, and a value can enter only as an escaped literal: no value can break out of its place.

        ```python failing
        GOOGLE_CLOUD_PROJECT = "@@google_cloud_project@@"
        GOOGLE_APPLICATION_CREDENTIALS = "@@config_path@@"

        PATH = "/dags/@@config_path@@"     # more than the placeholder
        PATH = f"@@config_path@@"          # a prefix
        PATH = """@@config_path@@"""       # three quotes
        PATH = @@config_path@@             # no literal at all
        PATH = "@@ config_path @@"         # a name has no spaces
        ```

        A name is a lower-case letter, then lower-case letters, digits and underscores. In a comment the notation means nothing
        and is left as it is.

        Mend: give the placeholder a literal of its own and let Python do the rest:

            PATH = "/dags/" + "@@config_path@@"

        """#,
        "T403": #"""
        # T403: template does not use a value

        Each value that the tool has for a template must be used at least once. Both are settings that Google's client libraries
        need from the plugin. Without `GOOGLE_APPLICATION_CREDENTIALS` they do not find the credential config. Without
        `GOOGLE_CLOUD_PROJECT` google-auth looks for a project over the network whenever Airflow's hooks ask for default
        credentials, and comes back with the one that owns the identity pool, which need not be the one that holds the data.

        ```python failing
        os.environ["GOOGLE_CLOUD_PROJECT"] = "@@google_cloud_project@@"
        os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/config.json"
        ```

        Here `config_path` is not used: the path in the template and the place to which the tool writes the config can differ.

        Mend: use the placeholder where the value belongs.

            os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "@@config_path@@"

        """#,
        "T404": #"""
        # T404: string literal in a template is not closed

        A string in the template has an opening quote and no closing one: it ends with its line, or, with three quotes, with the
        file. Python refuses such a file, and Airflow would record an import error and go on without the plugin. The tool stops
        sooner, since behind such a literal it cannot tell a placeholder from other text.

        ```python failing
        GOOGLE_CLOUD_PROJECT = "@@google_cloud_project@@"
        GOOGLE_APPLICATION_CREDENTIALS = "@@config_path@@"
        REGION = "eu-west-1
        ```

        Mend: close the literal.

        """#,
    ]
}
