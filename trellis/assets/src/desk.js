// An improvement only: everything on the desk works without it, key by Tab and Enter.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { answerToKeys } from "./keys.js";
import { offerTheNewPage } from "./refresh.js";
import { begin } from "./start.js";

begin([Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink]);
answerToKeys();
offerTheNewPage();
