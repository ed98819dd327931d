"""Forms of the XGov and Defra form builders, turned into definitions in the service language."""

from trellis.services.language.importing import Converted
from trellis.services.language.xgov.convert import Source, convert

__all__ = ["Converted", "Source", "convert"]
