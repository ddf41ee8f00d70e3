/* The dialog that cites a page, a passage, a range of passages, or words: for reader.js, when somebody asks for it.

   The references are in <script id="citation-data">: briefsite.exports.page_data says how, exports.slots what a slot is. */
import { fragmentOf, quotationOf } from "./words.js";

/** The texts of the dialog, and of the buttons at selected words, in the language of the page. */
const language = new URL(import.meta.url).search.slice(1) || document.documentElement.lang;
export const texts = await (await fetch(new URL(`strings/${language}.json`, import.meta.url))).json();
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const counted = (forms, count, values) => filled(forms[new Intl.PluralRules(language).select(count)] ?? forms.other, values);

const data = JSON.parse(document.getElementById("citation-data")?.textContent || "null");
const on = (node, names, act) => names.split(" ").forEach((name) => node.addEventListener(name, act));
const make = (tag, properties, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
};

/* ---- References ---- */

// A site without an address of its own is cited under the one that the browser shows.
const base = data?.address || location.href.split("#")[0];
const MONTHS = "January February March April May June July August September October November December".split(" ");

const dated = (form, day) => {
  const month = MONTHS[day.getMonth()];
  const short = month.length < 5 ? month : `${month.slice(0, day.getMonth() === 8 ? 4 : 3)}.`; // May, June, Sept.
  const two = (number) => String(number).padStart(2, "0");
  const parts = {
    YYYY: day.getFullYear(), MMMM: month, MMM: short, MM: two(day.getMonth() + 1), DD: two(day.getDate()), D: day.getDate(),
  };
  return form.replace(/YYYY|MMMM|MMM|MM|DD|D/g, (part) => parts[part]);
};
const SLOT = /\{\{|\}\}|\{address\}|\{locator\|([^|{}]*)\|([^|{}]*)\}|\{accessed\|([^|{}]*)\|([^|{}]*)\|([^|{}]*)\}/g;
const fill = (template, address, locator) => template.replace(SLOT, (all, lead, trail, before, form, after) => {
  if (all === "{address}") return address;
  if (lead !== undefined) return locator && lead + locator + trail;
  return before === undefined ? all[0] : before + dated(form, new Date()) + after;
});

const inHtml = (text) => make("i", { textContent: text }).innerHTML.replaceAll('"', "&quot;");
const escaped = (text, escapes) => text.replace(/./gsu, (sign) => escapes[sign] ?? sign);
/** A file of a format: its template is a text, or a CSL-JSON item whose strings are templates. */
const fileOf = (format, what) => {
  const address = escaped(what.address, format.address);
  const locator = escaped(what.locator, format.locator);
  if (typeof format.template === "string") return fill(format.template, address, locator);
  const today = new Date();
  const filled = (_, value) => (typeof value === "string" ? fill(value, address, locator) : value);
  const item = JSON.parse(JSON.stringify(format.template), filled);
  item.accessed = { "date-parts": [[today.getFullYear(), today.getMonth() + 1, today.getDate()]] };
  return `${JSON.stringify([item], null, 1)}\n`;
};
/** The note, or the citation in the text, as HTML. */
const shortOf = ([, words, [template, bare]], { address, locator }) => {
  const spelled = Object.entries(words).reduce((text, [sign, word]) => text.replaceAll(sign, word), locator);
  return fill((!locator && bare) || template, inHtml(address), inHtml(spelled));
};
/** What is offered: a label, and how what is cited reads; a style as HTML, with its short form. */
const formsOf = (from) => [
  ...from.styles.map(([id, label, template]) => ({
    label, formatted: true, short: from.short[id], write: ({ address, locator }) => fill(template, inHtml(address), inHtml(locator)),
  })),
  ...from.formats.map((format) => ({ label: format.label, write: (what) => fileOf(format, what) })),
  { label: texts.link, link: true, write: ({ address }) => address },
  ...(from.kept ? [{ label: texts.permanent_link, link: true, write: ({ kept }) => kept }] : []),
];
/** Words in quotation marks: marks within them are single. */
const quoted = (words) => filled(texts.quoted, { words: words.replace(/[“„"](?=[\p{L}\p{N}])/gu, "‘").replace(/[”“"]/g, "’") });

/* ---- What is cited ---- */

