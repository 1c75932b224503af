"""Run tests/browser/pages in a real Chromium, headless.

python3 dev.py browser [...]     the rest goes to pytest: -k phone
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from tests.browser.chromium import program
from tests.browser.trouble import NotHere

SKIPPED: Final = 77
"""Exit code where there is no browser; `.ci/run` goes on. Source: automake's convention."""
PAGES: Final = Path(__file__).parent / "pages"
OPTIONS: Final = (
    str(PAGES),
    # Named differently, so that a run of all tests does not wait for a browser.
    *("-o", "python_files=page_*.py"),
    # One browser for all, and so one loop.
    *("-o", "asyncio_default_test_loop_scope=session"),
    *("-o", "asyncio_default_fixture_loop_scope=session"),
    # Whole sessions, in real time.
    *("-o", "timeout=240"),
    *("-n", "0"),
)


def main(arguments: Sequence[str]) -> int:
    """Look for a browser, run the tests, and return an exit code."""
    try:
        found = program()
    except NotHere as trouble:
        say(f"SKIPPED, since {trouble}")
        say(f"next step: {trouble.next_step}")
        return SKIPPED
    say(f"with {found}")
    return int(pytest.main([*OPTIONS, *arguments]))


def say(words: str) -> None:
    """Tell the person."""
    sys.stdout.write(f"browser: {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
