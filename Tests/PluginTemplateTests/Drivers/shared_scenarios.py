"""What both templates promise about the endpoint. `fetch` makes the plugin ask it; a plugin that may not raises."""

import json
import os
import socket
import tempfile
import time


def fetch(world):
    module = world.module = getattr(world, "module", None) or world.load()
    return module._fetch(module._BUDGET, 3)


def refusal(world):
    module = world.module = getattr(world, "module", None) or world.load()
    world.sleeps.clear()
    world.requests.clear()
    try:
        module._fetch(module._BUDGET, 3)
    except module._Refused as error:
        return str(error)
    raise AssertionError("was not refused")


def scenario_google_variables_are_set_whatever_the_endpoint_does(world):
    world.answers = [404]
    world.load()
    assert os.environ["GOOGLE_CLOUD_PROJECT"] == "my-project"
    assert os.environ["GOOGLE_APPLICATION_CREDENTIALS"] == "/dags/config.json"


def scenario_is_quiet_where_no_variable_names_an_endpoint(world):
    del os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"]
    os.environ["AWS_ACCESS_KEY_ID"] = "dummy"
    os.environ["GOOGLE_CLOUD_PROJECT"] = "theirs"
    before = dict(os.environ)
    world.load()
    assert dict(os.environ) == before
    assert world.requests == [] and len(world.warnings()) == 1, world.warnings()


def scenario_retries_what_may_pass(world):
    fetch(world)
    world.requests.clear()
    world.answers = [429, 503, 200]
    assert fetch(world) and (len(world.requests), world.sleeps) == (3, [1, 2])
    world.answers = [500]
    assert "500" in refusal(world)
    assert (len(world.requests), world.sleeps) == (3, [1, 2])


def scenario_does_not_retry_what_will_not(world):
    for status in (400, 404, 301, 302, 307, 204):
        world.answers = [status]
        assert str(status) in refusal(world)
        assert (len(world.requests), world.sleeps) == (1, [])


def scenario_retries_lost_connections(world):
    def cut(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "500")
        handler.end_headers()
        handler.wfile.write(b'{"AccessKeyId"')

    def reset(handler):
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        handler.connection.close()

    for answer in (cut, reset, lambda handler: None):
        world.answers = [answer]
        refusal(world)
        assert len(world.requests) == 3, len(world.requests)


def scenario_refuses_bad_answers(world):
    good = world.issue()
    bodies = [b"", b"<html>", b"[]", b"null", b"3", b'{"AccessKeyId": ', b"[" * 60000, b"\xff\xfe{}", b"1" * 5000]
    for name in ("AccessKeyId", "SecretAccessKey", "Token", "Expiration"):
        for value in (None, "", 7, ["x"], "a\nb", "a\n", "a\rb", "a\0b", "a b", "\u00e9"):
            bodies.append(dict(good, **{name: value}))
        bodies.append({key: value for key, value in good.items() if key != name})
    dates = ("2020-01-01T00:00:00Z", "tomorrow", "2099-13-01T00:00:00Z", "2099-01-01T00:00:00", "20990101T000000Z")
    for value in dates:
        bodies.append(dict(good, Expiration=value))
    for body in bodies:
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        world.answers = [lambda handler: world.send(handler, body)]
        refusal(world)
        assert len(world.requests) == 1, body
    world.warnings()


def scenario_reads_dates_as_they_come(world):
    good = world.issue()
    module = world.module = world.load()
    for text, seconds in (
        ("2100-01-01T00:00:00Z", 0),
        ("2100-01-01T00:00:00.123456789Z", 0),
        ("2100-01-01T01:30:00+01:30", 0),
        ("2099-12-31T23:00:00-01:00", 0),
        ("2100-01-01T00:00:59+00:00", 59),
    ):
        found = module._read(json.dumps(dict(good, Expiration=text)).encode())
        assert found.expires == 4102444800 + seconds, (text, found.expires)


