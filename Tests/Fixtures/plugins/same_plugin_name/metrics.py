from airflow.plugins_manager import AirflowPlugin


class EnvVarPlugin(AirflowPlugin):
    name = "env_var_plugin"
    metrics = True
