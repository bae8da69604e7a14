// Browsing: what is filtered, what is on the page, where the reader stands. What is chosen stands in the address.

const PAGE = 12;
const MOST_PRINTED = 1000;
const list = document.getElementById("list");
const state = { q: "", severity: [], rule: "", source: null, fix: false, at: "" };
let index, findings, flat = [], groups = [], from = 0, to = 0, here = -1;
const form = {};

async function start() {
  if (typeof DecompressionStream === "undefined") {
    document.getElementById("no-inflate").hidden = false;
    return;
  }
  ({ lang, words } = await inflate("words"));
  index = await inflate("index");
  if (!index.findings.length) return;
  findings = index.findings.map(([owner, rule, message, key, [line, column], span, field, excerpt, fix, snippet], i) => {
    const [code, name, severity] = index.rules[rule];
    const about = index.articles[owner];
    const haystack = [code, name, message, excerpt || "", about.name || "", about.place, about.source || ""].join("\n").toLowerCase();
    return { index: i, owner, code, rule: name, severity, message, key, line, column, start: span ? span[0] : null, end: span ? span[1] : null, field, fix, snippet, haystack };
  });
  build();
  read();
  window.addEventListener("hashchange", () => read(true));
  document.addEventListener("keydown", press);
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
}

// --- filters

function build() {
  const option = ([value, label]) => el("option", { value }, label);
  const rules = index.rules.map(([code, name]) => [name.startsWith("columns.") ? name : code, `${code} ${name}`]).sort();
  const sources = [...new Set(findings.map((finding) => index.articles[finding.owner].source))].filter((source) => source !== undefined);
  sources.sort((a, b) => (a === null) - (b === null) || String(a).localeCompare(String(b), lang));
  form.q = el("input", { type: "search", "aria-label": say("search"), placeholder: say("search-hint"), autocomplete: "off", spellcheck: "false" });
  form.severity = SEVERITIES.slice().reverse().map((name) => el("input", { type: "checkbox", value: name }));
  form.rule = el("select", { "aria-label": say("rule") }, option(["", say("all-rules")]), ...rules.map(option));
  form.source = el("select", { "aria-label": say("source") }, option(["*", say("all-sources")]), ...sources.map((name) => option([name || "", name || say("no-source")])));
  form.fix = el("input", { type: "checkbox" });
  const clear = el("button", { type: "button", onclick: () => choose({ q: "", severity: [], rule: "", source: null, fix: false, at: "" }) }, say("clear"));
  const box = el("form", { class: "filters", role: "search", "aria-label": say("filter"), onsubmit: (event) => event.preventDefault() },
    form.q,
    el("fieldset", {}, el("legend", { class: "unseen" }, say("severity")), ...form.severity.map((input) => el("label", { class: `sev ${input.value}` }, input, ` ${say(input.value)}`))),
    form.rule, sources.length > 1 ? form.source : null,
    el("label", {}, form.fix, ` ${say("fixable")}`), clear);
  let waiting;
  form.q.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(taken, 120); });
  for (const input of [...form.severity, form.rule, form.source, form.fix]) input.addEventListener("change", taken);
  form.count = el("output", { class: "count", "aria-live": "polite" });
  form.keys = el("input", { type: "checkbox", checked: true });
  const key = (name, told) => [el("span", {}, el("kbd", {}, name), ` ${say(told)}`), " "];
  const help = el("p", { class: "keys" }, key("j", "key-next"), key("k", "key-previous"), key("n", "key-next-article"), key("p", "key-previous-article"), key("/", "key-search"), key("Esc", "key-escape"), el("label", {}, form.keys, ` ${say("keys-on")}`));
  const samples = el("p", { class: "samples" }, ...SEVERITIES.slice().reverse().map((name) => [el("span", {}, el("span", { class: `sample ${name}` }, "abc"), ` ${say(name)}`), " "]).flat(), el("span", {}, el("span", { class: "fact" }, "abc"), ` ${say("sample-fact")}`));
  form.cards = el("div", { class: "cards" });
  list.replaceChildren(box, form.count, samples, help, form.cards);
}

