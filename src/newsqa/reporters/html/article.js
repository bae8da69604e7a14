// An article as a reader sees it: its blocks, the flaws marked in them, and beside each block the notes on it.

// In the order of DECLARED in articles.py.
const FIELDS = ["title", "published", "modified", "authors", "publisher", "language", "url", "wordcount", "charcount"];
const SEVERITIES = ["info", "warning", "error"];
const LABELLED = ["repeated-title", "caption", "boilerplate"];
const FOLD_FROM = 4;
const CONTEXT = 28;
const LONG = 200;
const UNSEEN = /^[\s\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]+$/;
const GLYPHS = { " ": "\u2423", "\t": "\u21e5", "\n": "\u23ce", "\u00a0": "NBSP", "\u00ad": "SHY", "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u200e": "LRM", "\u200f": "RLM", "\ufeff": "BOM" };

// Characters that cannot be seen, as signs; other text as it is.
function visible(text) {
  if (!UNSEEN.test(text)) return [text];
  return Array.from(text, (char) => {
    const code = char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    return el("span", { class: "glyph", title: `U+${code}` }, GLYPHS[char] || `U+${code}`);
  });
}

// The text from start to end with its marks. A finding's number stands behind what it marks, where `owned` says so.
function marked(text, start, end, flaws, facts, owned) {
  const inside = (span) => span.start < end && span.end > start;
  const here = flaws.filter((flaw) => inside(flaw) || (flaw.start === flaw.end && flaw.start >= start && flaw.start <= end));
  const known = facts.filter(inside);
  const cuts = new Set([start, end]);
  for (const span of [...here, ...known]) for (const at of [span.start, span.end]) if (at > start && at < end) cuts.add(at);
  const stops = [...cuts].sort((a, b) => a - b);
  const made = [];
  const numbersAt = (at) => here.filter((flaw) => owned(flaw) && Math.min(Math.max(flaw.end, start), end) === at).map(reference);
  const pointsAt = (at) => here.filter((flaw) => flaw.start === flaw.end && flaw.start === at).map((flaw) => mark([flaw], ["\u2038"]));
  made.push(...pointsAt(start));
  for (let i = 0; i + 1 < stops.length; i++) {
    const [low, high] = [stops[i], stops[i + 1]];
    const over = here.filter((flaw) => flaw.start <= low && flaw.end >= high);
    const fact = known.find((span) => span.start <= low && span.end >= high);
    let part = over.length ? visible(text.slice(low, high)) : [text.slice(low, high)];
    if (fact) part = [el("span", { class: "fact", title: say(`fact-${fact.kind}`) }, ...part)];
    made.push(...(over.length ? [mark(over, part)] : part), ...pointsAt(high), ...numbersAt(high));
  }
  if (stops.length === 1) made.push(...numbersAt(start));
  return made;
}

function mark(flaws, part) {
  const worst = flaws.reduce((a, b) => (SEVERITIES.indexOf(b.severity) > SEVERITIES.indexOf(a.severity) ? b : a));
  const names = flaws.map((flaw) => flaw.index).join(" ");
  const title = flaws.map((flaw) => `${flaw.code} ${flaw.message}`).join("\n");
  return el("mark", { class: worst.severity + (flaws.length > 1 ? " over" : ""), "data-findings": names, title, onclick: () => goTo(flaws[0].index) }, ...part);
}

function reference(flaw) {
  const label = say("in-text", { number: String(flaw.number), code: flaw.code });
  return el("button", { type: "button", class: `ref ${flaw.severity}`, "aria-label": label, onclick: () => goTo(flaw.index) }, String(flaw.number));
}

function note(flaw, value) {
  const place = [];
  const whole = flaw.start === null && flaw.line === 1 && flaw.column === 1;
  if (flaw.line !== null && !whole) place.push(say("line", { line: flaw.line }));
  if (flaw.column !== null && !whole) place.push(say("column", { column: flaw.column }));
  return el("div", { class: `note ${flaw.severity}`, id: `note-${flaw.index}`, "data-index": flaw.index, tabindex: -1 },
    el("p", {},
      flaw.number ? el("span", { class: `ref ${flaw.severity}`, "aria-hidden": "true" }, String(flaw.number)) : null,
      " ", el("code", {}, flaw.code), ` ${flaw.rule} `,
      el("span", { class: `sev ${flaw.severity}` }, say(flaw.severity)),
      el("a", { class: "link", href: `#at=${flaw.key}`, "aria-label": say("link") }, "#")),
    el("p", { lang: "en", dir: "auto" }, flaw.message),
    flaw.snippet ? cited(flaw) : null,
    flaw.fix ? difference(flaw.fix, value) : null,
    place.length ? el("p", { class: "place" }, place.join(", ")) : null);
}

