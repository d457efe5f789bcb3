"""Says of each config whether the google-auth on PYTHONPATH loads it, and whether it signs an AWS request with it.

Standard input: one config a line, in hexadecimal. Standard output: one line for each, `loads`, or the stage that
failed (`load`, `sign`), a space and the exception. Nothing here reaches the network: whoever tries is stopped.
"""
import os
import sys
import tempfile

os.environ.pop("GOOGLE_CLOUD_PROJECT", None)
os.environ.update(
    AWS_REGION="eu-west-1",
    AWS_ACCESS_KEY_ID="AKIDEXAMPLEEXAMPLE00",
    AWS_SECRET_ACCESS_KEY="not-a-secret",
    AWS_SESSION_TOKEN="not-a-token",
)

import google.auth  # noqa: E402


class Reached(Exception):
    """The config made google-auth ask a server before it could sign."""


def no_network(url, method="GET", **_):
    raise Reached(method + " " + str(url))


def verdict(path):
    try:
        credentials, _ = google.auth.load_credentials_from_file(path)
    except Exception as error:  # whatever it is, the config does not load
        return "load %s: %s" % (type(error).__name__, error)
    try:
        credentials.retrieve_subject_token(no_network)
    except Exception as error:
        return "sign %s: %s" % (type(error).__name__, error)
    return "loads"


def main():
    path = os.path.join(tempfile.mkdtemp(), "config.json")
    for line in sys.stdin:
        with open(path, "wb") as file:
            file.write(bytes.fromhex(line))
        print(verdict(path).replace("\n", " ").encode("ascii", "backslashreplace").decode("ascii"))
    os.remove(path)
    os.rmdir(os.path.dirname(path))


main()
