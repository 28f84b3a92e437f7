// 大字: the reader's choice of text size, kept on this device. Runs in the head and waits for nothing, so that a page never
// shows small text first. Where nothing may be kept (private mode), the choice holds for the page.
(function () {
  "use strict";
  var KEY = "gongkai.large";
  var root = document.documentElement;

  function kept() {
    try {
      return localStorage.getItem(KEY) === "1";
    } catch (_) {
      return root.classList.contains("gk-large");
    }
  }

  function keep(large) {
    try {
      if (large) localStorage.setItem(KEY, "1");
      else localStorage.removeItem(KEY);
    } catch (_) {}
  }

  function show(large) {
    root.classList.toggle("gk-large", large);
    var button = document.querySelector(".gk-large-switch");
    if (!button) return;
    button.setAttribute("aria-pressed", String(large));
    button.textContent = large ? "标准" : "大字";
  }

  root.classList.add("gk-js");
  show(kept());
  document.addEventListener("DOMContentLoaded", function () {
    show(root.classList.contains("gk-large"));
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest(".gk-large-switch")) return;
    var large = !root.classList.contains("gk-large");
    keep(large);
    show(large);
  });
  // A page brought back from memory, or open beside another: the choice made there holds here.
  addEventListener("pageshow", function (event) {
    if (event.persisted) show(kept());
  });
  addEventListener("storage", function (event) {
    if (event.key === KEY || event.key === null) show(kept());
  });
})();