// The line of a finding whose article is not in the page.
function cited(flaw) {
  const [text, start, end] = flaw.snippet;
  return el("p", { class: "cited", dir: "auto" }, text.slice(0, start), el("mark", { class: flaw.severity }, ...visible(text.slice(start, end))), text.slice(end));
}

// A fix as what goes and what comes, within what stays. Without the text only what comes is known.
function difference([start, end, inserted, safety], value) {
  const label = el("b", {}, say(`fix-${safety}`));
  if (value === null || value === undefined) {
    return inserted ? el("p", { class: "diff", dir: "auto" }, label, el("ins", {}, ...visible(inserted))) : el("p", { class: "diff" }, label, say("nothing-left"));
  }
  let before = 0;
  const removed = value.slice(start, end);
  const most = Math.min(removed.length, inserted.length);
  while (before < most && removed[before] === inserted[before]) before++;
  let behind = 0;
  while (behind < most - before && removed[removed.length - 1 - behind] === inserted[inserted.length - 1 - behind]) behind++;
  if (isHalf(value, start + before) || isHalf(value, end - behind)) before = behind = 0;
  const gone = value.slice(start + before, end - behind);
  const come = inserted.slice(before, inserted.length - behind);
  return el("p", { class: "diff", dir: "auto" }, label,
    lastOf(value.slice(0, start + before)),
    gone ? el("del", {}, el("span", { class: "unseen" }, `${say("removed")}: `), ...onOneLine(gone)) : null,
    come ? el("ins", {}, el("span", { class: "unseen" }, `${say("inserted")}: `), ...onOneLine(come)) : null,
    firstOf(value.slice(end - behind)));
}

