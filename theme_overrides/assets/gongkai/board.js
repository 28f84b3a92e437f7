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

  var TONES = ["gk-late", "gk-now", "gk-off", "gk-good", "gk-plain"];

  // Days since 1970 of a calendar day: whole numbers, so no clock change or time zone can shift them.
  function days(year, month, day) {
    return Date.UTC(year, month - 1, day) / 864e5;
  }

  function parsed(iso) {
    var m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso || "");
    return m && { month: +m[2], day: +m[3], at: days(+m[1], +m[2], +m[3]) };
  }

  function posting(today, from, until) {
    var left = until.at - today;
    if (from && today < from.at) return ["gk-plain", from.month + "月" + from.day + "日开始公示"];
    if (left < 0) return ["gk-off", "公示期满"];
    return ["gk-now", left ? "公示中，还剩 " + left + " 天" : "公示中，今天最后一天"];
  }

  function term(today, until, iso, long) {
    if (until.at < today) return ["gk-off", long ? "已到期（" + iso + "）" : "已到期"];
    return ["gk-good", long ? "有效，到 " + iso : "有效"];
  }

  function due(today, until) {
    var left = until.at - today;
    if (left < 0) return ["gk-late", "已过 " + -left + " 天"];
    return ["gk-now", left ? "还有 " + left + " 天" : "今天最后一天"];
  }

  // Of an item in 公开目录 that is not published yet: generator/duties.py says the same on the day of the build.
  function clock(today, until) {
    var left = until.at - today;
    if (left < 0) return ["gk-late", "逾期 " + -left + " 天"];
    if (left > 7) return ["gk-plain", "未到期，还有 " + left + " 天"];
    return ["gk-now", "将到期，" + (left ? "还有 " + left + " 天" : "今天最后一天")];
  }

  function since(element, today) {
    var day = parsed(element.getAttribute("data-until"));
    if (day && today >= day.at) element.textContent = "（" + (today - day.at) + " 天前）";
  }

  // What the board owes shows itself from the first day after its last day.
  function overdue(element, today) {
    var until = parsed(element.getAttribute("data-until"));
    if (!until) return;
    element.hidden = today <= until.at;
    element.querySelector("strong span").textContent = " " + (today - until.at) + " 天";
  }

  function tell(element, today) {
    var iso = element.getAttribute("data-until");
    var until = parsed(iso);
    if (!until) return;
    var mode = element.getAttribute("data-gk");
    var said =
      mode === "posting"
        ? posting(today, parsed(element.getAttribute("data-from")), until)
        : mode === "due"
          ? due(today, until)
          : mode === "clock"
            ? clock(today, until)
            : term(today, until, iso, /\d/.test(element.textContent));
    if (element.textContent !== said[1]) element.textContent = said[1];
    TONES.forEach(function (tone) {
      element.classList.toggle(tone, tone === said[0]);
    });
  }

  function run() {
    var now = new Date();
    var today = days(now.getFullYear(), now.getMonth() + 1, now.getDate());
    [].forEach.call(document.querySelectorAll('[data-gk="posting"],[data-gk="term"],[data-gk="due"],[data-gk="clock"]'), function (element) {
      tell(element, today);
    });
    [].forEach.call(document.querySelectorAll('[data-gk="since"]'), function (element) {
      since(element, today);
    });
    [].forEach.call(document.querySelectorAll('[data-gk="overdue"]'), function (element) {
      overdue(element, today);
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
  // A page kept open overnight, or brought back from memory.
  addEventListener("pageshow", run);
  document.addEventListener("visibilitychange", run);
})();
