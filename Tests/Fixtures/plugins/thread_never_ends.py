"""Breaks: quiet

Starts a thread that is no daemon and never ends: no process of Airflow that imports this can exit.
"""

import os
import threading
import time

from airflow.plugins_manager import AirflowPlugin

os.environ["GOOGLE_CLOUD_PROJECT"] = "my-project"
os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/usr/local/airflow/dags/gcp-wi-config.json"


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"


def work():
    while True:
        time.sleep(60)


threading.Thread(target=work).start()
