#!/usr/bin/env python3
"""Run tpdevice from a fresh checkout, with nothing but Python 3.11 and its venv module.

python3 dev.py demo          a guided session on a simulated sensor
python3 dev.py home          what is due, your sensor, and one key to begin
python3 dev.py test [...]    the tests; the rest goes to pytest
python3 dev.py lint          format, lint, types, architecture
python3 dev.py bluez [...]   the tests against a real BlueZ, in an emulated machine
python3 dev.py browser [...] the tests in a real browser, headless
python3 dev.py bench NAME    a measurement from benchmarks/
python3 dev.py pins [...]    compile requirements/ anew, with uv; takes --upgrade
python3 dev.py ...           anything else goes to tpdevice: python3 dev.py run --help

The first start makes a private environment in .dev, with uv if there is one and with pip if not.
"""

import sys

# Everything above this check has to parse on any Python 3, so that an old one gets the sentence.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        f"tpdevice: this is Python {sys.version_info[0]}.{sys.version_info[1]}, and tpdevice needs "
        "3.11 or newer.\nInstall one and start dev.py with it, for example: python3.12 dev.py demo"
    )

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

WINDOWS = sys.platform == "win32"
ROOT = Path(__file__).resolve().parent
# Not .venv: that one belongs to `uv run`, which would change it behind the stamp.
PRIVATE = ROOT / ".dev"
VENV = PRIVATE / "venv"
STAMP = VENV / "stamp.json"
BIN = VENV / ("Scripts" if WINDOWS else "bin")

# Three sets in one environment: a first `demo` waits only for what a session needs. Each set is
# compiled against the one before, so adding it later moves no version.
RUN = ("run",)
TEST = ("run", "test")
BENCH = ("run", "test", "bench")
# Benchmarks that measure beside other libraries; the rest need no more than the tests do.
COMPARING = ("eased", "guidance", "reanalyse")

SAYS = {
    "environment": "making a private environment in .dev (once; new when the requirements change)",
    "run": "installing what a session needs (about 100 MB)",
    "test": "installing what tests and checks need (about 100 MB more)",
    "bench": "installing what this benchmark is measured beside (about 300 MB more)",
    "project": "linking tpdevice itself",
}
OFFLINE = """\
the packages could not be fetched: this machine seems to be offline.
Set-up needs the network once. Connect it (or set HTTPS_PROXY, if you are behind a proxy) and
start the same command again; afterwards tpdevice works without a network."""
NO_VENV = """\
this Python has no complete venv module, which set-up needs.
On Debian and Ubuntu: sudo apt install python3-venv. Elsewhere install Python from python.org,
or install uv. Then start the same command again."""
SIGNS_OF_NO_NETWORK = (
    "connection broken",
    "connection refused",
    "connection reset",
    "connect timeout",
    "connecttimeout",
    "dns error",
    "error sending request",
    "failed to establish a new connection",
    "name or service not known",
    "name resolution",
    "network is unreachable",
    "network connectivity is disabled",
    "nodename nor servname",
    "operation timed out",
    "proxyerror",
    "read timed out",
)


class SetUpError(Exception):
    """Set-up cannot go on; the text says why and what to do."""


class Task(NamedTuple):
    """What one dev.py command needs, and what it then runs."""

    sets: Sequence[str]
    """Requirement sets the environment must hold; none if it needs no environment."""
    commands: Sequence[Sequence[str]]
    at_root: bool = True


