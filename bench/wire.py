"""What a page weighs on its way to a real browser, counted by the browser."""

from __future__ import annotations

from typing import Any

from bench.serving import Served, weight

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
         "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip
SETTLED = 1_500


def weigh(served: Served, paths: tuple[str, ...], chromium: str) -> dict[str, dict[str, float]]:
    """Kilobytes of each page: until it can be read, and until its charts are drawn."""
    from playwright.sync_api import sync_playwright

    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for path in paths:
            context = browser.new_context()
            page = context.new_page()
            came: list[float] = []
            devtools = context.new_cdp_session(page)
            devtools.send("Network.enable")

            def note(event: Any, came: list[float] = came) -> None:
                came.append(event["encodedDataLength"])

            devtools.on("Network.loadingFinished", note)
            page.goto(f"http://{served.host}:{served.port}{path}", wait_until="networkidle")
            page.wait_for_timeout(SETTLED)
            readable = weight(served, path)["readable"]
            found[path] = {"readable": readable, "whole": sum(came) / 1e3, "requests": len(came)}
            context.close()
        browser.close()
    return found
