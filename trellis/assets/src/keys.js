// Every action of the desk has a key. Keys can be turned off (WCAG 2.1.4), and do nothing while somebody types.
const OFF = "desk-keys-off";
const TYPING = "input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, [contenteditable]";
let begun = "";
let beganAt = 0;

export function answerToKeys() {
  show();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
    if (event.key === "?") return stop(event, openList);
    if (!on() || document.querySelector("dialog[open]")) return;
    const action = named(event.key) || rows(event.key) || up(event.key);
    if (action) stop(event, action);
  });
}

function on() {
  return localStorage.getItem(OFF) === null;
}

function show() {
  document.body.classList.toggle("desk-keys-on", on());
}

function stop(event, action) {
  event.preventDefault();
  action();
}

function withKeys() {
  return [...document.querySelectorAll("[data-key]")].filter((each) => each.checkVisibility());
}

// One key, or two in turn within a second and a half: "g q".
function named(key) {
  const pair = Date.now() - beganAt < 1500 ? `${begun} ${key}` : key;
  const keys = withKeys();
  const target = keys.find((each) => each.dataset.key === pair) || keys.find((each) => each.dataset.key === key);
  begun = key;
  beganAt = Date.now();
  return target && (() => (target.matches(TYPING) ? target.focus() : target.click()));
}

function rows(key) {
  if (key !== "j" && key !== "k") return null;
  const links = [...document.querySelectorAll("table[data-rows] tbody tr")]
    .map((row) => row.querySelector("a"))
    .filter(Boolean);
  if (!links.length) return null;
  const here = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = here < 0 ? 0 : here + (key === "j" ? 1 : -1);
  return () => links[Math.max(0, Math.min(links.length - 1, next))].focus();
}

function up(key) {
  const link = key === "u" && document.querySelector('a[rel="up"]');
  return link && (() => link.click());
}

function openList() {
  const words = document.documentElement.lang === "cy" ? WELSH : ENGLISH;
  const dialog = document.createElement("dialog");
  dialog.className = "desk-keys";
  dialog.setAttribute("aria-labelledby", "desk-keys-title");
  const title = Object.assign(document.createElement("h2"), { id: "desk-keys-title", textContent: words.title });
  const close = Object.assign(document.createElement("button"), { className: "govuk-button", textContent: words.close });
  dialog.append(title, list(words), choice(words), close);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function list(words) {
  const found = document.createElement("dl");
  // A key does the first thing on the page that has it, so that is the one to name.
  const named = [...new Map(withKeys().reverse().map((each) => [each.dataset.key, each])).values()]
    .reverse()
    .map((each) => [each.dataset.key, each.dataset.keyLabel || label(each)]);
  const moving = document.querySelector("table[data-rows]") ? [["j", words.next], ["k", words.previous]] : [];
  const back = document.querySelector('a[rel="up"]') ? [["u", words.up]] : [];
  for (const [key, what] of [...named, ...moving, ...back, ["?", words.title]]) {
    const term = document.createElement("dt");
    term.append(Object.assign(document.createElement("kbd"), { className: "desk-key", textContent: key }));
    found.append(term, Object.assign(document.createElement("dd"), { textContent: what }));
  }
  return found;
}

// The words of the action without the key that stands beside them, or the label of a field.
function label(element) {
  if (element.labels?.length) return element.labels[0].textContent.trim();
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd, .desk-count").forEach((each) => each.remove());
  return element.getAttribute("aria-label") || copy.textContent.trim();
}

function choice(words) {
  const line = document.createElement("p");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: on() });
  const text = document.createElement("label");
  text.append(box, ` ${words.use}`);
  line.append(text);
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    show();
  });
  return line;
}

const ENGLISH = {
  title: "Keys",
  close: "Close",
  use: "Use keys on this computer",
  next: "Next in the list",
  previous: "Previous in the list",
  up: "Back to the list",
};
const WELSH = {
  title: "Bysellau",
  close: "Cau",
  use: "Defnyddio bysellau ar y cyfrifiadur hwn",
  next: "Nesaf yn y rhestr",
  previous: "Blaenorol yn y rhestr",
  up: "Yn ôl i'r rhestr",
};
