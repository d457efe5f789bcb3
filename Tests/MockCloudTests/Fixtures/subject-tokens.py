"""Writes subject-tokens.jsonl: what the real google-auth makes of many inputs, checked against the real botocore.

Run it in an environment with google-auth, requests and botocore:

    python subject-tokens.py > subject-tokens.jsonl

A line has the inputs, the signature, and the SHA-256 of the subject token's text.
"""
import datetime
import hashlib
import json
import random
import re
import string
import urllib.parse
from unittest import mock

from botocore import auth, awsrequest, credentials as boto_credentials
from google.auth import _helpers, aws

REGIONS = ["us-east-1", "us-west-2", "eu-central-1", "ap-southeast-4", "ca-west-1", "me-central-1", "il-central-1",
           "mx-central-1", "sa-east-1", "af-south-1", "cn-north-1", "cn-northwest-1", "us-gov-east-1", "eusc-de-east-1"]
SUFFIXES = {"cn": "amazonaws.com.cn", "eusc": "amazonaws.eu"}
QUERY = "Action=GetCallerIdentity&Version=2011-06-15"
BASE64 = string.ascii_letters + string.digits + "+/"
VISIBLE = "".join(chr(code) for code in range(0x21, 0x7F))


def case(rng, number):
    region = REGIONS[number % len(REGIONS)]
    suffix = SUFFIXES.get(region.split("-")[0], "amazonaws.com")
    template = rng.choice(["https://sts.{region}.%s?%s", "https://sts.{region}.%s/?%s"]) % (suffix, QUERY)
    kind = number % 4
    if kind == 0:
        token = None
    elif kind == 1:
        token = "IQoJb3JpZ2luX2Vj" + "".join(rng.choices(BASE64, k=rng.randrange(20, 120))) + "=" * rng.randrange(3)
    elif kind == 2:
        token = "".join(rng.sample(VISIBLE, k=rng.randrange(1, len(VISIBLE))))
    else:
        token = "".join(rng.choices(VISIBLE + "\u00e9\u00df\u20ac\u4e2d\U0001f600", k=rng.randrange(1, 40)))
    audience = "//iam.googleapis.com/projects/%d/locations/global/workloadIdentityPools/%s/providers/%s" % (
        rng.randrange(10 ** 6, 10 ** 13), "".join(rng.choices(string.ascii_lowercase + "-", k=rng.randrange(4, 33))),
        "".join(rng.choices(string.ascii_lowercase + string.digits, k=rng.randrange(4, 33))))
    return {
        "now": rng.randrange(946_684_800, 4_102_444_800), "region": region, "template": template,
        "key": "ASIA" + "".join(rng.choices(string.ascii_uppercase + "234567", k=16)),
        "secret": "".join(rng.choices(BASE64, k=40)), "token": token, "audience": audience,
    }


def by_google(case):
    moment = datetime.datetime.fromtimestamp(case["now"], datetime.timezone.utc).replace(tzinfo=None)
    environment = {"AWS_REGION": case["region"], "AWS_ACCESS_KEY_ID": case["key"],
                   "AWS_SECRET_ACCESS_KEY": case["secret"]}
    if case["token"] is not None:
        environment["AWS_SESSION_TOKEN"] = case["token"]
    credentials = aws.Credentials(
        audience=case["audience"], subject_token_type="urn:ietf:params:aws:token-type:aws4_request",
        token_url="https://sts.googleapis.com/v1/token",
        credential_source={"environment_id": "aws1", "regional_cred_verification_url": case["template"]})
    with mock.patch.dict("os.environ", environment, clear=True), mock.patch.object(
            _helpers, "utcnow", return_value=moment):
        return credentials.retrieve_subject_token(None)


def by_botocore(case, token):
    url = json.loads(urllib.parse.unquote(token))["url"]
    host = urllib.parse.urlsplit(url).hostname
    request = awsrequest.AWSRequest(method="POST", url=url, headers={"host": host})
    moment = datetime.datetime.fromtimestamp(case["now"], datetime.timezone.utc)
    signer = auth.SigV4Auth(
        boto_credentials.Credentials(case["key"], case["secret"], case["token"]), "sts", case["region"])
    with mock.patch.object(auth, "get_current_datetime", return_value=moment):
        signer.add_auth(request)
    return signature(request.headers["Authorization"])


def signature(authorization):
    return re.search("Signature=([0-9a-f]{64})$", authorization).group(1)


def main():
    rng = random.Random(20261123)
    for number in range(220):
        inputs = case(rng, number)
        token = by_google(inputs)
        headers = {header["key"]: header["value"] for header in json.loads(urllib.parse.unquote(token))["headers"]}
        inputs["signature"] = signature(headers["Authorization"])
        assert by_botocore(inputs, token) == inputs["signature"], inputs
        inputs["sha256"] = hashlib.sha256(token.encode()).hexdigest()
        print(json.dumps(inputs, sort_keys=True))


main()
