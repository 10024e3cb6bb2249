"""The visitor's side of the line to the server."""

from __future__ import annotations

from textual.drivers.web_driver import WebDriver

from ipog.web.messages import Arrived, Parted


class VisitorDriver(WebDriver):
    """The driver of apps in a browser, which also hears of files that come and of visitors that go."""

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take a note of the server."""
        if packet_type == "arrived":
            self._app.post_message(Arrived(str(payload.get("name"))))
        elif packet_type == "quit":
            self._app.post_message(Parted())
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Read until the line ends; if it ends by itself, the server is gone."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(Parted())
