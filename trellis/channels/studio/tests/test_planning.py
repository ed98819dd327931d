"""Publishing at a time, as two colleagues do it in the browser."""

from __future__ import annotations

from datetime import timedelta

import pytest

from trellis.base.time import local_day, now
from trellis.channels.studio.tests.test_studio import ADDRESS, STUDIO, SignIn, filled, said
from trellis.organisations.actors import Actor
from trellis.organisations.models import Account
from trellis.services import queries
from trellis.services.models import Draft

pytestmark = pytest.mark.django_db


def test_a_colleague_plans_and_cancels(
    sign_in: SignIn, dana: Account, omar: Account, draft: Draft, designer: Actor
) -> None:
    at, client, owner = f"{STUDIO}drafts/{draft.pk}/", sign_in(dana), sign_in(omar)
    client.post(at + ADDRESS, filled(client.get(at + ADDRESS)) | {"ask.en": "Where is it?"})
    client.post(f"{at}ask/", {"revision": "1"})
    live = queries.draft(draft.pk, seen_by=designer).live
    when = {"day": (local_day(now()) + timedelta(days=7)).isoformat(), "time": "07:30", "revision": "1", "live": live}
    assert client.post(f"{at}plan/", when).status_code == 403
    assert "that lie ahead" in said(owner.post(f"{at}plan/", when | {"day": "2020-01-01"}))
    answer = owner.post(f"{at}plan/", when, follow=True)
    assert "It is planned." in said(answer)
    assert "07:30" in said(answer)
    assert "It is planned for a time" in said(client.get(f"{at}compare/"))
    plan = queries.plan_of(draft.pk, seen_by=designer)
    assert plan
    assert client.post(f"{at}plan/{plan.pk}/cancel/").status_code == 403
    assert "It is cancelled" in said(owner.post(f"{at}plan/{plan.pk}/cancel/", follow=True))
    assert owner.post(f"{at}plan/{plan.pk}/cancel/").status_code == 404
