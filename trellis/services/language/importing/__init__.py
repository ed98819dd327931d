"""What every importer of forms shares: the report, names of ours, what a person has to write."""

from trellis.services.language.importing.report import Converted, Tally

__all__ = ["Converted", "Tally"]
