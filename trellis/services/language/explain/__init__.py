"""A service explained: its journey as text and as a drawing."""

from trellis.services.language.explain.drawing import svg
from trellis.services.language.explain.outline import text

__all__ = ["svg", "text"]
