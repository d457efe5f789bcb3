"""Breaks: loads or bounded

Writes a gigabyte to standard output.
"""

import os
import sys

from airflow.plugins_manager import AirflowPlugin

os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"


for _ in range(1024):
    sys.stdout.write("x" * (1 << 20))
sys.stdout.flush()
