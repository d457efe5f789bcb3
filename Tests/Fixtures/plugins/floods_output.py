"""Breaks: loads or bounded

Writes a gigabyte to standard output.
"""

import logging
import os
import sys

from airflow.plugins_manager import AirflowPlugin

if os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"):
    os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
    os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"
else:
    logging.warning("No container credentials here: nothing is exported")


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"


for _ in range(1024):
    sys.stdout.write("x" * (1 << 20))
sys.stdout.flush()
