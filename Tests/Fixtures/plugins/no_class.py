"""Breaks: respectful

A file without a plugin class: Airflow runs it, but does not know it as a plugin.
"""

import json
import logging
import os
import urllib.request

log = logging.getLogger(__name__)


def fetch(path):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open("http://169.254.170.2" + path, timeout=5) as response:
        answer = json.loads(response.read(65536).decode())
    return {
        "AWS_ACCESS_KEY_ID": answer["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": answer["SecretAccessKey"],
        "AWS_SESSION_TOKEN": answer["Token"],
    }


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


export()
