"""The step that goes the whole way to Google. Appended to driver.py, whose names it uses."""

SCOPES = ["https://www.googleapis.com/auth/cloud-platform"]


def step_authenticate(step, spec):
    """What a DAG does: default credentials, a token, a query. Later calls in the same process use the same credentials,
    which google-auth renews by itself."""
    try:
        import google.auth
        from google.auth.transport import requests as transport
    except ImportError as error:
        emit("authenticated", missing=str(error), asking=step["asking"])
        return
    # Where the plugin says that the config is, it is on a worker; here it is elsewhere.
    if os.environ.get("GOOGLE_APPLICATION_CREDENTIALS"):
        os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = step["config"]
    phase = "default"
    try:
        credentials = _early.get("google")
        if credentials is None:
            credentials, _ = google.auth.default(scopes=SCOPES)
            phase = "refresh"
            credentials.refresh(transport.Request())
            _early["google"] = credentials
        phase = "query"
        url = "https://bigquery.googleapis.com/bigquery/v2/projects/%s/queries" % os.environ.get(
            "GOOGLE_CLOUD_PROJECT", "example-project"
        )
        session = transport.AuthorizedSession(credentials)
        response = session.post(url, json={"query": "SELECT 1", "useLegacySql": False}, timeout=120)
        emit("authenticated", asking=step["asking"], status=response.status_code)
    except Exception as error:
        summary = error.args[0] if error.args and isinstance(error.args[0], str) else str(error)
        emit("authenticated", asking=step["asking"], phase=phase, summary=summary[:2000], error=describe(error))


STEPS["authenticate"] = step_authenticate
