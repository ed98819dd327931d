// Says in good time that a session is about to end. Each page that is fetched begins the time anew.
export function warnBeforeTheSessionEnds(box) {
  const lasts = Number(box.dataset.sessionSeconds);
  const before = Number(box.dataset.warnSeconds);
  if (!(lasts > before)) return;
  const until = Date.now() + (lasts - before) * 1000;
  // Asked every few seconds, since a computer that slept does not keep a long timer.
  const clock = setInterval(() => {
    if (Date.now() < until) return;
    clearInterval(clock);
    box.hidden = false;
    box.focus();
  }, 5000);
}
