/* A link to words of a page: a text fragment (`:~:text=`) that the browser’s search is sure to find where they are. */

const LETTER = /[\p{L}\p{N}]/u;
const NOT_LETTERS = /[^\p{L}\p{N}]+/gu;
/** What stands in the text without being the author’s: markers, signs, numbers of paragraphs, buttons, ways elsewhere. */
const OURS = ".ed, .marker, .to-work, .backlink";
/** What is not searched, or not there yet when a link is opened. */
const NOT_SEARCHED = "script, style, noscript, template, select, textarea, "
  + ".passage, .sidenotes, dialog, body > .md-tooltip2, body > [role=status]";
const LONGEST = 80; // letters that are given whole
const AT_ENDS = 5; // words at each end of a longer passage
const AROUND = 10; // words before and behind, at most
// Letters with which a search begins. Chromium looks at every place that has them, one by one, also within words: of a
// single letter there are thousands, and it gives up.
const FEWEST = 3;
const FOLDED = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ħ: "h", ı: "i", þ: "th", ς: "σ" };

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
const squeeze = (text) => text.replace(/[ \t\n\r\f]+/g, " ").trim();

/** The letters and digits of a text, folded at least as far as a browser does that takes no heed of case, accents and
    kinds of quotation marks. What differs in these letters differs for the browser, too. */
const keyOf = (text) => text.normalize("NFKD").toLowerCase().replace(NOT_LETTERS, "")
  .replace(/[ßæœøđðłħıþς]/g, (letter) => FOLDED[letter]);

const isInline = (element) => {
  const { display, position, float } = getComputedStyle(element);
  return /^(inline|contents|ruby|none)/.test(display) && !/^inline-/.test(display)
    && /^(static|relative)$/.test(position) && float === "none";
};

/** The page as the browser searches it, on a screen of any width: `key`, the letters of all its text, and its `runs`.
    A run is text that no block and no line end interrupts, with markers and signs; `key` is where its letters begin. */
const readPage = () => {
  const runs = [];
  let key = "";
  let run;
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (!run) runs.push(run = { text: "", nodes: [], key: key.length });
      run.nodes.push({ node, at: run.text.length, ours: Boolean(node.parentElement.closest(OURS)) });
      run.text += node.data;
      key += keyOf(node.data);
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(NOT_SEARCHED)) {
      const apart = node.matches("br, hr, img, input, svg, .ed:not(sup)") || !isInline(node);
      if (apart) run = null;
      node.childNodes.forEach(visit);
      if (apart) run = null;
    }
  };
  visit(document.body);
  for (const each of runs) {
    // Chromium’s words run from one element into the next: a name in a link and “’s” behind it are one.
    each.words = [...segmenter.segment(each.text)].filter(({ segment }) => LETTER.test(segment))
      .map(({ index, segment }) => [index, index + segment.length]);
  }
  return { key, runs: runs.filter(({ text }) => squeeze(text)) };
};

const letterAt = (run, offset) => run.key + keyOf(run.text.slice(0, offset)).length;

/** The stretches of a run that are the author’s and in a range: [from, to], without blanks and what has no letters. */
const stretchesOf = (run, range) => {
  const found = [];
  for (const { node, at, ours } of run.nodes) {
    if (ours || !range.intersectsNode(node)) continue;
    const from = at + (node === range.startContainer ? range.startOffset : 0);
    const to = at + (node === range.endContainer ? range.endOffset : node.length);
    if (found.at(-1)?.[1] === from) found.at(-1)[1] = to;
    else found.push([from, to]);
  }
  return found.map(([from, to]) => {
    const text = run.text.slice(from, to);
    return [to - text.trimStart().length, from + text.trimEnd().length];
  }).filter(([from, to]) => LETTER.test(run.text.slice(from, to)));
};

/** The pieces of a range that are the author’s words, in the blocks that can be cited, with whole words at both ends: if
    a sign is set close to a word, it is a part of it to the browser. */
const piecesOf = (page, range, blocks) => page.runs
  .filter(({ nodes }) => blocks.some((block) => block.contains(nodes[0].node)))
  .flatMap((run) => stretchesOf(run, range).map(([begin, end]) => {
    const from = run.words.find(([first, last]) => first < begin && begin < last)?.[0] ?? begin;
    const to = run.words.find(([first, last]) => first < end && end < last)?.[1] ?? end;
    return { run, from, to, words: run.words.filter(([first, last]) => first >= from && last <= to) };
  }));

