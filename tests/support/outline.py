"""What a page is made of: its elements and its words, line by line."""

from html.parser import HTMLParser


class Outline(HTMLParser):
    """Elements with their classes, and the words in them; drawings only by what they show."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.names: set[str] = set()
        self._depth = 0
        self._drawing = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        said = dict(attrs)
        if not self._drawing:
            cls = f".{said['class']}" if "class" in said else ""
            self._line(f"{tag}{cls}")
        self._drawing += tag == "svg"
        self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        self._drawing -= tag == "svg"
        self._depth -= 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        if data.strip() and "{box-sizing" not in data:
            self._line(f'"{" ".join(data.split())}"')

    def _line(self, text: str) -> None:
        self.lines.append("  " * self._depth + text)


def outline(page: str) -> Outline:
    """Return what a page is made of."""
    found = Outline()
    found.feed(page)
    return found
