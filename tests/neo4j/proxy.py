"""A wire between a client and a server that can be cut at a chosen moment."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""Bolt's COMMIT: a chunk of two bytes, a structure without fields and its tag, and the end of the message."""


class Proxy:
    """Passes bytes on until ``cut(sent)`` says so, with what the client has just sent; that is still passed on.

    With ``for_good`` no one can connect any more; else only the connection breaks.
    """

    def __init__(self, uri: str, cut: Callable[[bytes], bool], *, for_good: bool = False) -> None:
        address = urlsplit(uri)
        self._server = (address.hostname, address.port)
        self._cut = cut
        self._for_good = for_good
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self.cuts = 0
        self.uri = f"bolt://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        _close(self._listener)
        for thread in self._threads:
            thread.join(10)

    def _start(self, work: Callable[..., None], *arguments: socket.socket) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                self._start(self._pass_on, client, server)
                self._start(_copy, server, client)

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(1 << 16):
                if self._cut(data):
                    self._break(client)
                    server.sendall(data)
                    break
                server.sendall(data)
        with suppress(OSError):
            server.shutdown(socket.SHUT_WR)  # the server finishes what it was told; then _copy ends

    def _break(self, client: socket.socket) -> None:
        """Let the client go before the server hears its last words, so that the answer finds no one."""
        self.cuts += 1
        if self._for_good:
            _close(self._listener)
        _close(client)


def _copy(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(1 << 16):
            sink.sendall(data)
    _close(source)
    _close(sink)


def _close(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
