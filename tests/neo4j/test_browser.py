"""Neo4j Browser, served by the real server, in headless Chromium: our style, our favourites, a question's graph.

``KG_SCREENSHOT=1`` keeps the picture as ``examples/browser/browser.png``.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from examples.browser.favourites import FILE, entries
from loaders.neo4j import load_neo4j
from ontology.vocabulary import vocabulary
from tests.neo4j.conftest import unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.neo4j.conftest import Database

ROOT = Path(__file__).resolve().parents[2]
BROWSER = ROOT / "examples" / "browser"
STYLE = BROWSER / "style.grass"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 90_000  # milliseconds: two slow cores, with the server on them
# Browser takes files by drag and drop alone, so the test drops them too.
DROP = """([name, hex]) => {
  const bytes = new Uint8Array(hex.match(/../g).map(pair => parseInt(pair, 16)));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name));
  return data;
}"""


def colours() -> dict[str, str]:
    """Return the colour of each label in the style."""
    found = re.findall(r"node\.(\w+) \{\s*color: (#[0-9A-F]{6});", STYLE.read_text(encoding="utf-8"))
    return dict(found)


@pytest.fixture
def page(request: pytest.FixtureRequest, database: Database) -> Iterator[Page]:
    """Give Browser, connected to a database with the graph of the example reports."""
    chromium = shutil.which("chromium")
    if chromium is None:
        unavailable("no Chromium to show Neo4j Browser in")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    http = os.environ.get("NEO4J_HTTP") or request.getfixturevalue("own_server").http
    load_neo4j(kg.build(ROOT / "examples" / "reports"), database.target)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 1000}, locale="en-GB")
        page.set_default_timeout(PATIENCE)
        page.goto(f"{http}/browser/")
        connect(page, database)
        yield page
        browser.close()


def connect(page: Page, database: Database) -> None:
    scheme, _, address = database.target.uri.partition("://")
    page.select_option("[data-testid=bolt-scheme-select]", f"{scheme}://")
    page.fill("[data-testid=boltaddress]", address)
    page.fill("[data-testid=username]", database.target.user)
    page.fill("[data-testid=password]", database.target.password)
    page.click("[data-testid=connect]")
    page.wait_for_selector("text=Getting started")  # Browser opens this by itself: what is asked before is lost


def drop(page: Page, path: Path) -> None:
    data = page.evaluate_handle(DROP, [path.name, path.read_bytes().hex()])
    page.dispatch_event(".filedrop", "dragenter", {"dataTransfer": data})
    page.dispatch_event(".filedrop", "drop", {"dataTransfer": data})


def ask(page: Page, query: str) -> None:
    page.click("[data-testid=activeEditor]")
    page.keyboard.insert_text(query)
    page.keyboard.press("Control+Enter")


def test_the_style_has_every_class() -> None:
    assert colours().keys() == vocabulary().classes.keys()


def test_favourites_are_the_pack() -> None:
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(FILE) as file:
        kept = {name: file.read(name).decode() for name in file.namelist()}
    assert kept == entries(), "run python -m examples.browser.favourites"


def test_browser_shows_our_graph_in_our_colours(page: Page, tmp_path: Path) -> None:
    drop(page, STYLE)
    page.wait_for_selector("text=node.Agency")  # Browser answers with :style
    ask(page, entries()["pictures/a_place_its_bodies_and_what_they_run.cypher"])
    page.wait_for_selector("g.node")
    seen = page.eval_on_selector_all("g.node circle.b-outline", "all => all.map(each => each.getAttribute('fill'))")
    assert {colours()[label] for label in ("Region", "Agency", "Initiative")} == set(seen)
    assert "云溪市司法局" in (page.text_content("g.layer.nodes") or "")
    picture = photograph(page, tmp_path)
    if os.environ.get("KG_SCREENSHOT"):
        shutil.copy(picture, BROWSER)


def photograph(page: Page, folder: Path) -> Path:
    """Return a picture of the graph on the whole page, once it has settled."""
    page.locator("[data-testid=frame]", has=page.locator("g.node")).get_by_title("Fullscreen").click()
    page.wait_for_timeout(4000)
    page.dispatch_event("[aria-label=zoom-to-fit]", "click")  # a panel lies over it on a page this small
    page.wait_for_timeout(2000)
    page.dispatch_event("[aria-label=zoom-out]", "click")
    page.wait_for_timeout(2000)
    page.screenshot(path=folder / "browser.png")
    return folder / "browser.png"


def test_browser_takes_the_favourites(page: Page) -> None:
    drop(page, FILE)
    page.click("[data-testid=navigationFavorites]")
    page.click("[data-testid=expandFolder-pictures]")
    page.wait_for_selector("text=Bodies that work together")
