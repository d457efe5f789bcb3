"""Breaks: exports, quiet; on Python 3.7 loads

Uses match, which Python 3.7 does not know (and has no other fault).
"""

import os

from airflow.plugins_manager import AirflowPlugin

match os.environ.get("MWAA_AIRFLOW_COMPONENT"):
    case "worker":
        os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
    case _:
        os.environ["GOOGLE_CLOUD_PROJECT"] = "my-other-project"


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"
