"""SELECT 1 in BigQuery, with the credentials of the worker's role: what a DAG does, without Airflow.

The plugin exports the AWS keys on MWAA; here a few lines do.
"""
import json
import os
import urllib.request

from google.cloud import bigquery

relative = os.environ.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
url = "http://169.254.170.2" + relative if relative else os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"]
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
with direct.open(url, timeout=5) as response:
    keys = json.load(response)
os.environ["AWS_ACCESS_KEY_ID"] = keys["AccessKeyId"]
os.environ["AWS_SECRET_ACCESS_KEY"] = keys["SecretAccessKey"]
os.environ["AWS_SESSION_TOKEN"] = keys["Token"]

for row in bigquery.Client(project=os.environ.get("GOOGLE_CLOUD_PROJECT", "my-project")).query("SELECT 1").result():
    print(row[0])
