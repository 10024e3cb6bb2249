// What stands around the terminal: files, keys that a tablet lacks, and words for the end.
// Loaded before the terminal's own script, whose connection and downloads pass through here.
"use strict";

(() => {
  const ENDINGS = {
    1000: ["You have left the app", "Your files stay here for a while."],
    1001: ["The server has stopped", "It may be restarted; go on in a moment."],
    4001: ["The app was ended because nobody used it", "After {idle} without a key it makes room for others."],
    4002: ["The app is open in another window", "Going on here ends it there."],
    4003: ["All places are taken", "Somebody may leave soon; please try again in a few minutes."],
    4004: ["A fault of ipog ended the app", "Whoever runs this server finds it in its log."],
    4005: ["Your files are removed", ""],
  };
  const LOST = ["The connection is lost", "This page tries to come back by itself."];
  const KEYS = [
    ["Esc", "\x1b"], ["Tab", "\t"], ["Enter", "\r"],
    ["\u2191", "\x1b[A"], ["\u2193", "\x1b[B"], ["\u2190", "\x1b[D"], ["\u2192", "\x1b[C"],
    ["F1", "\x1bOP"], ["F2", "\x1bOQ"], ["F3", "\x1bOR"], ["F4", "\x1bOS"], ["F5", "\x1b[15~"],
    ["F6", "\x1b[17~"], ["F7", "\x1b[18~"], ["F8", "\x1b[19~"], ["F9", "\x1b[20~"], ["F10", "\x1b[21~"],
    ["Undo", "\x1a"], ["Redo", "\x19"], ["Leave", "\x11"],
  ];
  const LETTERS = [8, 40];
  const RETRY = 3000;
  let socket = null;
  let opened = 0;

  // The words in the language of the server come with the page.
  const tr = (words) => JSON.parse(document.body.dataset.words)[words] || words;
  const element = (id) => document.getElementById(id);
  const say = (words) => { element("say").textContent = words; };
  const reload = () => window.location.assign("/" + window.location.search);

  function ended(code) {
    if (document.body.dataset.leaving) return;
    const [title, words] = ENDINGS[code] || LOST;
    element("ended-title").textContent = tr(title);
    const place = element("ended-words");
    place.textContent = tr(words).replace("{idle}", place.dataset.idle);
    element("ended-kept").hidden = [1000, 4003, 4005].includes(code);
    element("ended").hidden = false;
    element("again").focus();
    // A page that could not even begin would try for ever.
    if (!(code in ENDINGS) && opened && Date.now() - opened > RETRY) setTimeout(comeBack, RETRY);
  }

  async function comeBack() {
    try {
      if ((await fetch("/alive", { cache: "no-store" })).ok) return reload();
    } catch { /* still away */ }
    setTimeout(comeBack, RETRY);
  }

  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...args) {
      super(...args);
      socket = this;
      this.addEventListener("open", () => {
        opened = Date.now();
        focusTerminal();
      });
      this.addEventListener("close", (event) => ended(event.code));
    }
  };

  // Downloads come as windows to open, which tablets block; a link does the same and is let through.
  const open = window.open.bind(window);
  window.open = (url, target) => {
    if (!String(url).startsWith(window.location.origin + "/download/")) {
      return open(url, target || "_blank", "noopener,noreferrer");
    }
    const link = document.createElement("a");
    link.href = url;
    link.download = "";
    document.body.append(link);
    link.click();
    link.remove();
    return null;
  };

  function bring() {
    const form = element("bring");
    const file = form.querySelector("input");
    file.addEventListener("change", async () => {
      if (!file.files.length) return;
      say(tr("Uploading ..."));
      try {
        const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
        say((await answer.json()).words);
      } catch {
        say(tr("The file could not be uploaded."));
      }
      file.value = "";
      focusTerminal();
    });
  }

  function focusTerminal() {
    document.querySelector(".xterm-helper-textarea")?.focus();
  }

  function keys() {
    const bar = element("keys");
    for (const [name, letters] of KEYS) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = tr(name);
      // The terminal keeps the cursor, and a tablet its keyboard.
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => {
        if (socket && socket.readyState === Plain.OPEN) socket.send(JSON.stringify(["stdin", letters]));
      });
      bar.append(button);
    }
    const toggle = element("show-keys");
    const show = (shown) => {
      bar.hidden = !shown;
      toggle.setAttribute("aria-expanded", String(shown));
      window.dispatchEvent(new Event("resize"));
    };
    toggle.addEventListener("click", () => show(bar.hidden));
    if (window.matchMedia("(pointer: coarse)").matches) show(true);
  }

  function letters() {
    const terminal = element("terminal");
    const wanted = new URLSearchParams(window.location.search).get("fontsize");
    if (wanted === null) {
      // Eighty columns should fit; a letter is about 0.6 of its size wide.
      const fitting = Math.floor(window.innerWidth / 80 / 0.61);
      terminal.dataset.fontSize = String(Math.min(Math.max(fitting, LETTERS[0]), 16));
    }
    const size = Math.min(Math.max(Number(terminal.dataset.fontSize) || 16, LETTERS[0]), LETTERS[1]);
    terminal.dataset.fontSize = String(size);
    for (const button of document.querySelectorAll("[data-letters]")) {
      button.addEventListener("click", () => {
        document.body.dataset.leaving = "yes";
        window.location.assign(`/?fontsize=${size + Number(button.dataset.letters)}`);
      });
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    letters();
    keys();
    bring();
    element("again").addEventListener("click", reload);
    element("forget").addEventListener("submit", (event) => {
      if (window.confirm(tr("End the app and remove your files from this server?"))) {
        document.body.dataset.leaving = "yes";
      } else {
        event.preventDefault();
      }
    });
  });
})();
