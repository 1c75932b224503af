"""One browser for all tests; each visitor has cookies of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from tests.browser.chromium import Chromium, chromium


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", default="", help="a folder to keep pictures in")


@pytest.fixture
def pictures(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return where pictures of what is seen go."""
    folder = Path(request.config.getoption("--pictures") or tmp_path / "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def wanted(request: pytest.FixtureRequest) -> bool:
    """Say whether somebody wants pictures."""
    return bool(request.config.getoption("--pictures"))


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Chromium]:
    """Return a running browser."""
    async with chromium() as started:
        yield started
