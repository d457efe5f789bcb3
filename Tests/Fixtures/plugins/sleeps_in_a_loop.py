"""Breaks: bounded

Polls for a file that nobody writes.
"""

import os
import time

from airflow.plugins_manager import AirflowPlugin

os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"


while not os.path.exists("/nonexistent/ready"):
    time.sleep(60)
