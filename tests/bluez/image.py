"""What the emulated machine starts from: made once, and kept in the person's cache folder."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bluez import system, wheels
from tests.bluez.cache import kept
from tests.bluez.cpio import Archive
from tests.bluez.system import System

HERE: Final = Path(__file__).parent
AT: Final = "usr/local/lib/tpdevice"
"""Where Python packages stand in there."""


@dataclass(frozen=True, slots=True)
class Image:
    """A system with what the project needs."""

    system: System
    packages: Path
    """Archive of Python packages, which follows that of the system."""


def image(cache: Path, say: Callable[[str], None]) -> Image:
    """Return the image, made anew where what it is made of has changed."""

    def make_system(folder: Path) -> None:
        say("fetching a Debian kernel and BlueZ (once, about 110 MB)…")
        system.make(folder)

    parts = [HERE / f"{name}.py" for name in ("cpio", "debs", "kernel", "system", "tree")]
    base = System.in_(kept(cache, "system", made_of=parts, make=make_system))

    def make_packages(folder: Path) -> None:
        facts = base.facts
        say(f"fetching the project's packages for Python {facts.python} (once, about 50 MB)…")
        site = folder / "site"
        wheels.install(site, python=facts.python, glibc_minor=facts.glibc_minor)
        base.compile(site, at=AT)
        with Archive(folder / "archive") as archive:
            archive.tree(site, AT)
        shutil.rmtree(site)

    parts = [HERE / "image.py", HERE / "wheels.py", wheels.RUN, wheels.TEST, base.archive]
    return Image(base, kept(cache, "packages", made_of=parts, make=make_packages) / "archive")
