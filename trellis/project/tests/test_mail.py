"""The mail server that an installation names is the one that its messages go to."""

from __future__ import annotations

from trellis.project.mail import mail_server


def test_messages_go_to_the_server_that_is_named_and_never_in_the_clear() -> None:
    named = mail_server("smtp://jo:pa%40ss@mail.anyborough.example")
    assert (named["EMAIL_HOST"], named["EMAIL_PORT"], named["EMAIL_USE_TLS"]) == ("mail.anyborough.example", 587, True)
    assert (named["EMAIL_HOST_USER"], named["EMAIL_HOST_PASSWORD"]) == ("jo", "pa@ss")
    from_the_start = mail_server("smtps://mail.anyborough.example")
    assert (from_the_start["EMAIL_PORT"], from_the_start["EMAIL_USE_SSL"]) == (465, True)
    assert not from_the_start["EMAIL_USE_TLS"], "Django refuses to do both"


def test_a_server_on_this_machine_is_spoken_to_as_it_is_and_the_outbox_needs_none() -> None:
    beside = mail_server("smtp://localhost:25")
    assert (beside["EMAIL_PORT"], beside["EMAIL_USE_TLS"]) == (25, False)
    assert mail_server("outbox:") == {}
