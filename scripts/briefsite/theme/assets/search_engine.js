/* A worker that answers the theme's search over its index (search_index.json), instead of the theme's own: that one drops
   small words, knows no phrases and no numbers of paragraphs. It takes and gives the messages of Material's worker. */
(() => {
  "use strict";

  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // Material's SearchMessageType

  // ---- Words ----
  const BLANKLESS = "\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}\\p{sc=Tibt}ー";
  // In scripts without blanks a word is a single character. A note's marker is no word: phrases go on across it.
  const WORD = new RegExp(
    `\\[\\p{Nd}{1,4}\\p{L}?\\]|[${BLANKLESS}]\\p{M}*|(?:(?![${BLANKLESS}])[\\p{L}\\p{Nd}\\p{Nl}\\p{M}\\p{Cf}])+`, "gu");
  const IS_BLANKLESS = new RegExp(`^[${BLANKLESS}]`, "u");
  const JOINTS = /^[-‐‑'’ʼ׳״"]$/; // between two halves of a word
  const LETTERS = { ı: "i", ł: "l", ø: "o", đ: "d", ð: "d", ß: "ss", æ: "ae", œ: "oe", þ: "th", ħ: "h", ŋ: "n", ς: "σ", ٱ: "ا" };
  const DIGRAPHS = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" };
  const SMALL = new Set(
    "a an and are as at be been but by for from had has have he her his i if in into is it its no not of on or our she so such "
      .concat("than that the their them then there these they this to was we were what when which who will with you")
      .split(" "));
  // British and American spelling, brought to one form. It needn't be a word: both sides come to it.
  const SPELLINGS = [
    [/(?<=[aeiouy][a-z]{1,3})our/g, "or"], // neighbour, colour
    [/(?<=[a-z]{2}[iy])z(?=[aeiou]|$)/g, "s"], // organize, analyze
    [/(?<=[a-z]{2}[aeiouy]?[btv])re(?=s?$|d$)/, "er"], // centre, theatre, manoeuvre
    [/(?<=[a-z]{2}en)ce(?=s?$|less)/, "se"], // defence, licence
    [/(?<=acti)ce/, "se"], // practice
    [/(?<=[a-z]og)ue(?=s?$)/, ""], // dialogue
    [/(?<=[a-z]{3}gram)me(?=s?$)/, ""], // programme
    [/(?<=[aeiouy][a-z]{1,3}[aeiouy])ll/, "l"], // travelled
    [/(?<=[a-z]{2})[ao]e(?=[a-z]{2})|^[ao]e(?=[a-z]{3})/, "e"], // archaeology, manoeuvre
    [/(?<=[a-z]dg)e(?=ment)/, ""], // judgement
    [/^gray/, "grey"], [/^sk(?=eptic)/, "sc"], [/^plough/, "plow"], [/^mo(?=ld)/, "mou"], [/^(?<=alumin)ium/, "um"],
    [/^artefact/, "artifact"], [/^tyre(?=s?$)/, "tire"], [/^ageing/, "aging"], [/^enrol(?=$|m)/, "enroll"],
  ];
  // From the one form to either spelling.
  const AMERICAN = [[/(?<=[a-z]{2}[iy])s(?=[aeiou]|$)/g, "z"]];
  const BRITISH = [
    [/(?<=[aeiouy][a-z]{1,3})or(?=s?$|ed$|ing$|able$|ful$|less$|hood)/, "our"], [/(?<=[a-z]{2}[btv])er(?=s?$)/, "re"],
    [/(?<=[a-z]{2}en)se(?=s?$|less)/, "ce"], [/(?<=[a-z]{2}log)(?=s?$)/, "ue"],
  ];

  /* Any script's digits as 0 to 9: those of a script follow one another, and begin at its zero. */
  const inDigits = (text) => text.replace(/(?![0-9])\p{Nd}/gu, (sign) => {
    let zero = sign.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return (sign.codePointAt(0) - zero) % 10;
  });
  /* Small letters without accents, points and what isn't seen. */
  const folded = (word) => inDigits(word).toLowerCase().normalize("NFKD").replace(/и\u0306/g, "й")
    .replace(/[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u0640\p{Cf}]/gu, "")
    .normalize("NFC").replace(/[ıłøđðßæœþħŋςٱ]/g, (letter) => LETTERS[letter]);
  const spelled = (key, forms) => forms.reduce((word, [form, other]) => word.replace(form, other), key);
  const respelled = (key) => spelled(key, SPELLINGS);

  /* All that a word is compared by: its letters, and how it is spelled elsewhere. */
  function keysOf(word) {
    const key = folded(word);
    const digraphs = folded(word.toLowerCase().normalize("NFC").replace(/[äöüåø]/g, (letter) => DIGRAPHS[letter]));
    return { key, others: [...new Set([respelled(key), digraphs])] };
  }
  const singular = (key) => (/[^s]s$/.test(key) && key.length > 4 ? key.slice(0, -1) : key);

  function wordsOf(text) {
    return [...text.matchAll(WORD)].filter(([found]) => found[0] !== "[" || found.length < 2)
      .map((match) => ({ word: match[0], start: match.index, end: match.index + match[0].length }));
  }

  const lettersOf = (text) => wordsOf(text).map(({ word }) => folded(word)).join(" ");

  // ---- The index ----
  const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: "\u00a0" };
  const plain = (html) => html.replace(/<\/?(?:p|[uod]l|li|d[dt]|div|pre|h\d|t[drh]|table|tbody|thead|br|blockquote)\b[^>]*>/g, "\n")
    .replace(/<[^>]*>/g, "").replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, tens, hex, name) =>
      name ? ENTITIES[name] ?? all : String.fromCodePoint(tens ? Number(tens) : parseInt(hex, 16)))
    .replace(/[ \t\r]+/g, " ").replace(/ ?\n[\n ]*/g, "\n").trim();

  let docs = [];
  let pages = new Map();
  let vocabulary = new Map(); // word as folded → its number
  let known = []; // by number: what it is compared by
  let names = []; // other forms of names: [[words of one form, …], …]
  let here = "";

  function numberOf(word) {
    const keys = keysOf(word);
    const id = `${keys.key} ${keys.others.join(" ")}`;
    if (!vocabulary.has(id)) {
      vocabulary.set(id, known.length);
      known.push(keys);
    }
    return vocabulary.get(id);
  }

  /* An entry of the index, with its words: `ids` are their numbers, `more` what else may be read at a word, as
     [number, how many words it takes, how well that fits]. No phrase goes from the title into the text, or from one paragraph to the next. */
  function entry(doc, order) {
    const hidden = [];
    const html = doc.text.replace(/<span hidden(?:="[^"]*")?>([^<]*)<\/span>/g, (_, forms) => (hidden.push(forms), ""));
    const title = plain(doc.title);
    const text = `${title}\n${plain(html)}`;
    const [page, fragment = ""] = doc.location.split("#");
    const heading = fragment ? title.split(" · ")[0] : title;
    // What follows is the page's title: it is there to be read, not to be found with every entry of the page.
    const words = wordsOf(text).filter(({ start }) => start < heading.length || start > title.length);
    const ids = words.map(({ word }) => numberOf(word));
    const more = new Map();
    const also = (at, ...what) => more.set(at, [...(more.get(at) ?? []), what]);
    words.forEach(({ word, end }, at) => {
      const next = words[at + 1];
      if (next && next.start - end === 1 && JOINTS.test(text[end])) also(at, numberOf(word + next.word), 2, 0.9);
      if (next && /^['’]s$/i.test(text.slice(end, next.end))) next.possessive = true; // “Ann’s” is as “Ann”
      words[at].apart = Boolean(next) && text.slice(end, next.start).includes("\n");
    });
    for (const form of new Set(wordsOf(plain(hidden.join(" "))).map(({ word }) => word))) {
      const key = folded(form);
      const at = ids.findIndex((id) => known[id].key !== key && known[id].key.endsWith(key));
      if (at >= 0) ids.forEach((id, where) => id === ids[at] && also(where, numberOf(form), 1, 0.9));
    }
    const seen = text.slice(title.length).toLowerCase();
    return { doc, order, page, fragment, title, heading, text, words, ids, more, seen };
  }

  function setUp(data) {
    vocabulary = new Map();
    known = [];
    here = data.here ?? "";
    pages = new Map();
    docs = data.docs.map(entry);
    for (const made of docs) if (!pages.has(made.page)) pages.set(made.page, made);
    names = data.docs.filter((doc) => doc.also).map((doc) => {
      const name = plain(doc.title).split(" · ")[0];
      const [last, first, ...rest] = name.split(/,\s+/);
      const forms = [name, ...doc.also, ...(first && !rest.length ? [`${first} ${last}`] : [])];
      return forms.map((form) => wordsOf(form).map(({ word }) => word)).filter((words) => words.length);
    });
  }

  // ---- What is asked ----

  /* Which words of the index a word of a query means, and how well each fits (0 to 1). */
  function meant(word, { prefix, loose }) {
    const asked = keysOf(word);
    const whole = IS_BLANKLESS.test(word);
    const fits = new Map();
    known.forEach(({ key, others }, id) => {
      let fit = 0;
      if (key === asked.key) fit = 1;
      else if (others.some((other) => asked.others.includes(other) || other === asked.key)) fit = 0.85;
      else if (prefix && !whole && key.startsWith(asked.key)) fit = 0.7;
      else if (prefix && !whole && others.some((other) => asked.others.some((start) => other.startsWith(start)))) fit = 0.6;
      if (fit) fits.set(id, fit);
    });
    if (!fits.size && loose) { // in the singular
      known.forEach(({ key }, id) => singular(key) === singular(asked.key) && fits.set(id, 0.8));
    }
    return fits;
  }

  /* Reads a query. A term has one or more alternatives, each a row of words that follow one another. */
  function termsOf(query) {
    const terms = [];
    const quoted = /"([^"]*)("|$)|“([^“”]*)(”|$)|„([^„“”]*)([“”]|$)|«([^«»]*)(»|$)|「([^「」]*)(」|$)|([^\s"“„«「]+)/gu;
    const loose = []; // [words, the chunk], to be looked for as names
    for (const match of query.matchAll(quoted)) {
      const chunk = match[11];
      if (chunk === undefined) {
        const at = [1, 3, 5, 7, 9].find((group) => match[group] !== undefined);
        const words = wordsOf(match[at]).map(({ word }) => word);
        const open = !match[at + 1]; // its last word is still being typed
        const row = words.map((word, n) => meant(word, { prefix: open && n === words.length - 1 }));
        if (row.length) terms.push({ said: `“${words.join(" ")}”`, words, rows: [[row, 1]], exact: true });
        continue;
      }
      const words = wordsOf(chunk.replace(/(?<=\p{L})['’]s$/u, "")).map(({ word }) => word);
      if (!words.length) continue;
      const small = words.length === 1 && SMALL.has(words[0].toLowerCase());
      const row = words.map((word, n) => meant(word, { prefix: n === words.length - 1 && word.length > 1 && !small, loose: true }));
      const rows = [[row, 1]];
      if (words.length > 1 && !words.some((word) => IS_BLANKLESS.test(word))) {
        rows.push([[meant(words.join(""), { prefix: true, loose: true })], 0.95]); // co-operation
      }
      const term = { said: chunk.replace(/^[-+]/, ""), words, rows, small, excluded: /^-\p{L}/u.test(chunk) };
      // Where the words don't follow one another, they may be apart; numbers may not.
      if (words.length > 1 && !/\p{Nd}/u.test(chunk)) term.each = words.map((word, n) => ({ rows: [[[row[n]], 1]], small: SMALL.has(word) }));
      terms.push(term);
      if (!term.excluded) loose.push(term);
    }
    withNames(loose, terms);
    return terms;
  }

  /* The longest rows of words that are a form of a name, which also stand for its other forms. */
  function withNames(loose, terms) {
    const keys = (words) => words.map((word) => keysOf(word).others[0]).join(" ");
    const forms = new Map();
    for (const group of names) for (const form of group) forms.set(keys(form), [...(forms.get(keys(form)) ?? []), ...group]);
    for (let from = 0; from < loose.length; from += 1) {
      for (let to = loose.length; to > from; to -= 1) {
        const part = loose.slice(from, to);
        const said = keys(part.flatMap(({ words }) => words));
        const group = forms.get(said);
        if (!group) continue;
        const others = group.filter((form) => keys(form) !== said).map((form) => [form.map((word) => meant(word, {})), 0.9]);
        const row = part.length > 1 ? [[part.flatMap(({ rows }) => rows[0][0]), 1]] : part[0].rows;
        const each = part.length > 1 ? part : undefined; // its words may also be in different places
        const words = part.flatMap((term) => term.words);
        terms.splice(terms.indexOf(part[0]), part.length, { said: words.join(" "), words, rows: [...row, ...others], each });
        from = to - 1;
        break;
      }
    }
  }

  // ---- Hits ----

  /* Where a row of words is in an entry: [first word, word after the last, how well it fits]. */
  function* places(made, row, weight = 1) {
    const { ids, more, words } = made;
    const from = (at, n) => { // the best end of the row from its n-th word on, if that is at `at`
      let best = null;
      for (const [id, takes, weight] of [[ids[at], 1, 1], ...(more.get(at) ?? [])]) {
        const fit = (row[n].get(id) ?? 0) * weight;
        if (!fit) continue;
        const end = at + takes;
        const rest = n === row.length - 1 ? [end, 1]
          : end < ids.length && !words[end - 1].apart
            ? from(end, n + 1) ?? (words[end].possessive && end + 1 < ids.length ? from(end + 1, n + 1) : null) : null;
        if (rest && (!best || Math.min(fit, rest[1]) > best[1])) best = [rest[0], Math.min(fit, rest[1])];
      }
      return best;
    };
    for (let at = 0; at < ids.length; at += 1) {
      const found = from(at, 0);
      if (!found) continue;
      yield [at, found[0], found[1] * weight];
      at = found[0] - 1;
    }
  }

  function hitsOf(made, term, number) {
    const hits = [];
    for (const [row, weight] of term.rows) for (const [at, end, fit] of places(made, row, weight)) hits.push({ at, end, fit, term: number });
    if (!hits.length && term.each) {
      const each = term.each.filter(({ small }) => !small).map((one) => hitsOf(made, one, number));
      if (each.every((found) => found.length)) hits.push(...each.flat().map((hit) => ({ ...hit, fit: hit.fit * 0.8 })));
    }
    return hits;
  }

  /* An entry with its hits and its score, or null. Of its terms all are wanted, or as many as there are. */
  function scored(made, terms, whole, asked) {
    if (terms.some((term) => term.excluded && hitsOf(made, term, 0).length)) return null;
    const hits = [];
    let sum = 0, wanted = 0, found = 0;
    const missing = [];
    const least = made.words.findIndex(({ start }) => start > made.title.length);
    const inTitle = (hit) => least < 0 || hit.end <= least;
    let titled = true;
    terms.forEach((term, number) => {
      if (term.excluded || term.optional) return;
      wanted += 1;
      const own = hitsOf(made, term, number);
      hits.push(...own);
      if (!own.length) missing.push(term.said);
      else found += 1;
      titled &&= own.some(inTitle);
      sum += Math.max(0, ...own.map(({ fit, ...hit }) => fit * (inTitle(hit) ? 1.1 : 1)));
    });
    if (!found) return null;
    let score = sum / wanted + 0.04 * Math.log2(1 + hits.length);
    const together = whole ? [...places(made, whole)].map(([at, end, fit]) => ({ at, end, fit: fit + 1, term: 0 })) : [];
    if (together.length) score += 0.9;
    if (made.seen.includes(asked)) score += 0.15; // letter by letter
    if (made.doc.boost) score += 0.5; // the author's words
    else if (titled && !made.fragment) score += 0.3;
    else if (titled) score += 0.2;
    const isTitle = made.heading === made.title && lettersOf(made.title) === lettersOf(asked);
    if (isTitle) score += made.fragment ? 0.6 : 2;
    return { made, hits: [...together, ...hits], score, found, missing };
  }

  // ---- Numbers ----

  const PASSAGE = /^(?:¶+|§+|pp?|pars?|paras?|paragraphs?)\.?\s*(\d[0-9a-z]*)(?:\s*([.\-–—])\s*(\d[0-9a-z]*))?$/;
  const NOTE = /^(?:(?:editors['’]?\s*)?(?:(?:foot|end)?notes?|fn|nn?)\.?\s*\[?([^\s\[\]]+)\]?|\[([^\s\[\]]+)\])$/;
  const saidAs = (query) => inDigits(query).trim().toLowerCase().normalize("NFKC").replace(/^.*\/?#(?=[\w-]+$)/, "");

  /* The entries that a number or an address means: "¶ 9", "p6-1", "note 7", "[7]", a link to a place. */
  function numbered(query) {
    const said = saidAs(query);
    const ofId = (...ids) => docs.filter(({ fragment }) => fragment && ids.includes(fragment.toLowerCase()));
    const direct = ofId(said, said.replace(/^(ns?\d+[a-z0-9]*)-\d+$/, "$1"));
    if (direct.length && /\d/.test(said)) return direct;
    const passage = PASSAGE.exec(said);
    if (passage) {
      const [, first, sign, part] = passage;
      const item = part ? ofId(`p${first}-${part}`) : ofId(`p${first}`);
      if (item.length || !part || sign === ".") return item;
      const [low, high] = [first, part].map((number) => parseInt(number, 10)); // ¶¶ 8–10
      return docs.filter(({ fragment }) => {
        const number = /^p(\d+)[a-z]*$/.exec(fragment);
        return number && low <= Number(number[1]) && Number(number[1]) <= high;
      });
    }
    const note = NOTE.exec(said);
    if (!note) return [];
    const printed = note[1] ?? note[2];
    const notes = docs.filter(({ fragment, title }) =>
      /^ns?\d/.test(fragment) && title.split(" · ")[0].split("\u00a0").at(-1).toLowerCase() === printed);
    const citing = note[2] ? docs.filter(({ doc, text }) => doc.boost && text.toLowerCase().includes(`[${printed}]`)) : [];
    return [...notes, ...(notes.length ? citing : [])];
  }

  // ---- Results ----
  const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

  /* A stretch of an entry's text as HTML, with its hits marked. */
  function marked({ text, words }, hits, start, end) {
    let html = "";
    let behind = start;
    const spans = hits.map(({ at, end: after }) => [words[at].start, words[after - 1].end]).sort(([a, b], [c, d]) => a - c || d - b);
    for (const [from, to] of spans) {
      if (from < behind || to > end) continue;
      html += `${escaped(text.slice(behind, from))}<mark>${escaped(text.slice(from, to))}</mark>`;
      behind = to;
    }
    return html + escaped(text.slice(behind, end));
  }

  /* The beginning and end of a stretch around a hit, inside its paragraph and between words. */
  function around(text, start, end, before, after) {
    const first = text.lastIndexOf("\n", start - 1) + 1;
    const line = text.indexOf("\n", end);
    const last = line < 0 ? text.length : line;
    let from = Math.max(first, start - before);
    let to = Math.min(last, end + after);
    if (from > first) from += text.slice(from, start).search(/(?<=\s)/) > 0 ? text.slice(from, start).search(/(?<=\s)/) : 0;
    if (to < last) to = Math.max(end, text.slice(end, to).search(/\s\S*$/) > 0 ? end + text.slice(end, to).search(/\s\S*$/) : to);
    if (/[\udc00-\udfff]/.test(text[from] ?? "")) from -= 1;
    if (/[\udc00-\udfff]/.test(text[to] ?? "")) to += 1;
    return { from, to, cut: from > first, more: to < last };
  }

  function teaser(made, hits) {
    const least = made.title.length + 1;
    const found = hits.filter(({ at }) => made.words[at].start >= least)
      .sort((one, two) => two.fit - one.fit || one.at - two.at);
    const windows = [];
    if (!found.length) {
      if (made.text.length > least) windows.push(around(made.text, least, least, 0, 220));
    }
    const terms = new Set();
    for (const { at, end, term } of found) {
      const [start, stop] = [made.words[at].start, made.words[end - 1].end];
      const inside = windows.some(({ from, to }) => from <= start && stop <= to);
      const short = windows.length === 1 && windows[0].to - windows[0].from < 80; // an old reading
      if (!inside && (short || !terms.has(term)) && windows.length < 2) windows.push(around(made.text, start, stop, 80, 140));
      terms.add(term);
    }
    windows.sort((one, two) => one.from - two.from);
    return windows.map(({ from, to, cut, more }) =>
      `<p>${cut ? "… " : ""}${marked(made, found, from, to).trim()}${more ? " …" : ""}</p>`).join("");
  }

  /* The words that the page is to mark when one gets there, and those that the entry doesn't have. */
  function termsShown(made, hits, missing) {
    const shown = new Map();
    for (const { at, end } of hits) {
      const part = made.words.slice(at, end);
      const words = IS_BLANKLESS.test(part[0].word)
        ? [made.text.slice(part[0].start, part.at(-1).end)]
        : part.map(({ word }) => word).filter((word) => [...word].length > 2 && !SMALL.has(word.toLowerCase()));
      for (const word of words) if (shown.size < 8 && !shown.has(folded(word))) shown.set(folded(word), word);
    }
    return Object.fromEntries([...[...shown.values()].map((word) => [word, true]), ...missing.map((said) => [said, false])]);
  }

  const BEST = 3; // entries that are shown of a page at once
  const ofEdition = ({ doc, fragment }) => (doc.edition && !fragment ? ` · ${escaped(doc.edition)}` : "");

  function answer(results) {
    const own = pages.get(here)?.doc.edition;
    const near = ({ doc }) => Number(doc.edition === own); // of two that are as good, the one in this edition
    results.sort((one, two) => two.score - one.score || near(two.made) - near(one.made) || one.made.order - two.made.order);
    const groups = new Map();
    for (const result of results) groups.set(result.made.page, [...(groups.get(result.made.page) ?? []), result]);
    const items = [...groups.values()].map((group, place) => {
      // Material shows the entries with the first one's score, and puts the others behind "more on this page".
      const top = groups.size - place;
      const item = ({ made, hits, missing = [] }, score) => ({
        location: made.doc.location,
        title: marked(made, hits, 0, made.title.length) + ofEdition(made),
        text: teaser(made, hits),
        score,
        terms: termsShown(made, hits, missing),
      });
      const shown = group.map((result, n) => item(result, !n || (n < BEST && result.made.fragment && result.score >= group[0].score * 0.6) ? top : top - 0.5));
      const page = pages.get(group[0].made.page);
      if (!group.some(({ made }) => made === page)) {
        shown.push({ location: page.doc.location, title: escaped(page.title) + ofEdition(page), text: "", score: 0, terms: {} });
      }
      return shown;
    });
    return { items };
  }

  function search(query) {
    if (!query.trim()) return { items: [] };
    const places = numbered(query);
    if (places.length) return answer(places.map((made, n) => ({ made, hits: [], score: 10 - (made.doc.boost && /^\[/.test(query.trim()) ? 1 : 0) })));
    const terms = termsOf(query);
    const wanted = terms.filter(({ excluded }) => !excluded);
    if (!wanted.length) return { items: [] };
    if (wanted.some(({ small }) => !small)) for (const term of wanted) term.optional = term.small;
    const row = wanted.flatMap((term) => term.rows[0][0]);
    const finished = (fits) => new Map([...fits].filter(([, fit]) => fit >= 0.8));
    const whole = row.length > 1 ? row.map((fits, n) => (n < row.length - 1 ? finished(fits) : fits)) : null;
    const asked = query.toLowerCase().replace(/["“”„«»]/g, "").trim();
    let results = docs.map((made) => scored(made, terms, whole, asked)).filter(Boolean);
    const most = Math.max(0, ...results.map(({ found }) => found));
    results = results.filter(({ found, missing }) => found === most && (!missing.length || !wanted.some(({ exact }) => exact)));
    return answer(results);
  }

  /* What an archive of shards is asked for (search_shards.js): the address that a query means, and its words, also as they
     are spelled elsewhere. */
  function asked(query) {
    const said = saidAs(query).replace(/^(ns?\d+[a-z0-9]*)-\d+$/, "$1");
    const [, first, sign, part] = PASSAGE.exec(said) ?? [];
    const [, note, sameNote] = NOTE.exec(said) ?? [];
    const address = /^[\w-]*\d[\w-]*$/.test(said) && /^\D/.test(said) ? said
      : first ? `p${first}${sign === "." ? `-${part}` : ""}` : /^\d/.test(note ?? sameNote) ? `n${note ?? sameNote}` : "";
    const chunks = query.split(/\s+/).filter((chunk) => !/^-\p{L}/u.test(chunk));
    const all = chunks.flatMap(wordsOf).map(({ word }) => word);
    const large = all.filter((word) => !SMALL.has(word.toLowerCase()));
    const exact = /^\s*["“„«「][^"“”„«»「」]+["”“»」]\s*$/u.test(query);
    const words = exact || !large.length ? all : large;
    const forms = [AMERICAN, BRITISH].map((form) => words.map((word) => spelled(respelled(folded(word)), form)));
    const joined = chunks.map((chunk) => wordsOf(chunk).map(({ word }) => word).join("")).filter(Boolean); // co-operation
    return { address, exact, words, others: [...forms, joined] };
  }

  const taking = (say) => {
    let ask = null; // for an archive of shards
    let turn = 0;
    return async ({ type, data }) => {
      if (type === SETUP) {
        setUp(data);
        if (data.config?.shards) {
          importScripts("search_shards.js");
          ask = self.searchShards(data.config.shards, here);
        }
        say({ type: READY });
      } else if (type === QUERY && !ask) say({ type: RESULT, data: search(data) });
      else if (type === QUERY) {
        const mine = turn += 1;
        const wanted = asked(data);
        if (!wanted.words.length && !wanted.address) return say({ type: RESULT, data: { items: [] } });
        const answers = ask(wanted, (entries, last) => {
          if (mine !== turn) return null; // something else has been typed since
          setUp({ docs: entries, here });
          const found = search(data);
          if (last || found.items.length) say({ type: RESULT, data: { ...found, last } });
          return found.items.length > 0;
        });
        await answers.catch((error) => {
          say({ type: RESULT, data: { items: [], last: true } });
          throw error; // a file is missing, or the network is down: it is shown where such things are
        });
      }
    };
  };
  if (self.document) self.searchEngine = taking; // a script of a page that was opened from a disk
  else {
    const take = taking((answer) => self.postMessage(answer));
    self.addEventListener("message", ({ data }) => take(data));
  }
})();
