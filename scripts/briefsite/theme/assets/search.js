/* The theme fetches its search with every page: a third of a first visit, for what most visitors never open. This runs
   before the theme and holds the index, and with it the worker, until somebody turns to the search. */
(() => {
  "use strict";

  const asked = new URLSearchParams(location.search);
  const wanted = new Promise((resolve) => {
    if (asked.has("q") || asked.has("h")) resolve(); // a search as a link, or a result, whose words are to be marked
    for (const name of ["focusin", "pointerover", "change"]) { // before the first letter, if possible
      document.addEventListener(name, ({ target }) => {
        if (target.closest?.("[data-md-component=search], [for=__search], #__search")) resolve();
      });
    }
  });

  const { open, send } = XMLHttpRequest.prototype;
  const held = new WeakSet();
  XMLHttpRequest.prototype.open = function (method, url, ...more) {
    if (/\/search_index\.json$/.test(url)) held.add(this);
    return open.call(this, method, url, ...more);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (held.has(this)) wanted.then(() => this.readyState === XMLHttpRequest.OPENED && send.call(this, body));
    else send.call(this, body);
  };

  // Words of scripts without blanks are in the index character by character: a result has to have all of them.
  const WITHOUT_BLANKS = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}ー]{2,}/gu;
  const characters = (run) => ` ${run.split(/(?!\p{M})/u).map((sign) => `+${sign}`).join(" ")} `;
  const divided = (message) =>
    typeof message?.data === "string" ? { ...message, data: message.data.replace(WITHOUT_BLANKS, characters) } : message;

  // The theme's first word to it is the index.
  const Eager = window.Worker;
  window.Worker = class extends EventTarget {
    #worker;
    #url;
    constructor(url) {
      super();
      this.#url = url;
    }
    postMessage(message) {
      if (!this.#worker) {
        this.#worker = new Eager(this.#url);
        this.#worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })));
      }
      this.#worker.postMessage(divided(message));
    }
  };
})();
