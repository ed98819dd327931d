"""Rules as lists of conditions: what a designer builds from questions, comparisons and values, without the language.

A rule that is made of such conditions, all or any of which must hold, can be shown and changed piece by piece. Any
other rule is one that only its text says, and is left as it is written.
"""

from trellis.services.language.conditions.reading import conditions_of
from trellis.services.language.conditions.subjects import Sort, Subject, Subjects, subjects_of
from trellis.services.language.conditions.tree import Condition, Group, Join
from trellis.services.language.conditions.ways import Wanted, Way, way_called, ways_for
from trellis.services.language.conditions.words import in_words
from trellis.services.language.conditions.writing import rule_of, value_written, written_values

__all__ = [
    "Condition",
    "Group",
    "Join",
    "Sort",
    "Subject",
    "Subjects",
    "Wanted",
    "Way",
    "conditions_of",
    "in_words",
    "rule_of",
    "subjects_of",
    "value_written",
    "way_called",
    "ways_for",
    "written_values",
]
