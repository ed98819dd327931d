// Asks now and then whether the page has changed, by its ETag, and offers the new one. Nothing moves by itself.
export function offerTheNewPage() {
  const seconds = Number(document.body.dataset.refreshSeconds);
  if (!seconds) return;
  let known = null;
  const clock = setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { method: "HEAD", headers: known ? { "If-None-Match": known } : {} });
      const tag = answer.headers.get("ETag");
      if (known && tag && tag !== known) {
        clearInterval(clock);
        offer();
      }
      known = tag || known;
    } catch {
      // Out of reach for the moment: asked again at the next turn.
    }
  }, seconds * 1000);
}

function offer() {
  const welsh = document.documentElement.lang === "cy";
  const line = Object.assign(document.createElement("p"), { className: "desk-undo" });
  line.setAttribute("role", "status");
  const link = Object.assign(document.createElement("a"), {
    className: "govuk-link",
    href: location.href,
    textContent: welsh ? "Dangos y diweddaraf" : "Show what is new",
  });
  line.append(welsh ? "Mae'r dudalen hon wedi newid. " : "This page has changed. ", link);
  document.querySelector("main")?.prepend(line);
}
