from airflow.models.baseoperator import BaseOperator


class SyncOperator(BaseOperator):
    def execute(self, context):
        return "synchronized"