/** The part that can be closed in which a piece is. The browser opens one for words that begin in it, for no others. */
const foldOf = ({ run }) => {
  const { parentElement } = run.nodes[0].node;
  return (parentElement.closest("summary")?.parentElement.parentElement ?? parentElement).closest("details");
};

/** The words to look for: all, or those at both ends. */
const endsOf = (pieces) => {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === last) {
    const { run, from, to, words } = first;
    const many = Math.min(AT_ENDS, Math.floor(words.length / 2));
    if (to - from <= LONGEST || !many) return [{ run, from, to }, null];
    return [{ run, from, to: words[many - 1][1] }, { run, from: words.at(-many)[0], to }];
  }
  const [until, since] = [first.words[AT_ENDS - 1]?.[1] ?? first.to, last.words.at(-AT_ENDS)?.[0] ?? last.from];
  return [{ run: first.run, from: first.from, to: until }, { run: last.run, from: since, to: last.to }];
};

/** Up to `many` words right before a part, or right behind it; those of the next run if its own has none. */
const before = (page, { run, from }, many) => {
  const own = Boolean(squeeze(run.text.slice(0, from)));
  const [other, end] = own ? [run, from] : [page.runs[page.runs.indexOf(run) - 1], Infinity];
  const words = many && other ? other.words.filter(([, last]) => last <= end) : [];
  return words.length ? { run: other, from: (words.at(-many) ?? words[0])[0], to: own ? from : other.text.length } : null;
};
const behind = (page, { run, to }, many) => {
  const own = Boolean(squeeze(run.text.slice(to)));
  const [other, begin] = own ? [run, to] : [page.runs[page.runs.indexOf(run) + 1], 0];
  const words = many && other ? other.words.filter(([first]) => first >= begin) : [];
  return words.length ? { run: other, from: begin, to: (words[many - 1] ?? words.at(-1))[1] } : null;
};

const textOf = (part) => (part ? squeeze(part.run.text.slice(part.from, part.to)) : "");

/** Whether the browser, which takes the first place that fits, comes to these parts and to no others. */
const isFound = (page, prefix, start, end, suffix) => {
  const keys = [prefix, start, end, suffix].map((part) => keyOf(textOf(part)));
  if (!keys[1] || (end && !keys[2]) || (keys[0] || keys[1]).length < FEWEST) return false;
  const first = keys[0] + keys[1] + (end ? "" : keys[3]);
  const at = letterAt((prefix ?? start).run, (prefix ?? start).from);
  if (page.key.indexOf(first) !== at || page.key.includes(first, at + 1)) return false;
  const after = letterAt(start.run, start.to);
  return !end || page.key.indexOf(keys[2] + keys[3], after) === letterAt(end.run, end.from);
};

const percent = (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
const encoded = (part) => encodeURIComponent(textOf(part)).replace(/[-!'()*~.]/g, percent);

/** The text fragment for the words of a range in `blocks`; empty if no fragment is sure to find them. */
export const fragmentOf = (range, blocks) => {
  const page = readPage();
  const pieces = piecesOf(page, range, blocks);
  if (new Set(pieces.map(foldOf)).size !== 1) return "";
  const [start, end] = endsOf(pieces);
  for (let many = 0; many <= AROUND; many += 1) {
    for (const [ahead, after] of many ? [[0, many], [many, 0], [many, many]] : [[0, 0]]) {
      const [prefix, suffix] = [before(page, start, ahead), behind(page, end ?? start, after)];
      if ((ahead && !prefix) || (after && !suffix) || !isFound(page, prefix, start, end, suffix)) continue;
      const parts = [prefix && `${encoded(prefix)}-`, encoded(start), end && encoded(end), suffix && `-${encoded(suffix)}`];
      return `:~:text=${parts.filter(Boolean).join(",")}`;
    }
  }
  return "";
};

/** The author’s words in a range, one line for each block: whole words, without markers and signs of ours. */
export const quotationOf = (range, blocks) => {
  const page = readPage();
  const pieces = piecesOf(page, range, blocks);
  const [first, last] = [pieces[0], pieces.at(-1)];
  const runs = page.runs.slice(page.runs.indexOf(first?.run), page.runs.indexOf(last?.run) + 1);
  const wordsIn = (run) => run.nodes.filter(({ ours }) => !ours).map(({ node, at }) => node.data.slice(
    run === first.run ? Math.max(0, first.from - at) : 0, run === last.run ? Math.max(0, last.to - at) : node.length,
  )).join("");
  return blocks.map((block) => squeeze(runs.filter(({ nodes }) => !nodes[0].node.parentElement.closest(".ed")
    && block.contains(nodes[0].node)).map(wordsIn).join(" "))).filter(Boolean).join("\n");
};
