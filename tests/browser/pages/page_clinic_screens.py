"""The screens of a clinic, with clients of whom each has a story."""

import asyncio
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
from benchmarks.clients import FIRST, PLANS, WEEKS, plan_text, result
from msgspec.structs import replace
from tests.browser.chromium import Chromium
from tests.browser.sheet import sheet
from tests.browser.terminal import Way, terminal

from tpdevice.clinic.taking import Desk, plans_and_results, take
from tpdevice.homework.result import Felt, Result
from tpdevice.homework.resultfile import ENDING, packed

WAYS: Final = (Way("clinic", 120, 40), Way("clinic-narrow", 44, 42))
NAMES: Final = (
    *("Ana", "Bruno", "Chiara", "Dag", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Katja"),
    *("Luis", "Mia", "Noor", "Olek", "Pia", "Quirin", "Rosa", "Sami", "Tove", "Uma", "Viktor"),
)
NUMBER: Final = PLANS - 1
UNTIL: Final = FIRST + timedelta(weeks=WEEKS * PLANS, days=-1)
ROOMS: Final = (("", "Who needs a look"), ("e", "Exceptions"), ("\x1b", "Who needs a look"),
                ("j\r", "Whole report"))  # fmt: skip
"""Keys, and words by which the room is known that they lead to."""
SEEN: Final = {"", "e", "j\r"}
"""Of them, those that are kept in a picture."""


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
async def test_a_clinic_shows_clients_exceptions_and_each_client(
    way: Way, browser: Chromium, tmp_path: Path, pictures: Path
) -> None:
    await asyncio.to_thread(_took, tmp_path / "log.db", tmp_path / "in")
    seen: list[bytes] = []
    async with terminal(browser, way, tmp_path, "clinic", "--until", str(UNTIL)) as shown:
        for keys, words in ROOMS:
            for key in keys:
                shown.press(key)
            await shown.until(words)
            await asyncio.sleep(0.5)
            if keys in SEEN:
                seen.append(await shown.png())
    abreast = 3 if way.columns > 60 else 5
    await sheet(browser, seen, pictures / f"{way.name}.png", abreast=abreast)


def _took(path: Path, folder: Path) -> None:
    """Keep four weeks of everybody."""
    folder.mkdir()
    for client, name in enumerate(NAMES):
        text = plan_text(client, NUMBER).replace(f"Client {client:03}", name)
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        digest = sha256(text.encode()).hexdigest()
        made = replace(_story(client), person=name, plan_digest=digest)
        (folder / f"{name}{ENDING}").write_bytes(packed(made))
    now = datetime.combine(UNTIL + timedelta(days=1), datetime.min.time(), UTC)
    looked = list(take(Desk(path, None, now), plans_and_results(folder), with_traces=False))
    assert not [each.why for each in looked if each.why]


def _story(client: int) -> Result:
    """Return what somebody did: some press too hard, leave days out or fall silent."""
    silent = {"Elif": 11, "Jonas": 16, "Uma": 9}.get(NAMES[client])
    made = result(client, NUMBER, days=silent or 7 * WEEKS - 1, hz=0.2)
    match NAMES[client]:
        case "Bruno":
            uid = made.sessions[-5].uid
            return replace(
                made, felt=(*made.felt, Felt(uid, 24, made.until, 6, bruise=False, warning=True))
            )
        case "Chiara":
            stopped = replace(made.sessions[-1], ending="stopped by you", reason="Escape")
            return replace(made, sessions=(*made.sessions[:-1], stopped))
        case "Greta":
            return replace(
                made, sessions=tuple([replace(each, simulated=True) for each in made.sessions])
            )
        case _:
            return made
