"""What is made once and kept: a folder each, whole or not there."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path


def kept(cache: Path, kind: str, *, made_of: Iterable[Path], make: Callable[[Path], None]) -> Path:
    """Return a folder of the cache, made anew if a file that it is made of has changed.

    `make` fills an empty folder. Forerunners of the same kind are removed.
    """
    key = sha256(b"".join(file.read_bytes() for file in made_of)).hexdigest()[:12]
    folder = cache / f"{kind}-{key}"
    if folder.is_dir():
        return folder
    with tempfile.TemporaryDirectory(dir=cache, prefix="making-") as scratch:
        fresh = Path(scratch) / kind
        fresh.mkdir()
        make(fresh)
        for old in cache.glob(f"{kind}-*"):
            shutil.rmtree(old)
        fresh.rename(folder)
    return folder


@contextmanager
def alone(cache: Path) -> Iterator[None]:
    """Keep a second start waiting, and remove what a killed one left behind."""
    import fcntl

    with (cache / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        for left in (*cache.glob("making-*"), *cache.glob("running-*")):
            shutil.rmtree(left)
        yield
