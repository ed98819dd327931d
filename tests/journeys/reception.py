"""Gives one-time sign-in addresses in the installation of the environment: reads an e-mail address a line, to the end.

It says what `trellis demo accounts` says. A process for each address would spend most of the time on its start.
"""

from __future__ import annotations

import sys

import django


def receive() -> None:
    from trellis.demo.accounts import accounts  # noqa: PLC0415 - reads models, so only once Django is set up

    for line in sys.stdin:
        addresses = {each.email: each.address for each in accounts(base_url="")}
        print(addresses[line.strip()], flush=True)


if __name__ == "__main__":
    django.setup()
    receive()
