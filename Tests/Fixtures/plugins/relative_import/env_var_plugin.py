"""Breaks: loads

Imports a sibling relatively; Airflow loads each file on its own, without a package around it.
"""

from airflow.plugins_manager import AirflowPlugin

from .settings import GOOGLE_CLOUD_PROJECT


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"
    project = GOOGLE_CLOUD_PROJECT
