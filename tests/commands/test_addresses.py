"""Addresses: what is inside a private network is fetched only when asked for, also when a public page leads there."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from running import rows, sayso

PAGE = b"<html><head><title>Freed</title></head><body><p>EXERCISE. They were freed on Thursday, the army said.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Gives one page and remembers who asked."""

    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Handler.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_a_private_address_is_not_fetched_unless_asked_for(server: str, tmp_path: Path) -> None:
    refused = sayso("add", f"{server}/a", "-l", tmp_path / "l", "--jobs", 1)
    assert refused.returncode == 1 and f"failed: {server}/a: " in refused.stderr and "loopback" in refused.stderr
    assert Handler.asked == []
    taken = sayso("add", f"{server}/a", "-l", tmp_path / "l", "--jobs", 1, "--allow-private")
    assert taken.returncode == 0 and Handler.asked == ["/a"]
    (row,) = rows("reports", tmp_path / "l")
    assert row["url"] == f"{server}/a" and row["media_type"] == "text/html" and row["title"] == "Freed"


def test_other_kinds_of_address_are_refused(tmp_path: Path) -> None:
    done = sayso(
        "add", "ftp://example.org/a", "http://10.0.0.1/", "http://[::1]/", "-l", tmp_path / "l", "--timeout", 5
    )
    assert done.returncode == 1 and done.stderr.count("failed: ") == 3


# Runs in a network of its own, where this process is a server with a public address.
PUBLIC = """
import json, socket, struct, subprocess, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PUBLIC = "9.9.9.9"
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
subprocess.run(["ip", "address", "add", PUBLIC + "/32", "dev", "lo"], check=True)
asked = []

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append(self.path)
        self.send_response(302 if self.path == "/go" else 200)
        body = b"<html><body><p>EXERCISE. They were freed on Thursday.</p></body></html>"
        self.send_header("Location", f"http://127.0.0.1:{port}/secret")
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass

server = ThreadingHTTPServer(("", 0), Handler)
port = server.server_port
threading.Thread(target=server.serve_forever, daemon=True).start()
out = {}
for name in ("open", "go"):
    done = subprocess.run([*json.loads(sys.argv[1]), "add", f"http://{PUBLIC}:{port}/{name}", "-l", sys.argv[2], "--jobs", "1"], capture_output=True, text=True)
    out[name] = [done.returncode, done.stderr, list(asked)]
    asked.clear()
print(json.dumps(out))
"""


def test_a_public_page_that_leads_to_a_private_address_is_not_followed(tmp_path: Path) -> None:
    ready = subprocess.run(["unshare", "-rn", "ip", "link", "set", "lo", "up"], capture_output=True, check=False)
    if ready.returncode:
        pytest.skip("no network of its own can be made here (unshare -rn, ip)")
    script = ["unshare", "-rn", sys.executable, "-c", PUBLIC]
    done = subprocess.run(
        [*script, json.dumps([sys.executable, "-m", "sayso.cli"]), tmp_path / "l"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    out = json.loads(done.stdout)
    code, said, asked = out["open"]
    assert (code, asked) == (0, ["/open"]), said
    code, said, asked = out["go"]
    assert code == 1 and asked == ["/go"] and "loopback" in said and "Traceback" not in said
