"""The whole exchange by the real google-auth: exchange.py PORT SCENARIO STEP…

Prints one line of JSON for each step: {"ok": …} or {"error": [type, text]}.
"""
import faulthandler
import json
import os
import sys
import urllib.request
import warnings

import through_the_mock

SCOPE = "https://www.googleapis.com/auth/cloud-platform"


def container():
    """What the environment template does."""
    url = "http://169.254.170.2" + os.environ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]
    with urllib.request.urlopen(url) as response:
        answer = json.load(response)
    os.environ["AWS_ACCESS_KEY_ID"] = answer["AccessKeyId"]
    os.environ["AWS_SECRET_ACCESS_KEY"] = answer["SecretAccessKey"]
    os.environ["AWS_SESSION_TOKEN"] = answer["Token"]
    return answer["Expiration"]


def default():
    import google.auth

    credentials, project = google.auth.default(scopes=[SCOPE])
    return [type(credentials).__name__, project]


def token():
    """Credentials that have a token, and when it expires."""
    import google.auth
    import google.auth.transport.requests

    credentials, _ = google.auth.default(scopes=[SCOPE])
    credentials.refresh(google.auth.transport.requests.Request())
    return [credentials.token, credentials.expiry.isoformat()]


def project():
    """The id of the project by way of the resource manager."""
    import google.auth
    import google.auth.transport.requests

    credentials, _ = google.auth.default(scopes=[SCOPE])
    return credentials.get_project_id(google.auth.transport.requests.Request())


def boundary():
    """A request by a session, which makes newer versions ask for the allowed locations in the background."""
    import threading

    import google.auth
    from google.auth.transport.requests import AuthorizedSession

    credentials, _ = google.auth.default(scopes=[SCOPE])
    url = "https://cloudresourcemanager.googleapis.com/v1/projects/123456789012"
    answer = AuthorizedSession(credentials).get(url).json()
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(10)
    return answer


def bigquery():
    from google.cloud import bigquery

    client = bigquery.Client(project="data-project")
    job = client.query("SELECT 1")
    rows = [list(row.values()) for row in job.result()]
    again = client.get_job(job.job_id, location=job.location)
    return [rows, again.state, [list(row.values()) for row in client.query_and_wait("SELECT 1")]]


def main():
    # Some libraries try again for ten minutes.
    faulthandler.dump_traceback_later(100, exit=True)
    warnings.simplefilter("ignore")
    if sys.argv[1] != "-":
        through_the_mock.install(int(sys.argv[1]), sys.argv[2])
    for name in sys.argv[3:]:
        try:
            outcome = {"ok": globals()[name]()}
        except Exception as error:
            outcome = {"error": [type(error).__name__, str(error)]}
        print(json.dumps(outcome), flush=True)


main()
