"""Debian packages, fetched with this computer's own sources and installed nowhere."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.bluez.trouble import Broken, NotHere

NO_NETWORK: Final = (
    "could not connect",
    "could not resolve",
    "connection failed",
    "connection timed out",
    "failed to fetch",
    "network is unreachable",
    "temporary failure",
    "unable to locate package",
)
"""What apt-get says when its sources cannot be reached. Without lists it knows no package."""


class Packages:
    """Asks apt-get as if nothing were installed, in a folder of its own; needs no root."""

    def __init__(self, folder: Path) -> None:
        for tool in ("apt-get", "dpkg-deb"):
            if shutil.which(tool) is None:
                raise NotHere(
                    f"there is no {tool} to fetch Debian packages with",
                    next_step="run it on Debian, or in a container of it",
                )
        self._folder = folder
        for each in ("state/lists/partial", "cache/archives/partial"):
            (folder / each).mkdir(parents=True)
        (folder / "status").touch()
        self._apt("update")

    def with_all_they_need(self, *names: str) -> list[Path]:
        """Fetch packages and whatever they depend on."""
        archives = self._folder / "cache/archives"
        self._apt("install", "--no-install-recommends", "--download-only", "--yes", *names)
        return sorted(archives.glob("*.deb"))

    def alone(self, beginning: str, *, behind: str) -> Path:
        """Fetch the one package that `behind` stands for, whose name matches `beginning`."""
        listed = self._apt("install", "--no-install-recommends", "--print-uris", behind)
        found = re.search(rf" ({beginning}[^ _]*)_\S+\.deb ", listed)
        if found is None:
            raise Broken(f"apt-get names no {beginning}… behind {behind}:\n{listed[-500:]}")
        self._apt("download", found[1])
        (deb,) = self._folder.glob(f"{found[1]}_*.deb")
        return deb

    def _apt(self, *arguments: str) -> str:
        options = [
            f"Dir::State={self._folder}/state",
            f"Dir::State::status={self._folder}/status",
            f"Dir::Cache={self._folder}/cache",
            # As root, apt-get would fetch as a user who may not write here.
            "APT::Sandbox::User=root",
        ]
        command = ["apt-get", "-qq", *(word for each in options for word in ("-o", each))]
        done = subprocess.run(
            [*command, *arguments],
            cwd=self._folder,
            env={"LC_ALL": "C", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise told(done.stderr, NO_NETWORK, f"apt-get {arguments[0]}")
        return done.stdout


def told(said: str, signs: Sequence[str], what: str) -> Exception:
    """Return what went wrong while fetching: this computer's lack of a network, or a defect."""
    last = said.strip()[-700:]
    if any(sign in said.lower() for sign in signs):
        return NotHere(
            f"{what} could not reach its packages:\n{last}",
            next_step="connect this computer and start again; afterwards it needs no network",
        )
    return Broken(f"{what} failed:\n{last}")
