"""Plays one scenario of a worker's life in a forked child of the Python host.

The host calls run() with the scenario as JSON. All that happens is told as events, one JSON object each; judging them
is the tool's business. Runs on CPython 3.7 and later, with the standard library alone.
"""

import ast
import fnmatch
import hashlib
import importlib.machinery
import importlib.util
import json
import logging
import marshal
import os
import re
import signal
import socket
import sys
import traceback
import types

import _host

# A plugin may replace modules in sys.modules (json.py shadows json), so keep what is needed later.
_dumps = json.dumps
_handlers_before = {}


def emit(event, **members):
    members["event"] = event
    members["process"] = os.getpid()
    members["at"] = _host.now()
    _host.emit(_dumps(members).encode("ascii"))


def run(spec_bytes):
    spec = json.loads(spec_bytes.decode("utf-8"))
    os.chdir(spec["directory"])
    os.environ.clear()
    os.environ.update(spec["environment"])
    sys.argv[:] = spec["arguments"]
    _host.set_hang_hook(tell_where_threads_wait)
    _host.begin(spec["id"], spec["port"], spec["start"], spec["real_time"])
    _host.set_horizon(spec["start"] + spec["horizon"])
    _handlers_before.update(signal_handlers())
    if spec["starts_interpreters"]:
        start_nursery(spec)
    play(spec["steps"], spec)
    emit("done")
    flush()
    # Not sys.exit: a worker lives on, so threads and exit handlers of the plugin are no part of the scenario.
    os._exit(0)


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            pass


def end_child(steps, spec):
    play(steps, spec)
    emit("task-done")
    flush()
    os._exit(0)


def play(steps, spec):
    for step in steps:
        STEPS[step["do"]](step, spec)


def tell_where_threads_wait(kind, waits):
    frames = sys._current_frames()
    stacks = [frames_of(traceback.extract_stack(frame)) for frame in frames.values()]
    emit(kind, stacks=[stack for stack in stacks if stack])
    flush()


def frames_of(summary):
    """Frames below this driver, outermost first."""
    return [
        {"file": frame.filename, "line": frame.lineno, "function": frame.name}
        for frame in summary
        if "mwaa_gcp_driver" not in frame.filename
        and "importlib" not in frame.filename
    ]


def describe(error):
    """An exception as an event shows it; str() of a plugin's own exception may itself fail."""
    try:
        message = str(error)
    except Exception:
        message = "(its message cannot be shown)"
    description = {
        "type": type(error).__name__,
        "message": message[:2000],
        "frames": frames_of(traceback.extract_tb(error.__traceback__)),
    }
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        description["frames"].append({"file": error.filename, "line": error.lineno, "function": ""})
    if isinstance(error, ModuleNotFoundError) and error.name:
        description["missing_module"] = error.name
    return description


# -- Steps


def step_load(step, spec):
    """Imports the plugins folder by Airflow's own rules."""
    before = _host.now()
    emit("loading", loader=loader_name())
    folder = step["folder"]
    if folder not in sys.path:
        sys.path.append(folder)
    try:
        if loader_name():
            plugins, problems = load_with_airflow(folder, step)
        else:
            plugins, problems = load_with_stand_in(folder, step, spec)
    except BaseException as error:  # what escapes Airflow's loader ends the process that loads plugins
        emit("escaped", error=describe(error), seconds=_host.now() - before)
        flush()
        os._exit(0)
    emit("loaded", plugins=plugins, problems=problems, seconds=_host.now() - before)


def step_parse(step, spec):
    """Only what a grammar tells is seen: no module, no function, no f-string is looked into."""
    problems = []
    for path in plugin_files(step["folder"], step["ignore_syntax"]):
        with open(path, "rb") as file:
            source = file.read()
        try:
            ast.parse(source, path, feature_version=tuple(step["version"]))
        except (SyntaxError, ValueError) as error:
            problem = {"kind": "grammar", "file": os.path.relpath(path, step["folder"]), "error": describe(error)}
            problems.append(problem)
    emit("parsed", problems=problems)


def step_environment(step, spec):
    before = spec["environment"]
    after = dict(os.environ)
    emit(
        "environment",
        changed={name: value for name, value in after.items() if before.get(name) != value},
        removed=sorted(name for name in before if name not in after),
        socket_timeout=socket.getdefaulttimeout(),
        signals=[name for name, handler in signal_handlers().items() if handler != _handlers_before.get(name)],
    )


def signal_handlers():
    """What each signal that Airflow's processes use leads to; a number where it leads out of Python."""
    names = ("SIGALRM", "SIGCHLD", "SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2")
    return {name: repr(signal.getsignal(getattr(signal, name))) for name in names}


def step_sleep(step, spec):
    _host.advance(step["seconds"])


