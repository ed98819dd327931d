"""What the rules of the work make of one application: which stages and tasks it needs, what may be granted alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from trellis.services.language.evaluate import work_facts
from trellis.services.language.model import Stage, Task
from trellis.services.queries import Submission


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The answers as they are now, with the outcome so far."""

    sent: Submission
    outcome: str

    @cached_property
    def _facts(self) -> Mapping[str, Any]:
        return work_facts(self.sent.walk, outcome=self.outcome)

    def wants(self, stage: Stage) -> bool:
        """Whether this case needs the stage. A rule that nobody can answer is looked at by a person: it does."""
        return stage.when is None or self._holds(f"stage:{stage.id}:when") is not False

    def needs(self, stage: Stage, task: Task) -> bool:
        """Whether this case needs the task."""
        return task.when is None or self._holds(f"task:{stage.id}:{task.id}") is not False

    def grants(self, stage: Stage) -> bool:
        """Whether every rule for granting without a person is certain."""
        return self._holds(f"stage:{stage.id}:automatic") is True

    def _holds(self, site: str) -> bool | None:
        rule = self.sent.compiled.rule(site)
        return rule.holds(self._facts) if rule else None
