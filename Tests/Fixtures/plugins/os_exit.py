"""Breaks: loads

Ends the process at once, without a word, as a broken C extension may.
"""

import os

from airflow.plugins_manager import AirflowPlugin

os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"


os._exit(7)