def scenario_reads_no_more_than_it_must(world):
    def huge(handler):
        world.send(handler, b" " * 10000000)

    def claims_to_be_huge(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(1 << 40))
        handler.end_headers()
        handler.wfile.write(b" " * 100000)

    def headers(handler):
        handler.send_response(200)
        for number in range(90):
            handler.send_header("X-%d" % number, "x" * 2000)
        handler.end_headers()

    def chunks(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n" + b" " * 200000)

    for answer in (huge, claims_to_be_huge, headers, chunks):
        world.answers = [answer]
        assert "too long" in refusal(world), answer
        assert len(world.requests) == 1


def scenario_is_bounded_when_an_answer_drips(world):
    def drip(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(1000):
            handler.wfile.write(b"x")
            world.real_sleep(0.05)

    module = world.module = world.load()
    assert 3 * world.patience + 1 + 2 <= module._BUDGET < 20
    module._PATIENCE = 0.3
    world.answers = [drip]
    began = time.monotonic()
    try:
        module._fetch(0.5, 3)
    except module._Refused:
        pass
    assert world.sleeps == [], "there was no time for another attempt"
    assert 0.29 < time.monotonic() - began < 20, "it took as long as the answer"


def scenario_sees_no_proxy(world):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        os.environ[name] = "http://127.0.0.1:9"
    assert fetch(world)


def scenario_sends_the_token(world):
    def sent():
        world.requests.clear()
        fetch(world)
        target, headers = world.requests[0]
        assert target == "/v2/credentials/a-secret-path" and headers["Accept"] == "application/json"
        assert headers["Host"] == "127.0.0.1:%d" % world.port
        return headers.get("Authorization")

    def write(file, text):
        file.seek(0)
        file.truncate()
        file.write(text)
        file.flush()

    fetch(world)
    assert sent() is None
    os.environ["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "hidden plain"
    assert sent() == "hidden plain"
    with tempfile.NamedTemporaryFile("w") as file:
        os.environ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = file.name
        for text in ("hidden-1", "hidden-22"):
            write(file, text)
            assert sent() == text
        for text in ("hidden\n", "hidden\r\nX: y", "hidden\u00e9"):
            write(file, text)
            assert "header" in refusal(world) and world.requests == []
    assert "cannot be read" in refusal(world) and world.requests == []
    world.warnings()


def scenario_asks_only_where_it_may(world):
    def reached(full=None, relative=None):
        for name, value in (("FULL", full), ("RELATIVE", relative)):
            os.environ.pop("AWS_CONTAINER_CREDENTIALS_%s_URI" % name, None)
            if value is not None:
                os.environ["AWS_CONTAINER_CREDENTIALS_%s_URI" % name] = value
        try:
            return module._locate()
        except module._Refused as error:
            assert "hidden" not in str(error)
            return None

    module = world.load()
    assert reached(relative="/v2/x?id=1") == ("http", "169.254.170.2", 80, "169.254.170.2", "/v2/x?id=1")
    assert reached("http://localhost/b", "/a")[4] == "/a"
    assert reached("http://localhost:8080/b", "") == ("http", "localhost", 8080, "localhost:8080", "/b")
    assert reached("http://[fd00:ec2::23]/v1/c#f") == ("http", "fd00:ec2::23", 80, "[fd00:ec2::23]", "/v1/c")
    assert reached("https://example.com")[2:] == (443, "example.com", "/")
    assert reached("http://user:hidden@127.0.0.1/")[1:4] == ("127.0.0.1", 80, "127.0.0.1")
    for allowed in ("http://169.254.170.23/v1/c", "http://127.3.2.1/", "http://[::1]:99/", "HTTP://LOCALHOST/"):
        assert reached(allowed), allowed
    for forbidden in (
        "http://example.com/hidden",
        "http://169.254.169.254/hidden",
        "http://127.0.0.1.example.com/",
        "http://127.0.0.1@example.com/",
        "http://0x7f000001/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "127.0.0.1/hidden",
        "http://[::1/",
        "http://127.0.0.1:hidden/",
        "http://127.0.0.1:99999/",
        "http:///hidden",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/a\r\nX: hidden",
        "http://127.0.0.1/\u00e9",
    ):
        assert reached(forbidden) is None, forbidden
    relatives = ("v2/hidden", "3/hidden", "@example.com/", ".example.com/", ":80@example.com/", "/a b", "/a\nX: hidden")
    for forbidden in relatives:
        assert reached(None, forbidden) is None, forbidden


def scenario_shows_no_secret(world):
    found = fetch(world)
    for text in (repr(found), str(found), "%r" % [found]):
        assert "hidden" not in text, text
