import os

from airflow.plugins_manager import AirflowPlugin

os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"


def read_credentials():
    raise OSError("100% wrong: no <credentials>")


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"


read_credentials()
