import os

from airflow.plugins_manager import AirflowPlugin

os.environ["GOOGLE_CLOUD_PROJECT"] = ""


class OtherPlugin(AirflowPlugin):
    name = "other_plugin"
