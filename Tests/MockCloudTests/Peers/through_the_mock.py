"""Lets unmodified Python libraries reach a mock cloud: every connection goes to its port, behind a preamble.

What the sandbox does below libc is done here with the socket module alone, in real time.
"""
import itertools
import os
import socket
import threading
import time

_numbers = itertools.count(1)
_lock = threading.Lock()
_names = []
_real_connect = socket.socket.connect


class Control:
    """A control connection."""

    def __init__(self, port, scenario):
        self.socket = socket.socket()
        _real_connect(self.socket, ("127.0.0.1", port))
        self.socket.sendall(("MWAA-GCP/1 control %s %d\n" % (scenario, os.getpid())).encode())
        self.lines = self.socket.makefile("r")

    def ask(self, question):
        self.socket.sendall((question + "\n").encode())
        return self.lines.readline().strip()


def install(port, scenario):
    real_getaddrinfo = socket.getaddrinfo

    def getaddrinfo(host, service, *arguments, **options):
        if host[0].isdigit():
            return real_getaddrinfo(host, service, *arguments, **options)
        with _lock:
            if host not in _names:
                _names.append(host)
            sentinel = "198.18.0.%d" % (_names.index(host) + 1)
        return real_getaddrinfo(sentinel, service, *arguments, **options)

    def connect(self, address):
        host = address[0]
        if host.startswith("198.18.0."):
            host = _names[int(host.rsplit(".", 1)[1]) - 1]
        with _lock:
            number = next(_numbers)
            timeout = self.gettimeout()
            self.settimeout(None)
            _real_connect(self, ("127.0.0.1", port))
            preamble = "MWAA-GCP/1 connect %s %d %s %d %.9f\n" % (scenario, number, host, address[1], time.time())
            os.write(self.fileno(), preamble.encode())
            verdict = b""
            while not verdict.endswith(b"\n"):
                byte = os.read(self.fileno(), 1)
                if not byte:
                    break
                verdict += byte
            self.settimeout(timeout)
        if verdict != b"accept\n":
            raise ConnectionRefusedError("the mock says %r" % verdict)

    socket.getaddrinfo = getaddrinfo
    socket.socket.connect = connect
