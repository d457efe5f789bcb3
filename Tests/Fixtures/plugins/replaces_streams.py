"""Breaks: quiet

Replaces standard output and standard error by closed files.
"""

import os
import sys

from airflow.plugins_manager import AirflowPlugin

os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"


sys.stdout = sys.stderr = open(os.devnull, "w")
sys.stdout.close()
