"""Breaks: loads or bounded

Recurses without end, with the limit taken away: the C stack overflows, or from Python 3.11 on memory runs out.
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


def descend(value):
    return descend([value])


sys.setrecursionlimit(10**9)
descend(None)
