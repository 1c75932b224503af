"""What moves the screens of one session. It only looks and presses; the session runs elsewhere."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from tpdevice.core.record import Ending
from tpdevice.core.text import harmless
from tpdevice.core.units import ns
from tpdevice.runtime.content import Question
from tpdevice.runtime.onehand import OneHand
from tpdevice.runtime.seat import Seat
from tpdevice.session.answering import By
from tpdevice.session.state import State
from tpdevice.tui.actions import BY_NAME, shown
from tpdevice.tui.app import TITLE, Left, SessionApp
from tpdevice.tui.onewords import with_words
from tpdevice.tui.present import present, stage_of
from tpdevice.tui.routes import screen_for
from tpdevice.tui.scene import Scene
from tpdevice.tui.screens.help import Help
from tpdevice.tui.screens.question import QuestionScreen
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.sumup import sum_up
from tpdevice.tui.trace import Trace
from tpdevice.tui.view import CueView, Stage, SummaryView
from tpdevice.tui.waiting import waited_text

STALE_NS: Final = ns(1.0)
"""A session that shows nothing new for so long does not run: ticks come ten times a second."""


_NOT_BY_ONE: Final = frozenset({"stop", "help", "close_help"})
"""What keeps its own key or button where all others are one."""


class Stagehand:
    """Shows what the seat holds whenever the app draws, and presses keys for the person."""

    def __init__(
        self,
        app: SessionApp,
        seat: Seat,
        *,
        questions: Mapping[str, Question],
        simulated: bool = False,
        one_hand: OneHand | None = None,
        clock_ns: Callable[[], int] = time.monotonic_ns,
        leave: Callable[[Left], None] | None = None,
    ) -> None:
        """Take the session's seat, and what is done at its end; without it, the app ends.

        With `one_hand` every key but stop and help is the same press.
        """
        self._app = app
        self._seat = seat
        self._questions = questions
        self._simulated = simulated
        self._one_hand = one_hand
        self._clock_ns = clock_ns
        self._leave = app.exit if leave is None else leave
        self._trace = Trace()
        self._numbers = False
        self._cue_read = False
        self._stopping = False
        self._read: CueView | None = None
        """What stood there when help was opened."""
        self._newest: State | None = None
        self._begun_ns = self._newest_ns = clock_ns()

    @property
    def one_key(self) -> bool:
        """Whether everything is done by one key."""
        return self._one_hand is not None

    async def frame(self) -> None:
        """Draw the newest of everything once."""
        if self._one_hand is not None:
            self._one_hand.look()
        scene = self._scene()
        if self._seat.finished and self._ended_by_program():
            self._leave(Left.QUIT)
            return
        await self._go_to(screen_for(scene.stage, numbers=self._numbers), scene)
        screen = self._top()
        if isinstance(screen, StageScreen) and screen.ready and screen.is_running:
            screen.show(scene, self._app.look)

    def _top(self) -> object:
        """Return the screen in front, or None while the app shuts down."""
        stack = self._app.screen_stack
        return stack[-1] if stack else None

    def _ended_by_program(self) -> bool:
        """Return whether there is nothing to read before the screen goes."""
        summary = self._seat.summary
        nothing = summary is None or summary.ending is Ending.QUIT
        return nothing and not self._seat.failure

    async def _go_to(self, kind: type[StageScreen], scene: Scene) -> None:
        """Change the screen where another fits; help stays open unless something is urgent."""
        app, top = self._app, self._top()
        if isinstance(top, Help):
            if isinstance(app.screen_stack[-2], kind) and not self._urgent(scene):
                return
            await app.pop_screen()
            top = self._top()
        if top is None or type(top) is kind:
            return
        if isinstance(top, StageScreen):
            await app.switch_screen(kind())
        else:
            await app.push_screen(kind())

    def _urgent(self, scene: Scene) -> bool:
        """Return whether something is said that help must not hide."""
        if scene.view is None or not scene.view.cue.urgent:
            return False
        # The last cue of a session stands for good, and was read before help was asked for.
        return not scene.closable or scene.view.cue != self._read

    def _scene(self) -> Scene:
        seat, header = self._seat, self._seat.header
        self._trace.take(seat.blocks)
        state = seat.state
        stage = stage_of(seat, cue_read=self._cue_read)
        if self._one_hand is None:
            seat.by = By.TOUCH if self._app.touched else By.KEYS
        view = None
        if state is not None:
            stale = self._stale(state)
            view = present(
                state,
                stale=stale,
                status=seat.status,
                troubles=seat.troubles,
                unit=self._app.settings.unit,
                by=seat.by,
                speaks=seat.speaks,
            )
        if view is not None and self._one_hand is not None:
            view = with_words(view, self._one_hand.words)
        question = None
        if view is not None and view.question is not None:
            question = self._questions.get(view.question)
        return Scene(
            stage=stage,
            title=harmless(header.rules.label) if header is not None else TITLE,
            simulated=header.simulated if header is not None else self._simulated,
            view=view,
            trace=self._trace,
            now_ns=0 if state is None else state.now_ns,
            question=question,
            summary=self._summary(),
            status=seat.status,
            failure=seat.failure,
            waited=waited_text(self._begun_ns, self._clock_ns()),
        )

    def _summary(self) -> SummaryView | None:
        seat = self._seat
        if seat.summary is None or seat.header is None:
            return None
        asked = self._questions.get(seat.summary.reason)
        advice = "" if asked is None else asked.advice
        trouble = "".join(seat.troubles[-1:])
        unit = self._app.settings.unit
        return sum_up(seat.summary, seat.header, advice=advice, trouble=trouble, unit=unit)

    def _stale(self, state: State) -> bool:
        now_ns = self._clock_ns()
        if state is not self._newest:
            self._newest, self._newest_ns = state, now_ns
        running = not state.over and not self._seat.finished
        return running and now_ns - self._newest_ns > STALE_NS

    async def chosen(self, name: str, value: int) -> None:
        """Do what a key or a touch means."""
        if self._one_hand is not None and name not in _NOT_BY_ONE:
            self._press_one(self._one_hand)
            return
        name = shown(name).name
        match name:
            case "stop":
                self._stop()
            case "close":
                self._close()
            case "look":
                self._numbers = not self._numbers
            case "trace":
                look = self._app.look
                self._app.look = replace(look, braille=not look.braille and not look.ascii)
            case "help":
                await self._help()
            case "yes" | "no" | "read_on" if self._reads_on():
                pass
            case "next" if stage_of(self._seat, cue_read=False) is not Stage.LENGTHEN:
                pass
            case _ if name in BY_NAME:
                self._press(name, value)
            case _:
                pass

    async def chosen_or_close(self, name: str) -> None:
        """Close when there is nothing left to stop, and do what the key means otherwise."""
        if self._scene().closable:
            self._close()
        elif name != "close" or self.one_key:
            await self.chosen(name, 0)

    def unwatched(self) -> None:
        """Pause, unless it is paused or over; to resume is left to somebody who looks."""
        state = self._seat.state
        if state is not None and not state.paused and not state.over:
            self._press("pause", 0)

    def _reads_on(self) -> bool:
        """Show more of a question of which not all was seen: nobody answers what they can't see."""
        questions = [s for s in self._app.screen_stack if isinstance(s, QuestionScreen)]
        if not questions or not questions[-1].unread:
            return False
        if questions[-1] is self._top():
            questions[-1].read_on()
        return True

    def _press_one(self, hand: OneHand) -> None:
        if self._scene().closable:
            self._close()
        elif not self._reads_on():
            hand.press()

    def _press(self, name: str, value: int) -> None:
        action = BY_NAME[name].action
        if action is not None:
            self._seat.press(action, value)

    def _stop(self) -> None:
        """Stop the session; what does not answer is left at the second time."""
        self._press("stop", 0)
        state = self._seat.state
        if self._stopping and (state is None or self._stale(state)):
            self._leave(Left.QUIT)
        self._stopping = True

    def _close(self) -> None:
        """Leave the last cue for the summary, and the summary for good."""
        stage = stage_of(self._seat, cue_read=self._cue_read)
        if stage in (Stage.SUMMARY, Stage.FAILED) or self._seat.finished:
            self._leave(Left.CLOSED)
        else:
            # Any key but stop says to an ended session that its last cue was read.
            self._cue_read = True
            self._press("next", 0)

    async def _help(self) -> None:
        if isinstance(self._top(), Help):
            await self._app.pop_screen()
        else:
            view = self._scene().view
            self._read = None if view is None else view.cue
            await self._app.push_screen(Help())
        await self.frame()
