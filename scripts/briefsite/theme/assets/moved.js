// Leads a reader of an old address to the page's new one, with the paragraph that was cited.
const to = document.currentScript.dataset.to;
location.replace(to + location.search + location.hash);
