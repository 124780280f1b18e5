"""The pictures of the READMEs: `python -m tests.docs.pictures` takes them anew (Chromium, Playwright)."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from extractor.cli.view import RECORDS
from extractor.emit.links import review_page
from extractor.records.load import load
from tests.conftest import REPOSITORY
from tests.docs.readme import desk, run
from tests.view.browser import Watched, chromium

COLUMNS = 110
FOLDER = REPOSITORY / "docs" / "images"


def taken(page: Any, name: str) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(page.screenshot())) as image:
        image.convert("RGB").quantize(128).save(FOLDER / name, optimize=True)
    print(name)


def terminal(folder: Path, browser: Any, name: str, *commands: str) -> None:
    """Commands as a terminal shows them, in colour."""
    import re

    from rich.console import Console
    from rich.terminal_theme import DIMMED_MONOKAI
    from rich.text import Text

    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="truecolor", force_terminal=True)
    for command in commands:
        console.print(Text("$ ", style="bold green").append(command, style="bold"))
        console.print(Text.from_ansi(printed(command, folder)))
    body = (
        "<body style='margin:0;background:{background}'><pre style='margin:0;padding:18px;display:inline-block;"
        "font:15px/1.25 Noto Sans Mono CJK SC,monospace;color:{foreground}'>{code}</pre></body>"
    )
    page = browser.new_page(viewport={"width": 1000, "height": 400})
    shown = console.export_html(inline_styles=True, code_format=body, theme=DIMMED_MONOKAI)
    # A terminal gives rules, quotation marks and dots half the width of a hanzi; fonts for hanzi give them the whole.
    shown = re.sub("[\u2010-\u259f]+", lambda m: f"<i style='font:83% DejaVu Sans Mono'>{m[0]}</i>", shown)
    page.set_content(shown)
    box = page.locator("pre").bounding_box()
    page.set_viewport_size({"width": round(box["width"]), "height": round(box["height"])})
    taken(page, name)


def printed(command: str, folder: Path) -> str:
    """What a command writes to a terminal."""
    import os
    import pty
    import subprocess

    leader, follower = pty.openpty()
    path = f"{folder / '.venv/bin'}:{os.environ['PATH']}"
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color", "PATH": path}
    environment = {name: value for name, value in environment.items() if name != "NO_COLOR"}
    environment |= {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}
    done = subprocess.Popen(["bash", "-c", command], cwd=folder, stdout=follower, stderr=follower, env=environment)
    os.close(follower)
    data = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        data += piece
    done.wait()
    return data.decode().replace("\r\n", "\n").rstrip("\n")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        folder = desk(Path(temporary))
        program = str(folder / ".venv/bin/extractor")
        for arguments in (["batch", "samples", "-o", "out"], ["view", "out"]):
            done = run([program, *arguments, "--quiet"], folder)
            if done.returncode:
                raise SystemExit(done.stderr)
        review = folder / "out" / "review"
        found = next(report for report in load(folder / "out" / RECORDS) if report.reconciles is False)
        report = review / review_page(found.source.name)
        taken(Watched(browser, 1440, 860).open(review / "index.html"), "review-list.png")
        for name, size in {"review-report.png": (1440, 860), "review-phone.png": (390, 780)}.items():
            page = Watched(browser, *size).open(report)
            page.keyboard.press("n")
            page.wait_for_timeout(500)
            taken(page, name)
        sample = next(path.name for path in (folder / "samples").glob("云岭*.pdf"))
        terminal(folder, browser, "terminal.png", f"extractor check samples/{sample}")


if __name__ == "__main__":
    main()
