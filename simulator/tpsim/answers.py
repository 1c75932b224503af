"""The keys that a simulated person presses, each a while after it was decided."""

import heapq
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from tpsim.faults import NS_PER_S

PRESS_S: Final = (0.25, 0.40)
"""From deciding to pressing a key, s. Assumed."""

DECIDE_S: Final = {"rating": (0.5, 1.1), "yes_no": (0.6, 1.4)}
"""From the question to having decided, s, the time to see it included. Assumed."""

YES: Final = frozenset({"clinician", "place", "zero_far"})
"""Questions answered with yes; all others, screening above all, with no."""

WOKEN: Final = frozenset({"question_ball", "zero_far_ball"})
"""Cues that say how the ball is to be pressed."""

READS_S: Final = {"screen_a": 30.0, "screen_b": 30.0, "screen_c": 15.0, "place": 15.0}
"""How long somebody reads a question who then answers by the ball, s; others take them
`READS_OTHER_S`. Assumed: three words a second, and some thought."""
READS_OTHER_S: Final = 6.0
AGAIN_S: Final = 9.0
"""A question that still stands after this long is answered once more. Assumed."""
NUMBER: Final = "number_"
"""What the cues begin with that say one number of a rating after the other."""
MOST_LISTED: Final = 8
"""The last of them stands for all above."""
LIGHTENS_S: Final = (0.3, 0.7)
"""From the number to lightening, s. Assumed: a reaction time to a word."""
READS_SPREAD: Final = 0.1
"""Lognormal sigma of that time. Assumed."""

Key = tuple[int, str, int]
"""When, which action, and its value."""


class Answers:
    """Questions understood, answers given; `slower` is a factor on the time to decide."""

    def __init__(
        self,
        rng: np.random.Generator,
        seeing: np.random.Generator,
        report: Callable[[], int],
        *,
        slower: float = 1.0,
        gesture: Callable[[str], None] | None = None,
    ) -> None:
        """Take what reports a rating; with `gesture` no key is in reach, and that answers."""
        self._slower = slower
        self._gesture = gesture
        self._rng = rng
        self._seeing = seeing
        self._report = report
        self._keys: list[Key] = []
        self._asked: tuple[str, str, bool] | None = None
        self._decide_ns: int | None = None
        self._open = False
        self._felt: int | None = None
        """What is meant to be answered to a list of numbers."""
        self._lighten_ns: int | None = None

    def asked(self, at_ns: int, cue: dict[str, Any]) -> None:
        """Take note of the question that a cue asks, or that none is asked any more."""
        question = cue.get("question")
        if not question:
            self._open = False
            if self._decide_ns is None:
                self._asked = None
            return
        self._open = True
        if str(cue.get("key", "")).startswith(NUMBER) and self._gesture is not None:
            self._number(at_ns, int(str(cue["key"]).removeprefix(NUMBER)))
            return
        woken = self._gesture is not None and cue.get("key") in WOKEN
        asked = (str(question), str(cue.get("question_id") or ""), woken)
        if asked != self._asked:
            self._asked = asked
            wait_s = self._seeing.uniform(*DECIDE_S.get(asked[0], DECIDE_S["yes_no"]))
            if self._gesture is not None:
                wait_s += READS_S.get(asked[1], READS_OTHER_S) * self._seeing.lognormal(
                    0.0, READS_SPREAD
                )
            self._decide_ns = at_ns + round(wait_s * self._slower * NS_PER_S)

    def _number(self, at_ns: int, number: int) -> None:
        """Hear one number of a rating; lighten a moment later if it is the one."""
        if self._felt is None:
            self._felt = min(self._report(), MOST_LISTED)
        if number == self._felt:
            self._lighten_ns = at_ns + round(self._rng.uniform(*LIGHTENS_S) * NS_PER_S)
            self._felt = None

    def think(self, now_ns: int) -> None:
        """Decide on an answer once its time has come."""
        if self._lighten_ns is not None and now_ns >= self._lighten_ns:
            self._lighten_ns = None
            assert self._gesture is not None
            self._gesture("lighten")
        if self._decide_ns is None or not self._open or now_ns < self._decide_ns:
            return
        self._decide_ns = None
        assert self._asked is not None
        question, name, woken = self._asked
        answer = "yes" if name in YES else "no"
        if self._gesture is not None:
            if question != "rating":
                self._gesture(answer if woken else "yes")
                self._decide_ns = now_ns + round(AGAIN_S * NS_PER_S)
        elif question == "rating":
            self.press(now_ns, "rate", value=self._report())
        else:
            self.press(now_ns, answer)

    def press(
        self,
        now_ns: int,
        action: str,
        *,
        value: int = 0,
        within_s: tuple[float, float] = PRESS_S,
    ) -> None:
        """Press a key, decided now, a moment later; who has none does nothing."""
        if self._gesture is not None:
            return
        due_ns = now_ns + round(self._rng.uniform(*within_s) * NS_PER_S)
        heapq.heappush(self._keys, (due_ns, action, value))

    def take(self, until_ns: int) -> list[Key]:
        """Return and forget the keys pressed by `until_ns`, oldest first."""
        out: list[Key] = []
        while self._keys and self._keys[0][0] <= until_ns:
            out.append(heapq.heappop(self._keys))
        return out
