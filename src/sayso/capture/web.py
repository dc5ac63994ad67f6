"""Fetch one address of the web, carefully."""

from __future__ import annotations

import http
import ssl
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message

import certifi
import httpcore
import httpx

from sayso.capture.addresses import CheckedBackend, Deadline
from sayso.capture.items import Refused, megabytes, too_big

_REDIRECTS = 10
_PIECE = 1 << 16
_HEADERS = [
    (b"User-Agent", b"Mozilla/5.0 (compatible; Sayso)"),
    (b"Accept", b"text/html, application/xhtml+xml, text/plain, text/markdown, application/json;q=0.9, */*;q=0.1"),
    (b"Accept-Encoding", b"gzip, deflate"),
]


@dataclass(frozen=True, slots=True)
class Page:
    """What a server gave: the bytes (unpacked), the address in the end, and what the server says of them."""

    data: bytes
    url: str
    media_type: str
    charset: str | None
    notes: tuple[str, ...]


def fetch(url: str, *, limit: int, timeout: float, allow_private: bool = False) -> Page:
    """Fetch an address. No cookies, no proxies, no scripts.

    Args:
        url: an ``http://`` or ``https://`` address.
        limit: the most bytes, counted after unpacking.
        timeout: the most seconds for all of it: names, redirects, reading.
        allow_private: whether addresses that are not of the public internet may be fetched.

    Returns:
        The page.

    Raises:
        Refused: it cannot be had, with why.
    """
    deadline = Deadline(timeout)
    target = _parsed(url)
    notes: tuple[str, ...] = ()
    backend = CheckedBackend(deadline, allow_private)
    try:
        with httpcore.ConnectionPool(ssl_context=_trust(), network_backend=backend) as pool:
            for _ in range(_REDIRECTS + 1):
                request = httpcore.URL(
                    scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path
                )
                headers = [*_HEADERS, (b"Host", target.netloc)]
                with pool.stream("GET", request, headers=headers) as response:
                    stated = _stated(response)
                    location = stated["location"]
                    if response.status not in (301, 302, 303, 307, 308) or not location:
                        return _page(response, stated, str(target), limit, notes)
                target = _parsed(location, target)
                notes = (f"Fetched as {url.strip()}, which led to {target}.",)
    except httpcore.TimeoutException:
        raise Refused(f"{target.host} took longer than {timeout:g} s: try again later, or raise the timeout.") from None
    except httpcore.ConnectError as error:
        if "CERTIFICATE" in str(error).upper():
            raise Refused(f"{target.host} cannot prove who it is ({error}): save it in a browser.") from None
        raise Refused(f"{target.host} cannot be reached ({error}): check the address and the network.") from None
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise Refused(f"{target.host} broke off or made no sense ({error}): try again later.") from None
    raise Refused(f"Redirects more than {_REDIRECTS} times: open it in a browser and save it.")


def _parsed(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """An address that can be fetched, without its fragment; ``base`` is the page that redirects to it."""
    told = f"Redirects to {url[:200]!r}, which" if base else "Its address"
    try:
        target = base.join(url) if base else httpx.URL(url.strip())
        target = target.copy_with(fragment=None)
        host = target.host
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused(f"{told} is no address ({error}): check it.") from None
    if target.scheme not in ("http", "https") or not host:
        raise Refused(f"{told} is not one of the web (http or https): download it and add the file.")
    if target.userinfo:
        raise Refused(f"{told} has a user name or password in it, which would be kept: take them out.")
    return target


def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())  # some systems have no certificates of their own
    return context


def _stated(response: httpcore.Response) -> Message:
    """The headers; of one that comes twice the first counts."""
    message = Message()
    for name, value in response.headers:
        if name.lower() in (b"location", b"content-type", b"content-length", b"content-encoding"):
            message[name.decode("ascii")] = value.decode("utf-8", "replace")
    return message


def _page(response: httpcore.Response, stated: Message, url: str, limit: int, notes: tuple[str, ...]) -> Page:
    if response.status != 200:
        raise Refused(_status(response.status))
    length = stated["content-length"] or ""
    if length.isdigit() and int(length) > limit:
        raise Refused(too_big(int(length), limit))
    coding = (stated["content-encoding"] or "identity").strip().lower()
    pieces: list[bytes] = []
    held = 0
    for piece in _unpacked(response.iter_stream(), coding):
        held += len(piece)
        if held > limit:
            raise Refused(f"Is bigger than {megabytes(limit)}, which one report may have: download it and split it.")
        pieces.append(piece)
    media_type = (stated["content-type"] or "").partition(";")[0].strip().lower()
    charset = stated.get_param("charset")
    return Page(b"".join(pieces), url, media_type, charset if isinstance(charset, str) else None, notes)


def _status(status: int) -> str:
    try:
        said = f"{status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        said = str(status)
    if status in (404, 410):
        return f"The server says {said}: check the address, or look for it in a web archive."
    if status in (401, 402, 403, 451):
        return f"The server says {said}: open it in a browser, save it, and add the file."
    if status == 429 or status >= 500:
        return f"The server says {said}: try again later."
    return f"The server says {said} and gives no page: check the address."


def _unpacked(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Undo the content coding, never more than 64 kB at a time: a few bytes may stand for gigabytes."""
    if coding == "identity":
        yield from chunks
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise Refused(f"Comes packed as {coding[:40]!r}, which was not asked for: open it in a browser and save it.")
    machine = zlib.decompressobj(wbits=47)  # gzip or zlib, by their first bytes
    begun = False
    try:
        for chunk in chunks:
            data = chunk
            while data:
                if machine.eof:  # another member may follow; anything else there is padding
                    if not data.startswith(b"\x1f\x8b"):
                        return
                    machine = zlib.decompressobj(wbits=47)
                try:
                    piece = machine.decompress(data, _PIECE)
                except zlib.error:
                    if begun or coding != "deflate":
                        raise
                    machine = zlib.decompressobj(wbits=-15)  # some servers leave the wrapper off
                    piece = machine.decompress(data, _PIECE)
                begun = True
                yield piece
                data = machine.unused_data if machine.eof else machine.unconsumed_tail
        while not machine.eof and (piece := machine.decompress(b"", _PIECE)):
            yield piece
    except zlib.error as error:
        raise Refused(f"Cannot be unpacked ({error}): try again later, or save it in a browser.") from None
    if begun and not machine.eof:
        raise Refused("Was cut off on the way: try again later.")
