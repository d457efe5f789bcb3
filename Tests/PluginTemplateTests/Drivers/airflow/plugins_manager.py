class AirflowPlugin:
    name = None
