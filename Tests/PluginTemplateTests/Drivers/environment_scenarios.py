import json
import os
import sys
import threading
import time

from harness import AWS, main
from shared_scenarios import *  # noqa: F403

MARK = "MWAA_GCP_EXPORTED_KEY_ID"


def exporter():
    return vars(sys)["_mwaa_gcp_exporter"]


def pass_by(world, seconds):
    """Time goes by, then the plugin's thread wakes."""
    world.offset += seconds
    exporter().refresh()
    exporter().report()


def scenario_exports_and_says_nothing(world):
    world.load()
    assert world.exported() == 1 and os.environ[MARK] == "ASIA1"
    assert world.warnings() == []


def scenario_logs_one_line_when_the_endpoint_fails(world):
    world.answers = [404]
    world.load()
    assert world.exported() is None
    assert len(world.warnings()) == 1 and "404" in world.warnings()[0]


def scenario_renews_before_expiry(world):
    world.load()
    pass_by(world, 5 * 3600)
    assert world.exported() == 1
    pass_by(world, 2700 + 1)
    assert world.exported() == 2


def scenario_wakes_in_time(world):
    world.load()
    assert exporter().pause() == 3600
    world.offset = 5 * 3600
    assert 2690 <= exporter().pause() <= 2700
    world.offset = 6 * 3600 - 600
    assert exporter().pause() == 60
    world.offset = 6 * 3600 - 20
    assert 10 < exporter().pause() <= 20
    world.offset = 6 * 3600
    assert exporter().pause() == 5


def scenario_removes_what_has_expired_and_brings_it_back(world):
    world.load()
    world.answers = [503]
    pass_by(world, 6 * 3600 - 60)
    assert world.exported() == 1 and "will expire at" in world.warnings()[0]
    pass_by(world, 61)
    assert world.exported() is None and MARK not in os.environ
    pauses = []
    for _ in range(8):
        pauses.append(exporter().pause())
        pass_by(world, 300)
    assert pauses == [20, 40, 80, 160, 300, 300, 300, 300], pauses
    assert len(world.warnings()) == 1
    world.answers = [200]
    pass_by(world, 1)
    assert world.exported() == 2
    assert "exported again" in world.log.getvalue()


def scenario_a_second_import_changes_nothing(world):
    world.load()
    world.load("env_var_plugin")
    world.load("another_name")
    assert (world.exported(), len(world.requests)) == (1, 1)


    def check():
        assert [thread.name for thread in threading.enumerate()].count("env_var_plugin") == 1

    check()
    world.in_child(check)


def scenario_imports_at_the_same_time_ask_once(world):
    def slow(handler):
        world.real_sleep(0.1)
        world.answers[:] = [200]
        world.send(handler, json.dumps(world.issue()).encode())

    world.answers = [slow]
    threads = [world.start(lambda name=name: world.load(name)) for name in ("a", "b", "c", "d")]
    for thread in threads:
        thread.join()
    assert (world.exported(), len(world.requests)) == (1, 1)


def scenario_leaves_keys_of_others_alone(world):
    os.environ.update(AWS_ACCESS_KEY_ID="theirs", AWS_SECRET_ACCESS_KEY="x", AWS_SECURITY_TOKEN="y")
    before = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    world.load()
    pass_by(world, 7 * 3600)
    assert {name: value for name, value in os.environ.items() if name.startswith("AWS_")} == before
    assert world.requests == [] and len(world.warnings()) == 1
    assert os.environ["GOOGLE_CLOUD_PROJECT"] == "my-project"


def scenario_steps_back_for_keys_that_come_later(world):
    world.load()
    os.environ.update(AWS_ACCESS_KEY_ID="theirs", AWS_SECRET_ACCESS_KEY="x")
    pass_by(world, 60)
    assert [os.environ.get(name) for name in AWS] == ["theirs", "x", None, None]
    for name in AWS:
        os.environ.pop(name, None)
    pass_by(world, 60)
    assert world.exported() == 1


def scenario_drops_a_token_that_boto3_would_read_first(world):
    os.environ["AWS_SECURITY_TOKEN"] = "stale"
    os.environ["AWS_SESSION_TOKEN"] = "stale"
    world.load()
    assert world.exported() == 1 and "AWS_SECURITY_TOKEN" not in os.environ


