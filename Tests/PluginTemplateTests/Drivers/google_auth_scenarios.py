import importlib
import os
import sys
import threading
import types

from harness import main
from shared_scenarios import *  # noqa: F403


class Found:
    """What google-auth has found by its own search."""

    def __init__(self, *values):
        self.values = values


def old_google_auth():
    """The part of google-auth before 2.29 that matters."""
    module = types.ModuleType("google.auth.aws")

    class Credentials:
        def _get_security_credentials(self, request, imdsv2_session_token=None):
            return "own search"

    module.Credentials = Credentials
    return module, lambda: Credentials()._get_security_credentials(None, imdsv2_session_token=None)


def new_google_auth():
    """The same from 2.29 on."""
    module = types.ModuleType("google.auth.aws")

    class _DefaultAwsSecurityCredentialsSupplier:
        def get_aws_security_credentials(self, context, request):
            return "own search"

    module._DefaultAwsSecurityCredentialsSupplier = _DefaultAwsSecurityCredentialsSupplier
    module.AwsSecurityCredentials = Found
    module.Credentials = object
    return module, lambda: _DefaultAwsSecurityCredentialsSupplier().get_aws_security_credentials(None, None)


class Installed:
    """Makes a module importable, and the packages that it is in."""

    def __init__(self, module):
        self.module = module
        sys.meta_path.append(self)
        for name in ("google", "google.auth", "google.auth.exceptions"):
            sys.modules[name] = types.ModuleType(name)
        sys.modules["google"].__path__ = sys.modules["google.auth"].__path__ = []
        sys.modules["google.auth"].exceptions = sys.modules["google.auth.exceptions"]
        sys.modules["google.auth.exceptions"].RefreshError = RuntimeError

    def find_spec(self, name, path, target=None):
        if name == "google.auth.aws":
            return importlib.util.spec_from_loader(name, self)

    def create_module(self, spec):
        return self.module

    def exec_module(self, module):
        module.ready = True


def both(check):
    """A scenario for the old and the new home of the method, each in a process of its own."""
    check.cases = (old_google_auth, new_google_auth)
    return check


def numbers(found):
    """Of the credentials that google-auth got, which must be one whole set."""
    key, secret, token = found.values if isinstance(found, Found) else (
        found["access_key_id"], found["secret_access_key"], found["security_token"])
    number = int(key.replace("ASIA", ""))
    assert (secret, token) == ("hidden/secret+%d" % number, "hidden/token+%d==" % number)
    return number


@both
def scenario_patches_what_is_imported_later(world, make):
    module, search = make()
    world.load()
    assert "google" not in sys.modules and world.requests == []
    loader = Installed(module)
    imported = importlib.import_module("google.auth.aws")
    assert imported.ready and imported.__loader__ is imported.__spec__.loader is loader
    assert numbers(search()) == 1 and numbers(search()) == 1


@both
def scenario_patches_what_has_been_imported(world, make):
    module, search = make()
    Installed(module)
    importlib.import_module("google.auth.aws")
    world.load()
    owner = getattr(module, "_DefaultAwsSecurityCredentialsSupplier", module.Credentials)
    patched = dict(vars(owner))
    world.load("another_name")
    assert dict(vars(owner)) == patched
    assert numbers(search()) == 1 and numbers(search()) == 1
    assert len(world.requests) == 1


@both
def scenario_exports_no_aws_variable(world, make):
    module, search = make()
    before = set(os.environ)
    Installed(module)
    importlib.import_module("google.auth.aws")
    world.load()
    search()
    assert set(os.environ) - before == {"GOOGLE_CLOUD_PROJECT", "GOOGLE_APPLICATION_CREDENTIALS"}


@both
def scenario_renews_before_expiry(world, make):
    module, search = make()
    ready(world, module)
    assert numbers(search()) == 1
    world.offset = 5 * 3600
    assert numbers(search()) == 1
    world.offset = 6 * 3600 - 800
    assert numbers(search()) == 2


@both
def scenario_keeps_what_is_good_while_the_endpoint_fails(world, make):
    module, search = make()
    ready(world, module)
    search()
    world.answers = [500]
    world.offset = 6 * 3600 - 800
    assert numbers(search()) == 1
    world.offset = 6 * 3600
    try:
        search()
        raise AssertionError("expired credentials were given out")
    except RuntimeError as error:
        assert "500" in str(error) and "hidden" not in str(error) and "a-secret-path" not in str(error)
    world.answers = [200]
    assert numbers(search()) == 2


@both
def scenario_threads_ask_once(world, make):
    module, search = make()
    ready(world, module)
    found = []
    threads = [world.start(lambda: found.append(numbers(search()))) for _ in range(8)]
    for thread in threads:
        thread.join()
    assert found == [1] * 8 and len(world.requests) == 1


@both
def scenario_a_forked_child_asks_for_itself(world, make):
    module, search = make()
    ready(world, module)
    search()
    world.in_child(lambda: numbers(search()) == 1 or sys.exit(1))
    world.offset = 6 * 3600
    vars(sys)["_mwaa_gcp_store"].lock.acquire()
    world.in_child(lambda: numbers(search()) == 2 or sys.exit(1))


@both
def scenario_steps_back_without_an_endpoint(world, make):
    module, search = make()
    ready(world, module)
    del os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"]
    assert search() == "own search"


def scenario_says_so_when_google_auth_is_unknown(world):
    Installed(types.ModuleType("google.auth.aws"))
    world.load()
    assert importlib.import_module("google.auth.aws").ready
    assert len(world.warnings()) == 1 and "unknown" in world.warnings()[0]


def scenario_patches_a_module_that_another_thread_is_importing(world):
    complete, search = new_google_auth()
    started, go_on = threading.Event(), threading.Event()

    class Slow(Installed):
        def exec_module(self, module):
            started.set()
            go_on.wait(5)
            vars(module).update(vars(complete))

    Slow(types.ModuleType("google.auth.aws"))
    importing = world.start(lambda: importlib.import_module("google.auth.aws"))
    started.wait(5)
    loading = world.start(world.load)
    world.real_sleep(0.05)
    go_on.set()
    importing.join()
    loading.join()
    assert numbers(search()) == 1


def ready(world, module):
    Installed(module)
    world.load()
    importlib.import_module("google.auth.aws")


if __name__ == "__main__":
    main(globals())
