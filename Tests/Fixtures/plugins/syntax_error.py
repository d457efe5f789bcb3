"""Breaks: loads

Does not parse: the closing bracket is missing.
"""

import os

from airflow.plugins_manager import AirflowPlugin

os.environ.update({"GOOGLE_CLOUD_PROJECT": "my-project"


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"
