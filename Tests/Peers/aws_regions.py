"""Prints each AWS region that botocore knows, as `PARTITION REGION`, and `mwaa` behind it where Amazon MWAA is offered."""
import json
import pathlib

import botocore

data = pathlib.Path(botocore.__file__).parent / "data"
partitions = json.loads((data / "partitions.json").read_text())["partitions"]
endpoints = json.loads((data / "endpoints.json").read_text())["partitions"]
offered = {name for partition in endpoints for name in partition["services"].get("airflow", {}).get("endpoints", {})}

for partition in partitions:
    for region in partition["regions"]:
        if not region.endswith("-global"):
            print(partition["id"], region, *(["mwaa"] if region in offered else []))
