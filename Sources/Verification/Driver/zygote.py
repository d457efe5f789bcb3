"""What a zygote does once, before any scenario. Appended to driver.py, whose names it uses."""

import datetime

# Modules of the standard library that are in sys.modules once airflow.plugins_manager is (seen with Airflow 2.10.3): a
# plugin on a worker finds them loaded.
LOADED_WITH_AIRFLOW = (
    "asyncio",
    "base64",
    "concurrent.futures",
    "datetime",
    "email.parser",
    "hashlib",
    "http.client",
    "ipaddress",
    "random",
    "select",
    "ssl",
    "subprocess",
    "tempfile",
    "threading",
    "urllib.request",
)


def new_sessions(count):
    """What `Session()` gives. Most of its time goes into a hundred handlers of requests to services. Until it is asked for
    something, a session has read nothing of the environment or of files."""
    import botocore.session

    # Also has botocore compile and import what it does once in a process, to find credentials.
    botocore.session.Session().get_component("credential_provider")
    return [botocore.session.Session() for _ in range(count)]


def log_everything(quiet):
    """What plugins log at any level goes to standard error, also where Airflow has set up logging already."""
    root = logging.getLogger()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    # What these libraries log when they are asked for credentials is none of the plugin's doing.
    for name in quiet:
        logging.getLogger(name).setLevel(logging.INFO)


def prepare(wanted):
    """Imports what every scenario of this zygote starts with: Airflow or its stand-in, then the modules named."""
    if wanted.get("airflow_environment"):
        os.environ.update(wanted["airflow_environment"])
        try:
            importlib.import_module("airflow.plugins_manager")
        except ImportError:
            pass
    if "airflow.plugins_manager" not in sys.modules:
        install_stand_in()
        for name in LOADED_WITH_AIRFLOW:
            importlib.import_module(name)
    for name in wanted.get("modules", []):
        try:
            importlib.import_module(name)
        except ImportError:
            pass
    if "botocore.session" in sys.modules:
        # A worker's and its task's.
        _sessions.extend(new_sessions(2))
    if "google.auth" in sys.modules:
        # What google-auth does with every answer of Google's; its first use compiles a regular expression.
        datetime.datetime.strptime("2033-05-18T03:33:20Z", "%Y-%m-%dT%H:%M:%SZ")
    log_everything(wanted.get("quiet_loggers", []))


prepare(json.loads(os.environ.get("MWAA_GCP_ZYGOTE", "{}")))
