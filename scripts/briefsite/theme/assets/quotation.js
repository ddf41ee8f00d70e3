/* Check a quotation: finds words in an edition as `briefsite quote` does. quotations.json has the wordings, and all rules
   by which words are read and compared (briefsite.quotations.wording_file). Only this page loads either of them. */
(() => {
  "use strict";

  const squeezed = (text) => text.split(/\s+/u).filter(Boolean).join(" ");
  const filled = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const inOneSentence = (things, { between, last }) => [things.slice(0, -1).join(between), ...things.slice(-1)].filter(Boolean).join(last);
  /** A text that depends on a count, in the plural form of the page’s language. */
  const counted = (forms, language, count) => filled(forms[new Intl.PluralRules(language).select(count)] ?? forms.other, { count });
  const ALPHANUMERIC = /^[\p{L}\p{N}]$/u, ASCII = /^[A-Za-z0-9]$/, IN_WORD = /^[\p{L}\p{N}\p{M}]$/u, DIGIT = /^\p{Nd}$/u;
  const LETTER = /[\p{L}\p{N}\p{M}\p{Sc}\p{Sm}\p{So}]/gu;
  const quoted = (words, phrases) => (words ? filled(phrases.quoted, { words: squeezed(words) }) : phrases.nothing);

  /** A function that checks quotations by the content of quotations.json. It gives what `briefsite quote` says as JSON. */
  const checker = ({ rules, phrases, versions, blocks, edition, site, latest }) => {
    const pattern = (name, flags) => new RegExp(rules.patterns[name], `${flags}u`);
    const MARK = pattern("mark", "g"), SIC = pattern("sic", "gi"), GAP = pattern("gap", "g"), RAISED = pattern("raised", "g");
    const BRACKETED = pattern("letter", "g"), LINE_END = pattern("lineEnd", "g"), MINUS = pattern("minus", "y");
    const BLANKLESS = new RegExp(rules.blankless, "u");
    const [apostrophes, dashes, invisible, dividing] =
      ["apostrophes", "dashes", "invisible", "dividing"].map((name) => new Set(rules[name]));

    /* ---- Letters (letters.py) ---- */

    const known = new Map(Object.entries(rules.letters));
    const lettersOf = (sign) => {
      if (!known.has(sign)) known.set(sign, (sign.normalize("NFKD").toLowerCase().normalize("NFKD").match(LETTER) ?? []).join(""));
      return known.get(sign);
    };
    const letters = (text) => { let found = ""; for (const sign of text) found += lettersOf(sign); return found; };
    const spelled = (text) => {
      const found = { text, letters: "", low: [], high: [] };
      let at = 0;
      for (const sign of text) {
        const own = lettersOf(sign);
        found.letters += own;
        for (let i = 0; i < own.length; i++) { found.low.push(at); found.high.push(at + sign.length); }
        at += sign.length;
      }
      return found;
    };
    const joint = (before, between, after) => {
      if (!between && ASCII.test(before) && ASCII.test(after)) return "";
      const signs = [...between].filter((sign) => !invisible.has(sign));
      if (BLANKLESS.test(before + after) || !IN_WORD.test(before) || !IN_WORD.test(after)) return "*";
      if (!signs.length) return "";
      const blank = signs.some((sign) => /\s/u.test(sign)), dash = signs.some((sign) => dashes.has(sign));
      if (DIGIT.test(before) && DIGIT.test(after)) return dash ? "digits-" : blank ? "digits " : `digits${signs.join("")}`;
      if (DIGIT.test(after) && dashes.has(signs.at(-1)) && " \n\u00a0(".includes(signs.at(-2) ?? "none")) return "minus";
      if (signs.every((sign) => apostrophes.has(sign))) return "'";
      return dash && signs.every((sign) => dashes.has(sign) || /\s/u.test(sign)) ? "-" : " ";
    };
    const jointAt = ({ text, low, high }, at) =>
      low[at + 1] > low[at] ? joint(text.slice(low[at], high[at]), text.slice(high[at], low[at + 1]), text.slice(low[at + 1], high[at + 1])) : "";
    const beginsWord = (text, at) => at === 0 || dividing.has(jointAt(text, at - 1));
    const endsWord = (text, at) => at >= text.letters.length || beginsWord(text, at);
    const agree = (one, other) => one === other || one === "*" || other === "*" ||
      ([one, other].includes("-") && [one, other].every((each) => ["", " ", "-"].includes(each)));
    const sameJoints = (own, text, at) => {
      for (let i = 0; i + 1 < own.letters.length; i++) if (!agree(jointAt(own, i), jointAt(text, at + i))) return false;
      return true;
    };
    const units = new Map();
    const wordsOf = (unit) => {
      if (units.has(unit)) return units.get(unit);
      const found = spelled(unit), parts = [];
      let form = "", low = 0;
      MINUS.lastIndex = 0;
      if (MINUS.test(unit)) { form = "-"; low = found.low[0] - 1; }
      for (let at = 0; at < found.letters.length; at++) {
        if (!form) low = found.low[at];
        form += found.letters[at];
        const between = at + 1 < found.letters.length ? jointAt(found, at) : " ";
        if (dividing.has(between)) { parts.push([form, low, found.high[at]]); form = ""; }
        else form += between.replace(/^digits/, "");
      }
      units.set(unit, parts);
      return parts;
    };
    const spelledWords = (text) => [...text.matchAll(/\S+/gu)].flatMap((match) =>
      wordsOf(match[0]).map(([form, low, high]) => ({ form, low: match.index + low, high: match.index + high })));

    /* ---- The quotation (quoted_words.py) ---- */

    const unmarked = (text) => text.replace(MARK, "") || text;
    const unraised = (text) => unmarked(text).replace(RAISED, "");
    const readingsOf = (text) => {
      const plain = text.replace(SIC, "").replace(BRACKETED, "$1");
      return [...new Set([text, plain, unmarked(plain), unraised(plain)])].filter(letters);
    };
    const plainOf = (text) =>
      unraised(text.replace(SIC, "")).replace(GAP, (_, inserted) => inserted || " ").replace(LINE_END, "").trim();
    const partsOf = (quotation) => {
      const text = unraised(quotation.replace(SIC, "")).replace(BRACKETED, "$1");
      const pieces = [], gaps = [];
      let at = 0;
      for (const match of [...text.matchAll(GAP), null]) {
        const piece = text.slice(at, match ? match.index : text.length);
        if (letters(piece)) {
          const after = gaps.length > 0 && gaps.at(-1) === undefined, before = match && match[1] === undefined;
          const signs = [...piece];
          pieces.push({
            ...spelled(piece), starts: after || !ALPHANUMERIC.test(signs[0]), ends: before || !ALPHANUMERIC.test(signs.at(-1)),
          });
        }
        if (!match) break;
        at = match.index + match[0].length;
        if (pieces.length && gaps.length < pieces.length) gaps.push(match[1]);
        else if (gaps.length && match[1] === undefined) gaps[gaps.length - 1] = undefined;
      }
      return [pieces, gaps.slice(0, Math.max(pieces.length - 1, 0))];
    };

    /* ---- The wordings (wording_index.py) ---- */

    const wordings = [], starts = [], firsts = [], rows = [];
    let end = 0;
    const usual = { place: "passage", state: "now", kept: null, until: "", gone: false, again: false, emended: [] };
    for (const block of blocks) {
      firsts.push(wordings.length);
      for (const own of block) {
        const wording = "like" in own ? { ...wordings[own.like], ...own } : { ...usual, ...own };
        wording.keptUrl = wording.kept ?? (latest && latest + wording.url.slice(site.length));
        const spelling = letters(wording.text);
        starts.push(end);
        wordings.push(wording);
        rows.push(spelling);
        end += spelling.length;
      }
      rows.push("\n");
      end += 1;
    }
    const row = rows.join("");
    const upTo = (numbers, value) => { // how many are not above it
      let low = 0, high = numbers.length;
      while (low < high) { const middle = (low + high) >> 1; if (numbers[middle] <= value) low = middle + 1; else high = middle; }
      return low;
    };
    const wordingAt = (place) => upTo(starts, place) - 1;
    const blockOf = (number) => { const at = upTo(firsts, number); return [firsts[at - 1], firsts[at] ?? wordings.length]; };
    const extent = (number) => {
      const [first, after] = blockOf(number);
      return [starts[first], (after < wordings.length ? starts[after] : row.length) - 1];
    };
    const occurrences = (spelling) => {
      const found = [];
      for (let at = row.indexOf(spelling); at >= 0 && found.length < rules.mostPlaces; at = row.indexOf(spelling, at + 1)) found.push(at);
      return found;
    };
    const keysOf = (words) => new Set([...words.map((word) => word.form), ...words.slice(1).map((word, at) => `${words[at].form} ${word.form}`)]);
    let entries;
    const alike = (words) => {
      if (!entries) {
        entries = new Map();
        wordings.forEach(({ text, again }, number) => {
          if (!again) for (const key of keysOf(spelledWords(text))) entries.has(key) ? entries.get(key).push(number) : entries.set(key, [number]);
        });
      }
      const scores = new Map();
      let left = rules.mostEntries;
      for (const entry of [...keysOf(words)].map((key) => entries.get(key)).filter(Boolean).sort((a, b) => a.length - b.length)) {
        left -= entry.length;
        if (left < 0 && scores.size) break;
        const weight = Math.floor(rules.weight * Math.log(1 + wordings.length / entry.length));
        for (const number of entry) scores.set(number, (scores.get(number) ?? 0) + weight);
      }
      return [...scores.keys()].sort((a, b) => scores.get(b) - scores.get(a) || a - b).slice(0, rules.mostCompared);
    };
    const textOf = (first, last) => wordings.slice(first, last + 1).map((wording) => wording.text).join("\n");

    /* ---- Facts (facts.py, places.py) ---- */

    const STATES = ["now", "received", "earlier"];
    const bestFacts = (facts) => {
      const found = new Map();
      for (const fact of facts) {
        const key = JSON.stringify([fact.state, fact.wordings.map((each) => [each.address, each.until])]);
        if (!found.has(key)) found.set(key, fact);
      }
      const all = [...found.values()], now = all.filter((fact) => fact.state === "now");
      const within = now.filter((fact) => fact.wordings.length === 1);
      if (within.length || now.length) return within.length ? within : now;
      return all.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
    };
    const factAt = (how, first, last, text, low, high, more = {}) => ({
      how, wordings: wordings.slice(first, last + 1), state: wordings[first].state, low, high,
      text: squeezed(text.slice(low, high)), gaps: [], differences: [], marked: [], ...more,
    });

    const findWhole = (quotation, near) => readingsOf(quotation).map(spelled).flatMap((own) =>
      occurrences(own.letters).flatMap((place) => {
        const first = wordingAt(place), last = wordingAt(place + own.letters.length - 1);
        const text = spelled(textOf(first, last)), at = place - starts[first];
        if (sameJoints(own, text, at)) return [factAt("word for word", first, last, text.text, text.low[at], text.high[at + own.letters.length - 1])];
        near.push(first);
        return [];
      }));

    /* ---- Something left out or put in (find_with_gaps.py) ---- */

    const spansOf = (pieces, gaps, anchor, place) => {
      const [least, most] = extent(wordingAt(place)), reach = (gap) => (gap === undefined ? rules.leftOut : rules.bracketed);
      const within = (spelling, low, high, find) => { const at = row.slice(low, high)[find](spelling); return at < 0 ? -1 : low + at; };
      const spans = [[place, place + pieces[anchor].letters.length]];
      for (let i = anchor + 1; i < pieces.length; i++) {
        const own = pieces[i].letters, from = spans.at(-1)[1];
        const found = within(own, from, Math.min(most, from + reach(gaps[i - 1]) + own.length), "indexOf");
        if (found < 0) return null;
        spans.push([found, found + own.length]);
      }
      for (let i = anchor - 1; i >= 0; i--) {
        const own = pieces[i].letters, to = spans[0][0];
        const found = within(own, Math.max(least, to - reach(gaps[i]) - own.length), to, "lastIndexOf");
        if (found < 0) return null;
        spans.unshift([found, found + own.length]);
      }
      return spans;
    };
    const findWithGaps = (quotation) => {
      const [pieces, gaps] = partsOf(quotation);
      if (!pieces.length || readingsOf(quotation).map(letters).includes(pieces[0].letters)) return [];
      let anchor = 0;
      pieces.forEach((piece, at) => { if ([...piece.letters].length > [...pieces[anchor].letters].length) anchor = at; });
      return occurrences(pieces[anchor].letters).flatMap((place) => {
        const spans = spansOf(pieces, gaps, anchor, place);
        if (!spans) return [];
        const first = wordingAt(spans[0][0]), last = wordingAt(spans.at(-1)[1] - 1);
        const text = spelled(textOf(first, last)), local = spans.map((span) => span.map((at) => at - starts[first]));
        const whole = pieces.every((piece, i) => (!piece.starts || beginsWord(text, local[i][0])) &&
          (!piece.ends || endsWord(text, local[i][1])) && sameJoints(piece, text, local[i][0]));
        if (!whole) return [];
        const said = [];
        gaps.forEach((gap, i) => {
          const low = local[i][1], high = local[i + 1][0];
          const left = high > low ? squeezed(text.text.slice(text.low[low], text.high[high - 1])) : "";
          if (letters(left) !== letters(gap ?? "")) said.push({ quoted: gap === undefined ? "…" : `[${gap}]`, text: left });
        });
        return [factAt("with gaps", first, last, text.text, text.low[local[0][0]], text.high[local.at(-1)[1] - 1], { gaps: said })];
      });
    };

    /* ---- Words that differ (common_order.py, find_differing.py) ---- */

    const longestRun = (one, other) => {
      let best = [0, 0, 0], before = [];
      one.forEach((word, i) => {
        const now = [];
        other.forEach((there, j) => {
          if (word !== there) return;
          now[j] = (before[j - 1] ?? 0) + 1;
          if (now[j] > best[2]) best = [i - now[j] + 1, j - now[j] + 1, now[j]];
        });
        before = now;
      });
      return best;
    };
    /* The runs of a longest common subsequence. Of several, the one that a bit-parallel program finds that takes off what
       is common at both ends, and goes back from there: Hyyrö, Bit-parallel LCS-length computation revisited (2004). */
    const commonRuns = (one, other) => {
      let front = 0, back = 0;
      while (front < Math.min(one.length, other.length) && one[front] === other[front]) front += 1;
      while (back < Math.min(one.length, other.length) - front && one.at(-1 - back) === other.at(-1 - back)) back += 1;
      const a = one.slice(front, one.length - back), b = other.slice(front, other.length - back);
      const lengths = [new Uint32Array(a.length + 1)];
      b.forEach((word, j) => {
        const above = lengths[j], now = new Uint32Array(a.length + 1);
        for (let i = 1; i <= a.length; i++) now[i] = a[i - 1] === word ? above[i - 1] + 1 : Math.max(above[i], now[i - 1]);
        lengths.push(now);
      });
      const pairs = [];
      for (let i = a.length, j = b.length; i && j;) {
        if (lengths[j][i] === lengths[j][i - 1]) i -= 1;
        else { j -= 1; if (!j || lengths[j][i] === lengths[j][i - 1]) { i -= 1; pairs.unshift([front + i, front + j]); } }
      }
      for (let i = front; i > 0; i--) pairs.unshift([i - 1, i - 1]);
      for (let i = back; i > 0; i--) pairs.push([one.length - i, other.length - i]);
      const runs = [];
      for (const [i, j] of pairs) {
        const last = runs.at(-1);
        if (last && i === last[0] + last[2] && j === last[1] + last[2]) last[2] += 1;
        else runs.push([i, j, 1]);
      }
      return runs;
    };
    const drawnTogether = (one, other) => { // the common runs, the first and the last next to the others if they can be
      const runs = commonRuns(one, other);
      const same = (at, there, count) => at >= 0 && there >= 0 && one.slice(at, at + count).join(" ") === other.slice(there, there + count).join(" ");
      while (runs.length > 1) {
        const [[at, there, size], [last, , count]] = runs.slice(-2);
        if (last !== at + size || !same(last, there + size, count)) break;
        runs.splice(-2, 2, [at, there, size + count]);
      }
      while (runs.length > 1) {
        const [[first, , count], [at, there, size]] = runs;
        if (first + count !== at || !same(first, there - count, count)) break;
        runs.splice(0, 2, [first, there - count, size + count]);
      }
      return runs;
    };
    const compared = (own, there) => {
      const mine = own.map((word) => word.form), other = there.map((word) => word.form);
      const [at, begin, size] = longestRun(mine, other);
      if (!size) return null;
      const slack = 3 + Math.floor(mine.length / 4);
      let low = Math.max(0, begin - at - slack), high = Math.min(other.length, begin + mine.length - at + slack);
      for (let twice = 0; twice < 2; twice++) {
        const runs = drawnTogether(mine, other.slice(low, high));
        if (!runs.length) return null;
        const [first, thereFirst] = runs[0], [last, thereLast] = runs.at(-1);
        [low, high] = [Math.max(low, low + thereFirst - first), Math.min(high, low + thereLast + mine.length - last)];
      }
      const runs = drawnTogether(mine, other.slice(low, high));
      const likeness = 2 * runs.reduce((sum, run) => sum + run[2], 0) / (mine.length + high - low);
      return likeness < rules.leastAlike ? null : { likeness, low, high, runs };
    };
    const findDiffering = (quotation, near) => {
      const plain = plainOf(quotation), own = spelledWords(plain);
      if (!own.length) return [];
      const numbers = [...new Set([...near.slice(0, rules.mostCompared), ...alike(own)])];
      const pairs = numbers.filter((number) => numbers.includes(number + 1) && blockOf(number)[1] > number + 1).map((number) => [number, number + 1]);
      const found = [];
      for (const [first, last] of [...numbers.map((number) => [number, number]), ...pairs]) {
        const text = textOf(first, last), there = spelledWords(text), forms = new Set(there.map((word) => word.form));
        if (own.filter((word) => forms.has(word.form)).length / own.length < rules.leastShared) continue;
        const best = compared(own, there);
        if (!best) continue;
        const from = there[best.low].low, to = there[best.high - 1].high;
        let begin = 0, touched = 0;
        for (const wording of wordings.slice(first, last + 1)) {
          touched += from < begin + wording.text.length && begin < to;
          begin += wording.text.length + 1;
        }
        if (touched < last - first + 1) continue;
        const differences = [], marked = [];
        const put = (sign, words) => { if (words) marked.push([sign, words.replace(/\s+/gu, " ")]); };
        const lowOf = (at) => (at < best.high ? there[at].low : to); // of a word of the text
        let low = 0, after = best.low;
        for (const [at, other, size] of [...best.runs, [own.length, best.high - best.low, 0]]) {
          const next = best.low + other, mine = low < at ? squeezed(plain.slice(own[low].low, own[at - 1].high)) : "";
          const others = after < next ? text.slice(there[after].low, there[next - 1].high) : "";
          if (mine || others) differences.push({ quoted: mine, text: squeezed(others) });
          if (mine && marked.length && !/\s$/u.test(marked.at(-1)[1])) put("", " ");
          put("-", mine);
          if (mine && (others || size)) put("", " ");
          put("+", others);
          if (others) put("", text.slice(there[next - 1].high, lowOf(next)));
          if (size) put("", text.slice(there[next].low, lowOf(next + size)));
          [low, after] = [at + size, next + size];
        }
        found.push([best.likeness, STATES.indexOf(wordings[first].state), factAt("differing", first, last, text, from, to, { differences, marked })]);
      }
      const best = Math.max(0, ...found.map((each) => each[0]));
      const good = found.filter((each) => each[0] >= Math.max(rules.leastAlike, best - rules.asGood));
      const state = Math.min(...good.map((each) => each[1]));
      return bestFacts(good.filter((each) => each[1] === state).map((each) => each[2]));
    };

    /* ---- What is said (quotation_report.py) ---- */

    const order = Object.keys(versions);
    const where = (fact) => {
      const called = [...new Set(fact.wordings.map((each) => each.called))];
      const name = inOneSentence(called, phrases), prefix = phrases[fact.wordings[0].place];
      return called.length === 1 && prefix ? filled(prefix, { name }) : name;
    };
    const clauses = (fact) => {
      const how = phrases[fact.how.replaceAll(" ", "_")], [first] = fact.wordings;
      const said = [fact.wordings.length > 1 ? filled(phrases.across, { how }) : how];
      if (fact.state === "received") said.push(phrases.received);
      else if (fact.state === "earlier" && first.until) {
        const version = first.until === "draft" ? phrases.unreleased : versions[first.until];
        said.push(filled(phrases[first.gone ? "gone" : "earlier"], { version }));
      } else if (first.since === "draft") said.push(phrases.draft);
      else {
        const latest = fact.wordings.map((each) => each.since).sort((a, b) => order.indexOf(a) - order.indexOf(b)).at(-1);
        said.push(filled(phrases.since, { version: versions[latest] }));
      }
      return said.join(phrases.joint);
    };
    const emended = (fact) => fact.wordings.flatMap((each) => each.emended)
      .filter((each) => each.low < fact.high && fact.low < each.high)
      .map(({ received, read, url }) => ({ received, read, url }));
    const told = (fact) => ({
      says: filled(phrases.is, { where: where(fact), how: clauses(fact) }), found: fact.how, state: fact.state, place: fact.wordings[0].place, edition,
      text: fact.text, gaps: fact.gaps, differences: fact.differences, emended: emended(fact),
      addresses: fact.wordings.map((each) => ({
        id: each.address, url: each.url, kept: each.keptUrl, since: each.since, until: each.until, withdrawn: each.gone,
      })),
      shown: { where: where(fact), clauses: clauses(fact), marked: fact.marked, called: fact.wordings.map((each) => each.called) },
    });

    return (words) => {
      const quotation = words.normalize("NFC").replace(/\s+/gu, " "), count = [...quotation].length;
      const refused = count < rules.fewest ? filled(phrases.too_short, { fewest: rules.fewest, count })
        : letters(quotation) ? "" : phrases.without_words;
      const near = [];
      const find = () => {
        const found = bestFacts(findWhole(quotation, near));
        if (found.length) return found;
        const withGaps = bestFacts(findWithGaps(quotation));
        return withGaps.length ? withGaps : findDiffering(quotation, near);
      };
      const facts = refused ? [] : find();
      const status = !facts.length ? 2 : facts[0].state === "now" && facts[0].how !== "differing" ? 0 : 1;
      return { quotation, editions: [edition], status, refused, facts: facts.map(told) };
    };
  };

  globalThis.quotationChecker = checker; // for the tests

  /* ---- The page ---- */

  const form = document.getElementById("check");
  if (!form) return;
  const base = form.dataset.site, field = form.elements.words, said = document.getElementById("said"), list = document.getElementById("findings");
  const make = (tag, properties, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };
  const way = (words, url) => make("a", { href: base + url.slice(1) }, words);
  /* <ins> and <del> are read as any words by most screen readers: what they mean is said in words. */
  const MEANS = { "-": ["del", "only_in_quotation"], "+": ["ins", "only_in_text"] };
  const markedText = (fact, phrases) => fact.shown.marked.length
    ? fact.shown.marked.map(([sign, words]) => {
      if (!sign) return words;
      const [tag, means] = MEANS[sign];
      return make(tag, {}, make("span", { className: "unseen" }, phrases[means]), words, make("span", { className: "unseen" }, phrases.only_end));
    })
    : [fact.text];

  const finding = (fact, { phrases }) => {
    const lines = [];
    for (const { quoted: words, text } of fact.differences) {
      const which = !words ? "left_out" : !text ? "added" : "other";
      lines.push(make("li", {}, filled(phrases[which], { quoted: quoted(words, phrases), text: quoted(text, phrases) })));
    }
    for (const gap of fact.gaps) lines.push(make("li", {}, filled(phrases.gap, { quoted: gap.quoted, text: quoted(gap.text, phrases) })));
    for (const { received, read, url } of fact.emended) {
      const what = filled(phrases.emended, { received: quoted(received, phrases), read: quoted(read, phrases) });
      const [lead, trail] = filled(phrases.corrected, { what, correction: "\0" }).split("\0");
      lines.push(make("li", {}, lead, way(phrases.correction, url), trail));
    }
    const several = fact.addresses.length > 1, ways = [];
    fact.addresses.forEach(({ url, kept, withdrawn }, at) => {
      const of = (words) => (several ? filled(phrases.of_place, { place: fact.shown.called[at], link: words }) : words[0].toUpperCase() + words.slice(1));
      ways.push(make("li", {}, way(of(withdrawn ? phrases.notice : phrases.in_text_now), url)));
      const words = fact.state === "received" ? phrases.current_link : phrases.this_link;
      if (kept) ways.push(make("li", {}, way(of(words), kept)));
    });
    return make("li", { className: "finding" },
      make("p", { className: "finding__where" }, make("strong", {}, fact.shown.where), ` ${fact.shown.clauses}`),
      make("blockquote", { className: "finding__text" }, ...markedText(fact, phrases)),
      ...(lines.length ? [make("ul", { className: "finding__said" }, ...lines)] : []),
      make("ul", { className: "finding__ways" }, ...ways));
  };

  let loading;
  const fetched = () => fetch(form.dataset.wordings)
    .then((answer) => { if (!answer.ok) throw new Error(answer.statusText); return answer.json(); });
  const fromDisk = () => new Promise((done, failed) => { // where browsers fetch nothing: a script that has the same
    const src = `${form.dataset.wordings}.js`;
    document.head.append(make("script", { src, onload: () => done(window.wordings), onerror: failed }));
  });
  const load = () => {
    loading ??= (location.protocol === "file:" ? fromDisk() : fetched())
      .then((data) => ({ data, check: checker(data) }));
    return loading;
  };
  const show = async () => {
    said.textContent = form.dataset.searching;
    list.replaceChildren();
    let loaded;
    try { loaded = await load(); } catch {
      loading = undefined;
      said.textContent = form.dataset.failed;
      return;
    }
    const { data, check } = loaded, found = check(field.value.trim()), { phrases, language, rules: { mostShown } } = data;
    const more = found.facts.length - mostShown;
    list.replaceChildren(...found.facts.slice(0, mostShown).map((fact) => finding(fact, data)));
    if (more > 0) list.append(make("li", { className: "finding" }, counted(phrases.more, language, more)));
    said.textContent = found.refused || (!found.facts.length ? filled(phrases.not_found, { where: form.dataset.title })
      : found.facts.length > 1 ? counted(phrases.places, language, found.facts.length) : filled(phrases.found, { what: found.facts[0].says }));
    said.classList.toggle("unseen", found.facts.length === 1); // then the finding says the same
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const url = new URL(location.href);
    url.searchParams.set("words", field.value.trim());
    history.replaceState(history.state, "", url);
    show();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  const asked = new URLSearchParams(location.search).get("words");
  if (asked) { field.value = asked; show(); }
})();
