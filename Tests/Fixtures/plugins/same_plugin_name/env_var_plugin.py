"""Breaks: loads

A neighbour has a plugin of the same name: Airflow keeps one of them, and which one depends on the order of the
directory.
"""

import os

from airflow.plugins_manager import AirflowPlugin

os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"
