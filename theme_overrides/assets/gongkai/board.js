// Words whose truth depends on the day: what the page says was true on the day it was built; this says what is true on
// the reader's own day. Without it the page stands as built. May run any number of times.
(function () {
  "use strict";
  if (location.protocol === "file:") {
    var more = document.createElement("script");
    more.src = document.currentScript.src.replace("board.js", "file.js");
    document.head.append(more);
  } else if (/\/index\.html$/.test(location.pathname)) {
    // The front page leads here by the file's name; what is sent on and written down is the short address.
    history.replaceState(null, "", location.pathname.slice(0, -10) + location.search + location.hash);
  }

  // Days since 1970 of a calendar day: whole numbers, so no clock change or time zone can shift them.
  function days(year, month, day) {
    return Date.UTC(year, month - 1, day) / 864e5;
  }

  function parsed(iso) {
    var m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso || "");
    return m && { iso: iso, month: +m[2], day: +m[3], at: days(+m[1], +m[2], +m[3]) };
  }

  // The same as on_day of generator/day_words.py, with its words. Nothing where the mode says nothing of that day.
  function told(mode, today, end, from) {
    var words = self.gkWords.words[mode];
    var left = end.at - today;
    var state =
      from && today < from.at && words.before
        ? "before"
        : left < 0
          ? "past"
          : left === 0 && words.last
            ? "last"
            : words.far && left > self.gkWords.soon[mode]
              ? "far"
              : "left";
    var first = from || end;
    var values = { n: Math.abs(left), end: end.iso, month: first.month, day: first.day };
    return (
      words[state] && {
        tone: words[state][0],
        text: words[state][1].replace(/\{(\w+)\}/g, function (_, name) {
          return values[name];
        }),
      }
    );
  }

  function since(element, today, end) {
    var now = told("since", today, end);
    if (now) element.textContent = now.text;
  }

  // What the board owes shows itself from the first day after its last day.
  function overdue(element, today, end) {
    var now = told("overdue", today, end);
    element.hidden = !now;
    if (now) element.querySelector("strong span").textContent = now.text;
  }

  // Where no day stands in the words of a term, it was said in short.
  function badge(element, today, end) {
    var mode = element.getAttribute("data-gk");
    if (mode === "term" && !/\d/.test(element.textContent)) mode = "term-short";
    var now = told(mode, today, end, parsed(element.getAttribute("data-from")));
    if (element.textContent !== now.text) element.textContent = now.text;
    element.className = element.className.replace(/\bgk-(late|now|off|good|plain)\b/, "gk-" + now.tone);
  }

  function run() {
    var now = new Date();
    var today = days(now.getFullYear(), now.getMonth() + 1, now.getDate());
    [].forEach.call(document.querySelectorAll("[data-gk]"), function (element) {
      var mode = element.getAttribute("data-gk");
      var end = parsed(element.getAttribute("data-until"));
      if (end && self.gkWords.words[mode]) (mode === "since" ? since : mode === "overdue" ? overdue : badge)(element, today, end);
    });
  }

  if (!self.gkWords) return; // the page stands as built
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
  // A page kept open overnight, or brought back from memory.
  addEventListener("pageshow", run);
  document.addEventListener("visibilitychange", run);
})();
