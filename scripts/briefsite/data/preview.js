// In every page of the preview: comes again when there is a newer one, and shows what is wrong over the last good page.
const here = document.currentScript.dataset.version;
let board = null;

function show(problems) {
  board?.remove();
  board = null;
  if (!problems.length) return;
  board = document.createElement("div");
  board.id = "preview-problems";
  board.setAttribute("role", "alert");
  // A shadow of its own: the site's styles stay out, and the sheet is allowed where the page forbids inline styles.
  const shadow = board.attachShadow({mode: "open"});
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { position: fixed; inset: auto 0 0 0; z-index: 99; max-height: 60vh; overflow: auto; padding: 1rem 1.5rem;
            background: #2a1215; color: #fff; border-top: 4px solid #ff6b6b; font: 14px/1.5 ui-monospace, monospace; }
    pre { margin: .8rem 0 0; font: inherit; white-space: pre-wrap; }
    button { float: right; font: inherit; color: inherit; background: none; border: 1px solid; padding: 0 .6rem; }
  `);
  shadow.adoptedStyleSheets = [sheet];
  const hide = document.createElement("button");
  hide.textContent = "Hide";
  hide.addEventListener("click", () => board?.remove());
  const title = document.createElement("strong");
  title.textContent = "Showing the last version that built.";
  shadow.append(hide, title);
  for (const problem of problems) {
    const text = document.createElement("pre");
    text.textContent = problem;
    shadow.append(text);
  }
  document.body.append(board);
}

// A browser keeps few connections to one host: a page that nobody sees has none, and asks when it is seen again.
let source = null;
function listen() {
  source?.close();
  source = null;
  if (document.visibilityState !== "visible") return;
  source = new EventSource("/.preview/events");
  source.addEventListener("message", (event) => {
    const state = JSON.parse(event.data);
    if (state.version !== here) location.reload();
    else show(state.problems);
  });
}
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", listen);