def main() -> int:
    """Set up if needed, then become the command."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(__doc__)
        return 0
    try:
        task = task_for(arguments)
        if task.sets:
            set_up(task.sets)
    except (SetUpError, OSError) as error:
        print(f"tpdevice: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("tpdevice: set-up interrupted; the next start begins it anew", file=sys.stderr)
        return 130
    if task.at_root:
        os.chdir(ROOT)
    if len(task.commands) == 1:
        return become(task.commands[0])
    return run_all(task.commands)


def task_for(arguments: Sequence[str]) -> Task:
    """Tell what a command line asks for."""
    name, rest = arguments[0], arguments[1:]
    if name == "test":
        return Task(TEST, [[script("pytest"), *rest]])
    if name == "lint":
        return Task(TEST, checks())
    if name == "bluez":
        return Task(TEST, [[script("python"), "-m", "tests.bluez", *rest]])
    if name == "browser":
        return Task(TEST, [[script("python"), "-m", "tests.browser", *rest]])
    if name == "bench":
        sets = BENCH if benchmark(rest) in COMPARING else TEST
        return Task(sets, [[script("python"), "-m", f"benchmarks.{rest[0]}", *rest[1:]]])
    if name == "pins":
        return Task((), pins(rest))
    # A checkout has no program of its own to start without a command.
    words = rest if name == "home" else arguments
    return Task(RUN, [[script("tpdevice"), *words]], at_root=False)


def checks() -> Sequence[Sequence[str]]:
    """List the checks beside the tests."""
    return [
        [script("ruff"), "format", "--check", "."],
        [script("ruff"), "check", "."],
        [script("mypy")],
        [script("lint-imports")],
    ]


def benchmark(rest: Sequence[str]) -> str:
    """Take the name of a benchmark from the command line, if there is such a file."""
    known = sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py"))
    if not rest or rest[0] not in known:
        raise SetUpError(
            f"name a benchmark: python3 dev.py bench {'|'.join(known) or '(none yet)'}"
        )
    return rest[0]


def pins(rest: Sequence[str]) -> Sequence[Sequence[str]]:
    """List the commands that compile the requirement sets, for every system at once."""
    uv = find_uv()
    if uv is None:
        raise SetUpError("compiling the pins needs uv, and there is none on the PATH")
    compile_ = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    compile_ += ["--generate-hashes", "--no-header", "--annotation-style", "line", *rest]
    compile_ += ["pyproject.toml", "requirements/build.in"]
    compile_ += [word for extra in ("sim", "audio", "web") for word in ("--extra", extra)]
    run, test, bench = (f"requirements/{name}.txt" for name in BENCH)
    with_tests = [*compile_, "--extra", "clinic", "--extra", "test"]
    return [
        [*compile_, "-o", run],
        [*with_tests, "-c", run, "-o", test],
        [*with_tests, "--extra", "bench", "-c", test, "-o", bench],
    ]


def script(name: str) -> str:
    """Path of a program in the environment."""
    return str(BIN / (f"{name}.exe" if WINDOWS else name))


def find_uv() -> str | None:
    """Path of uv, if this machine has it."""
    from shutil import which

    return which("uv")


# --- what is there, and what is missing ----------------------------------------------------------


def wanted(sets: Sequence[str]) -> dict[str, str]:
    """Tell what the environment has to be made of: an entry a step, in their order."""
    want = {"environment": f"{sys.implementation.cache_tag} in {ROOT}"}
    want |= {name: fingerprint(ROOT / "requirements" / f"{name}.txt") for name in sets}
    return want | {"project": fingerprint(ROOT / "pyproject.toml")}


def fingerprint(path: Path) -> str:
    """Hash of a file's content."""
    return sha256(path.read_bytes()).hexdigest()


def due(have: Mapping[str, str], want: Mapping[str, str]) -> list[str]:
    """List the steps to do; another Python, folder or run set asks for a new environment."""
    if any(have.get(step) != want[step] for step in ("environment", "run")):
        return list(want)
    return [step for step in want if have.get(step) != want[step]]


def present() -> dict[str, str]:
    """Read what the environment is made of; nothing if it is missing or broken."""
    try:
        have = json.loads(STAMP.read_text(encoding="utf-8"))
        configuration = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    # Windows keeps its launcher when the Python behind it is removed; its home tells.
    home = configuration.partition("home = ")[2].partition("\n")[0].strip()
    alive = Path(script("python")).exists() and Path(home).exists()
    return dict(have) if alive and Path(script("tpdevice")).exists() else {}


# --- set-up --------------------------------------------------------------------------------------


def set_up(sets: Sequence[str]) -> None:
    """Bring the environment up to date; fast if there is nothing to do."""
    want = wanted(sets)
    if not due(present(), want):
        return
    with alone():
        have = present()
        steps = due(have, want)
        if "environment" in steps:
            have = {}
        # Killed from here on, it leaves no stamp, and the next start makes everything anew.
        STAMP.unlink(missing_ok=True)
        for step in steps:
            say(f"{SAYS[step]}…")
            try:
                carry_out(step)
            except SetUpError:
                # Nothing is installed before all is fetched, so what was there still works.
                write_stamp(have)
                raise
            have[step] = want[step]
        write_stamp(have)


