/* Cite a page or words of it; see its notes beside the text. Every page is whole without this file, and nothing here
   writes a style or a handler into an attribute: a strict Content-Security-Policy holds.

   The references are in <script id="citation-data">: briefsite.exports.page_data says how, exports.slots what a slot is. */
(() => {
  "use strict";

  const article = document.querySelector(".md-content__inner");
  if (!article) return;
  const data = JSON.parse(document.getElementById("citation-data")?.textContent || "null");
  const find = (selector, root = article) => [...root.querySelectorAll(selector)];
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
  const button = (words, properties, act) => {
    const node = make("button", { type: "button", textContent: words, ...properties });
    on(node, "click", act);
    return node;
  };
  const status = (className) => make("p", { className, role: "status" });
  const say = (region, words) => { // emptied first, so that the same words are said again
    region.textContent = "";
    setTimeout(() => { region.textContent = words; }, 50);
  };
  const aloud = status("unseen");
  document.body.append(aloud);

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
  /** What is offered: a label, and how what is cited reads; the styles as HTML. */
  const forms = (from = data) => [
    ...from.styles.map(([, label, template]) => [label, ({ address, locator }) => fill(template, inHtml(address), inHtml(locator)), true]),
    ...from.formats.map((format) => [format.label, (what) => fileOf(format, what)]),
    ["Address", ({ address }) => address],
    ...(from.kept ? [["This wording for good", ({ kept }) => kept]] : []),
  ];

  const kept = data?.kept ? new URL(data.kept, base).href : "";
  const place = (name, id, fragment = "", since = "") => {
    const part = (id && `#${id}`) + fragment;
    const was = data?.was?.[id] && new URL(data.was[id], base).href + fragment;
    return { name, since, locator: data?.locators[id] ?? "", address: base + part, kept: was || (kept && kept + part), draft: data?.drafts?.[id] };
  };
  const ofBlock = (block, fragment = "") => {
    const { textContent, title } = block.querySelector(".pilcrow");
    const number = textContent.trim();
    return place((fragment && "words of ") + number, block.id, fragment, title && `${number} is ${title}.`);
  };

  const copy = async (text, html, root) => {
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

  let dialog;
  let cite;
  const build = () => {
    const offered = forms();
    const title = make("h2", { id: "__citing" });
    const reference = make("div", { className: "citing__reference", role: "region", tabIndex: 0, ariaLabel: "Reference" });
    const said = status("citing__status");
    const radios = offered.map(([label], value) => make("label", {},
      make("input", { type: "radio", name: "style", value }), make("span", { textContent: label })));
    radios[0].firstChild.checked = true;
    const alone = make("input", { type: "checkbox", name: "alone" });
    const { original } = data;
    const originals = new Map(original ? forms(original).map((form) => [form[0], form]) : []);
    const draft = make("p", { className: "citing__draft" });
    const since = make("p", { className: "citing__since" });
    const form = make("form", {}, make("fieldset", { className: "filter citing__styles" }, make("legend", { textContent: "Style" }), ...radios),
      ...(original ? [make("label", { className: "citing__alone" }, alone, " The original alone, without this edition")] : []), reference, make("div", { className: "citing__do" }, make("button", { textContent: "Copy" }), said));
    dialog = make("dialog", { className: "citing md-typeset", "aria-labelledby": "__citing" }, title,
      button("×", { className: "citing__close", ariaLabel: "Close" }, () => dialog.close()), draft, since, form);
    document.body.append(dialog);

    let what, label, text, html, named;
    const show = () => {
      const asked = offered[form.elements.style.value];
      const published = alone.checked && originals.get(asked[0]);
      const [name, write, formatted] = published || asked;
      const written = write(published ? { address: original.address, locator: "" } : what);
      named = published ? "the original" : what.name;
      if (formatted) reference.innerHTML = written; // escaped by the build
      else reference.textContent = written;
      [label, text, html] = [name, reference.textContent, formatted && written];
      reference.classList.toggle("citing__reference--data", text.includes("\n"));
      said.textContent = "";
    };
    on(form, "change", show);
    on(form, "submit", async (event) => { // also Enter on a style
      event.preventDefault();
      if (await copy(text, html, dialog)) say(said, `Copied: ${label}, ${named}.`);
      else {
        getSelection().selectAllChildren(reference);
        say(said, "Not copied: this browser doesn’t allow it. The reference is selected.");
      }
    });
    on(dialog, "mousedown", (event) => event.target === dialog && dialog.close()); // beside it
    return (cited) => {
      what = cited;
      alone.checked = false;
      title.textContent = `Cite ${what.name}`;
      form.hidden = Boolean(what.draft); // what is not released has no version that a citation could name
      draft.hidden = !what.draft;
      since.textContent = what.since;
      since.hidden = !what.since;
      if (what.draft) {
        const name = what.name[0].toUpperCase() + what.name.slice(1);
        draft.replaceChildren(what.draft === "new" ? `${name} is new: it is not in the version of ${data.version}. `
          : `${name} has ${what.draft} since the version of ${data.version}. `, "It can be cited as it is here after the next release. ");
        if (what.kept && what.draft !== "new") draft.append(make("a", { href: what.kept, textContent: "The words of that version" }), " can be cited now.");
      } else show();
      dialog.showModal(); // when it closes, the browser gives the focus back
      (what.draft ? dialog.querySelector("a, button") : form.querySelector(":checked")).focus();
    };
  };

  const control = (words, name, what) => button(words, { className: "cite-link ed", ariaHasPopup: "dialog", ariaLabel: `${words} ${name}`.trim() }, () => cite(what));
  if (data) {
    cite = (what) => { cite = build(); cite(what); };
    for (const link of find("a.cite-link")) { // a button of the same size takes its place: nothing moves
      const block = link.closest(".par, .item");
      const spoken = block?.querySelector(".pilcrow").ariaLabel ?? "";
      link.replaceWith(control(link.textContent, spoken, block ? ofBlock(block) : place("this page", "")));
    }
    for (const heading of find("h2.section")) { // put there by the build, it would be in menus and search results
      const name = heading.firstChild.textContent.trim();
      heading.append(control("Cite", `section ${name}`, place(`“${name}”`, heading.id)));
    }
  }

  /* ---- Words of a paragraph ---- */

  const LETTER = /[\p{L}\p{N}]/u;
  const squeeze = (text) => text.replace(/\s+/g, " ").trim();

  /** The author’s words in a range; a marker or a sign of ours ends a run. */
  const runsOf = (range) => {
    const part = range.cloneContents();
    for (const node of find(".ed, .marker", part)) node.replaceWith("\0");
    return part.textContent.split("\0").map(squeeze).filter((run) => LETTER.test(run));
  };

  /** The range with whole words at its ends: browsers look for nothing else. */
  const widened = (range) => {
    const { startContainer: start, endContainer: end } = range;
    let [from, to] = [range.startOffset, range.endOffset];
    const letter = (node, at) => node.nodeType === Node.TEXT_NODE && LETTER.test(node.data[at] ?? "");
    if (letter(start, from)) while (letter(start, from - 1)) from -= 1;
    if (letter(end, to - 1)) while (letter(end, to)) to += 1;
    range.setStart(start, from);
    range.setEnd(end, to);
    return range;
  };

  /** “start” or “start,end”, and what stands before if the page has the start earlier too. To the browser that looks for
      them, markers are text: no part runs over one. */
  const fragmentOf = (range, block) => {
    const runs = runsOf(range);
    const words = runs[0].split(" ");
    const whole = runs.length < 2 && runs[0].length <= 80;
    const start = whole ? runs[0] : words.slice(0, Math.min(5, words.length - (runs.length < 2))).join(" ");
    const end = !whole && (runs[1] ? runs.at(-1).split(" ") : words.slice(5)).slice(-5).join(" ");
    const before = range.cloneRange();
    before.collapse(true);
    before.setStart(article, 0);
    let ahead = "";
    if (squeeze(before.toString()).toLowerCase().includes(start.toLowerCase())) {
      before.setStart(block, 0);
      ahead = squeeze(before.cloneContents().lastChild?.data ?? "").split(" ").slice(-4).join(" ");
    }
    const percent = (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
    const part = (text) => encodeURIComponent(text).replace(/[-!'()*~.]/g, percent);
    return `:~:text=${ahead && `${part(ahead)}-,`}${part(start)}${end ? `,${part(end)}` : ""}`;
  };

  let passage;
  const cited = () => ofBlock(passage.block, fragmentOf(passage.range, passage.block));
  const copyLink = button("", {}, async () => {
    const what = cited();
    const done = await copy(what.address, "", document.body);
    copyLink.textContent = done ? "Copied" : "Not copied";
    say(aloud, `${copyLink.textContent}: link to ${what.name}.`);
  });
  const bar = make("span", { className: "passage ed", role: "group", ariaLabel: "Selected words" });
  if (data) bar.append(button("Cite these words", { ariaHasPopup: "dialog" }, () => cite(cited())));
  bar.append(copyLink);
  on(bar, "pointerdown mousedown", (event) => event.preventDefault()); // the selection stays

  const selected = () => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0).cloneRange();
    const block = (range.startContainer.parentElement ?? article).closest(".par, .item");
    if (!block) return null;
    if (!block.contains(range.endContainer)) {
      if (range.endOffset) return null; // words of two paragraphs
      range.setEnd(block, block.childNodes.length); // three clicks select up to the next one’s beginning
    }
    return runsOf(range).length ? { block, range: widened(range) } : null;
  };

  /** The bar comes above a finished selection; on touch at the screen’s edge, clear of handles and the system’s menu. */
  const offer = () => {
    if (dialog?.open || bar.contains(document.activeElement)) return;
    const found = selected();
    if (!found) bar.remove();
    const same = found && bar.isConnected && `${found.range}` === `${passage.range}`;
    if (!found || same) return;
    passage = found;
    copyLink.textContent = "Copy link";
    found.block.append(bar);
    say(aloud, "Selected. Press Tab to cite these words or copy a link.");
    const lines = found.range.getClientRects();
    const [first, last] = [lines[0], lines[lines.length - 1]];
    const touch = matchMedia("(pointer: coarse)").matches;
    bar.classList.toggle("passage--touch", touch);
    bar.classList.toggle("passage--high", touch && last.bottom > innerHeight - 100);
    const box = found.block.getBoundingClientRect();
    const top = first.top > 120 ? first.top - bar.offsetHeight - 6 : last.bottom + 6;
    bar.style.top = touch ? "" : `${top - box.top}px`;
    bar.style.left = touch ? "" : `${Math.max(0, Math.min(first.left - box.left, box.width - bar.offsetWidth))}px`;
  };

  let pressed, waiting;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => pressed || offer(), 150); // on touch, a pause is all that tells the end
  };
  on(document, "selectionchange", soon);
  on(document, "pointerdown", (event) => { pressed = event.pointerType === "mouse"; });
  on(document, "pointerup pointercancel dragend", () => { pressed = false; soon(); });

  /* ---- Notes in the margin ---- */

  // A digest for the eye: a screen reader meets each note once, in the list at the end.
  const wide = matchMedia("screen and (min-width: 76.25em)"); // where style.css leaves a margin
  const [GAP, NEAR] = [8, 24]; // px between two digests; how far below its marker a digest needs no line to it
  const ROOM = [150, 90, 45]; // the most letters of a note's own words, by how crowded the margin is
  let notes;

  const shortened = (text, most) => (text.length > most ? `${text.slice(0, text.lastIndexOf(" ", most)).replace(/[\s,;:–-]+$/, "")} …` : text);
  /** What a digest says, from the fullest to the shortest: the note's own words or its works, and what supports what. */
  const wordings = (note) => {
    const own = note.querySelector(":scope > .note-text")?.cloneNode(true);
    for (const ours of own ? find(".ed", own) : []) ours.remove();
    const works = find(":scope > .reference > .to-work", note).map((work) => work.textContent);
    const status = note.querySelector(".status:not(.note-text > *)");
    return ROOM.map((most, level) => {
      if (own) return [shortened(squeeze(own.textContent), most)];
      const shown = level < 2 || works.length < 3 ? works.join("; ") : `${works[0]} and ${works.length - 1} more`;
      const sign = status?.cloneNode();
      if (sign && (level === 0 || !works.length)) sign.textContent = status.textContent.split("–").at(-1);
      return sign ? [shown, " ", sign] : [shown];
    });
  };
  const digest = (marker) => {
    const note = document.querySelector(marker.hash);
    const words = make("span", { dir: "auto" });
    const link = make("a", { href: marker.hash, textContent: marker.textContent, tabIndex: -1 });
    return { marker, words, wordings: wordings(note), node: make("div", { className: "sidenote" }, link, words) };
  };

  /** Each digest at its marker, or below the one before it; none over what reaches into the margin. */
  const stack = (fixed) => {
    let floor = 0;
    for (const note of notes) {
      const inTheWay = () => fixed.find(({ top, bottom }) => note.top < bottom && note.top + note.height + GAP > top);
      note.top = Math.max(note.want, floor);
      for (let box = inTheWay(); box; box = inTheWay()) note.top = box.bottom + GAP;
      floor = note.top + note.height + GAP;
    }
  };
  const late = (note) => note.top - note.want > NEAR;
  /** Where digests are late, they and those that push them down say less. */
  const crowded = (level) => {
    let pushed = false;
    for (const note of [...notes].reverse()) {
      pushed = late(note) || (pushed && note.pushes);
      if (pushed) note.level = level;
    }
  };
  const measure = () => {
    for (const note of notes) if (note.shown !== note.level) note.words.replaceChildren(...note.wordings[note.shown = note.level]);
    for (const note of notes) note.height = note.node.offsetHeight;
  };

  const stand = () => {
    if (!wide.matches) return;
    if (!notes) {
      const marks = new Map(find(":is(.par, .item) .marker > a").reverse().map((marker) => [marker.hash, marker]));
      notes = [...marks.values()].reverse().map(digest);
      article.append(make("div", { className: "sidenotes ed", ariaHidden: "true" }, ...notes.map(({ node }) => node)));
    }
    const origin = article.getBoundingClientRect().top;
    const boxes = find(":scope > :is(.cards, .figures, .drawing, .notes, .fold)").map((node) => node.getBoundingClientRect());
    const fixed = boxes.map(({ top, bottom }) => ({ top: top - origin, bottom: bottom - origin }));
    for (const note of notes) [note.want, note.level] = [note.marker.getBoundingClientRect().top - origin, 0];
    for (const level of [1, 2, 0]) {
      measure();
      stack(fixed);
      for (const [at, note] of notes.entries()) note.pushes = notes[at + 1]?.top < note.top + note.height + GAP + 1;
      if (level && notes.some(late)) crowded(level);
      else break;
    }
    for (const [at, note] of notes.entries()) {
      const { style, classList } = note.node;
      style.top = `${Math.round(note.top)}px`;
      style.setProperty("--late", `${Math.round(note.top - note.want)}px`);
      style.setProperty("--lane", at % 3);
      classList.toggle("sidenote--late", late(note));
      // Nowhere on this side of what reaches into the margin: the preview and the list have to do.
      note.out = fixed.some(({ top, bottom }) => note.want < top && note.top >= bottom);
      classList.toggle("sidenote--out", note.out);
    }
  };
  new ResizeObserver(stand).observe(article);
  on(wide, "change", stand);
  on(article, "mouseover focusin", (event) => {
    const hash = event.target.closest(".marker > a")?.hash;
    for (const { node, marker } of notes ?? []) node.classList.toggle("sidenote--near", marker.hash === hash);
  });
  const beside = (link) => wide.matches && notes?.some(({ marker, out }) => !out && marker.hash === link?.hash);

  /* ---- The theme’s preview of a note ---- */

  // It lacks a name, Escape, and a first tap that stays; and where the note is beside the text, there is no need of it.
  new MutationObserver(() => {
    for (const preview of find("body > .md-tooltip2[role=dialog]:not([aria-label])", document)) {
      const marker = document.querySelector(`[aria-controls="${preview.id}"]`);
      preview.ariaLabel = marker?.ariaLabel ?? "note";
      preview.hidden = Boolean(beside(marker));
      for (const closed of find("details", preview)) closed.open = true;
    }
  }).observe(document.body, { childList: true });

  /* ---- What is closed ---- */

  // A link to the heading of a closed part opens it, and paper has all that is closed.
  const unfold = () => {
    const closed = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("summary");
    if (closed) closed.parentElement.open = true;
  };
  on(window, "hashchange", unfold);
  unfold();
  on(window, "beforeprint", () => { for (const closed of find("details:not([open])")) closed.open = closed.dataset.print = true; });
  on(window, "afterprint", () => { for (const opened of find("details[data-print]")) { opened.open = false; delete opened.dataset.print; } });

  // for the keyboard
  on(window, "load", () => { for (const wide of find(".md-typeset__scrollwrap", document)) wide.tabIndex = 0; });

  on(document, "keydown", (event) => {
    if (event.key === "Tab" && !event.shiftKey && bar.isConnected && document.activeElement === document.body) {
      event.preventDefault(); // past the markers between the selection and the bar
      bar.firstChild.focus();
    }
    if (event.key !== "Escape" || dialog?.open) return;
    for (const preview of find("body > .md-tooltip2", document)) preview.hidden = true; // the next one is a new one
    if (bar.contains(document.activeElement)) passage.block.querySelector(".cite-link")?.focus();
    bar.remove();
  });

  let open;
  on(document, "pointerdown", (event) => {
    const marker = event.target.closest(".footnote-ref");
    open = marker?.hasAttribute("aria-controls");
    const focused = document.activeElement;
    if (!marker && focused.matches(".footnote-ref") && !event.target.closest(".md-tooltip2")) focused.blur();
  });
  on(article, "click", (event) => {
    const marker = event.target.closest(".footnote-ref");
    if (!marker || event.pointerType !== "touch" || open) return;
    event.preventDefault();
    marker.focus({ preventScroll: true });
  });
})();
