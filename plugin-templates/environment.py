"""Airflow plugin for Amazon MWAA: lets tasks reach Google Cloud as the environment's own IAM role.

Google's client libraries sign with AWS credentials that they look for in environment variables or in the metadata of
an EC2 instance. A worker of MWAA is a container: its credentials come from the container credential endpoint, which
those libraries do not know. This plugin exports what that endpoint gives, and keeps it fresh: the credentials live for
hours, a worker lives for days and may fork its tasks from a process that imported its plugins at boot.

- At import, and in a child forked when little time is left, the endpoint is asked at once, within a few seconds.
- A daemon thread in each process renews the variables before they expire.
- AWS_CREDENTIAL_EXPIRATION is exported as well: it makes boto3 read the variables again instead of keeping old ones.
- When the credentials expire and no newer ones can be had, the variables go, and come back as soon as there are.
- AWS credentials that somebody else put into the environment are left alone.

Where no variable names an endpoint (a laptop, a local runner) nothing is exported.
"""

import datetime
import http.client
import io
import ipaddress
import json
import logging
import os
import re
import socket
import ssl
import sys
import threading
import time
import urllib.parse

from airflow.plugins_manager import AirflowPlugin

GOOGLE_CLOUD_PROJECT = "@@google_cloud_project@@"
GOOGLE_APPLICATION_CREDENTIALS = "@@config_path@@"

# ---- The container credential endpoint: from here to the next such line both templates are the same. ----

_log = logging.getLogger(__name__)

_RELATIVE_URI = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
_FULL_URI = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
_TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
_TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
# Besides loopback addresses, the only hosts that may be asked without TLS: those of ECS and of EKS.
_HOSTS = ("169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost")
_PATIENCE = 4  # seconds for one request, from connecting to the last byte
_BUDGET = 15  # seconds for all attempts and the pauses between them
_MARGIN = 15 * 60  # credentials with less than this to live are renewed; boto3 begins to ask at the same time
_LONGEST_ANSWER = 64 * 1024  # bytes, for headers and body each


class _Refused(Exception):
    """Why there are no credentials. The text quotes neither the endpoint's path nor any answer: both are secrets."""

    def __init__(self, reason, passing=False):
        super().__init__(reason)
        self.passing = passing  # whether another attempt may fare better


class _Credentials:
    """One set of credentials. Its representation shows nothing, whoever logs it."""

    __slots__ = ("key_id", "secret", "token", "expiration", "expires")

    def __init__(self, key_id, secret, token, expiration):
        for value in (key_id, secret, token, expiration):
            if not isinstance(value, str) or not re.match(r"[!-~]+\Z", value):
                raise _Refused("the endpoint's answer lacks a field or has a malformed one")
        self.key_id, self.secret, self.token, self.expiration = key_id, secret, token, expiration
        found = re.match(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|([+-]\d\d:\d\d))\Z", expiration)
        try:
            self.expires = datetime.datetime.fromisoformat(found.group(1) + (found.group(2) or "+00:00")).timestamp()
        except (AttributeError, ValueError, OverflowError):
            raise _Refused("the endpoint's answer has an expiration that is no date") from None

    def left(self):
        """Seconds to live; not positive once expired."""
        return self.expires - time.time()


class _Answer(io.RawIOBase):
    """What a connection says, for http.client to read: no later than a deadline, no longer than an answer may be.

    A socket's own timeout starts anew with each byte, so it alone does not bound an answer that drips.
    """

    def __init__(self, connection, deadline):
        super().__init__()
        self.connection, self.deadline, self.room = connection, deadline, 2 * _LONGEST_ANSWER

    def makefile(self, _mode):
        return io.BufferedReader(self)

    def readable(self):
        return True

    def readinto(self, buffer):
        self.connection.settimeout(_until(self.deadline))
        count = self.connection.recv_into(buffer)
        self.room -= count
        if self.room < 0:
            raise _Refused("the endpoint's answer is too long")
        return count