function isHalf(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

// Line ends as signs, so that a diff is one paragraph.
function onOneLine(text) {
  const lines = shortened(text).split("\n");
  return lines.flatMap((line, i) => [...(i ? visible("\n") : []), ...(line ? visible(line) : [])]);
}

function shortened(text) {
  const all = Array.from(text.slice(0, 4 * LONG)), tail = Array.from(text.slice(-LONG));
  return text.length <= LONG ? text : `${all.slice(0, LONG / 2).join("")} \u2026 ${tail.slice(-LONG / 2).join("")}`;
}

function lastOf(text) {
  const line = text.slice(text.lastIndexOf("\n") + 1);
  return line.length > CONTEXT ? `\u2026${Array.from(line.slice(-2 * CONTEXT)).slice(-CONTEXT).join("")}` : line;
}

function firstOf(text) {
  const line = text.split("\n", 1)[0];
  return line.length > CONTEXT ? `${Array.from(line.slice(0, 2 * CONTEXT)).slice(0, CONTEXT).join("")}\u2026` : line;
}

// Notes stand before what they are about, so that they can float beside it.
function row(left, notes) {
  return el("div", { class: "row" }, notes.length ? el("div", { class: "notes" }, ...notes) : null, left);
}

// The whole article below its heading; `content` is null where its text is not in the page.
function article(about, flaws, content) {
  const values = content ? { ...content.fields, text: content.text } : {};
  const placed = (flaw) => flaw.start !== null && values[flaw.field] !== undefined && values[flaw.field] !== null;
  const apart = flaws.filter((flaw) => !placed(flaw));
  const rows = [];
  if (apart.length || (content && Object.keys(content.found).length)) rows.push(row(found(content, about), apart.map((flaw) => note(flaw, values[flaw.field]))));
  if (!content) return rows;
  const unflawed = [];
  for (const [name, value] of Object.entries(content.fields)) {
    const mine = flaws.filter((flaw) => placed(flaw) && flaw.field === name);
    const label = fieldName(name);
    const kind = declaredFact(name, content.found);
    const facts = kind ? [{ start: 0, end: value.length, kind }] : [];
    const shown = [el("span", { class: "label" }, label), " ", el("span", { class: "value", dir: "auto" }, ...marked(value, 0, value.length, mine, facts, () => true))];
    if (mine.length) rows.push(row(el("p", { class: "field" }, ...shown), mine.map((flaw) => note(flaw, value))));
    else if (value !== about.name) unflawed.push(el("span", {}, ...shown), " ");
  }
  if (unflawed.length) rows.push(el("p", { class: "fields" }, ...unflawed));
  if (content.text === "") rows.push(el("p", { class: "none" }, say("no-text")));
  if (content.text) rows.push(el("div", { class: "body", lang: about.lang }, ...blocks(content, flaws.filter((flaw) => placed(flaw) && flaw.field === "text"))));
  return rows;
}

// The fact that a declared field is where newsqa has it from.
function declaredFact(name, known) {
  if (name === "published" && known.origin === "metadata") return "date";
  if (known.signed !== "metadata") return null;
  return name === "publisher" ? "organisation" : name.startsWith("authors[") ? "author" : null;
}

function fieldName(name) {
  const key = `field-${name.replace(/\[\d+\]$/, "")}`;
  return words[key] ? say(key) : name;
}

// What newsqa has read of the article: when it appeared, who signs it.
function found(content, about) {
  const said = [];
  if (content && content.found.date) said.push(`${say("found-date")} ${content.found.date} (${say(`origin-${content.found.origin}`)})`);
  for (const name of ["authors", "agencies", "publisher"]) if (content && content.found[name]) said.push(`${say(`found-${name}`)} ${content.found[name]}`);
  const long = about.chars ? el("p", { class: "said" }, say("too-long", { n: about.chars })) : null;
  return el("div", {}, said.length ? el("p", { class: "field" }, el("span", { class: "label" }, say("found")), " ", el("span", { class: "value", dir: "auto" }, said.join(" \u00b7 "))) : null, long);
}

function blocks(content, flaws) {
  const facts = content.facts.map(([start, end, kind]) => ({ start, end, kind }));
  const parts = [];
  let last = 0;
  for (const [role, start, end] of content.blocks) {
    parts.push({ role: null, start: last, end: start }, { role, start, end });
    last = end;
  }
  parts.push({ role: null, start: last, end: content.text.length });
  for (const part of parts) part.flaws = [];
  for (const flaw of flaws) {
    const home = parts.find((part) => flaw.start < part.end && flaw.end > part.start) || parts.find((part) => part.role && flaw.start >= part.start && flaw.start <= part.end) || parts[parts.length - 1];
    home.flaws.push(flaw);
  }
  // Between blocks there is white space: it is shown only where it is the flaw.
  const shown = parts.filter((part) => part.role || part.flaws.length);
  const plain = (part) => part && part.role && !flaws.some((flaw) => flaw.start < part.end && flaw.end >= part.start) && !facts.some((fact) => fact.start < part.end && fact.end > part.start) && part.role !== "title";
  const made = [];
  for (let i = 0; i < shown.length; ) {
    let run = i;
    while (plain(shown[run])) run++;
    const [from, to] = [i === 0 ? i : i + 1, run === shown.length ? run : run - 1];
    if (to - from >= FOLD_FROM) {
      for (; i < from; i++) made.push(block(content.text, shown[i], flaws, facts));
      made.push(folded(shown.slice(from, to), content.text));
      i = to;
    }
    const stop = Math.max(run, i + 1);
    for (; i < stop && i < shown.length; i++) made.push(block(content.text, shown[i], flaws, facts));
  }
  return made;
}

function block(text, part, flaws, facts) {
  const own = (flaw) => part.flaws.includes(flaw);
  const label = LABELLED.includes(part.role) ? el("span", { class: "role", lang }, say(`role-${part.role}`)) : null;
  const left = el("p", { class: part.role ? `block ${part.role}` : "gap", dir: "auto" }, label, ...marked(text, part.start, part.end, flaws, facts, own));
  return row(left, part.flaws.map((flaw) => note(flaw, text)));
}

function folded(parts, text) {
  const button = el("button", { type: "button", class: "fold", lang, onclick: () => {
    const opened = parts.map((part) => block(text, part, [], []));
    button.replaceWith(...opened);
    opened[0].tabIndex = -1;
    opened[0].focus();
  } }, `\u22ef ${say("folded", { n: parts.length })}`);
  return button;
}
