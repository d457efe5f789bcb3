"""Runs scenarios against a plugin, each in a process of its own, beside a container credential endpoint on loopback.

A scenario is a function `scenario_*(world)`. It fails by raising; what fails is printed, and makes the exit status 1.
"""

import datetime
import http.server
import importlib.util
import io
import json
import logging
import os
import sys
import threading
import time
import traceback

AWS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CREDENTIAL_EXPIRATION")
PATH = "/v2/credentials/a-secret-path"


class World:
    """One process with an endpoint, a clock that can be set, and sleeps that only are recorded."""

    def __init__(self, plugin):
        self.plugin = plugin
        self.requests = []  # (target, headers)
        self.answers = []  # what to answer next: a status, or a function of the handler; the last one stays
        self.issued = 0
        self.life = 6 * 3600
        self.sleeps = []
        self.offset = 0
        self.log = io.StringIO()
        logging.basicConfig(stream=self.log, level=logging.DEBUG)
        for name in list(os.environ):
            if name.startswith(("AWS_", "GOOGLE_", "MWAA_")):
                del os.environ[name]
        self.listen()
        self.uri = "http://127.0.0.1:%d%s" % (self.port, PATH)
        os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = self.uri
        self.real_time, self.real_sleep = time.time, time.sleep
        time.time = lambda: self.real_time() + self.offset
        time.sleep = self.sleep

    def listen(self):
        world = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                world.requests.append((self.path, dict(self.headers.items())))
                answer = world.answers.pop(0) if len(world.answers) > 1 else (world.answers or [200])[0]
                if callable(answer):
                    answer(self)
                elif answer == 200:
                    world.send(self, json.dumps(world.issue()).encode())
                else:
                    self.send_response(answer)
                    self.send_header("Location", "http://127.0.0.1:%d/elsewhere" % world.port)
                    self.end_headers()

            def log_message(self, *_):
                pass

        class Server(http.server.HTTPServer):
            def handle_error(self, *_):
                pass

        server = Server(("127.0.0.1", 0), Handler)
        self.port = server.server_address[1]
        self.start(server.serve_forever)

    @staticmethod
    def start(target):
        thread = threading.Thread(target=target, daemon=True)
        thread.start()
        return thread

    def issue(self):
        """New credentials, each field of which tells its number; all but the key id are secrets."""
        self.issued += 1
        expires = datetime.datetime.fromtimestamp(int(time.time()) + self.life, datetime.timezone.utc)
        return {
            "RoleArn": "arn:aws:iam::123456789012:role/worker",
            "AccessKeyId": "ASIA%d" % self.issued,
            "SecretAccessKey": "hidden/secret+%d" % self.issued,
            "Token": "hidden/token+%d==" % self.issued,
            "Expiration": expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

    @staticmethod
    def send(handler, body, status=200):
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def sleep(self, seconds):
        """The plugin's own thread stays asleep; in other threads a pause takes no time."""
        if threading.current_thread() is threading.main_thread():
            self.sleeps.append(seconds)
        else:
            threading.Event().wait()

    def load(self, name="env_var_plugin"):
        """Imports the plugin as Airflow does."""
        spec = importlib.util.spec_from_file_location(name, self.plugin)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        # Patience enough for a busy machine; a scenario that is about patience sets its own.
        self.patience, self.fork_budget = module._PATIENCE, getattr(module, "_FORK_BUDGET", None)
        module._PATIENCE = module._FORK_BUDGET = 60
        return module

    def exported(self):
        """The number of the credentials in the environment, which must be one whole set; None without any."""
        values = [os.environ.get(name) for name in AWS]
        if values == [None] * 4:
            return None
        number = int(values[0].replace("ASIA", ""))
        assert values[1:3] == ["hidden/secret+%d" % number, "hidden/token+%d==" % number], values
        assert datetime.datetime.strptime(values[3], "%Y-%m-%dT%H:%M:%SZ")
        return number

    def warnings(self):
        """Lines at WARNING or above; none may tell a secret, nor may any other line."""
        text = self.log.getvalue()
        assert "hidden" not in text and "a-secret-path" not in text, text
        return [line for line in text.splitlines() if line.startswith(("WARNING", "ERROR"))]

    def in_child(self, check):
        """Runs `check` in a forked child."""
        process = os.fork()
        if process == 0:
            leave(check)
        assert os.waitpid(process, 0)[1] == 0, "the child failed"


def leave(function):
    """Runs `function` and ends the process."""
    status = 0
    try:
        function()
    except BaseException:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def main(scenarios):
    """Runs each scenario; one with `cases` is run with each of them as its second argument."""
    runs = []
    for name, scenario in sorted(scenarios.items()):
        if name.startswith("scenario_"):
            for case in getattr(scenario, "cases", [None]):
                runs.append((name, scenario, [case] if case else []))
    failed = 0
    for name, scenario, more in runs:
        sys.stdout.flush()
        process = os.fork()
        if process == 0:
            leave(lambda: scenario(World(sys.argv[1]), *more))
        if os.waitpid(process, 0)[1] != 0:
            print("FAILED", name, *more)
            failed += 1
    print(len(runs), "scenarios")
    sys.exit(1 if failed else 0)
