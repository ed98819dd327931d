"""Changing a definition without disturbing it: an edit is a splice in the text, and the rest stays as it was.

The file is the truth. What the studio changes is worked out on the text itself, so that comments, order, quotation
marks and empty lines that nobody touched are the same byte for byte. Every edit is read back before it counts: where
the text would not say exactly what was meant, it is refused.
"""

from trellis.services.language.editing.applying import Edited, edited
from trellis.services.language.editing.edits import Add, Change, Edit, Move, Remove
from trellis.services.language.editing.places import Address, NotThere, Plain, Step, fingerprint, look
from trellis.services.language.editing.seen import Seen, seen_in
from trellis.services.language.editing.splices import CannotSplice, Splice, spliced, taken_back

__all__ = [
    "Add",
    "Address",
    "CannotSplice",
    "Change",
    "Edit",
    "Edited",
    "Move",
    "NotThere",
    "Plain",
    "Remove",
    "Seen",
    "Splice",
    "Step",
    "edited",
    "fingerprint",
    "look",
    "seen_in",
    "spliced",
    "taken_back",
]
