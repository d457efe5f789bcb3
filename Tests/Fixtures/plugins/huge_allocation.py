"""Breaks: loads or bounded

Takes 64 GB of memory and writes to it.
"""

import os

from airflow.plugins_manager import AirflowPlugin

os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"


blocks = []
for _ in range(64 * 64):
    blocks.append(b"x" * (16 << 20))
