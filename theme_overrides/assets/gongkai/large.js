// What a page must know before it is first painted; runs in the head and waits for nothing.
// 大字: the reader's choice of text size, kept on this device, so that a page never shows small text first. Where nothing may be kept
// (private mode), the choice holds for the page. Photos: a device that spares data fetches none unasked.
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

  // While the page is read a style keeps open photos from being fetched; then they are folded, and come when somebody opens them.
  function foldPhotos() {
    [].forEach.call(document.querySelectorAll(".gk-photo"), function (photo) {
      photo.open = false;
      photo.classList.add("gk-asked");
    });
  }

  var line = navigator.connection;
  var sparing = line && (line.saveData || /2g$/.test(line.effectiveType || ""));

  root.classList.add("gk-js");
  root.classList.toggle("gk-sparing", !!sparing);
  show(kept());
  document.addEventListener("DOMContentLoaded", function () {
    show(root.classList.contains("gk-large"));
    if (sparing) foldPhotos();
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
