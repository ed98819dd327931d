"""Forms on paper (Word, PDF) and pages saved from other products, turned into drafts in the service language."""

from trellis.services.language.paper.convert import convert
from trellis.services.language.paper.source import Paper

__all__ = ["Paper", "convert"]
