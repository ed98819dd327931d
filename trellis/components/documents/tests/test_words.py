from __future__ import annotations

import ast
import inspect

from trellis.components.documents import checks
from trellis.components.documents.errors import WELSH, DocumentRefused


def test_why_a_file_is_refused_is_written_in_welsh_too() -> None:
    raised = [each for each in ast.walk(ast.parse(inspect.getsource(checks))) if isinstance(each, ast.Call)]
    reasons = {
        str(each.args[0].value)
        for each in raised
        if isinstance(each.func, ast.Name)
        and each.func.id == "DocumentRefused"
        and isinstance(each.args[0], ast.Constant)
    }
    assert reasons == set(WELSH)
    assert DocumentRefused("This file is empty").said("cy").startswith("Mae’r ffeil hon yn wag. Anfonwch")
