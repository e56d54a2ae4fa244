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
SIDES = {"handout": 2, "handout-15": 1, "run": 1, "run-15": 1, "tally": 1, "answers": 1, "measure": 1}
"""Sides of paper of each page but the slides."""
LOOK = """<script>
const cut = [], went = []
for (const key of ["End", "Home", "ArrowRight", " ", "ArrowLeft"]) {
  dispatchEvent(new KeyboardEvent("keydown", { key }))
  went.push(now)
}
dispatchEvent(new MouseEvent("click", { clientX: innerWidth - 1 }))
went.push(now)
for (const side of document.querySelectorAll(".side"))
  for (const each of side.querySelectorAll("*"))
    if (each.getBoundingClientRect().right > side.getBoundingClientRect().right + 1) cut.push(each.outerHTML)
slides.forEach((slide, index) => {
  show(index)
  if (slide.scrollHeight > innerHeight || slide.scrollWidth > innerWidth) cut.push(slide.innerText)
})
document.body.innerHTML = ""
document.body.append("cut: " + JSON.stringify(cut) + " went: " + went)
</script>"""
"""Says what is wider than its side of paper, or larger than the screen, and where keys and a click lead."""


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
    assert set(linked) == made == set(PAGES) - {"index.html"}
    assert {*SIDES, "slides", "slides-15"} == {Path(name).stem for name in made}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things(language: str) -> None:
    assert shape(texts(language)) == shape(texts("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_long_lesson_needs_one_command(language: str) -> None:
    page = re.sub(r"</?span>", "", PAGES[f"{language}/run.html"])
    assert re.findall(r"<code>(liveness-demo.*?)</code>", page) == ["liveness-demo --attempts 2"]
    for key in ("p", "c", "n", "x", "t"):
        assert f"<code><span>{key}</span></code>" in PAGES[f"{language}/run.html"], key


def test_nothing_comes_from_elsewhere() -> None:
    shared = {name: (KIT / name).read_text(encoding="utf-8") for name in ("kit.css", "slides.js")}
    for name, text in (PAGES | shared).items():
        assert not re.search(r"https?:|//\w|@import|url\(|data:", text), name
        for source in re.findall(r'(?:src|href)="([^"]*)"', text):
            assert (KIT / name).parent.joinpath(source).is_file(), (name, source)
        assert len(text.encode()) < 8_000, name


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
    pages = "\n".join(PAGES[f"{language}/{name}.html"] for name in names)
    return pages.replace('="../', f'="{KIT.as_uri()}/')


def sides_on(paper: str, text: str, folder: Path) -> int:
    """Return on how many sides of this paper a page is printed."""
    page, printed = folder / "page.html", folder / "page.pdf"
    page.write_text(f"{text}<style>@page {{ size: {paper} }}</style>", encoding="utf-8")
    browse("--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri())
    return len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes()))


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_has_its_sides_on_paper(language: str, tmp_path: Path) -> None:
    """A page's width is fixed and fits both papers: where Letter is enough, A4, which is longer, is too."""
    for paper in ("letter", "A4") if language == "en" else ("letter",):
        assert sides_on(paper, bound(language, SIDES), tmp_path) == sum(SIDES.values())
        if language == "en":  # a slide takes half a side in any language
            assert sides_on(paper, bound(language, ["slides"]), tmp_path) == 5


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_cut(language: str, tmp_path: Path) -> None:
    page = tmp_path / "all.html"
    page.write_text(bound(language, [*SIDES, "slides"]) + LOOK, encoding="utf-8")
    # letters grow with the narrower of width and height: at 4:3 there is more room than at 16:9
    said = browse("--window-size=1280,720", "--dump-dom", page.as_uri())
    assert "cut: [] went: 9,0,1,2,1,2" in said, said[-2000:]
