"""Python packages for another Python than ours, from the project's own pins."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from dev import ROOT, SIGNS_OF_NO_NETWORK
from packaging.markers import Marker
from tests.bluez.debs import told

RUN: Final = ROOT / "requirements" / "run.txt"
TEST: Final = ROOT / "requirements" / "test.txt"
TESTING: Final = frozenset({"iniconfig", "pytest", "pytest-timeout"})
"""What the tests in there need beside what a session needs."""
OLDEST_GLIBC: Final = 5
"""Minor version of the C library that the oldest wheels are built for. Source: PEP 600."""


def install(into: Path, *, python: str, glibc_minor: int) -> None:
    """Install the pins for a Linux on x86-64 with this Python and C library."""
    pins = into.with_suffix(".txt")
    pins.write_text("\n".join(pins_for(python)) + "\n")
    platforms = [f"manylinux_2_{n}_x86_64" for n in range(glibc_minor, OLDEST_GLIBC - 1, -1)]
    platforms += ["manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"]
    _pip(
        *("--require-hashes", "--only-binary=:all:", "--requirement", str(pins)),
        *("--implementation", "cp", "--python-version", python),
        *(word for each in platforms for word in ("--platform", each)),
        into=into,
    )


def install_project(into: Path) -> None:
    """Install the project as it is now, as a person would."""
    _pip("--no-build-isolation", "--no-index", str(ROOT), into=into)


def pins_for(python: str) -> list[str]:
    """List the pins that count on another Python, without their conditions."""
    run = {name for name, _, _ in _pins(RUN.read_text())}
    where = _environment(python)
    return [
        pin
        for name, condition, pin in _pins(TEST.read_text())
        if name in run | TESTING and (not condition or Marker(condition).evaluate(where))
    ]


def _pins(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, condition and the pin with its hashes."""
    for line in text.replace("\\\n", " ").splitlines():
        if not re.match(r"[A-Za-z0-9]", line):
            continue
        wanted, *hashes = line.partition("    #")[0].split("--hash=")
        pin, _, condition = wanted.partition(";")
        name = pin.partition("==")[0].strip()
        yield name, condition.strip(), " --hash=".join([pin.strip(), *map(str.strip, hashes)])


def _environment(python: str) -> Mapping[str, str]:
    # pip judges conditions by the Python that it runs on, whatever it installs for.
    return {
        "implementation_name": "cpython",
        "implementation_version": python,
        "os_name": "posix",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": python,
        "python_version": ".".join(python.split(".")[:2]),
        "sys_platform": "linux",
    }


def _pip(*arguments: str, into: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
    command += ["--disable-pip-version-check", "--no-input", "--target", str(into)]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise told(done.stdout + done.stderr, SIGNS_OF_NO_NETWORK, "pip")
