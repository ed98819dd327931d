"""The waste works keep what every connector promises."""

from __future__ import annotations

import pytest

from trellis.components.connectors.tests.contract import ConnectorContract

pytestmark = pytest.mark.network


class TestWaste(ConnectorContract):
    connector = "waste"