def _until(deadline):
    """Seconds to the deadline, for a timeout."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise socket.timeout("timed out")
    return left


def _names_endpoint():
    """Whether a variable names the endpoint, as in every container of MWAA."""
    return bool(os.environ.get(_RELATIVE_URI) or os.environ.get(_FULL_URI))


def _locate():
    """The parts of the endpoint's URL: scheme, host, port, "host:port" as written, target. The rules are botocore's."""
    name, url = _FULL_URI, os.environ.get(_FULL_URI, "")
    relative = os.environ.get(_RELATIVE_URI)
    if relative:
        name, url = _RELATIVE_URI, "http://169.254.170.2" + relative if relative[0] == "/" else ""
    try:
        parts = urllib.parse.urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or scheme not in ("http", "https") or not re.match(r"[!-~]+\Z", url):
        raise _Refused(name + " is malformed")
    if scheme == "http" and host not in _HOSTS and not _is_loopback(host):
        raise _Refused(name + " names a host that must not be asked without TLS")
    target = (parts.path or "/") + ("?" + parts.query if parts.query else "")
    return scheme, host, port or (443 if scheme == "https" else 80), parts.netloc.rpartition("@")[2], target


def _is_loopback(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _authorization():
    """The header line that some endpoints want, or nothing. The file is read each time, for its token is rotated."""
    token = os.environ.get(_TOKEN)
    if os.environ.get(_TOKEN_FILE):
        try:
            with open(os.environ[_TOKEN_FILE], "rb") as file:
                token = file.read(_LONGEST_ANSWER).decode("latin-1")
        except OSError as error:
            raise _Refused(_TOKEN_FILE + " cannot be read: " + type(error).__name__) from None
    if not token:
        return ""
    if not re.match(r"[ -~]+\Z", token):
        raise _Refused("the authorization token is not a legal header value")
    return "Authorization: " + token + "\r\n"


def _ask(deadline):
    """The body of one answer to one request. A bare connection: no proxy sees it, and no redirect is followed."""
    scheme, host, port, written, target = _locate()
    request = "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\nConnection: close\r\n%s\r\n"
    request = (request % (target, written, _authorization())).encode("ascii")
    connection = socket.create_connection((host.encode("ascii"), port), _until(deadline))
    try:
        if scheme == "https":
            connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
        connection.sendall(request)
        response = http.client.HTTPResponse(_Answer(connection, deadline), method="GET")
        response.begin()
        if response.status != 200:
            passing = response.status == 429 or response.status >= 500
            raise _Refused("the endpoint answered with status %d" % response.status, passing)
        body = response.read(_LONGEST_ANSWER + 1)
        if len(body) > _LONGEST_ANSWER:
            raise _Refused("the endpoint's answer is too long")
        if response.length:
            raise _Refused("the endpoint's answer was cut short", True)
        return body
    finally:
        connection.close()


def _read(body):
    """The credentials in an answer, if they can still be used."""
    try:
        answer = json.loads(body.decode("utf-8"))
        fields = [answer.get(name) for name in ("AccessKeyId", "SecretAccessKey", "Token", "Expiration")]
    except (ValueError, AttributeError, RecursionError):
        raise _Refused("the endpoint's answer is not a JSON object") from None
    credentials = _Credentials(*fields)
    if credentials.left() <= 0:
        raise _Refused("the endpoint's answer has expired")
    return credentials


def _fetch(budget, attempts):
    """Credentials from the endpoint, or _Refused, after no more than `budget` seconds."""
    deadline = time.monotonic() + budget
    for attempt in range(attempts):
        try:
            return _read(_ask(min(deadline, time.monotonic() + _PATIENCE)))
        except _Refused as error:
            refusal = error
        except (OSError, http.client.IncompleteRead) as error:
            refusal = _Refused("the endpoint did not answer: " + type(error).__name__, True)
        except (ValueError, http.client.HTTPException) as error:
            refusal = _Refused("the endpoint did not answer: " + type(error).__name__)
        pause = 2**attempt
        if not refusal.passing or attempt + 1 == attempts or time.monotonic() + pause >= deadline:
            break
        time.sleep(pause)
    raise refusal


class _Store:
    """The newest credentials of this process. One thread at a time asks for newer ones, the others take its result."""

    def __init__(self):
        self.newest = None
        self.refusal = None  # why the latest round brought nothing
        self.rounds = 0
        self.lock = threading.Lock()

    def due(self):
        return self.newest is None or self.newest.left() <= _MARGIN

    def renew(self, budget=_BUDGET, attempts=3):
        """Has the endpoint asked once, here or in another thread, within `budget` seconds. Raises nothing."""
        began, rounds, lock = time.monotonic(), self.rounds, self.lock
        if not lock.acquire(timeout=budget):
            return
        try:
            if self.rounds == rounds:
                try:
                    self.newest, self.refusal = _fetch(budget - (time.monotonic() - began), attempts), None
                except _Refused as error:
                    self.refusal = str(error)
                except Exception as error:  # whatever it is, Airflow must not fall over it
                    self.refusal = "the endpoint did not answer: " + type(error).__name__
                self.rounds += 1
        finally:
            lock.release()

    def forget_threads(self):
        """For a forked child: the thread that held the lock does not exist there."""
        self.lock = threading.Lock()


def _export_google():
    os.environ["GOOGLE_CLOUD_PROJECT"] = GOOGLE_CLOUD_PROJECT
    os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = GOOGLE_APPLICATION_CREDENTIALS


# ---- End of the part that both templates have. ----

_FORK_BUDGET = 1.5  # seconds that a fork may take, when the inherited credentials are old
_LONGEST_SLEEP = 60 * 60  # seconds; the clock may be set meanwhile
_MARK = "MWAA_GCP_EXPORTED_KEY_ID"  # the AWS_ACCESS_KEY_ID that this plugin exported, here or in a parent process
_EXPORTED = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CREDENTIAL_EXPIRATION", _MARK)


class _Exporter(_Store):
    """Keeps the environment variables as fresh as the store. One per process, however often the plugin is imported."""

    def __init__(self):
        super().__init__()
        self.failures = 0
        self.reported = None
        if self.owns_variables():  # a task in a new interpreter inherits them from a worker that has this plugin
            try:
                self.newest = _Credentials(*[os.environ.get(name) for name in _EXPORTED[:4]])
            except _Refused:
                pass

    def owns_variables(self):
        """Whether the AWS credentials in the environment, if any, are ours to replace."""
        key_id = os.environ.get("AWS_ACCESS_KEY_ID")
        exported = (os.environ.get(_MARK), self.newest and self.newest.key_id)
        return not key_id or key_id in exported

    def refresh(self, budget=_BUDGET, attempts=3):
        """Makes the variables good for at least a while, if that can be done within `budget` seconds."""
        if not self.owns_variables():
            self.disown()
            self.refusal = "AWS_ACCESS_KEY_ID is set already, and not by this plugin"
        else:
            if self.due() or not self.rounds:
                self.renew(budget, attempts)
            else:
                self.refusal = None
            self.publish()
        self.failures = self.failures + 1 if self.refusal else 0

    def disown(self):
        """Removes what is left of ours beside a key of somebody else's: it would spoil that one for boto3."""
        newest = self.newest
        for name, value in self.variables(newest) if newest else ():
            if name in ("AWS_SESSION_TOKEN", "AWS_CREDENTIAL_EXPIRATION") and os.environ.get(name) == value:
                os.environ.pop(name, None)

    def publish(self):
        """Brings the variables in line with the store, also when another thread does so for other credentials."""
        while True:
            newest = self.newest
            if newest and newest.left() > 0:
                self.export(newest)
            else:
                self.withdraw()
            if newest is self.newest:
                return

    @staticmethod
    def variables(credentials):
        """In the order of writing: whoever reads meanwhile sees a set that is not whole, so boto3's cue comes last."""
        return (
            ("AWS_SESSION_TOKEN", credentials.token),
            ("AWS_SECRET_ACCESS_KEY", credentials.secret),
            ("AWS_ACCESS_KEY_ID", credentials.key_id),
            (_MARK, credentials.key_id),
            ("AWS_CREDENTIAL_EXPIRATION", credentials.expiration),
        )

    def export(self, credentials):
        """Writes what differs."""
        os.environ.pop("AWS_SECURITY_TOKEN", None)  # an old name that boto3 reads first: it belongs to another key
        for name, value in self.variables(credentials):
            if os.environ.get(name) != value:
                os.environ[name] = value

    @staticmethod
    def withdraw():
        """Removes credentials that have expired: without them boto3 at least finds its own way to the endpoint."""
        if _MARK in os.environ:
            for name in _EXPORTED:
                os.environ.pop(name, None)

    def report(self):
        """One line in the log when something goes wrong, another when it is over."""
        refusal, before, self.reported = self.refusal, self.reported, self.refusal
        if refusal and refusal != before:
            what = "will expire at " + self.newest.expiration if self.usable() else "are not exported"
            _log.warning("The AWS credentials of the container %s: %s", what, refusal)
        elif before and not refusal:
            _log.info("The AWS credentials of the container are exported again")

    def usable(self):
        return self.newest is not None and self.newest.left() > 0

    def pause(self):
        """Seconds until the variables want another look."""
        if not self.usable():
            return min(5 * 2 ** min(self.failures, 6), 300)
        left = self.newest.left()
        if left > _MARGIN:
            return min(left - _MARGIN, _LONGEST_SLEEP)
        return min(max(left, 0.05), 60)  # when the endpoint will have newer ones it does not tell

    def watch(self):
        while True:
            try:
                self.report()
                time.sleep(self.pause())
                self.refresh()
            except Exception:  # nobody is there to see it, and the next look may succeed
                time.sleep(60)

    def start_watching(self):
        threading.Thread(target=self.watch, name="env_var_plugin", daemon=True).start()

    def after_fork(self):
        """In a forked child. Quick and silent: a logging handler may need a thread that only the parent has."""
        try:
            self.forget_threads()
            self.reported = None
            self.refresh(_FORK_BUDGET, attempts=1)
            self.start_watching()
        except Exception:
            pass


def _start():
    if not _names_endpoint():
        _log.warning("Nothing is exported: no variable names an AWS container credential endpoint here")
        return
    _export_google()
    mine = _Exporter()
    exporter = vars(sys).setdefault("_mwaa_gcp_exporter", mine)  # survives a second import, under whatever name
    if exporter is mine:
        os.register_at_fork(after_in_child=exporter.after_fork)
    exporter.refresh()
    exporter.report()
    if exporter is mine:
        exporter.start_watching()


class EnvVarPlugin(AirflowPlugin):
    """Has nothing to offer to Airflow: what matters happened when this file was imported."""

    name = "env_var_plugin"


try:
    _start()
except Exception as error:  # an exception here would be Airflow's to handle
    _log.warning("The plugin could not start: %s", type(error).__name__)
