"""A real Chromium for the tests of the pages. `tests/browser/install` installs what they need.

Where that is missing they are skipped, and say how to get it; under CI they fail.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
CSS = "css selector"  # WebDriver's word
sys.path.insert(0, str(HERE.parent / "unit" / "report"))  # the samples live there


@dataclass(frozen=True)
class Browser:
    """Chromium, and what the tests ask of it."""

    driver: Chrome
    room: Path

    def show(self, text: str, *, dark: bool = False, width: int = 1280) -> None:
        """Load ``text`` from a file, as a person would, on a screen of that width and colour scheme."""
        path = self.room / "page.html"
        path.write_text(text, encoding="utf-8")
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.command("Emulation.setEmulatedMedia", media="", features=[scheme, still])
        screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.command("Emulation.setDeviceMetricsOverride", **screen)
        self.driver.get_log("browser")  # forget what others left there
        self.driver.get(path.as_uri())

    def command(self, name: str, **parameters: object) -> Any:
        """A command of Chromium's own."""
        return self.driver.execute_cdp_cmd(name, parameters)

    def run(self, script: str, *arguments: object) -> Any:
        """What ``script`` returns in the page."""
        return self.driver.execute_script(script, *arguments)

    def one(self, selector: str) -> WebElement:
        """The first element that the CSS selector finds."""
        return self.driver.find_element(CSS, selector)

    def all(self, selector: str) -> list[WebElement]:
        """All that it finds."""
        return self.driver.find_elements(CSS, selector)

    def said(self) -> list[str]:
        """What the console holds: errors, warnings, refusals of the page's policy."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def faults(self) -> list[str]:
        """What axe-core finds, one line each."""
        self.run(AXE.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then("
            "r => done(r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 120) + ' '"
            " + (n.any[0] ? n.any[0].message : '')))), e => done(['axe failed: ' + e]));"
        )
        return [str(fault) for fault in found]


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    missing = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    missing += [] if AXE.is_file() else ["axe-core"]
    missing += [] if find_spec("selenium") else ["selenium"]
    if missing:
        steps = "pip install --group dev && tests/browser/install"
        message = f"{', '.join(missing)} missing: run `{steps}`"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from selenium.webdriver import Chrome, ChromeOptions  # noqa: PLC0415  only where there is a browser to drive
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415  the same

    room = tmp_path_factory.mktemp("chromium")
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in (
        "--headless=new",
        "--no-sandbox",  # it does not start as root with one, and shows nothing but our own pages
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--no-first-run",
        "--hide-scrollbars",
        f"--user-data-dir={room / 'profile'}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.set_script_timeout(120)
    try:
        yield Browser(driver, room)
    finally:
        driver.quit()