function taken() {
  const severity = form.severity.filter((input) => input.checked).map((input) => input.value);
  choose({ q: form.q.value, severity, rule: form.rule.value, source: form.source.value === "*" ? null : form.source.value, fix: form.fix.checked, at: "" });
}

function choose(chosen) {
  Object.assign(state, chosen);
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  if (state.severity.length) query.set("severity", state.severity.join(","));
  if (state.rule) query.set("rule", state.rule);
  if (state.source !== null) query.set("source", state.source);
  if (state.fix) query.set("fix", "1");
  history.replaceState(null, "", `#${query}`);
  show();
}

// Take what the address says; a fragment without "=" is a place on the page.
function read(moved = false) {
  const fragment = location.hash.slice(1);
  if (fragment && !fragment.includes("=")) return moved || show();
  const query = new URLSearchParams(fragment);
  Object.assign(state, {
    q: query.get("q") || "", severity: (query.get("severity") || "").split(",").filter((name) => SEVERITIES.includes(name)),
    rule: query.get("rule") || "", source: query.get("source"), fix: query.get("fix") === "1", at: query.get("at") || "",
  });
  show();
  if (fragment && !state.at) document.getElementById("findings-title").focus();
}

function matches(finding) {
  if (state.rule && finding.code !== state.rule && finding.rule !== state.rule) return false;
  if (state.severity.length && !state.severity.includes(finding.severity)) return false;
  if (state.fix && !finding.fix) return false;
  if (state.source !== null && (index.articles[finding.owner].source ?? "") !== state.source) return false;
  return state.q.toLowerCase().split(/\s+/).every((word) => finding.haystack.includes(word));
}

// --- the list

function show() {
  form.q.value = state.q;
  for (const input of form.severity) input.checked = state.severity.includes(input.value);
  form.rule.value = state.rule;
  form.source.value = state.source === null ? "*" : state.source;
  form.fix.checked = state.fix;
  const byArticle = new Map();
  for (const finding of findings) {
    if (!matches(finding)) continue;
    if (!byArticle.has(finding.owner)) byArticle.set(finding.owner, []);
    byArticle.get(finding.owner).push(finding);
  }
  groups = [...byArticle.entries()].sort((a, b) => a[0] - b[0]).map(([owner, flaws]) => ({ owner, flaws: inOrder(flaws) }));
  flat = groups.flatMap((group, at) => group.flaws.map((flaw) => ({ flaw, at })));
  here = -1;
  tell();
  const wanted = state.at ? flat.findIndex(({ flaw }) => flaw.key === state.at) : -1;
  begin(wanted < 0 ? 0 : flat[wanted].at);
  if (wanted >= 0) goTo(flat[wanted].flaw.index);
}

// As they stand in the article: what is about all of it, its fields, its text; those with a place are numbered.
function inOrder(flaws) {
  const rank = (flaw) => (flaw.start === null ? -1 : flaw.field === "text" ? FIELDS.length : FIELDS.indexOf(flaw.field.replace(/\[\d+\]$/, "")));
  flaws.sort((a, b) => rank(a) - rank(b) || a.field.localeCompare(b.field, "en", { numeric: true }) || (a.start ?? 0) - (b.start ?? 0) || a.index - b.index);
  flaws.filter((flaw) => flaw.start !== null).forEach((flaw, i) => { flaw.number = i + 1; });
  return flaws;
}

function tell() {
  const n = flat.length;
  const articles = groups.filter((group) => index.articles[group.owner].name).length; // one group may be about no article
  if (!n) form.count.textContent = say("shown-none");
  else form.count.textContent = say(articles > 1 ? "shown" : articles ? "shown-in-one" : "shown-beyond", { n, articles }) + (n < findings.length ? ` ${say("of-all", { total: findings.length })}` : "");
}

const seen = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) extend(); }, { rootMargin: "600px" });

// Show the articles from one of them on.
function begin(first) {
  from = to = first;
  form.cards.replaceChildren();
  extend();
}

