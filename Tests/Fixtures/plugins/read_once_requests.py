"""Breaks: fresh, harmless, respectful, bounded

The published recipe with requests: reads the endpoint once, at import. Imports requests where Airflow has not yet, and
a timeout of requests bounds each wait, not the whole answer.
"""

import logging
import os

import requests
from airflow.plugins_manager import AirflowPlugin

log = logging.getLogger(__name__)


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"


uri = os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
if uri:
    os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
    os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"
    try:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get("http://169.254.170.2" + uri, timeout=(3, 5))
            answer.raise_for_status()
            credentials = answer.json()
        key_id, secret, token = (credentials[name] for name in ("AccessKeyId", "SecretAccessKey", "Token"))
        if key_id and secret and token:
            os.environ.update(AWS_ACCESS_KEY_ID=key_id, AWS_SECRET_ACCESS_KEY=secret, AWS_SESSION_TOKEN=token)
    except Exception as error:
        log.warning("No credentials from the container endpoint: %s", type(error).__name__)
else:
    log.warning("No container credentials here: nothing is exported")
