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


def differential():
    """Two hundred token exchanges of every kind of region, provider and token host, each with keys of its own; botocore has to
    make the same signature of each. The subject tokens."""
    import datetime
    import random
    import re
    import urllib.parse
    from unittest import mock

    from botocore import auth, awsrequest
    from botocore.credentials import Credentials
    from google.auth import aws
    from google.auth.transport.requests import Request

    generator = random.Random(4)
    partitions = {
        "amazonaws.com": ["us-east-1", "eu-central-1", "ap-southeast-4", "ca-west-1", "me-central-1", "il-central-1",
                          "mx-central-1", "sa-east-1", "af-south-1", "us-gov-east-1", "us-gov-west-1"],
        "amazonaws.com.cn": ["cn-north-1", "cn-northwest-1"], "amazonaws.eu": ["eusc-de-east-1"],
    }
    hosts = ["sts", "sts.mtls", "sts.europe-west1.rep", "sts-lane.p"]
    letters = "abcdefghijklmnopqrstuvwxyz0123456789-"
    tokens = []
    for _ in range(200):
        container()
        suffix = generator.choice(list(partitions))
        region = generator.choice(partitions[suffix])
        os.environ["AWS_REGION"] = region
        pool, provider = ("".join(generator.choices(letters, k=generator.randrange(4, 33))) for _ in range(2))
        credentials = aws.Credentials(
            audience="//iam.googleapis.com/projects/%d/locations/global/workloadIdentityPools/%s/providers/%s" % (
                generator.randrange(10 ** 6, 10 ** 13), pool, provider),
            subject_token_type="urn:ietf:params:aws:token-type:aws4_request",
            token_url="https://%s.googleapis.com/v1/token" % generator.choice(hosts),
            credential_source={
                "environment_id": "aws1", "regional_cred_verification_url":
                "https://sts.{region}.%s%s?Action=GetCallerIdentity&Version=2011-06-15" % (
                    suffix, generator.choice(["", "/"]))},
            scopes=[SCOPE])
        retrieve = credentials.retrieve_subject_token
        with mock.patch.object(
                credentials, "retrieve_subject_token", lambda request: tokens.append(retrieve(request)) or tokens[-1]):
            credentials.refresh(Request())
        signed = json.loads(urllib.parse.unquote(tokens[-1]))
        headers = {header["key"]: header["value"] for header in signed["headers"]}
        request = awsrequest.AWSRequest(method="POST", url=signed["url"], headers={"host": headers["host"]})
        moment = datetime.datetime.strptime(headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(
            tzinfo=datetime.timezone.utc)
        keys = Credentials(*(os.environ["AWS_" + name] for name in (
            "ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN")))
        with mock.patch.object(auth, "get_current_datetime", return_value=moment):
            auth.SigV4Auth(keys, "sts", region).add_auth(request)
        ours, theirs = (re.search("Signature=([0-9a-f]{64})$", text).group(1) for text in (
            headers["Authorization"], request.headers["Authorization"]))
        assert ours == theirs, signed
    return tokens


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


def table():
    """What BigQueryGetDataOperator does."""
    from google.cloud import bigquery

    client = bigquery.Client(project="data-project")
    table = client.get_table("data-project.sales.orders")
    return [table.full_table_id, table.num_rows, [list(row.values()) for row in client.list_rows(table, max_results=5)]]


def discovery():
    """What Airflow's `BigQueryHook.get_records` does: the client made from a description of the service, over httplib2."""
    import google.auth
    from googleapiclient.discovery import build

    credentials, project = google.auth.default(scopes=[SCOPE])
    jobs = build("bigquery", "v2", credentials=credentials, cache_discovery=False).jobs()
    job = jobs.insert(projectId=project, body={"configuration": {"query": {"query": "SELECT 1"}}}).execute()
    reference = job["jobReference"]
    return jobs.getQueryResults(
        projectId=project, jobId=reference["jobId"], location=reference["location"]).execute()["rows"]


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
