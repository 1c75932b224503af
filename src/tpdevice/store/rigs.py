"""What known weights said of a person's set-ups, the newest first."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from tpdevice.core.errors import StoreError
from tpdevice.core.rig import Checked, RigKind, RigNote
from tpdevice.store.database import Row, Store
from tpdevice.store.write import profile_id, utc_text


@dataclass(frozen=True, slots=True)
class RigCheck:
    """One check."""

    profile: str
    tool: str
    address: str
    """Of the sensor."""
    kind: RigKind
    date: str
    """ISO 8601, where the person was."""
    checked: Checked

    @property
    def note(self) -> RigNote:
        """What a session needs to know of it."""
        return RigNote(self.kind, self.date, self.checked.error_n, max(self.checked.weights_n))


def remember_check(store: Store, check: RigCheck, *, simulated: bool, now: datetime) -> None:
    """Keep a check; earlier ones stay."""
    with store.transaction():
        store.insert(
            "rig_check",
            {
                "profile_id": profile_id(store, check.profile),
                "tool": check.tool,
                "address": check.address,
                "simulated": int(simulated),
                "kind": str(check.kind),
                "multiplier": check.checked.multiplier,
                "checked_utc": utc_text(now),
                "checked_date": check.date,
                "error_n": check.checked.error_n,
                "weights_json": msgspec.json.encode(check.checked.weights_n).decode(),
            },
        )


def checks(
    store: Store, *, simulated: bool, profile: str | None = None, tool: str | None = None
) -> tuple[RigCheck, ...]:
    """Return every check of a profile and tool, the newest first.

    Raises
    ------
    StoreError
        If one makes no sense.
    """
    sql = """
        SELECT r.*, p.name AS profile FROM rig_check r JOIN profile p ON p.id = r.profile_id
        WHERE r.simulated = :simulated AND (:profile IS NULL OR p.name = :profile)
            AND (:tool IS NULL OR r.tool = :tool)
        ORDER BY r.checked_utc DESC, r.id DESC
    """
    asked = {"simulated": int(simulated), "profile": profile, "tool": tool}
    return tuple([_check(store, row) for row in store.rows(sql, asked)])


def newest_check(
    store: Store, profile: str, *, tool: str, address: str, simulated: bool
) -> RigCheck | None:
    """Return the newest check of one set-up, or None."""
    found = checks(store, simulated=simulated, profile=profile, tool=tool)
    return next((c for c in found if c.address.upper() == address.upper()), None)


def _check(store: Store, row: Row) -> RigCheck:
    try:
        weights_n = msgspec.json.decode(row["weights_json"], type=tuple[float, ...])
        if not weights_n or not row["multiplier"] > 0:
            raise ValueError("no weights, or no multiplier")
        checked = Checked(row["multiplier"], row["error_n"], weights_n)
        kind = RigKind(row["kind"])
    except (msgspec.DecodeError, ValueError) as error:
        raise StoreError(
            str(store.path),
            f"holds a check of a rig that makes no sense: {error}.",
            hint="Check it anew: `tpdevice check-weight`.",
        ) from error
    return RigCheck(row["profile"], row["tool"], row["address"], kind, row["checked_date"], checked)
