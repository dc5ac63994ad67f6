"""Addresses, against a real server on this machine, and what may not be fetched."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from sayso.capture import Captured, Failed, capture, count
from sayso.capture.addresses import private

PAGE = b"<html><head><title>Freed</title></head><body><p>They were freed on Thursday, the army said.</p></body></html>"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Handler(BaseHTTPRequestHandler):
    answers: dict[str, Answer] = {}  # noqa: RUF012
    seen: list[tuple[str, str]] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.seen.append((self.path, self.headers["Host"]))
        answer = self.answers.get(self.path.split("?")[0], send(b"gone", status=404))
        with suppress(OSError):  # the other side has had enough
            answer(self)

    def log_message(self, *_: Any) -> None:
        pass


def send(body: bytes, kind: str | None = "text/html", status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if kind:
            handler.send_header("Content-Type", kind)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirect(where: str, status: int = 302) -> Answer:
    return send(b"", status=status, Location=where)


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with running() as number:
        yield number


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    Handler.answers.clear()
    Handler.seen.clear()
    yield


def get(url: str, **options: Any) -> Captured | Failed:
    (item,) = capture([url], **{"allow_private": True, "timeout": 5.0, **options})
    return item


def reason(url: str, **options: Any) -> str:
    item = get(url, **options)
    assert isinstance(item, Failed), item
    assert item.origin == url
    return item.reason


def test_a_page(port: int) -> None:
    Handler.answers["/2018/a"] = send(PAGE)
    url = f"http://127.0.0.1:{port}/2018/a?x=1#top"
    item = get(url)
    assert isinstance(item, Captured)
    assert item.report.text == "Freed\n\nThey were freed on Thursday, the army said."
    assert item.report.url == url.removesuffix("#top")
    assert (item.original, item.origin, item.report.media_type) == (PAGE, url, "text/html")
    assert Handler.seen == [("/2018/a?x=1", f"127.0.0.1:{port}")]
    assert count([url]) == 1


@pytest.mark.parametrize(
    ("kind", "path", "body", "text"),
    [
        ("text/plain; charset=windows-1252", "/a", b"caf\xe9\r\n", "caf\u00e9\r\n"),
        ("text/markdown", "/a", b"# They fled", "# They fled"),
        ("application/json", "/a", b'{"text": "They fled."}', "They fled."),
        ("application/x-ndjson", "/a", b'{"text": "They fled."}\n', "They fled."),
        ("text/csv", "/a", b"text\nThey fled.\n", "They fled."),
        ("text/plain", "/a.jsonl", b'{"text": "They fled."}\n', "They fled."),
        (None, "/a.txt", b"They fled.", "They fled."),
        (None, "/a", PAGE, "Freed\n\nThey were freed on Thursday, the army said."),
        ("application/xhtml+xml", "/a", PAGE, "Freed\n\nThey were freed on Thursday, the army said."),
    ],
)
def test_kinds(port: int, kind: str | None, path: str, body: bytes, text: str) -> None:
    Handler.answers[path] = send(body, kind)
    item = get(f"http://127.0.0.1:{port}{path}")
    assert isinstance(item, Captured), item
    assert item.report.text == text


def test_what_cannot_be_read(port: int) -> None:
    for kind, body in (("application/pdf", b"%PDF-"), ("image/png", b"\x89PNG"), ("application/octet-stream", b"\0\1")):
        Handler.answers["/a"] = send(body, kind)
        assert isinstance(get(f"http://127.0.0.1:{port}/a"), Failed)
    assert "application/pdf" in reason_of(port, send(b"%PDF-", "application/pdf"))
    assert "PDF" in reason_of(port, send(b"%PDF-1.4", "text/html"))
    assert "404" in reason(f"http://127.0.0.1:{port}/gone")
    assert "try again later" in reason_of(port, send(PAGE, status=500))
    assert "429" in reason_of(port, send(PAGE, status=429))
    assert "browser" in reason_of(port, send(PAGE, status=403))
    assert "204" in reason_of(port, send(b"", status=204))
    assert "302" in reason_of(port, send(b"", status=302))
    assert "no text" in reason_of(port, send(b"", "text/plain"))


def reason_of(port: int, answer: Answer, **options: Any) -> str:
    Handler.answers["/x"] = answer
    return reason(f"http://127.0.0.1:{port}/x", **options)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("gzip", gzip.compress(PAGE[:40]) + gzip.compress(PAGE[40:]) + b"\0\0"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
    ],
)
def test_packed_pages(port: int, coding: str, body: bytes) -> None:
    Handler.answers["/a"] = send(body, Content_Encoding=coding)
    item = get(f"http://127.0.0.1:{port}/a")
    assert isinstance(item, Captured), item
    assert item.original == PAGE


def test_packed_bombs_and_breakage(port: int) -> None:
    bomb = gzip.compress(b"\n" * 50_000_000)
    assert len(bomb) < 100_000
    tracemalloc.start()
    assert "1 MB" in reason_of(port, send(bomb, Content_Encoding="gzip"), limit=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000
    assert "cut off" in reason_of(port, send(gzip.compress(PAGE)[:-9], Content_Encoding="gzip"))
    assert "unpacked" in reason_of(port, send(b"nonsense", Content_Encoding="gzip"))
    assert "br" in reason_of(port, send(b"nonsense", Content_Encoding="br"))
    assert "broke off" in reason_of(port, send(PAGE, Content_Length="5000"))


def test_pages_over_the_limit(port: int) -> None:
    assert "1 kB" in reason_of(port, send(b"x" * 1001, "text/plain"), limit=1000)

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65536)

    assert "1 MB" in reason_of(port, endless, limit=1_000_000)


def test_redirects(port: int) -> None:
    base = f"http://127.0.0.1:{port}"
    Handler.answers.update({"/a": redirect("b?q=1"), "/b": redirect(f"{base}/c", 308), "/c": send(PAGE)})
    item = get(f"{base}/a")
    assert isinstance(item, Captured)
    assert item.report.url == f"{base}/c"
    assert f"{base}/a" in item.report.notes[0]
    Handler.answers["/loop"] = redirect("/loop")
    assert "more than 10 times" in reason(f"{base}/loop")
    assert len([path for path, _ in Handler.seen if path == "/loop"]) == 11
    for where in ("file:///etc/passwd", "ftp://example.org/", "http://u:p@127.0.0.1/", "http://[::1"):
        Handler.answers["/away"] = redirect(where)
        assert "Redirects to" in reason(f"{base}/away"), where


def test_slow_servers(port: int) -> None:
    def drop_by_drop(head: bool) -> Answer:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            if not head:
                handler.send_response(200)
                handler.send_header("Content-Type", "text/plain")
                handler.end_headers()
            else:
                handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            for _ in range(200):  # never silent for long: only a total deadline ends it
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.05)

        return answer

    for answer in (drop_by_drop(True), drop_by_drop(False), lambda handler: time.sleep(3)):
        start = time.monotonic()
        assert "took longer than 0.4 s" in reason_of(port, answer, timeout=0.4)
        assert time.monotonic() - start < 1.5


def test_servers_that_make_no_sense(port: int) -> None:
    assert "made no sense" in reason_of(port, lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n") and None)
    assert "broke off" in reason_of(port, lambda handler: None)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert "cannot be reached" in reason(f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert "cannot be reached" in reason(f"https://127.0.0.1:{port}/")
    assert "not known" in reason("http://no-such-host.invalid/")
    for bad in (
        "http://",
        "http:///a",
        "http://a b/",
        "http://[::1/",
        "http://exa\0mple.org/",
        "http://1.2.3.4:99999/",
    ):
        assert isinstance(get(bad), Failed), bad


# What may not be fetched


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "10.0.0.1", "172.16.0.1",
        "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "[::1]",
        "[::ffff:127.0.0.1]", "[::]", "[fe80::1]", "[fc00::1]", "[ff02::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "[::127.0.0.1]",
    ],
)  # fmt: skip
def test_addresses_inside_are_refused(port: int, host: str) -> None:
    Handler.answers["/"] = send(PAGE)
    said = reason(f"http://{host}:{port}/", allow_private=False)
    # some notations are no address at all to the parser or, without IPv6, to the system
    assert any(words in said for words in ("allow private addresses", "is no address", "not known"))
    assert Handler.seen == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433"])
def test_they_are_fetched_when_asked_for(port: int, host: str) -> None:
    Handler.answers["/"] = send(PAGE)
    assert isinstance(get(f"http://{host}:{port}/"), Captured)


def test_which_addresses_are_public() -> None:
    for text in ("8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"):
        assert private(ipaddress.ip_address(text)) is None, text
    for text in (
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.9",
        "2001:db8::1",
        "fec0::1",
        "64:ff9b:1::1",
        "2001::1",
        "100::1",
    ):
        assert private(ipaddress.ip_address(text)) is not None, text


def names(monkeypatch: pytest.MonkeyPatch, table: dict[str, list[str]]) -> list[str]:
    """Answer for a few names as a hostile name server would: one answer after the other. Gives the questions asked."""
    real = socket.getaddrinfo
    asked: list[str] = []

    def answer(host: Any, port: Any, *args: Any, **options: Any) -> Any:
        if host in table:
            asked.append(host)
            found = table[host].pop(0) if len(table[host]) > 1 else table[host][0]
            return [entry for text in found.split() for entry in real(text, port, *args, **options)]
        return real(host, port, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_names_that_lead_inside_are_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, {"inside.example": ["127.0.0.1"], "mixed.example": ["8.8.8.8 127.0.0.1"]})
    Handler.answers["/"] = send(PAGE)
    assert "127.0.0.1" in reason(f"http://inside.example:{port}/", allow_private=False)
    assert "127.0.0.1" in reason(f"http://mixed.example:{port}/", allow_private=False)
    assert Handler.seen == []


def test_a_redirect_inside_is_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first server passes for a public one; the second is what it leads to."""
    from sayso.capture import addresses

    monkeypatch.setattr(addresses, "private", lambda a: None if str(a) == "127.0.0.1" else private(a))
    Handler.answers["/a"] = redirect(f"http://127.0.0.2:{port}/b")
    said = reason(f"http://127.0.0.1:{port}/a", allow_private=False)
    assert "127.0.0.2 is a loopback address" in said
    assert [path for path, _ in Handler.seen] == ["/a"]


