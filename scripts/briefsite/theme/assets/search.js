/* The theme fetches its search with every page: a third of a first visit, for what most visitors never open. This runs
   before the theme and holds the index, and with it the worker, until somebody turns to the search. The worker is our
   own (search_engine.js). Zensical's search is another: it stays as it is.

   From a disk browsers start no worker: there the engine is a script of the page, and answers in it. */
(() => {
  "use strict";

  // The theme asks for a site map beside each other form of a page (rel=alternate), as of another site. It only needs one
  // to go from page to page without loading.
  const { open, send } = XMLHttpRequest.prototype;
  const { features = [] } = JSON.parse(document.getElementById("__config")?.textContent ?? "{}");
  const instant = features.some((name) => name.startsWith("navigation.instant"));
  const held = new WeakSet();
  XMLHttpRequest.prototype.open = function (method, url, ...more) {
    if (/\/search_index\.json$/.test(url)) held.add(this);
    if (/\/sitemap\.xml$/.test(url) && !instant) this.send = () => {};
    return open.call(this, method, url, ...more);
  };

  if (!document.querySelector("[data-md-component=search-query]")) return;
  const engine = new URL("search_engine.js", document.currentScript.src);
  const inside = (node) => node?.closest?.("[data-md-component=search]");
  const asked = new URLSearchParams(location.search);
  const wanted = new Promise((resolve) => {
    if (asked.get("q") || asked.get("h")) resolve(); // a search as a link, or a result, whose words are to be marked
    for (const name of ["focusin", "pointerover", "change"]) { // before the first letter, if possible
      document.addEventListener(name, ({ target }) => {
        if (inside(target) || target.closest?.("[for=__search], #__search")) resolve();
      });
    }
  });

  XMLHttpRequest.prototype.send = function (body) {
    if (held.has(this)) wanted.then(() => this.readyState === XMLHttpRequest.OPENED && send.call(this, body));
    else send.call(this, body);
  };

  const loaded = (src) => new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: failed }));
  });

  // The theme's first word to its worker is the index.
  const Eager = window.Worker;
  window.Worker = class extends EventTarget {
    #worker;
    #engine;
    #url;
    constructor(url) {
      super();
      this.#url = url;
    }
    postMessage(message) {
      const ours = message?.data?.docs;
      if (ours) {
        const { base } = JSON.parse(document.getElementById("__config").textContent);
        message.data.here = location.pathname.slice(new URL(`${base}/`, location).pathname.length); // as the index has it
      }
      if (location.protocol === "file:") {
        const answer = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
        this.#engine ??= loaded(engine).then(() => window.searchEngine(answer));
        this.#engine.then((take) => take(message));
        return;
      }
      if (!this.#worker) {
        this.#worker = new Eager(ours ? engine : this.#url);
        this.#worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })));
      }
      this.#worker.postMessage(message);
    }
  };

  // The theme waits for a key. What is pasted, dragged, spoken or chosen from a list comes without one.
  document.addEventListener("input", ({ target }) => {
    if (target.matches("[data-md-component=search-query]")) target.dispatchEvent(new KeyboardEvent("keyup"));
  });

  // Escape leads back to where one was. The theme only takes the focus away from the search.
  let before, leaving;
  document.addEventListener("focusin", ({ target, relatedTarget }) => {
    if (inside(target) && !inside(relatedTarget)) before = relatedTarget;
  });
  document.addEventListener("click", ({ target }) => {
    if (target.id !== "__search") leaving = inside(target) && target.closest("a"); // by a result
  }, true);
  document.addEventListener("change", ({ target }) => {
    if (target.id === "__search" && !target.checked) setTimeout(() => { // after the theme, and after the Tab key
      const now = document.activeElement;
      if (!leaving && (now === document.body || now === target || inside(now))) {
        now.blur();
        before?.focus({ preventScroll: true });
      }
    });
  });
})();
