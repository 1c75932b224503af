"""Nothing leaves this computer: no connection but to itself, and no library that speaks HTTP."""

import ast
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import tpdevice

PACKAGE = Path(tpdevice.__file__).parent
HTTP = {
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "requests",
    "smtplib",
    "urllib.request",
    "urllib3",
    "websockets",
    "xmlrpc",
}
MAY_SERVE = {"web", "cli/commands/serve.py"}
"""`tpdevice serve` shows the screens to a browser; it asks nobody for anything."""

WATCHED = """
import ipaddress
import sys

HERE = {"localhost", "", None}

def inside(address):
    if not isinstance(address, tuple):
        return True  # a socket of this computer, by its path
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] in HERE

def watch(event, arguments):
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"}:
        if not inside(arguments[1]):
            sys.exit(f"NETWORK {event} {arguments[1]}")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        if not inside((arguments[0],)):
            sys.exit(f"NETWORK {event} {arguments[0]}")
    elif event == "urllib.Request":
        sys.exit(f"NETWORK {event} {arguments[0]}")

sys.addaudithook(watch)
"""
COMMANDS = """
import json
from tpdevice.cli.main import main

for words in json.loads(sys.argv[1]):
    sys.argv = ["tpdevice", *words]
    try:
        main()
    except SystemExit as end:
        if end.code:
            print("FAILED", words, end.code, file=sys.stderr)
            raise
loaded = sorted(set(sys.modules) & set(json.loads(HTTP)))
print("LOADED", *loaded, file=sys.stderr)
"""
KEYS = ("--keys", "{folder}/keys.toml")
PLAN = "{folder}/plan-signed.toml"
CLINIC = ("--db", "{folder}/clinic.db", "clinic")
TRACE = "{folder}/traces/trace-1.csv"
COLUMNS = ("--time", "time_s", "--force", "force_n", "--unit", "N")
LIFE = (
    ["demo", "--fast", "--short", "--seed", "2"],
    ["log", "--simulated"],
    ["log", "--simulated", "--json"],
    ["show", "1"],
    ["thresholds", "--simulated"],
    ["reanalyse", "--simulated"],
    ["tape", "export", "1", "-o", "{folder}/tape.jsonl"],
    ["tape", "import", "{folder}/tape.jsonl"],
    ["export", "{folder}/tables", "--simulated"],
    ["export", "{folder}/traces", "--simulated", "--format", "trace"],
    ["analyse", TRACE, *COLUMNS, "--band", "20:30"],
    ["import", TRACE, *COLUMNS, "--point", "UT", "--side", "left", "--profile", "demo"],
    ["keys", "new", *KEYS],
    ["plan", "new", "--template", "desk", "--person", "demo", "{folder}/plan.toml"],
    ["plan", "send", "{folder}/plan.toml", *KEYS],
    [
        "result",
        "send",
        PLAN,
        "--without-name",
        "--simulated",
        "--since",
        "2026-01-01",
        "-o",
        "{folder}/a.tpresult",
    ],
    ["result", "read", "{folder}/a.tpresult", "--plan", PLAN, *KEYS],
    ["report", PLAN, "{folder}/a.tpresult", *KEYS, "-o", "{folder}/a.html"],
    [*CLINIC, "import", "{folder}", *KEYS],
    [*CLINIC, "list"],
    [*CLINIC, "ask", "weeks"],
    [*CLINIC, "report", "-o", "{folder}/clinic.html"],
    [*CLINIC, "tables", "{folder}/shared"],
    [*CLINIC, "forget", "demo", "--yes"],
    ["check"],
    ["compact"],
    ["backup", "{folder}/backup.db"],
    ["person", "move", "demo", "{folder}/other.db"],
    ["restore", "{folder}/backup.db"],
    ["person", "delete", "demo", "--yes"],
    ["points"],
    ["devices"],
)
"""Commands as one would type them in the life of a log."""


def watched(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in an interpreter that ends at the first thing it does over a network."""
    http = f"HTTP = {json.dumps(sorted(HTTP))!r}\n"
    command = [sys.executable, "-c", WATCHED + http + code, *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        umask=0 if os.name == "posix" else -1,
    )


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder of a log after its life, and what was said on stderr."""
    folder = tmp_path_factory.mktemp("life")
    words = [["--db", "{folder}/mine/log.db", *words] for words in LIFE]
    done = watched(COMMANDS, json.dumps(words).replace("{folder}", folder.as_posix()))
    assert done.returncode == 0, done.stderr
    return folder, done.stderr


@pytest.mark.process
def test_a_session_its_log_its_export_and_its_check_use_no_network(
    lived: tuple[Path, str],
) -> None:
    assert "NETWORK" not in lived[1]
    assert lived[1].splitlines()[-1] == "LOADED"


@pytest.mark.process
@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_whatever_is_written_is_for_its_owner_alone(lived: tuple[Path, str]) -> None:
    made = list(lived[0].rglob("*"))
    files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in made if path.is_file()}
    assert {"log.db", "backup.db", "other.db", "tape.jsonl", "sessions.csv"} <= set(files)
    assert {"keys.toml", "plan-signed.toml", "a.tpresult", "a.html"} <= set(files)
    assert any("before" in name for name in files)
    assert set(files.values()) == {0o600}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_dir()}
    assert folders == {0o700}


@pytest.mark.process
@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), timeout=0.01)",
        "import socket; socket.getaddrinfo('tpdevice.example', 80)",
        "import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=0.01)",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
    ],
    ids=["connect", "look up", "ask", "send"],
)
def test_a_program_that_uses_a_network_is_found_out(code: str) -> None:
    assert "NETWORK" in watched(code).stderr


@pytest.mark.process
def test_a_library_that_speaks_http_is_found_out() -> None:
    done = watched("import http.client" + COMMANDS, json.dumps([["--version"]]))
    assert done.stderr.splitlines()[-1] == "LOADED http"


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def speaks_http(source: str) -> set[str]:
    found = set(imported(source))
    return {each for each in found for name in HTTP if f"{each}.".startswith(f"{name}.")}


def _others() -> list[Path]:
    files = ((path.relative_to(PACKAGE), path) for path in PACKAGE.rglob("*.py"))
    return [
        path
        for short, path in files
        if short.as_posix() not in MAY_SERVE and short.parts[0] not in MAY_SERVE
    ]


def test_nothing_but_serve_imports_what_speaks_http() -> None:
    assert len(_others()) > 100
    found = {path: speaks_http(path.read_text(encoding="utf-8")) for path in _others()}
    assert {path.name: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import http.client",
        "from urllib.request import pathname2url",
        "from urllib import request",
        "def f():\n    import requests",
        "from aiohttp.web import Response",
    ],
)
def test_an_import_that_speaks_http_is_found_out(source: str) -> None:
    assert speaks_http(source)


def test_taking_an_address_apart_is_no_http() -> None:
    assert not speaks_http("from urllib.parse import urlencode\nimport httpless")