def test_the_address_that_was_checked_is_the_one_connected_to(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = names(monkeypatch, {"rebind.example": ["127.0.0.1", "127.0.0.9"]})
    Handler.answers["/"] = send(PAGE)
    item = get(f"http://rebind.example:{port}/")
    assert isinstance(item, Captured)
    assert asked == ["rebind.example"]
    assert Handler.seen == [("/", f"rebind.example:{port}")]
    assert item.report.url == f"http://rebind.example:{port}/"


def test_a_second_address_is_tried(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, {"two.example": ["::1 127.0.0.1"]})
    Handler.answers["/"] = send(PAGE)
    assert isinstance(get(f"http://two.example:{port}/"), Captured)


def test_a_slow_name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(2) or [])
    start = time.monotonic()
    assert "took longer" in reason("http://slow.example/", timeout=0.3)
    assert time.monotonic() - start < 1


def test_https_is_checked_against_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=press.example"]
    command += ["-addext", "subjectAltName=DNS:press.example", "-keyout", str(key), "-out", str(certificate)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("no openssl to make a certificate with")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    asked: list[str] = []
    tls.sni_callback = lambda _, name, __: asked.append(name)
    names(monkeypatch, {"press.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]})
    Handler.answers["/"] = send(PAGE)
    with running(tls) as port:
        assert "prove who it is" in reason(f"https://press.example:{port}/")  # nobody vouches for it yet
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert isinstance(get(f"https://press.example:{port}/"), Captured)
        assert "prove who it is" in reason(f"https://other.example:{port}/")
    assert asked == ["press.example", "press.example", "other.example"]