// Put the next articles on the page, and a button for those after and before them.
function extend() {
  const stop = Math.min(to + PAGE, groups.length);
  const cards = groups.slice(to, stop).map(card);
  to = stop;
  seen.disconnect();
  form.cards.querySelectorAll(".more").forEach((button) => button.remove());
  form.cards.append(...cards);
  if (from > 0) form.cards.prepend(el("button", { type: "button", class: "more", onclick: () => begin(Math.max(from - PAGE, 0)) }, say("earlier-articles", { n: from })));
  if (to < groups.length) {
    const more = el("button", { type: "button", class: "more", onclick: () => extend() }, say("more-articles", { n: groups.length - to }));
    form.cards.append(more);
    seen.observe(more);
  }
}

function card(group) {
  const about = index.articles[group.owner];
  const title = el("h3", { id: `article-${group.owner}`, dir: "auto", lang: about.lang }, about.name || say("no-article"));
  const facts = [about.place, about.source].filter((part) => part && part !== about.name);
  const made = el("article", { class: "card", "aria-labelledby": `article-${group.owner}` },
    el("header", {}, title, facts.length ? el("p", { class: "where", dir: "auto" }, facts.join(" \u00b7 ")) : null));
  group.ready = textOf(about).then((content) => { made.append(el("div", { class: "sheet" }, ...article(about, group.flaws, content))); });
  return made;
}

// --- moving about

async function goTo(wanted) {
  const at = flat.findIndex(({ flaw }) => flaw.index === wanted);
  if (at < 0) return;
  const group = groups[flat[at].at];
  if (flat[at].at < from || flat[at].at > to + PAGE) begin(flat[at].at);
  else if (flat[at].at >= to) extend();
  await group.ready;
  here = at;
  for (const old of document.querySelectorAll("mark.current")) old.classList.remove("current");
  for (const part of document.querySelectorAll(`mark[data-findings~="${wanted}"]`)) part.classList.add("current");
  const target = document.getElementById(`note-${wanted}`);
  if (!target) return; // another choice was made meanwhile
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
}

function step(by) {
  const focused = document.activeElement && document.activeElement.closest(".note");
  if (focused) here = flat.findIndex(({ flaw }) => flaw.index === Number(focused.dataset.index));
  const next = here < 0 ? (by > 0 ? 0 : -1) : here + by;
  if (next >= 0 && next < flat.length) goTo(flat[next].flaw.index);
}

function stepArticle(by) {
  const group = here < 0 ? -1 : flat[here].at;
  const next = flat.find(({ at }) => at === group + by);
  if (next) goTo(next.flaw.index);
}

const KEYS = { j: () => step(1), k: () => step(-1), n: () => stepArticle(1), p: () => stepArticle(-1), "/": () => form.q.focus() };

function press(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.key === "Escape" && event.target === form.q) form.q.blur();
  if (typing || !form.keys.checked || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
}

// --- paper

// What is not on the page yet is printed as a list; folded tables are unfolded.
function beforePrint() {
  for (const fold of document.querySelectorAll("details.group:not([open])")) { fold.open = true; fold.dataset.folded = ""; }
  const rest = flat.filter(({ at }) => at < from || at >= to);
  if (!rest.length) return;
  const items = rest.slice(0, MOST_PRINTED).map(({ flaw }) => {
    const about = index.articles[flaw.owner];
    const place = [about.place, flaw.line, flaw.column].filter((part) => part !== null).join(":");
    return el("li", {}, el("span", { class: "where" }, place), " ", el("code", {}, flaw.code), ` ${say(flaw.severity)} `, el("span", { lang: "en", dir: "auto" }, flaw.message));
  });
  const cap = rest.length > MOST_PRINTED ? el("p", { class: "said" }, say("print-cap", { shown: flat.length - rest.length + MOST_PRINTED, n: flat.length })) : null;
  list.append(el("section", { class: "rest" }, el("h3", {}, say("print-rest")), cap, el("ol", {}, ...items)));
}

function afterPrint() {
  for (const fold of document.querySelectorAll("details[data-folded]")) { fold.open = false; delete fold.dataset.folded; }
  for (const rest of document.querySelectorAll(".rest")) rest.remove();
}

start();
