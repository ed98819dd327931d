"""Question flows of GOV.UK's smart answers, turned into definitions in the service language."""

from trellis.services.language.importing import Converted
from trellis.services.language.smart_answers.convert import convert

__all__ = ["Converted", "convert"]