def step_fork(step, spec):
    """What a Celery worker does to start a task. The parent waits, as a pool of one would."""
    flush()
    before = _host.now()
    child = os.fork()
    if child == 0:
        emit("forked", seconds=_host.now() - before)
        end_child(step["steps"], spec)
    _, status = os.waitpid(child, 0)
    emit("task-ended", status=status)


STEPS = {
    "load": step_load,
    "parse": step_parse,
    "environment": step_environment,
    "sleep": step_sleep,
    "fork": step_fork,
}


def loader_name():
    """The real Airflow, by its version, if it was imported; nothing when the stand-in takes its place."""
    airflow = sys.modules["airflow"]
    return None if getattr(airflow, "__stand_in__", False) else "Airflow " + getattr(airflow, "__version__", "")


# -- Loading with a stand-in for airflow.plugins_manager


def install_stand_in():
    """The part of airflow.plugins_manager that plugins use, for a Python without Airflow."""
    manager = types.ModuleType("airflow.plugins_manager")
    manager.__stand_in__ = True

    class AirflowPlugin:
        name = None
        operators = []
        sensors = []
        hooks = []
        executors = []
        macros = []
        admin_views = []
        flask_blueprints = []
        menu_links = []
        appbuilder_views = []
        appbuilder_menu_items = []
        global_operator_extra_links = []
        operator_extra_links = []
        timetables = []
        listeners = []
        ti_deps = []
        priority_weight_strategies = []
        fastapi_apps = []
        fastapi_root_middlewares = []
        external_views = []
        react_apps = []
        source = None

        @classmethod
        def on_load(cls, *args, **kwargs):
            pass

    AirflowPlugin.__module__ = "airflow.plugins_manager"
    manager.AirflowPlugin = AirflowPlugin
    package = types.ModuleType("airflow")
    package.__path__ = []
    package.__stand_in__ = True
    package.plugins_manager = manager
    sys.modules["airflow"] = package
    sys.modules["airflow.plugins_manager"] = manager


def load_with_stand_in(folder, step, spec):
    """As airflow.plugins_manager does from 2.0.2 to 3.3: each *.py at any depth, under the bare stem of its name."""
    base = sys.modules["airflow.plugins_manager"].AirflowPlugin
    plugins, problems, names = [], [], {}
    for path in plugin_files(folder, step["ignore_syntax"]):
        stem = os.path.splitext(os.path.basename(path))[0]
        relative = os.path.relpath(path, folder)
        names.setdefault(stem, []).append(relative)
        note_shadowing(stem, folder, relative, problems)
        loader = importlib.machinery.SourceFileLoader(stem, path)
        loader.source_to_code = compiler(loader, spec["code"])
        module = importlib.util.module_from_spec(importlib.util.spec_from_loader(stem, loader))
        sys.modules[stem] = module
        try:
            loader.exec_module(module)
            for candidate in list(module.__dict__.values()):
                if isinstance(candidate, type) and issubclass(candidate, base) and candidate is not base:
                    if not candidate.name:
                        raise ValueError("Your plugin needs a name.")
                    plugins.append({"file": relative, "class": candidate.__name__, "name": str(candidate.name)})
        except Exception as error:
            problems.append({"kind": "import", "file": relative, "error": describe(error)})
    return plugins, problems + same_stems(names)


def compiler(loader, directory):
    """Compiles for a loader what no other process of this run has compiled. A worker's Python has `__pycache__` for that, but
    nothing may be written into the plugins folder."""
    compile_anew = loader.source_to_code

    def source_to_code(source, path, **options):
        name = hashlib.sha256(os.fsencode(path) + b"\0" + source).hexdigest()
        file = os.path.join(directory, name)
        try:
            with open(file, "rb") as known:
                return marshal.load(known)
        except OSError:
            pass
        code = compile_anew(source, path, **options)
        try:
            with open("%s-%d" % (file, os.getpid()), "xb") as new:
                marshal.dump(code, new)
            os.replace(new.name, file)
        except OSError:
            pass
        return code

    return source_to_code


def same_stems(names):
    return [
        {"kind": "same-stem", "file": files[-1], "files": files} for files in names.values() if len(files) > 1
    ]


def note_shadowing(stem, folder, relative, problems):
    try:
        found = importlib.util.find_spec(stem)
    except (ImportError, ValueError, AttributeError):
        return
    origin = getattr(found, "origin", None)
    if origin and not os.path.abspath(origin).startswith(os.path.abspath(folder) + os.sep):
        problems.append({"kind": "shadows", "file": relative, "module": stem, "origin": origin})


