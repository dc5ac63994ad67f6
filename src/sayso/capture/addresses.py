"""Which addresses of the internet may be fetched, and a connection to the very address that was checked.

A page can name, or redirect to, something inside the network of whoever fetches it. A name is therefore resolved once,
all its addresses are checked, and the connection goes to one of these: a second answer of the name server has no say.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from sayso.capture.items import Refused

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")


class Deadline:
    """A moment by which all must be done."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, error: type[Exception] = httpcore.ReadTimeout) -> float:
        """The seconds that are left.

        Raises:
            the given error: there are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise error
        return left


def private(address: Address) -> str | None:
    """What kind of address it is, if it is not one of the public internet (``"a loopback address"``), else None."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return private(inner)
        if address in _LOCAL_NAT64 or address.is_site_local:
            return "a private address"
    for is_it, kind in (
        (address.is_loopback, "a loopback address"),
        (address.is_link_local, "a link-local address"),
        (address.is_multicast, "a multicast address"),
        (address.is_unspecified, "no address of a server"),
        (address.is_private, "a private address"),
        (address.is_reserved, "a reserved address"),
        (not address.is_global, "not a public address"),
    ):
        if is_it:
            return kind
    return None


def resolve(host: str, port: int, deadline: Deadline) -> list[Address]:
    """The addresses of a name, or of a number in any notation that the system understands (``2130706433``, ``0177.1``).

    Raises:
        Refused: the name is not known, or the name server does not answer in time.
    """
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([str(entry[4][0]) for entry in found])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    # the system's resolver knows no time-out, so it may be left behind
    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left(httpcore.ConnectTimeout))
    except queue.Empty:
        raise httpcore.ConnectTimeout from None
    if isinstance(answer, Exception):
        raise Refused(f"The server {host} is not known: check the address and the network.")
    return [ipaddress.ip_address(text) for text in dict.fromkeys(answer)]


class CheckedBackend(httpcore.NetworkBackend):
    """Connects only to addresses that were checked, and keeps one deadline for everything."""

    def __init__(self, deadline: Deadline, allow_private: bool) -> None:
        self._deadline, self._allow_private = deadline, allow_private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a host.

        Raises:
            Refused: one of its addresses is not public, or its name is not known.
            httpcore.ConnectError, httpcore.ConnectTimeout: as usual.
        """
        addresses = resolve(host, port, self._deadline)
        for address in addresses:
            kind = private(address)
            if kind and not self._allow_private:
                where = host if host == str(address) else f"{host} ({address})"
                raise Refused(f"{where} is {kind}, which is not fetched: allow private addresses if you mean it.")
        error: Exception = httpcore.ConnectError(f"no address for {host}")
        for tried, address in enumerate(addresses):
            share = self._deadline.left(httpcore.ConnectTimeout) / (len(addresses) - tried)
            try:
                stream = self._inner.connect_tcp(str(address), port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
            else:
                return _Stream(stream, self._deadline)
        raise error


class _Stream(httpcore.NetworkStream):
    """A connection whose every step takes at most what is left of the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
