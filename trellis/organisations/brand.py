"""An organisation's own colours, checked for contrast when they are saved (WCAG 2.2, success criterion 1.4.3)."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

from trellis.organisations.errors import ColourHardToRead

LEAST_CONTRAST = 4.5
SURFACE = "#f1f4f3"
"""Behind the foot of a page and behind contacts, where links stand in the organisation's colour: a little darker than
white, so whatever can be read there can be read on white too, and white words on it. `_colours.scss` has the same."""


@dataclass(frozen=True, kw_only=True)
class Brand:
    """A colour that stands behind white words and that links have, and an accent that carries none."""

    colour: str
    accent: str


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, from 0 (black) to 1 (white)."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readability(colour: str) -> float:
    """The contrast of this colour where it is least: as a link on the surface."""
    return min(contrast(colour, SURFACE), contrast(colour, "#ffffff"))


def nearest_readable(colour: str) -> str:
    """The lightest darkening of this colour that can be read as a link, and white words on it."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    for step in range(101):
        red, green, blue = colorsys.hls_to_rgb(hue, lightness * (1 - step / 100), saturation)
        candidate = "#" + "".join(f"{round(channel * 255):02x}" for channel in (red, green, blue))
        if readability(candidate) >= LEAST_CONTRAST:
            return candidate
    return "#000000"


def check_brand(brand: Brand) -> None:
    """Refuse a colour that is hard to read, as a link or behind white words, and name the nearest that passes."""
    ratio = readability(brand.colour)
    if ratio < LEAST_CONTRAST:
        raise ColourHardToRead(colour=brand.colour, nearest=nearest_readable(brand.colour), ratio=ratio)