const kept = data?.kept ? new URL(data.kept, base).href : "";
const numberOf = (id) => data.locators[id].replace(/^¶\s/, "");
/** The passages from one to another of this page, if nothing of the text between them is on another page; else none. */
const between = (id, last) => {
  const run = data?.runs?.find((passages) => passages.includes(id) && passages.includes(last)) ?? [];
  return run.slice(run.indexOf(id), run.indexOf(last) + 1);
};
/** The passages up to which a range that begins with one can be cited. */
export const reachOf = (id) => {
  const run = data?.runs?.find((passages) => passages.includes(id)) ?? [];
  const drafts = (passage) => data.drafts?.[passage];
  const rest = run.slice(run.indexOf(id));
  const end = rest.findIndex(drafts);
  return end < 0 ? rest : rest.slice(0, end);
};
/** What is cited: `id`, the place on the page, to the passage `last`; words of it, with their `fragment`; its `name`. */
const place = ({ id, last = id, fragment = "", name }) => {
  const passages = last === id ? [] : between(id, last);
  const range = passages.length > 1;
  const locator = range ? data.range.replace("{first}", numberOf(id)).replace("{last}", numberOf(last)) : data?.locators[id] ?? "";
  const pilcrow = range ? null : document.getElementById(id)?.querySelector(":scope > .pilcrow");
  const part = (id && `#${id}`) + (range ? `-${last}` : "") + fragment;
  const was = data?.was?.[id] && new URL(data.was[id], base).href + fragment;
  const called = name ?? (pilcrow?.textContent.trim() || locator);
  return {
    name: fragment ? filled(texts.words_of, { place: called }) : called,
    locator,
    address: base + part,
    part,
    kept: was || (kept && kept + part),
    draft: range ? passages.some((passage) => data.drafts?.[passage]) && "changed" : data?.drafts?.[id],
    count: range ? passages.length : 1,
    since: pilcrow?.title ? filled(texts.since, { what: called, unchanged: pilcrow.title }) : "",
  };
};
/** Words in a range of the document, which are in `blocks`. */
const ofWords = ({ range, blocks }) => ({ id: blocks[0].id, last: blocks.at(-1).id, fragment: fragmentOf(range, blocks) });
/** The address of words, and what they are called. */
export const linkTo = (words) => place(ofWords(words));
/** The locator of a range of passages, or empty if it can't be cited as one. */
export const rangeOf = (id, last) => (between(id, last).length > 1 && reachOf(id).includes(last) ? place({ id, last }).locator : "");

export const copy = async (text, html, root) => {
  const as = (type, what) => ({ [type]: new Blob([what], { type }) });
  try {
    await (html ? navigator.clipboard.write([new ClipboardItem({ ...as("text/plain", text), ...as("text/html", html) })])
      : navigator.clipboard.writeText(text));
    return true;
  } catch { // not over https, or not permitted: the old way
    const focused = document.activeElement;
    const held = make("textarea", { value: text, className: "unseen" });
    root.append(held);
    held.select();
    const done = document.execCommand("copy");
    held.remove();
    focused.focus();
    return done;
  }
};

/* ---- The dialog ---- */

const SHORT = { note: texts.note, text: texts.in_text };

const radios = (name, legend, labels) => make("fieldset", { className: "filter" }, make("legend", { textContent: legend }),
  ...labels.map(([value, label]) => make("label", {}, make("input", { type: "radio", name, value }), make("span", { textContent: label }))));

