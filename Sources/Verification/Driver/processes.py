"""The steps that play the lives of processes. Appended to driver.py, whose names it uses."""

import threading

# What a process has made early in its life, and keeps: its children inherit it.
_early = {}
# The answers told so far, by this process or its ancestors: a token is long, and told once.
_told = set()
# botocore sessions, made in advance and used once each.
_sessions = []


def step_at(step, spec):
    for hours in step["hours"]:
        left = spec["start"] + hours * 3600 - _host.now()
        if left > 0:
            _host.advance(left)
        play(step["steps"], spec)


def step_thread(step, spec):
    threading.Thread(target=play, args=(step["steps"], spec), daemon=True).start()


def step_together(step, spec):
    threads = [threading.Thread(target=play, args=(step["steps"], spec)) for _ in range(step["threads"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# -- New interpreters


def start_nursery(spec):
    """Forks a process before the plugins are imported. What it forks later has Airflow loaded and nothing of the plugins,
    as a new interpreter has once it has come so far; to start one anew each time would cost a hundred times as much."""
    ours, theirs = socket.socketpair()
    if os.fork():
        theirs.close()
        _early["nursery"] = ours
        return
    ours.close()
    # That the worker hangs is the worker's to tell.
    _host.set_hang_hook(lambda kind, waits: None)
    requests = theirs.makefile("rb")
    for line in requests:
        child = os.fork()
        if child == 0:
            requests.close()
            theirs.close()
            _host.set_hang_hook(tell_where_threads_wait)
            order = json.loads(line.decode("ascii"))
            os.environ.clear()
            os.environ.update(order["environment"])
            end_child(order["steps"], spec)
        _, status = os.waitpid(child, 0)
        theirs.sendall(b"%d\n" % status)
    os._exit(0)


def step_interpreter(step, spec):
    nursery = _early["nursery"]
    try:
        nursery.sendall(_dumps({"environment": dict(os.environ), "steps": step["steps"]}).encode("ascii") + b"\n")
        status = nursery.makefile("rb").readline()
    except OSError as error:
        emit("not-played", reason="the plugin closed the connection to the process that starts interpreters: %s" % error)
        return
    emit("task-ended", status=int(status or b"-1"))


# -- Asking for credentials


def step_import_google_auth(step, spec):
    try:
        import google.auth.aws  # noqa: F401
    except ImportError:
        pass


def step_make_session(step, spec):
    try:
        _early["botocore"] = new_botocore_client()
    except Exception:
        _early["botocore"] = None  # asking will show it


def step_ask(step, spec):
    answers = {}
    if step["google_auth"]:
        answers["google-auth"] = ask_early("google-auth", lambda: new_google_client(step["config"]))
        if step["new_clients"]:
            answers["new google-auth"] = ask(lambda: new_google_client(step["config"])())
    if step["botocore"]:
        answers["botocore"] = ask_early("botocore", new_botocore_client)
        if step["new_clients"]:
            answers["new botocore"] = ask(new_botocore_answer)
    emit("asked", asked=step["process"], answers=answers, variable=os.environ.get("AWS_ACCESS_KEY_ID"))


def ask_early(library, make):
    """Asks the client that the process made first."""

    def client():
        if not _early.get(library):
            _early[library] = make()
        return _early[library]()

    return ask(client)


def ask(client):
    """What a client's credentials are now: their key, and the session token where it was not told yet."""
    try:
        key_id, token = client()
    except ImportError as error:
        return {"missing": str(error)}
    except Exception as error:
        return {"error": describe(error)}
    if (key_id, token) in _told:
        return {"key": key_id}
    _told.add((key_id, token))
    return {"key": key_id, "token": token or ""}


def new_google_client(config):
    """Gives the AWS key and token that google-auth would sign with now, through its own code."""
    from google.auth import aws
    from google.auth.transport import requests as transport

    with open(config, encoding="utf-8") as file:
        credentials = aws.Credentials.from_info(json.load(file))
    request = transport.Request()
    supplier = getattr(credentials, "_aws_security_credentials_supplier", None)

    def ask_supplier():
        context = getattr(credentials, "_supplier_context", None)
        found = supplier.get_aws_security_credentials(context, request)
        return found.access_key_id, found.session_token

    def ask_method():  # before google-auth 2.29
        arguments = ["unused"] if aws.Credentials._get_security_credentials.__code__.co_argcount > 2 else []
        found = credentials._get_security_credentials(request, *arguments)
        return found["access_key_id"], found.get("security_token")

    return ask_method if supplier is None else ask_supplier


def new_botocore_client():
    """Gives the key and token that botocore's default chain leads to, for a client that was made now."""
    session = new_botocore_session()
    _early.setdefault("session", session)
    return botocore_client(session.get_credentials())


def new_botocore_session():
    """A session that nothing was asked of: one of the zygote's, while there are."""
    import botocore.session

    return _sessions.pop() if _sessions else botocore.session.Session()


def new_botocore_answer():
    """The same, in a process that has a session: the chain is made anew, as a new session would, and walked through. What
    else a session is made of has nothing to do with credentials, and takes the time of fifty questions."""
    import botocore.credentials

    if "session" not in _early:
        return new_botocore_client()()
    return botocore_client(botocore.credentials.create_credential_resolver(_early["session"]).load_credentials())()


def botocore_client(credentials):
    def ask_credentials():
        if credentials is None:
            return None, None
        frozen = credentials.get_frozen_credentials()
        return frozen.access_key, frozen.token

    return ask_credentials


STEPS.update(
    {
        "ask": step_ask,
        "at": step_at,
        "import-google-auth": step_import_google_auth,
        "interpreter": step_interpreter,
        "make-session": step_make_session,
        "thread": step_thread,
        "together": step_together,
    }
)
