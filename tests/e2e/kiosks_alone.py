"""Kiosks on https, in browsers that trust a private authority and keep what they keep in a folder of their own."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trustme
from browsing import CHROMIUM_FLAGS
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from waiting import eventually, until

PATIENCE_MS = 60_000

# Of an earlier page too: reads what lies in the kiosk's own storage.
_KEPT = """store => new Promise((yes, no) => {
    const asked = indexedDB.open("turnout-kiosk");
    asked.onerror = () => no(asked.error);
    asked.onsuccess = () => {
        const read = asked.result.transaction(store).objectStore(store).getAll();
        read.onsuccess = () => { asked.result.close(); yes(read.result); };
    };
})"""
_HAS_STORES = "async () => (await indexedDB.databases()).some(one => one.name === 'turnout-kiosk')"

# One code after the other, each when the one before lies in the storage; answers when each was read.
_SCAN_ALL = f"""async codes => {{
    const kept = {_KEPT};
    const moments = [];
    let before = (await kept("outbox")).length;
    for (const code of codes) {{
        moments.push(Date.now());
        const began = performance.now();
        for (const [place, key] of [...code, "Enter"].entries()) {{
            const event = new KeyboardEvent("keydown", {{ key, bubbles: true, cancelable: true }});
            // a scanner keeps its pace, whatever else this machine does meanwhile
            Object.defineProperty(event, "timeStamp", {{ value: began + place }});
            window.dispatchEvent(event);
        }}
        while ((await kept("outbox")).length === before) await new Promise(done => setTimeout(done, 5));
        before += 1;
    }}
    return moments;
}}"""


@dataclass(frozen=True)
class Trust:
    """A certificate for localhost and its key, and a home whose browsers trust the authority behind it."""

    certificate: Path
    key: Path
    home: Path

    @classmethod
    def made_in(cls, folder: Path) -> Trust:
        authority = trustme.CA()
        leaf = authority.issue_cert("localhost", "127.0.0.1")
        made = cls(folder / "cert.pem", folder / "key.pem", folder / "home")
        for blob in leaf.cert_chain_pems:
            blob.write_to_path(made.certificate, append=True)
        leaf.private_key_pem.write_to_path(made.key)
        authority.cert_pem.write_to_path(folder / "ca.pem")
        store = made.home / ".pki" / "nssdb"
        store.mkdir(parents=True)
        database = ["-d", f"sql:{store}"]
        subprocess.run(["certutil", *database, "-N", "--empty-password"], check=True)
        trusted = ["-t", "C,,", "-n", "venue", "-i", str(folder / "ca.pem")]
        subprocess.run(["certutil", *database, "-A", *trusted], check=True)
        return made

    @property
    def options(self) -> tuple[str, ...]:
        """Options of the server."""
        return ("--tls-cert", str(self.certificate), "--tls-key", str(self.key))


@dataclass
class Device:
    """One tablet: what it keeps lies in `profile`, whether its browser runs or not."""

    name: str
    profile: Path
    trust: Trust
    playwright: Playwright
    url: str
    is_killed: bool = False

    @contextmanager
    def browser(self) -> Iterator[Page]:
        """The kiosk's page in a browser of its own, until the block ends."""
        context = self.playwright.chromium.launch_persistent_context(
            str(self.profile),
            executable_path="/usr/bin/chromium",
            args=list(CHROMIUM_FLAGS),
            env={**os.environ, "HOME": str(self.trust.home)},
            viewport={"width": 1280, "height": 800},
            locale="en-GB",
        )
        self.is_killed = False
        try:
            yield self._opened(context)
        finally:
            if not self.is_killed:
                context.close()

    def kill_browser(self) -> None:
        """As a power cut does; only the browser that has this device's profile."""
        processes = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
        [pid] = filter(self._is_browser, processes)
        self.is_killed = True
        os.kill(pid, signal.SIGKILL)
        until(lambda: not self._is_browser(pid), "the browser is gone")

    def holds(self, text: str) -> list[str]:
        """The files of the profile that hold this text, in UTF-8 or UTF-16."""
        forms = (text.encode(), text.encode("utf-16-le"))
        found = []
        for file in filter(Path.is_file, self.profile.rglob("*")):
            content = file.read_bytes()
            if any(form in content for form in forms):
                found.append(file.relative_to(self.profile).as_posix())
        return found

    def _opened(self, context: BrowserContext) -> Page:
        page = context.pages[0]
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{self.url}/kiosk")
        return page

    def _is_browser(self, pid: int) -> bool:
        try:
            words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        except (FileNotFoundError, ProcessLookupError):
            return False
        return f"--user-data-dir={self.profile}" in words and not any(word.startswith("--type=") for word in words)


def pair(page: Page, code: str) -> None:
    """Pair the kiosk, and wait until it could go on without the server."""
    page.locator(".pairing").wait_for()
    page.keyboard.type(code, delay=90)  # as a hand does: faster keys may be a scanner
    page.locator(".start").wait_for()
    assert eventually(lambda: has_roster(page), 90), "the roster is not on the device"
    assert eventually(lambda: has_own_copy(page), 90), "the page keeps no copy of itself"


def has_own_copy(page: Page) -> bool:
    return bool(page.evaluate("navigator.serviceWorker.controller !== null"))


def has_roster(page: Page) -> bool:
    return bool(page.evaluate(_HAS_STORES)) and any("salt" in one for one in kept(page, "kept"))


def kept(page: Page, store: str) -> list[dict[str, Any]]:
    """What the kiosk keeps in one of its stores."""
    found: list[dict[str, Any]] = page.evaluate(_KEPT, store)
    return found


def scan_all(page: Page, codes: list[str]) -> list[int]:
    """Scan one code after the other; answers when each was read, in epoch milliseconds."""
    moments: list[int] = page.evaluate(_SCAN_ALL, codes)
    return moments


def cut_off(page: Page) -> None:
    """Wait until the kiosk says that it goes on by itself."""
    expect(page.locator(".server-note")).to_contain_text("Tickets are checked here meanwhile", timeout=PATIENCE_MS)