const build = () => {
  const offered = formsOf(data);
  const originals = data.original ? formsOf(data.original) : [];
  const title = make("h2", { id: "__citing" });
  const reference = make("div", { className: "citing__reference", role: "region", tabIndex: 0, ariaLabel: texts.reference });
  const said = make("p", { className: "citing__status", role: "status" });
  const styles = radios("style", texts.format, offered.map(({ label }, place) => [place, label]));
  const kinds = radios("form", texts.form, [["reference", texts.reference], ["short", ""], ["quotation", texts.quotation]]);
  styles.classList.add("citing__styles");
  kinds.classList.add("citing__forms");
  const [whole, short, quotation] = kinds.querySelectorAll("label");
  styles.querySelector("input").checked = true;
  const alone = make("input", { type: "checkbox", name: "alone" });
  const from = make("span", {});
  const last = make("select", { name: "last" });
  const reach = make("label", { className: "citing__reach" }, from, last);
  const draft = make("p", { className: "citing__draft" });
  const since = make("p", { className: "citing__since" });
  const form = make("form", {}, reach, styles, kinds,
    ...(data.original ? [make("label", { className: "citing__alone" }, alone, ` ${texts.original_only}`)] : []),
    reference, make("div", { className: "citing__do" }, make("button", { textContent: texts.copy }), said));
  const close = make("button", { type: "button", textContent: "×", className: "citing__close", ariaLabel: texts.close });
  const dialog = make("dialog", { className: "citing md-typeset", "aria-labelledby": "__citing" }, title, close, draft, since, form);
  // Its address ends with that of the page; the rest of the message comes behind it.
  const report = document.querySelector("a.report");
  const wrong = make("a", { textContent: texts.report });
  if (report) dialog.append(make("p", {}, wrong));
  document.body.append(dialog);

  let asked, what, label, named, text, html;
  const head = () => {
    title.textContent = filled(texts.title, { what: what.name });
    since.textContent = what.since;
    since.hidden = !what.since;
    if (!report) return;
    const lines = document.getElementById(asked.id)?.querySelector(":scope > .lines")?.textContent;
    const about = [what.part, what.name, lines, asked.quote && filled(texts.quoted, { words: asked.quote })].filter(Boolean).join("\n");
    wrong.href = report.href + encodeURIComponent(`${about}\n`);
  };
  const show = () => {
    if (!reach.hidden) what = place({ ...asked, last: last.value });
    head();
    const chosen = offered[form.elements.style.value];
    const published = alone.checked && originals.find((other) => other.label === chosen.label);
    const { write, formatted, short: brief } = published || chosen;
    const cited = published ? { address: data.original.address, locator: "" } : what;
    kinds.hidden = !brief;
    const kind = brief ? form.elements.form.value : "reference";
    short.lastChild.textContent = brief ? SHORT[brief[0]] : "";
    let written = kind === "reference" ? write(cited) : shortOf(brief, cited);
    if (kind === "quotation") written = `${inHtml(quoted(asked.quote))} ${written}`;
    named = published ? texts.the_original : what.name;
    const chosenForm = (kind === "short" ? short : quotation).textContent.toLowerCase();
    label = kind === "reference" ? chosen.label : filled(texts.in_form, { format: chosen.label, form: chosenForm });
    if (chosen.link) label = "";
    if (formatted) reference.innerHTML = written; // escaped by the build
    else reference.textContent = written;
    text = reference.textContent;
    html = formatted && written.replaceAll("\n", "<br>");
    reference.classList.toggle("citing__reference--data", !formatted && text.includes("\n"));
    said.textContent = "";
  };
  const say = (words) => { // emptied first, so that the same words are said again
    said.textContent = "";
    setTimeout(() => { said.textContent = words; }, 50);
  };
  on(form, "change", show);
  on(form, "submit", async (event) => { // also Enter on a style
    event.preventDefault();
    if (await copy(text, html, dialog)) say(label ? filled(texts.copied, { format: label, what: named }) : filled(texts.link_to, { name: named }));
    else {
      getSelection().selectAllChildren(reference);
      say(texts.blocked);
    }
  });
  on(close, "click", () => dialog.close());
  on(dialog, "mousedown", (event) => event.target === dialog && dialog.close()); // beside it
  return (wanted) => {
    asked = wanted;
    what = place(asked);
    alone.checked = false;
    quotation.hidden = !asked.quote;
    (asked.quote ? quotation : whole).firstChild.checked = true;
    const passages = asked.fragment === undefined ? reachOf(asked.id) : [];
    reach.hidden = passages.length < 2;
    from.textContent = filled(texts.reach, { first: data.locators[asked.id] });
    last.replaceChildren(...passages.map((id) => new Option(data.locators[id], id)));
    if (!reach.hidden) last.value = asked.last ?? asked.id;
    form.hidden = Boolean(what.draft); // what is not released has no version that a citation could name
    draft.hidden = !what.draft;
    if (what.draft) {
      head();
      const name = what.name[0].toUpperCase() + what.name.slice(1);
      const values = { what: name, version: data.version };
      const since = what.draft === "new" ? filled(texts.new, values) : counted(texts[what.draft], what.count, values);
      draft.replaceChildren(`${since} ${texts.after_release} `);
      if (what.kept && what.draft !== "new") {
        const [lead, trail] = texts.cited_now.split("{wording}");
        draft.append(lead, make("a", { href: what.kept, textContent: texts.that_wording }), trail);
      }
    } else show();
    dialog.showModal(); // when it closes, the browser gives the focus back
    (what.draft ? dialog.querySelector("a, button") : form.querySelector("input:checked")).focus();
  };
};

let opened;
/** Opens the dialog for a place: see `place`. */
export const cite = (asked) => {
  opened ??= build();
  opened(asked);
};
/** Opens it for words, with their quotation. */
export const citeWords = (words) => cite({ ...ofWords(words), quote: quotationOf(words.range, words.blocks) });
