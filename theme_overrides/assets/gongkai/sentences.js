// 朗读, first half: a page as the sentences a person would say when reading it to somebody.
(function () {
  "use strict";
  var SKIP =
    "[hidden], nav, button, .gk-go, .gk-downloads, .gk-source, .gk-qr, .gk-tools, .gk-take, .gk-find, .gk-sift, .gk-unfound, .gk-words, details:not([open])";

  // As it is spoken: no separators in numbers, no useless cents, dates in words.
  function spoken(text, year) {
    return text
      .replace(/\s+/g, " ")
      .replace(/(\d),(?=\d{3})/g, "$1")
      .replace(/(\d+)\.00(?!\d)/g, "$1")
      .replace(/(\d{4})-(\d\d)-(\d\d)/g, function (_, y, m, d) {
        return (y === year ? "" : y + "年") + +m + "月" + +d + "日";
      })
      .replace(/(\d)[—–](\d+月)/g, "$1至$2")
      .replace(/(\d) ?([元笔户星])/g, "$1$2")
      .trim();
  }

  function text(element) {
    return element ? element.textContent.trim() : "";
  }

  function parts(element) {
    // A word that is explained is no part by itself.
    var children = [].filter.call(element.children, function (child) {
      return !child.classList.contains("gk-word");
    });
    return [].map.call(children.length ? children : [element], text).filter(Boolean).join("，");
  }

  // One row: when, what, how much; a table without amounts, each cell under its name.
  function row(tr, unit) {
    var moved = [].filter.call(tr.querySelectorAll(".gk-amount"), text);
    var chosen = tr.querySelector(".gk-amount") ? (moved.length ? moved : tr.querySelectorAll(".n")) : tr.querySelectorAll("td:not(.gk-first)");
    var words = [text(tr.querySelector(".gk-first")), text(tr.querySelector("th"))];
    [].forEach.call(chosen, function (cell) {
      var label = cell.getAttribute("data-label") || "";
      var money = cell.classList.contains("gk-amount") || (cell.classList.contains("n") && /余额/.test(label));
      if (text(cell)) words.push(label + (money ? "" : "：") + text(cell) + (money ? unit : ""));
    });
    return words.filter(Boolean).join("，");
  }

  // A pure function of the page: [{say, at}], in reading order.
  function sentences(article) {
    var year = (/(\d{4})年/.exec(text(article.querySelector("h1"))) || [])[1];
    var list = [];
    [].forEach.call(article.querySelectorAll("h1, h2, h3, p, li, .gk-figure, .gk-facts > div, caption, tr"), function (e) {
      // A caption that only names the unit repeats the heading above it.
      if (e.closest(SKIP) || e.matches(".gk-unit, .gk-visually-hidden") || (e.matches("p, li") && e.parentNode.closest("li, td")) || e.closest("thead")) return;
      var table = e.closest("table");
      var unit = table && (/单位：\s*([十百千万亿]*元)/.exec(text(table.caption)) || [])[1];
      var listed = e.querySelector("a > strong");
      var fold = e.matches(".gk-folds > li") && (e.querySelector("summary") || e.firstElementChild); // what it opens is read where it is open
      var say = e.matches("tr")
        ? row(e, unit || "元")
        : fold
        ? parts(fold)
        : listed || e.matches(".gk-figure, .gk-facts > div, .gk-people li")
          ? parts(listed ? listed.parentNode : e)
          : text(e);
      say = spoken(say, year);
      if (say) list.push({ say: /[。！？：]$/.test(say) ? say : say + "。", at: e });
    });
    return list;
  }

  window.gongkaiSentences = sentences;
})();
