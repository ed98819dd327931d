"""A new colleague who signs in for the first time, sets up their phone, and later changes how they sign in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.robot import press

PASSWORD = "seven odd purple kettles"


def code_of(secret: str) -> str:
    """What an authenticator app shows now for this key (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[at : at + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


class NewColleague:
    """`look` is shown each page as it comes, and `look_again` one whose address was there before."""

    def __init__(self, page: Page, *, look: Callable[[Page], None], look_again: Callable[[Page], None]) -> None:
        self.page, self.look, self.look_again = page, look, look_again
        self.codes: list[str] = []

    def begins(self, link: str, *, email: str) -> None:
        """Chooses a password with the link that an administrator handed over, and signs in with it."""
        self.page.goto(link)
        self.look(self.page)
        self._sends()
        self.look_again(self.page)
        self._sends(new_password1=PASSWORD, new_password2=PASSWORD)
        self.look(self.page)
        self._sends(login=email)
        self.look_again(self.page)
        self._sends(login=email, password=PASSWORD)

    def sets_up_the_second_step(self) -> None:
        """Takes a picture with the phone, as it were, and is shown the recovery codes, once."""
        self.look(self.page)
        self._sends(code="0")
        self.look_again(self.page)
        # Read only now: whoever looks at a page may fetch it once more, and is then given another key.
        secret = (self.page.locator("details code").text_content() or "").replace(" ", "")
        self._sends(code=code_of(secret))
        assert self.page.url.endswith("/recovery-codes/")
        self.codes = [each.strip() for each in self.page.locator("main li code").all_text_contents()]
        self.look(self.page)

    def comes_back(self, *, email: str) -> None:
        """Signs out and in again, with a recovery code in place of the phone."""
        self.page.goto("/account/logout/")
        self._sends()
        self._sends(login=email, password=PASSWORD)
        self.look(self.page)
        self._sends(code="000000")
        self.look_again(self.page)
        self._sends(code=self.codes.pop())

    def changes_how_they_sign_in(self) -> None:
        """Looks at every page about their own sign-in."""
        for part in ("second-step/yours", "password", "second-step/recovery-codes", "second-step/recovery-codes/new",
                     "second-step/move", "confirm", "second-step/confirm"):  # fmt: skip
            self.page.goto(f"/account/{part}/")
            assert part in self.page.url
            self.look(self.page)
        self.page.goto("/account/password/")
        self._sends(oldpassword="not this one", password1="short", password2="shorter")
        self.look_again(self.page)

    def _sends(self, **typed: str) -> None:
        for name, words in typed.items():
            self.page.locator(f"main form input[name={name}]").fill(words)
        press(self.page.locator("main form button").first)
