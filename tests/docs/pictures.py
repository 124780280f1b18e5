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

FOLDER = REPOSITORY / "docs" / "images"


def taken(page: Any, name: str) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(page.screenshot())) as image:
        image.convert("RGB").quantize(128).save(FOLDER / name, optimize=True)
    print(name)


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


if __name__ == "__main__":
    main()
