"""Breaks: bounded

Computes for a very long time within one call into C, where no signal handler of Python's runs.
"""

import os

from airflow.plugins_manager import AirflowPlugin

os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"


pow(3, 10**9)
