"""Runs one query in BigQuery: if this DAG succeeds, the credentials of the environment reach Google Cloud."""

import pendulum
from airflow import DAG
from airflow.providers.google.cloud.operators.bigquery import BigQueryInsertJobOperator

with DAG(
    dag_id="bigquery_smoke_test",
    schedule=None,
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
):
    BigQueryInsertJobOperator(
        task_id="select_one",
        configuration={"query": {"query": "SELECT 1", "useLegacySql": False}},
        location="US",
    )
