"""Sends e-mail by SMTP, and says of each send how sure it is."""

from __future__ import annotations

import smtplib

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from trellis.components.messages.transport import CannotBeSent, InDoubt, NotSent, Outgoing, refuse_what_nobody_carries


class Smtp:
    key = "smtp"
    knows_repeats = False

    def send(self, message: Outgoing) -> None:
        refuse_what_nobody_carries(message)
        connection = get_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(f"the mail server did not answer: {error}") from error
        try:
            self._email(message, connection=connection).send()
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as error:
            raise CannotBeSent("the mail server refused the address") from error
        except smtplib.SMTPResponseException as error:
            raise _refused(error) from error
        except (OSError, smtplib.SMTPException) as error:
            # The words had left, or not: the connection broke before the server said that it has them.
            raise InDoubt(f"the connection broke while sending: {error}") from error
        finally:
            connection.close()

    @staticmethod
    def _email(message: Outgoing, *, connection: BaseEmailBackend) -> EmailMessage:
        return EmailMessage(
            subject=message.subject.replace("\n", " "),
            body=message.body,
            from_email=message.sender,
            to=[message.to],
            headers={
                "Message-ID": f"<{message.reference}@trellis>",
                "Content-Language": message.language,
                "Auto-Submitted": "auto-generated",
            },
            connection=connection,
        )


def _refused(error: smtplib.SMTPResponseException) -> NotSent | CannotBeSent:
    temporary = 400 <= error.smtp_code < 500
    kind = NotSent if temporary else CannotBeSent
    return kind(f"the mail server answered {error.smtp_code}")
