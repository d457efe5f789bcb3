"""Breaks: harmless

Keeps the variables fresh in this process and in forked ones, but does not export AWS_CREDENTIAL_EXPIRATION: boto3 takes
them for permanent and keeps the first it saw.
"""

import calendar
import json
import logging
import os
import threading
import time
import urllib.request

from airflow.plugins_manager import AirflowPlugin

log = logging.getLogger(__name__)


def read(response):
    body, deadline = b"", time.monotonic() + 10
    while len(body) < 65536 and time.monotonic() < deadline:
        piece = response.read1(65536)
        if not piece:
            return body
        body += piece
    raise ValueError("too long")


def fetch(path):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open("http://169.254.170.2" + path, timeout=1) as response:
        answer = json.loads(read(response).decode())
    if calendar.timegm(time.strptime(answer["Expiration"], "%Y-%m-%dT%H:%M:%SZ")) <= time.time():
        raise ValueError("expired")
    credentials = {
        "AWS_ACCESS_KEY_ID": answer["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": answer["SecretAccessKey"],
        "AWS_SESSION_TOKEN": answer["Token"],
    }
    if not all(isinstance(value, str) and value for value in credentials.values()):
        raise ValueError("incomplete")
    return credentials


def export():
    path = os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
    if not path:
        log.warning("No container credentials here: nothing is exported")
        return
    os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
    os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"
    try:
        os.environ.update(fetch(path))
    except Exception as error:
        log.warning("No credentials from the container endpoint: %s", type(error).__name__)
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
            os.environ.pop(name, None)


def renew():
    while True:
        time.sleep(3600)
        export()


def start():
    threading.Thread(target=renew, daemon=True).start()


def restart():
    export()
    start()


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"


export()
start()
os.register_at_fork(after_in_child=restart)
