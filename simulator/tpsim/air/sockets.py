"""Two neighbouring loopback ports: one for HCI, the next for control."""

import os
import socket
from typing import Final

HOST: Final = "127.0.0.1"

ATTEMPTS: Final = 50
"""How many free ports are tried for one whose neighbour is free as well."""


def bind_pair(port: int) -> tuple[socket.socket, socket.socket]:
    """Return two listening sockets on `port` and the next; 0 picks a free pair.

    Raises
    ------
    OSError
        If the ports that were asked for are taken, or no pair was found; the text says which.
    """
    if port:
        return _pair_at(port)
    for _ in range(ATTEMPTS - 1):
        try:
            return _pair_at(0)
        except (OSError, OverflowError):
            continue
    return _pair_at(0)


def _pair_at(port: int) -> tuple[socket.socket, socket.socket]:
    first = _listening(port)
    try:
        return first, _listening(first.getsockname()[1] + 1)
    except BaseException:
        first.close()
        raise


def _listening(port: int) -> socket.socket:
    try:
        server = socket.create_server((HOST, port))
    except OSError as error:
        text = os.strerror(error.errno) if error.errno else str(error)
        raise OSError(f"Port {port}: {text}. --port 0 takes any free pair.") from error
    # Accepted sockets inherit this. Without it each HCI command costs 40 ms: asyncio turns the
    # delay off only where a socket names its protocol, and create_server leaves that open.
    server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return server
