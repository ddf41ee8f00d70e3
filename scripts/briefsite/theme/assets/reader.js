/* Cite a page or words of it; see its notes beside the text. Every page is whole without this file, and nothing here
   writes a style or a handler into an attribute: a strict Content-Security-Policy holds. */
(() => {
  "use strict";

  const article = document.querySelector(".md-content__inner");
  if (!article) return;
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
  // What is said to readers: the rest comes with the dialog.
  const { say: texts, language } = document.currentScript.dataset;
  const labels = JSON.parse(texts);
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const aloud = status("unseen");
  document.body.append(aloud);

  /* ---- Headings ---- */

  // Said aloud, in a list of headings above all, each is its words alone, without the link and the button in it.
  for (const link of find("article .headerlink")) {
    const heading = link.parentElement;
    heading.ariaLabel = [...heading.childNodes].filter((node) => node !== link).map((node) => node.textContent).join("").trim();
  }

  /* ---- Cite ---- */

  // The dialog and the search for words come when somebody turns to them.
  const here = document.currentScript.src;
  let loaded;
  const module = new URL(`citing.js?${language}`, here);
  const fromDisk = () => new Promise((done, failed) => { // where browsers import nothing: a script that does the same
    const src = here.replace("reader.js", "citing_from_disk.js");
    document.head.append(make("script", { src, onload: () => done(window.citing(module)), onerror: failed }));
  });
  const citing = () => (loaded ??= location.protocol === "file:" ? fromDisk() : import(module));
  const withCiting = (act) => citing().then(act, () => { location.hash = "cite"; }); // where the page says how to cite it

  const data = JSON.parse(document.getElementById("citation-data")?.textContent || "null");
  const control = (words, ariaLabel, what) => button(words, { className: "cite-link ed", ariaHasPopup: "dialog", ariaLabel },
    () => withCiting(({ cite }) => cite(what)));
  if (data) {
    for (const link of find("a.cite-link")) { // a button of the same size takes its place: nothing moves
      const block = link.closest(".par, .item");
      const words = link.textContent;
      link.replaceWith(control(words, link.ariaLabel ?? words, block ? { id: block.id } : { id: "", name: labels.this_page }));
    }
    for (const heading of find("h2.section")) { // put there by the build, it would be in menus and search results
      const name = heading.firstChild.textContent.trim();
      const cite = { id: heading.id, name: filled(labels.quoted, { name }) };
      heading.append(control(labels.cite, filled(labels.cite_section, { name }), cite));
    }
  }

  /* ---- A range of paragraphs ---- */

  /** `#p9-p12` is no id of an element, but means those from one to the other; each id leads where it leads alone. */
  const showRange = () => {
    for (const block of find(".in-range")) block.classList.remove("in-range");
    const ends = /^#(p.+?)-(p.+)$/.exec(location.hash)?.slice(1).map((id) => document.getElementById(id)).filter(Boolean) ?? [];
    if (!ends.length || document.getElementById(location.hash.slice(1))) return;
    const blocks = ends.map((end) => end.closest(".par, .item") ?? end);
    const passages = find(".par, .item");
    const places = blocks.map((block) => passages.indexOf(block)).sort((one, other) => one - other);
    // A notice of what became of an end is no passage: then what is between isn't known.
    const range = places[0] < 0 ? blocks : passages.slice(places[0], places.at(-1) + 1);
    for (const block of range) block.classList.add("in-range");
    range[0].scrollIntoView();
  };
  showRange();
  on(window, "hashchange", showRange);

  /* ---- Words of passages ---- */

  const LETTER = /[\p{L}\p{N}]/u;

  /** The passages and notes in which words of a range are that aren’t ours. */
  const blocksOf = (range) => find(".par, .item, li[id]").filter((block) => {
    if (!range.intersectsNode(block) || (data && !(block.id in data.locators))) return false;
    const part = range.cloneRange();
    if (!block.contains(part.startContainer)) part.setStart(block, 0);
    if (!block.contains(part.endContainer)) part.setEnd(block, block.childNodes.length);
    const words = part.cloneContents();
    for (const node of words.querySelectorAll(".ed, .marker, .to-work, .backlink")) node.remove();
    return LETTER.test(words.textContent);
  });

  let passage;
  const bar = make("span", { className: "passage ed", role: "group" });
  const quote = button("", { ariaHasPopup: "dialog" }, () => withCiting(({ citeWords }) => citeWords(passage)));
  const copyLink = button("", {}, () => withCiting(async ({ linkTo, copy, texts }) => {
    const { name, address } = linkTo(passage);
    const done = await copy(address, "", document.body);
    copyLink.textContent = done ? texts.link_copied : texts.link_not_copied;
    say(aloud, filled(done ? texts.link_to : texts.no_link_to, { name }));
  }));
  const whole = button("", { ariaHasPopup: "dialog" }, () => withCiting(({ cite }) => cite(passage.ends)));
  bar.append(...(data ? [quote] : []), copyLink, whole);
  on(bar, "pointerdown mousedown", (event) => event.preventDefault()); // the selection stays

  const selected = () => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0).cloneRange();
    if (!article.contains(range.commonAncestorContainer)) return null;
    const blocks = blocksOf(range);
    return blocks.length ? { blocks, range, ends: { id: blocks[0].id, last: blocks.at(-1).id } } : null;
  };

  /** The bar comes above a finished selection; on touch at the screen’s edge, clear of handles and the system’s menu. */
  const offer = async () => {
    if (document.querySelector("dialog[open]") || bar.contains(document.activeElement)) return;
    const found = selected();
    if (!found) bar.remove();
    const same = found && bar.isConnected && `${found.range}` === `${passage.range}`;
    if (!found || same) return;
    passage = found;
    const { rangeOf, texts } = await citing();
    if (passage !== found) return;
    const { id, last } = found.ends;
    const range = data && id !== last && rangeOf(id, last);
    bar.ariaLabel = texts.selected;
    quote.textContent = texts.quote_and_cite;
    copyLink.textContent = texts.copy_link;
    whole.textContent = filled(texts.cite_range, { range });
    whole.hidden = !range;
    found.blocks[0].append(bar);
    say(aloud, texts.press_tab);
    const lines = found.range.getClientRects();
    const [first, end] = [lines[0], lines[lines.length - 1]];
    const touch = matchMedia("(pointer: coarse)").matches;
    bar.classList.toggle("passage--touch", touch);
    bar.classList.toggle("passage--high", touch && end.bottom > innerHeight - 100);
    const box = (bar.offsetParent ?? found.blocks[0]).getBoundingClientRect();
    const top = first.top > 120 ? first.top - bar.offsetHeight - 6 : end.bottom + 6;
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
      if (own) return [shortened(own.textContent.replace(/\s+/g, " ").trim(), most)];
      const shown = level < 2 || works.length < 3 ? works.join("; ") : filled(labels.more_works, { work: works[0], count: works.length - 1 });
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
      preview.ariaLabel = marker?.ariaLabel ?? labels.note;
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
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    for (const preview of find("body > .md-tooltip2", document)) preview.hidden = true; // the next one is a new one
    if (bar.contains(document.activeElement)) passage.blocks[0].querySelector(".cite-link")?.focus();
    bar.remove();
  });

  /* ---- Out of the search and the menu, and back to where one was ---- */

  for (const name of ["search", "drawer"]) {
    const toggle = document.getElementById(`__${name}`);
    const box = document.querySelector(name === "search" ? ".md-search" : ".md-sidebar--primary");
    if (!toggle || !box) continue;
    let before;
    const place = () => { // what has the focus, or else the passage in the middle of the screen
      const { activeElement: focused } = document;
      if (focused !== document.body && !box.contains(focused)) return focused;
      return document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest(".md-content__inner > *");
    };
    const leave = () => {
      const passage = before && before.tabIndex < 0;
      if (passage) before.tabIndex = -1;
      before?.focus({ preventScroll: true });
      if (passage) { // Tab goes on from here
        before.blur();
        before.removeAttribute("tabindex");
      }
      before = null;
    };
    on(document, "keydown pointerdown", ({ key }) => { if (!toggle.checked && key !== "Escape") before = place(); });
    on(toggle, "change", () => {
      if (name === "drawer" && toggle.checked) box.querySelector(".md-nav__list a")?.focus({ preventScroll: true });
    });
    window.addEventListener("keydown", ({ key }) => { // before the theme hears of it
      if (key !== "Escape" || !(toggle.checked || box.contains(document.activeElement))) return;
      if (toggle.checked && name === "drawer") toggle.click();
      setTimeout(leave);
    }, true);
  }

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