@contextmanager
def alone() -> Iterator[None]:
    """Keep a second dev.py waiting; the system drops the lock of a process that dies."""
    PRIVATE.mkdir(exist_ok=True)
    with (PRIVATE / "lock").open("w") as file:
        waiting = False
        while not lock(file.fileno()):
            if not waiting:
                say("another start is setting up; waiting for it…")
            waiting = True
            time.sleep(0.2)
        yield


def lock(descriptor: int) -> bool:
    """Try to lock a file until it is closed."""
    with suppress(OSError):
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def carry_out(step: str) -> None:
    """Do one step of set-up."""
    from shutil import rmtree

    uv = find_uv()
    if step == "environment":
        rmtree(VENV, ignore_errors=True)
        if uv is None and not can_make_environments():
            raise SetUpError(NO_VENV)
    attempt(command_for(step, uv=uv, quiet=not sys.stderr.isatty()))


def can_make_environments() -> bool:
    """Tell whether venv is complete: Debian packs its half, ensurepip, apart."""
    from importlib.util import find_spec

    return find_spec("venv") is not None and find_spec("ensurepip") is not None


def command_for(step: str, *, uv: str | None, quiet: bool) -> list[str]:
    """Give the command of one step, by uv or by pip."""
    # Started by the environment's own Python, dev.py must not build on what it is replacing.
    base = getattr(sys, "_base_executable", sys.executable)
    python = script("python")
    hush = ["--quiet"] if quiet else []
    if step == "environment":
        make = [uv, "venv", *hush, "--python", base] if uv else [base, "-m", "venv"]
        return [*make, str(VENV)]
    install = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]
    if not uv:
        # Python compiles what it imports; compiling everything doubles the wait of a first start.
        install += ["--no-compile", "--disable-pip-version-check", "--no-input", "--retries", "2"]
    if step == "project":
        # The build backend is in the run set, so this step needs no network.
        no_network = ["--offline"] if uv else ["--no-index"]
        editable = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
        return [*install, "--quiet", *no_network, *editable]
    pinned = str(ROOT / "requirements" / f"{step}.txt")
    return [*install, *hush, "--require-hashes", "--requirement", pinned]


def attempt(command: Sequence[str]) -> None:
    """Run one command of set-up, showing its progress; tell why it failed."""
    import subprocess

    if subprocess.call(command, stdout=sys.stderr) == 0:
        return
    # Once more, its words kept: one that owns the terminal shows progress, but not us the reason.
    impatient = os.environ | {"UV_HTTP_RETRIES": "0"}
    again = subprocess.run(
        command, env=impatient, capture_output=True, text=True, errors="replace", check=False
    )
    if again.returncode != 0:
        raise SetUpError(reason(again.stdout + again.stderr))


def reason(output: str) -> str:
    """Tell what to do about a failed command from what it printed."""
    if any(sign in output.lower() for sign in SIGNS_OF_NO_NETWORK):
        return OFFLINE
    return f"set-up failed, and this is what the command said:\n{output.strip()[-1500:]}"


def write_stamp(have: Mapping[str, str]) -> None:
    """Note what the environment is made of, in one move."""
    if VENV.is_dir():
        fresh = STAMP.with_suffix(".new")
        fresh.write_text(json.dumps(have), encoding="utf-8")
        fresh.replace(STAMP)


def say(words: str) -> None:
    """Tell the person; stdout is left to the command."""
    print(f"tpdevice: {words}", file=sys.stderr, flush=True)


# --- the command itself --------------------------------------------------------------------------


def become(command: Sequence[str]) -> int:
    """Hand over to the command: terminal, signals and exit code are its own."""
    if not WINDOWS:
        os.execv(command[0], list(command))  # noqa: S606
    import subprocess

    with subprocess.Popen(command) as child:
        while True:
            # Ctrl-C reaches the child as well; it decides what that means.
            with suppress(KeyboardInterrupt):
                return child.wait()


def run_all(commands: Sequence[Sequence[str]]) -> int:
    """Run several commands, all of them even if one fails; 1 if any did."""
    import subprocess

    failed = []
    for command in commands:
        words = " ".join([Path(command[0]).stem, *command[1:]])
        say(words)
        if subprocess.call(command) != 0:
            failed.append(words)
    for words in failed:
        say(f"FAILED: {words}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
