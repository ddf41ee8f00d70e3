/* Searches an archive that is too large for one index (briefsite.rendering.search_shards). Which pages may answer a query
   is asked of Pagefind, of one shard of the archive after the other; the passages of those pages are fetched, and
   search_engine.js finds the query in them. It runs where that runs, in a worker, to which the policy of pages doesn't apply:
   Pagefind is a program in WebAssembly. */
(() => {
  "use strict";

  const LIBRARY = "pagefind.js"; // beside the shards: only a large archive has it
  const AT_ONCE = 8; // shards
  const FIRST = 6, MOST = 30; // pages whose passages are fetched for a first answer, and for the last

  /* As `shard_of`, `path_word` and `address_word` in Python. */
  const hash = (text) => new TextEncoder().encode(text).reduce((value, byte) => Math.imul(value ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
  const pathWord = (path) => `e${hash(path).toString(16).padStart(8, "0")}z`;
  const addressWord = (address) => `${address.replaceAll("-", "x")}z`;

  async function unpacked(response) {
    const data = await response.arrayBuffer();
    const packed = new Uint8Array(data, 0, 1)[0] === 0x1f; // some hosts unpack it on the way
    return new Response(packed ? new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip")) : data).json();
  }

  self.searchShards = (count, here) => {
    const base = new URL("../search/shards/", self.location);
    const fetched = self.fetch;
    // All shards have the same program.
    self.fetch = (url, ...more) => fetched(String(url).replace(/\d+\/(?=wasm\.)/, ""), ...more);
    const library = import(new URL(LIBRARY, base));
    const shards = new Map();
    const passages = new Map();
    let started = library; // the first one loads the program, and there is one program for all

    function shard(number) {
      if (!shards.has(number)) {
        const made = Promise.all([library, started]).then(async ([{ createInstance }]) => {
          const instance = createInstance({ basePath: new URL(`${number}/`, base).pathname, noWorker: true });
          await instance.filters(); // there is no other way to wait until it has loaded
          return instance;
        });
        if (!shards.size) started = made;
        shards.set(number, made);
      }
      return shards.get(number);
    }

    async function find(number, query) {
      const { results } = await (await shard(number)).search(query);
      return results.slice(0, MOST).map(({ id, score }) => ({ page: `${number}/pages/${id}.gz`, score }));
    }

    function read({ page }) {
      if (!passages.has(page)) passages.set(page, fetched(new URL(page, base)).then(unpacked));
      return passages.get(page);
    }

    /* The editions that the present page may belong to, the innermost first: any part of its path may be one's. */
    const parts = here.split("/").slice(0, -1);
    const paths = [...parts.map((_, at) => parts.slice(0, parts.length - at).join("/")), ""];
    const own = paths.map((path) => hash(path) % count);
    const order = [...new Set([...own, ...Array(count).keys()])];

    /* Calls `answer(docs, last)` with the entries of pages that may answer, first of a few pages, then of the best of all.
       It says whether the query was found in them, or null if nobody waits for it any more. `address` is that of a passage
       or whatever is meant, or "". `words` follow one another if they are `exact`; `others` are their other spellings. */
    return async ({ address, words, exact, others }, answer) => {
      const found = new Map();
      const take = (pages) => pages.forEach((one) => found.has(one.page) || found.set(one.page, one));
      const tell = async (last = false) => {
        const best = [...found.values()].sort((one, two) => two.score - one.score).slice(0, last ? MOST : FIRST);
        return answer((await Promise.all(best.map(read))).flat(), last);
      };
      const inThisEdition = async (asked) => {
        for (const path of paths) {
          take((await find(hash(path) % count, `${asked} ${pathWord(path)}`)).map((one) => ({ ...one, score: one.score + 1 })));
          if (found.size) return;
        }
      };
      const inAll = async (asked, until) => { // whether it was found
        let said = false;
        for (let at = 0; at < count && said !== null && !(until && said); at += AT_ONCE) {
          for (const pages of await Promise.all(order.slice(at, at + AT_ONCE).map((number) => find(number, asked)))) take(pages);
          if (!said && found.size) said = await tell();
        }
        return said;
      };
      if (address) {
        await inThisEdition(addressWord(address));
        const said = found.size ? await tell(true) : await inAll(addressWord(address), true);
        if (said || said === null) return;
        found.clear();
      }
      await inThisEdition(words.join(" ")); // of two places that are as good, the one in this edition is first
      for (const spelling of new Set([words, ...others].map((each) => each.join(" ")))) {
        const said = await inAll(exact ? `"${spelling}"` : spelling);
        if (said === null) return;
        if (said) return void (await tell(true));
      }
      for (const word of exact || words.length < 2 ? [] : words) await inAll(word, true); // no page has all of the words
      await tell(true);
    };
  };
})();
