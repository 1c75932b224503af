"""The door through which the real bleak comes: a target in, keyword arguments out."""

import ipaddress
from typing import Any


def bleak_arguments(target: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the keyword arguments for BleakScanner and for BleakClient.

    Parameters
    ----------
    target
        HCI port of a running simulator, as ``HOST:PORT``; the host is this machine.

    Raises
    ------
    ValueError
        If that is no such target.
    """
    hci = _checked(target)
    # Here and not above: bumble takes a third of a second to load.
    from tpsim.air.client import AirClient
    from tpsim.air.scanner import AirScanner

    return {"backend": AirScanner, "hci": hci}, {"backend": AirClient, "hci": hci}


def _checked(target: str) -> str:
    host, colon, port = target.rpartition(":")
    if not (colon and port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        raise ValueError(
            f"a simulator is found at HOST:PORT, such as 127.0.0.1:47300, not {target!r}"
        )
    if not is_loopback(host):
        raise ValueError(f"a simulator is unprotected and serves this machine only, not {host}")
    return target


def is_loopback(host: str) -> bool:
    """Tell whether this is a name of this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
