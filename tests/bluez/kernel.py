"""A stock kernel, and those of its modules that a Bluetooth stack without hardware needs."""

import lzma
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bluez.trouble import Broken

WANTED: Final = (
    *("virtio_pci", "virtio_blk"),  # the disk that the results leave on
    *("cmac", "ecb", "ccm", "ctr", "sha512_generic", "drbg", "ecdh_generic"),  # for pairing
    *("algif_hash", "algif_skcipher"),  # and bluetoothd's way to it
    *("uhid", "bluetooth", "hci_vhci"),
)
"""In this order, each after what it depends on. One that is built in has no file."""
NEEDED: Final = ("virtio_blk", "bluetooth", "hci_vhci")
FOLDERS: Final = (
    *("arch/x86/crypto/", "crypto/", "drivers/block/", "drivers/bluetooth/", "drivers/hid/"),
    *("drivers/virtio/", "lib/", "net/bluetooth/", "net/rfkill/"),
)
"""Where they and all that they depend on lie."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """What starts, and what it then loads."""

    image: bytes
    modules: Sequence[tuple[str, bytes]]
    """Name and content, in the order in which they can be loaded."""


def is_of_use(path: str) -> bool:
    """Tell which files of the kernel's package are looked at."""
    below = path.partition("/kernel/")[2]
    return path.startswith("boot/vmlinuz-") or below.startswith(FOLDERS)


def kernel_in(folder: Path) -> Kernel:
    """Take the kernel out of its unpacked package."""
    images = sorted(folder.glob("boot/vmlinuz-*"))
    found = {_name(file): _content(file) for file in folder.glob("usr/lib/modules/**/*.ko*")}
    missing = [name for name in NEEDED if name not in found]
    if missing or not images:
        raise Broken(f"the kernel's package has no {', '.join(missing) or 'vmlinuz'}")
    modules = [(name, found[name]) for name in in_order(WANTED, found)]
    return Kernel(images[0].read_bytes(), modules)


def in_order(wanted: Iterable[str], found: Mapping[str, bytes]) -> list[str]:
    """List modules so that each comes after those that it depends on."""
    order: list[str] = []

    def place(name: str) -> None:
        if name not in found or name in order:
            return
        for other in depends(found[name]):
            place(other)
        order.append(name)

    for name in wanted:
        place(name)
    return order


def depends(module: bytes) -> list[str]:
    """Read from a module's own notes which others it needs."""
    noted = re.search(rb"\0depends=([^\0]*)\0", module)
    names = noted[1].decode().split(",") if noted else []
    return [name.replace("-", "_") for name in names if name]


def _name(file: Path) -> str:
    return file.name.partition(".ko")[0].replace("-", "_")


def _content(file: Path) -> bytes:
    return lzma.decompress(file.read_bytes()) if file.suffix == ".xz" else file.read_bytes()
