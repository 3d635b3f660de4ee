"""Pages of docs/ which proofs write: a section each, so that the parts of a page can be run one at a time."""

from pathlib import Path


def write_section(page: Path, heading: str, markdown: str) -> None:
    """Replaces the section under `heading` (a whole line, "## Speed"), up to the next heading of its level or a higher one.

    `markdown` is the body, without the heading. A section that is not there yet is added at the end, and so is the page made.
    """
    lines = page.read_text(encoding="utf-8").splitlines() if page.exists() else []
    begin, end = _extent(lines, heading)
    section = [heading, "", *markdown.strip("\n").splitlines()]
    pieces = (lines[:begin], section, lines[end:])
    text = "\n\n".join("\n".join(piece).strip("\n") for piece in pieces if piece)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text + "\n", encoding="utf-8")


def _extent(lines: list[str], heading: str) -> tuple[int, int]:
    """From the heading's line to the line after its section; the page's end twice where it is not there."""
    headings = [(at, line) for at, line in _outside_code(lines) if line.startswith("#")]
    begin = next((at for at, line in headings if line.strip() == heading), None)
    if begin is None:
        return len(lines), len(lines)
    after = [at for at, line in headings if at > begin and _level(line) <= _level(heading)]
    return begin, min(after, default=len(lines))


def _outside_code(lines: list[str]) -> list[tuple[int, str]]:
    """Lines with their places, without those of fenced code: a shell's comment there begins with # too."""
    fenced, outside = False, []
    for at, line in enumerate(lines):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            outside.append((at, line))
    return outside


def _level(heading: str) -> int:
    return len(heading) - len(heading.lstrip("#"))
