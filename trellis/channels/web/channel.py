"""What others may ask of this channel: to show a service as residents would meet it, without keeping anything."""

from __future__ import annotations

from trellis.channels.web.trying import try_out


class Web:
    """Keeps `ResidentPages`."""

    try_out = staticmethod(try_out)


CHANNEL = Web()
