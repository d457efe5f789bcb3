"""The whole exchange by the real google-auth: exchange.py PLAN

PLAN is a file of JSON: a list of {"port", "scenario", "environment", "steps"}. Each is played in a process of its
own; without a port, over the real network. Prints one line of JSON for each: a list with one {"ok": …} or
{"error": [type, text]} for each step.
"""
import faulthandler
import json
import os
import sys
import threading
import traceback
import urllib.error
import urllib.request
import warnings

import through_the_mock

SCOPE = "https://www.googleapis.com/auth/cloud-platform"


def container():
    """What the environment template does; never by way of a proxy."""
    url = os.environ.get("AWS_CONTAINER_CREDENTIALS_FULL_URI")
    url = url or "http://169.254.170.2" + os.environ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url) as response:
        answer = json.load(response)
    os.environ["AWS_ACCESS_KEY_ID"] = answer["AccessKeyId"]
    os.environ["AWS_SECRET_ACCESS_KEY"] = answer["SecretAccessKey"]
    os.environ["AWS_SESSION_TOKEN"] = answer["Token"]
    return answer["Expiration"]


def endpoint():
    """A request to the container endpoint over plain HTTP: its status."""
    try:
        container()
    except urllib.error.HTTPError as error:
        return error.code
    return 200


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


def slow_token(port, scenario):
    """The same, when the second connection is kept waiting; the states that the mock tells of it on the way."""
    control = through_the_mock.Control(port, scenario)
    states = []

    def watch():
        while not states or not states[-1].startswith("until"):
            state = control.ask("state 2 0")
            if states[-1:] != [state]:
                states.append(state)
        states.append(control.ask("release 2 " + states[-1].split()[1]))

    watcher = threading.Thread(target=watch)
    watcher.start()
    token()
    watcher.join()
    return [state.split()[0] for state in states] + [control.ask("state 2 0")]


def elsewhere():
    """A host that is not Google's."""
    import requests

    return requests.get("https://www.example.com/").status_code


def project():
    """The id of the project by way of the resource manager."""
    import google.auth
    import google.auth.transport.requests

    credentials, _ = google.auth.default(scopes=[SCOPE])
    return credentials.get_project_id(google.auth.transport.requests.Request())


def boundary():
    """A request by a session, which makes newer versions ask for the allowed locations in the background."""
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


def play(item):
    # Some libraries try again for ten minutes.
    faulthandler.dump_traceback_later(100, exit=True)
    os.environ.update(item["environment"])
    if item.get("port"):
        through_the_mock.install(item["port"], item["scenario"])
    outcomes = []
    for name in item["steps"]:
        try:
            step = globals()[name]
            outcomes.append({"ok": step(item["port"], item["scenario"]) if name == "slow_token" else step()})
        except Exception as error:
            outcomes.append({"error": [type(error).__name__, str(error)]})
    print(json.dumps(outcomes), flush=True)


def main():
    warnings.simplefilter("ignore")
    with open(sys.argv[1]) as file:
        plan = json.load(file)
    # Paid once for all.
    import google.auth.aws
    import google.auth.transport.requests

    for item in plan:
        child = os.fork()
        if child == 0:
            try:
                play(item)
                os._exit(0)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
        _, status = os.waitpid(child, 0)
        if status != 0:
            sys.exit("%s ended with %d" % (item["scenario"], status))


main()
