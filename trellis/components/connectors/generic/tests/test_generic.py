"""A system that nobody wrote a connector for keeps what every connector promises, by its description alone."""

from __future__ import annotations

import pytest

from trellis.components.connectors.generic.connector import CONNECTOR
from trellis.components.connectors.generic.sandbox import OPTIONS
from trellis.components.connectors.tests.contract import ConnectorContract


@pytest.mark.network
class TestGeneric(ConnectorContract):
    connector = "generic"
    options = OPTIONS


def test_a_description_that_works_has_nothing_wrong() -> None:
    assert list(CONNECTOR.faults(OPTIONS)) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({name: OPTIONS[name] for name in OPTIONS if name != "find"}, "`find` is missing"),
        ({**OPTIONS, "make": "DELETE /v1/requests"}, "write `make` like"),
        ({**OPTIONS, "find": "/v1/requests"}, "{key} in it"),
        ({**OPTIONS, "find": "https://elsewhere.example/{key}"}, "`find` is a path"),
        ({**OPTIONS, "numer": "id"}, "`numer` is not known"),
        ({name: OPTIONS[name] for name in OPTIONS if name != "mark"}, "`mark`"),
        ({**OPTIONS, "secret-header": "X-Key: 1\r\nHost"}, "name of a header"),
        ({**OPTIONS, "number": "data[0]"}, "place such as"),
    ],
)
def test_a_description_that_cannot_work_is_refused_with_the_mend(options: dict[str, str], said: str) -> None:
    assert said in "\n".join(CONNECTOR.faults(options))