def plugin_files(folder, ignore_syntax):
    """Airflow walks in the order of the file system; sorted here, so that a run can be repeated."""
    ignored, seen = [], set()
    for directory, names, files in os.walk(folder, followlinks=True):
        names.sort()
        names[:] = [name for name in names if name != "__pycache__"]
        ignore_file = os.path.join(directory, ".airflowignore")
        if os.path.isfile(ignore_file):
            ignored.append((directory, ignore_patterns(ignore_file, ignore_syntax)))
        names[:] = [
            name for name in names if not is_ignored(os.path.join(directory, name), folder, ignored, ignore_syntax)
        ]
        for name in names:
            resolved = os.path.realpath(os.path.join(directory, name))
            if resolved in seen:  # as Airflow does, whether it is a circle of links or just two to one directory
                raise RuntimeError(
                    "Detected recursive loop when walking DAG directory %s: %s has appeared more than once."
                    % (folder, resolved)
                )
            seen.add(resolved)
        for name in sorted(files):
            path = os.path.join(directory, name)
            if name.endswith(".py") and os.path.isfile(path) and not is_ignored(path, folder, ignored, ignore_syntax):
                yield path


def ignore_patterns(path, syntax):
    """A line that is no regular expression is left out with a warning, as Airflow does."""
    with open(path, encoding="utf-8") as file:
        lines = [re.sub(r"\s*#.*", "", line.rstrip("\n")) for line in file]
    patterns = []
    for line in lines:
        if not line.strip():
            continue
        try:
            patterns.append(re.compile(line) if syntax == "regexp" else line)
        except re.error as error:
            logging.getLogger("airflow").warning("Ignoring invalid regex '%s' from %s: %s", line, path, error)
    return patterns


def is_ignored(path, folder, ignored, syntax):
    """Whether .airflowignore excludes it: regular expressions on the path below the plugins folder in Airflow 2, .gitignore
    globs in Airflow 3."""
    verdict = False
    for directory, patterns in ignored:
        if not path.startswith(directory + os.sep):
            continue
        relative = os.path.relpath(path, directory)
        for pattern in patterns:
            if syntax == "regexp":
                verdict = verdict or pattern.search(os.path.relpath(path, folder)) is not None
            else:
                negated = pattern.startswith("!")
                if glob_matches(pattern.lstrip("!"), relative, os.path.isdir(path)):
                    verdict = not negated
    return verdict


def glob_matches(pattern, relative, is_directory):
    if pattern.endswith("/"):
        if not is_directory:
            return False
        pattern = pattern[:-1]
    anchored = "/" in pattern
    pattern = pattern.lstrip("/")
    if anchored:
        return fnmatch.fnmatchcase(relative, pattern)
    return fnmatch.fnmatchcase(os.path.basename(relative), pattern)


# -- Loading with a real Airflow


class _ErrorCollector(logging.Handler):
    """Airflow keeps only the message of a plugin's exception; its log record has the traceback."""

    def __init__(self):
        super().__init__()
        self.errors = []

    def emit(self, record):
        if record.exc_info and record.exc_info[1] is not None:
            self.errors.append(record.exc_info[1])


def load_with_airflow(folder, step):
    from airflow import plugins_manager, settings

    settings.PLUGINS_FOLDER = folder
    collector = _ErrorCollector()
    logging.getLogger("airflow").addHandler(collector)
    problems, names = [], {}
    for path in plugin_files(folder, step["ignore_syntax"]):
        stem = os.path.splitext(os.path.basename(path))[0]
        names.setdefault(stem, []).append(os.path.relpath(path, folder))
        note_shadowing(stem, folder, os.path.relpath(path, folder), problems)
    problems += same_stems(names)
    if hasattr(plugins_manager, "ensure_plugins_loaded"):
        # A second import is another loader's: Airflow 3.2 has two.
        plugins_manager.plugins = None
        plugins_manager.ensure_plugins_loaded()
        found, errors = plugins_manager.plugins or [], plugins_manager.import_errors
    else:
        getattr(plugins_manager._get_plugins, "cache_clear", lambda: None)()
        found, errors = plugins_manager._get_plugins()
    for path, message in errors.items():
        matching = [error for error in collector.errors if str(error) == message]
        error = describe(matching[0]) if matching else {"type": "", "message": message, "frames": []}
        problems.append({"kind": "import", "file": os.path.relpath(path, folder), "error": error})
    plugins = []
    for plugin in found:
        origin = getattr(sys.modules.get(type(plugin).__module__ if not isinstance(plugin, type) else plugin.__module__),
                         "__file__", None)
        if origin and os.path.abspath(origin).startswith(os.path.abspath(folder) + os.sep):
            kind = plugin if isinstance(plugin, type) else type(plugin)
            plugins.append({"file": os.path.relpath(origin, folder), "class": kind.__name__, "name": str(plugin.name)})
    return plugins, problems
