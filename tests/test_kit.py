"""The teacher's kit: up to date, the same in every language, and on paper as many sides as it should be."""

import json
import re
import runpy
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from test_docs import ROOT

from liveness_demo.choices import LANGUAGES

KIT = ROOT / "docs" / "kit"
MAKE = runpy.run_path(str(ROOT / "docs" / "make_kit.py"))
PAGES: dict[str, str] = MAKE["pages"]()
SIDES = {"handout": 2, "handout-15": 1} | {
    f"{name}{form}": 1 for name in ("run", "tally", "answers", "measure") for form in ("", "-15")
}
"""Sides of paper of each page but the slides."""
LOOK = """<script>
const cut = []
for (const side of document.querySelectorAll(".side"))
  for (const each of side.querySelectorAll("*"))
    if (each.getBoundingClientRect().right > side.getBoundingClientRect().right + 1) cut.push(each.outerHTML)
slides.forEach((slide, index) => {
  show(index)
  if (slide.scrollHeight > innerHeight || slide.scrollWidth > innerWidth) cut.push(slide.innerText)
})
document.body.innerHTML = ""
document.body.append("cut: " + JSON.stringify(cut) + " of " + slides.length)
</script>"""
"""Says what is wider than its side of paper, or larger than the screen."""


def texts(language: str) -> dict[str, object]:
    found = json.loads((KIT / "texts" / f"{language}.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def shape(node: object) -> object:
    """Return the keys and lengths of a text file, and of a text the names that it asks for."""
    if isinstance(node, dict):
        return {key: shape(each) for key, each in node.items()}
    if isinstance(node, list):
        return [shape(each) for each in node]
    return sorted(re.findall(r"\{\w+\}|`[^`]+`", str(node)))


def test_the_kit_is_what_the_script_makes() -> None:
    for name, page in PAGES.items():
        assert (KIT / name).read_text(encoding="utf-8") == page, f"{name}: run python docs/make_kit.py"
    made = {path.relative_to(KIT).as_posix() for path in KIT.glob("??/*.html")}
    linked = re.findall(r'href="([^"]+)"', PAGES["index.html"])
    assert sorted(linked) == sorted(made) == sorted(set(PAGES) - {"index.html"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things(language: str) -> None:
    assert shape(texts(language)) == shape(texts("en"))


def test_nothing_comes_from_elsewhere() -> None:
    for name, text in PAGES.items():
        page = re.sub(r'"data:image/webp;base64,[^"]*"', '"data:"', text)
        assert not re.search(r"https?:|//\w|@import|url\(", page), name
        sources = set(re.findall(r'src="(?!data:)([^"]*)"', page))
        assert sources <= {"../../pictures/printed_face.png"}, name
        assert (KIT / name).stat().st_size < 120_000


def test_the_slides_are_eight_to_ten_and_fewer_in_the_short_form() -> None:
    assert 8 <= PAGES["en/slides.html"].count('<section class="slide"') <= 10
    assert PAGES["en/slides-15.html"].count('<section class="slide"') < 8


def browser() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium is installed, so nothing is printed")


def browse(*arguments: str) -> str:
    """Run a browser without a window; return what it prints."""
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    command = [browser(), *flags, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def bound(language: str, names: Iterable[str]) -> str:
    """Return pages as one, so that the browser is started once."""
    folder = (ROOT / "docs" / "pictures").as_uri()
    pages = "\n".join(PAGES[f"{language}/{name}.html"] for name in names)
    return pages.replace("../../pictures", folder)


def sides_on(paper: str, language: str, folder: Path) -> int:
    page, printed = folder / f"{language}-{paper}.html", folder / f"{language}-{paper}.pdf"
    text = bound(language, SIDES).replace("@page {", f"@page {{ size: {paper};")
    page.write_text(text, encoding="utf-8")
    browse("--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri())
    return len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes()))


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_has_its_sides_on_paper(language: str, tmp_path: Path) -> None:
    """A page's width is fixed and fits both papers: where Letter is enough, A4, which is longer, is too."""
    for paper in ("letter", "A4") if language == "en" else ("letter",):
        assert sides_on(paper, language, tmp_path) == sum(SIDES.values())


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_cut(language: str, tmp_path: Path) -> None:
    page = tmp_path / "all.html"
    page.write_text(bound(language, [*SIDES, "slides"]) + LOOK, encoding="utf-8")
    for size in ("1280,720", "1024,768"):
        said = browse(f"--window-size={size}", "--dump-dom", page.as_uri())
        assert "cut: [] of 10" in said, said[-2000:]
