"""Breaks: bounded

Polls the clock until ten minutes are over, without sleeping.
"""

import os
import time

from airflow.plugins_manager import AirflowPlugin

os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"


end = time.monotonic() + 600
while time.monotonic() < end:
    pass
