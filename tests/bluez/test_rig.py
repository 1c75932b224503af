"""The parts of the BlueZ rig that need no machine."""

import struct
from pathlib import Path

import pytest
from tests.bluez.__main__ import SKIPPED, main
from tests.bluez.cache import kept
from tests.bluez.cpio import Archive
from tests.bluez.debs import NO_NETWORK, told
from tests.bluez.kernel import depends, in_order
from tests.bluez.system import facts_in
from tests.bluez.tree import merged
from tests.bluez.trouble import Broken, NotHere
from tests.bluez.wheels import pins_for


def entries(archive: bytes) -> list[tuple[str, int, bytes]]:
    """Read an archive as the kernel does: name, mode, content."""
    found, at = [], 0
    while at < len(archive):
        assert archive[at : at + 6] == b"070701"
        fields = [int(archive[at + 6 + 8 * i : at + 14 + 8 * i], 16) for i in range(13)]
        name_at = at + 110
        name = archive[name_at : name_at + fields[11] - 1].decode()
        data_at = (name_at + fields[11] + 3) // 4 * 4
        found.append((name, fields[1], archive[data_at : data_at + fields[6]]))
        at = (data_at + fields[6] + 3) // 4 * 4
    return found


def test_an_archive_holds_folders_before_what_is_in_them(tmp_path: Path) -> None:
    with Archive(tmp_path / "a") as archive:
        archive.add("etc/x/name", b"value", mode=0o100644)
        archive.link("bin", "usr/bin")
    assert entries((tmp_path / "a").read_bytes()) == [
        ("etc", 0o040755, b""),
        ("etc/x", 0o040755, b""),
        ("etc/x/name", 0o100644, b"value"),
        ("bin", 0o120777, b"usr/bin"),
        ("TRAILER!!!", 0, b""),
    ]


def module(*others: str) -> bytes:
    return b"\x7fELF\0license=GPL\0depends=" + ",".join(others).encode() + b"\0name=x\0"


def test_a_module_comes_after_those_that_it_needs_and_once() -> None:
    found = {
        "vhci": module("bluetooth"),
        "bluetooth": module("rfkill", "ecdh-generic"),
        "rfkill": module(),
        "ecdh_generic": module(),
    }
    order = in_order(["built_in", "vhci", "bluetooth"], found)
    assert order == ["rfkill", "ecdh_generic", "bluetooth", "vhci"]
    assert depends(struct.pack("<3s", b"ELF")) == []


@pytest.mark.parametrize(("python", "numpy"), [("3.11.2", "2.4"), ("3.13.5", "2.5")])
def test_pins_are_those_of_the_other_python_with_their_hashes(python: str, numpy: str) -> None:
    pins = pins_for(python)
    names = [pin.partition("==")[0] for pin in pins]
    assert len(set(names)) == len(names)
    assert {"bleak", "bumble", "click", "msgspec", "numpy", "platformdirs", "pytest"} <= set(names)
    assert any(pin.startswith(f"numpy=={numpy}") for pin in pins)
    assert not any(name.startswith(("winrt", "pyobjc")) for name in names)
    assert all(" --hash=sha256:" in pin and ";" not in pin for pin in pins)


def test_no_network_is_a_reason_to_skip_and_all_else_is_not() -> None:
    said = "E: Failed to fetch …  Could not resolve host"
    assert isinstance(told(said, NO_NETWORK, "apt-get update"), NotHere)
    assert isinstance(told("E: Hash Sum mismatch", NO_NETWORK, "apt-get update"), Broken)


def test_without_an_emulator_it_is_skipped_with_a_next_step(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main([]) == SKIPPED
    said = capsys.readouterr().out
    assert "SKIPPED, since" in said
    assert "next step:" in said


def test_what_is_kept_is_made_once_and_anew_when_its_parts_change(tmp_path: Path) -> None:
    part = tmp_path / "part"
    cache = tmp_path / "cache"
    cache.mkdir()
    made: list[str] = []

    def make(folder: Path) -> None:
        made.append(part.read_text())
        (folder / "thing").write_text(made[-1])

    for words in ("one", "one", "two"):
        part.write_text(words)
        folder = kept(cache, "system", made_of=[part], make=make)
        assert (folder / "thing").read_text() == words
    assert made == ["one", "two"]
    assert [each.name for each in cache.iterdir()] == [folder.name]


def test_what_could_not_be_made_is_not_there(tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.touch()
    cache = tmp_path / "cache"
    cache.mkdir()

    def make(folder: Path) -> None:
        (folder / "half").touch()
        raise Broken("no room")

    with pytest.raises(Broken):
        kept(cache, "system", made_of=[part], make=make)
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "stands"),
    [("./lib/x/libc.so.6", "usr/lib/x/libc.so.6"), ("./usr/bin/a", "usr/bin/a"), ("./lib/", "lib")],
)
def test_what_lies_beside_usr_is_put_into_it(name: str, stands: str) -> None:
    assert merged(name) == stands


def test_an_old_distribution_is_told_apart() -> None:
    names = ["bluez_5.55-3_amd64.deb", "libc6_2.31-13_amd64.deb", "linux-image-5.10_1_amd64.deb"]
    with pytest.raises(NotHere, match=r"Python 3\.9\.2"):
        facts_in([*names, "python3.9-minimal_3.9.2-1_amd64.deb"])
    facts = facts_in([*names, "python3.13-minimal_3.13.5-2_amd64.deb"])
    assert (facts.python, facts.bluez, facts.glibc_minor) == ("3.13.5", "5.55", 31)
