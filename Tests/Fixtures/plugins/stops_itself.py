"""Breaks: bounded

Stops its own process, which nobody continues.
"""

import logging
import os
import signal

from airflow.plugins_manager import AirflowPlugin

if os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"):
    os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
    os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"
else:
    logging.warning("No container credentials here: nothing is exported")


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"


os.kill(os.getpid(), signal.SIGSTOP)
