"use strict";
// Data: what lies compressed in the page, how its language writes things, and how elements are made.
// Text becomes text nodes and nothing else: the page's policy forbids every way to make markup of it.

const opened = new Map();
let lang = "en";
let words = {};

async function inflate(name) {
  const packed = atob(document.getElementById(name).textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

// The text of an article: the piece of the page it lies in is opened once.
async function textOf(article) {
  if (article.piece === undefined) return null;
  const name = `texts-${article.piece}`;
  if (!opened.has(name)) opened.set(name, inflate(name));
  return (await opened.get(name))[article.at];
}

function number(value) {
  return new Intl.NumberFormat(lang).format(value);
}

function say(key, values = {}) {
  let message = words[key];
  if (Array.isArray(message)) message = message[values.n === 1 || (lang === "fr" && values.n === 0) ? 0 : 1];
  return message.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? number(values[name]) : values[name]));
}

// el("p", { class: "note", onclick: f }, "text", other): an element; null and false among the children are left out.
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}
