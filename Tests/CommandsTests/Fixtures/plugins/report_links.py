from airflow.plugins_manager import AirflowPlugin


class ReportLinks(AirflowPlugin):
    name = "report_links"