def in_new_interpreter(world, life):
    """What a task in a new interpreter inherits from a worker that has this plugin."""
    world.life = life
    answer = world.issue()
    names = ("AccessKeyId", "SecretAccessKey", "Token", "Expiration")
    os.environ.update(zip(AWS, (answer[name] for name in names)))
    os.environ[MARK] = answer["AccessKeyId"]
    world.life = 6 * 3600


def scenario_renews_what_a_worker_exported(world):
    in_new_interpreter(world, 3600)
    world.load()
    assert world.exported() == 2


def scenario_keeps_what_a_worker_exported_while_it_is_good(world):
    in_new_interpreter(world, 3600)
    world.answers = [404]
    world.load()
    assert world.exported() == 1
    pass_by(world, 3601)
    assert world.exported() is None


def scenario_removes_what_a_worker_exported_when_it_has_expired(world):
    in_new_interpreter(world, -60)
    world.answers = [404]
    world.load()
    assert world.exported() is None and MARK not in os.environ


def scenario_removes_what_a_worker_exported_when_it_is_not_whole(world):
    in_new_interpreter(world, 3600)
    del os.environ["AWS_SESSION_TOKEN"]
    world.answers = [404]
    world.load()
    assert [os.environ.get(name) for name in AWS] == [None] * 4


def scenario_a_fork_costs_nothing_while_credentials_are_fresh(world):
    world.load()

    def check():
        assert world.exported() == 1
        assert [thread.name for thread in threading.enumerate()].count("env_var_plugin") == 1

    world.in_child(check)
    assert len(world.requests) == 1


def scenario_a_forked_child_renews_what_is_old(world):
    world.load()
    world.offset = 6 * 3600
    issued = []

    def check():
        issued.append(world.exported())
        assert world.exported() == 2, world.exported()

    world.in_child(check)
    assert world.exported() == 1


def scenario_a_fork_is_quick_when_the_endpoint_is_silent(world):
    module = world.load()
    assert world.fork_budget <= 1.5
    module._FORK_BUDGET = 0.2
    world.offset = 6 * 3600
    world.answers = [lambda handler: world.real_sleep(60)]

    def check():
        assert world.exported() is None

    began = time.monotonic()
    world.in_child(check)
    assert 0.19 < time.monotonic() - began < 10, "it was as patient as an import"


def scenario_a_fork_does_not_wait_for_a_lock_of_its_parent(world):
    world.load()
    assert exporter().lock.acquire()
    world.offset = 6 * 3600

    def check():
        assert exporter().lock.acquire(False) and world.exported() == 2

    world.in_child(check)


def scenario_a_forked_child_knows_its_own_half_of_a_change(world):
    world.load()
    os.environ[MARK] = "ASIA0"
    world.offset = 6 * 3600

    def check():
        assert world.exported() == 2

    world.in_child(check)


def scenario_a_forked_child_reports_for_itself(world):
    world.answers = [404]
    world.load()

    def check():
        for _ in range(1000):
            if len(world.warnings()) == 2:
                return
            world.real_sleep(0.02)
        raise AssertionError("a task's own log says nothing")

    world.in_child(check)


def scenario_survives_any_exception(world):
    def fail(*_):
        raise ArithmeticError("hidden")

    world.load()._ask = fail
    pass_by(world, 6 * 3600)
    assert world.exported() is None and "ArithmeticError" in world.warnings()[0]


def scenario_two_threads_publish_the_newest(world):
    module = world.load()
    export = exporter().export

    def overtaken(credentials):
        if credentials.key_id == "ASIA1":
            exporter().newest = module._fetch(1, 1)
            export(exporter().newest)
        export(credentials)

    exporter().export = overtaken
    exporter().publish()
    assert world.exported() == 2


def scenario_a_forked_child_mends_a_set_that_is_not_whole(world):
    world.load()
    os.environ["AWS_SESSION_TOKEN"] = "of another set"
    del os.environ["AWS_CREDENTIAL_EXPIRATION"]

    def check():
        assert world.exported() == 1

    world.in_child(check)


if __name__ == "__main__":
    main(globals())
