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
        self.cuts = 0
        self.uri = f"bolt://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        _close(self._listener)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                threading.Thread(target=self._pass_on, args=(client, server), daemon=True).start()
                threading.Thread(target=_copy, args=(server, client), daemon=True).start()

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(1 << 16):
                cut = self._cut(data)
                if cut:
                    self.cuts += 1
                    if self._for_good:
                        _close(self._listener)
                    _close(client)  # before the server hears of it, so that its answer finds no one
                server.sendall(data)
                if cut:
                    break
        _drain(server)


def _copy(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(1 << 16):
            sink.sendall(data)
    _close(sink)


def _drain(server: socket.socket) -> None:
    """Let the server finish what it was told before the connection goes."""
    with suppress(OSError):
        server.shutdown(socket.SHUT_WR)


def _close(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
