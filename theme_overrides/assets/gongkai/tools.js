// Send a page on, print it for the wall; take a table along.
(function () {
  "use strict";
  var here = document.currentScript.src;

  // Inside a chat, or on an address without https, a browser may have no clipboard: then the old way, then by hand.
  function byHand(told, to) {
    var field = document.createElement("input");
    field.readOnly = true;
    field.value = to;
    field.setAttribute("aria-label", "本页网址");
    told.textContent = "";
    told.append(field);
    field.select();
    try {
      if (document.execCommand("copy")) return done(told);
    } catch (_) {}
    told.append("请长按上面的网址，再点「复制」。");
  }

  function done(told) {
    told.textContent = "已复制，可以粘贴发给别人。";
  }

  // Where it is said what a tap has done. The line below a small table has no room of its own until something is said there.
  function toldBy(button) {
    var line = button.parentNode;
    line.classList.add("gk-answered");
    return line.querySelector(".gk-told");
  }

  function address() {
    return location.href.split("#")[0];
  }

  function copy(button) {
    var told = toldBy(button);
    var to = button.value || address();
    if (!navigator.clipboard || !navigator.clipboard.writeText) return byHand(told, to);
    navigator.clipboard.writeText(to).then(
      function () {
        done(told);
      },
      function () {
        byHand(told, to);
      },
    );
  }

  // A table as it is shown now, for WPS and others: what is filtered out stays out, a number stays a number, 001 stays 001.
  function plain(table) {
    var copied = document.createElement("table");
    [].forEach.call(table.rows, function (tr) {
      if (tr.matches(".gk-unfound") || (table.matches(".gk-some") && tr.closest("tfoot"))) return;
      var row = copied.insertRow();
      [].forEach.call(tr.cells, function (cell) {
        var made = row.appendChild(document.createElement(cell.closest("thead") ? "th" : "td"));
        made.textContent = cell.textContent.replace(/\s+/g, " ").trim();
        if (!cell.matches(".n")) made.className = "t";
      });
    });
    return copied;
  }

  function takeTable(button) {
    var told = toldBy(button);
    var box = button.closest(".gk-take");
    var copied = plain(box.previousElementSibling.querySelector("table"));
    function old() {
      box.append(copied);
      var range = document.createRange();
      range.selectNode(copied);
      var chosen = getSelection();
      chosen.removeAllRanges();
      chosen.addRange(range);
      var worked = false;
      try {
        worked = document.execCommand("copy");
      } catch (_) {}
      chosen.removeAllRanges();
      copied.remove();
      told.textContent = worked ? "已复制，可以粘贴到 WPS 表格里。" : "这里不能复制，请点「下载」。";
    }
    if (!navigator.clipboard || !navigator.clipboard.write || !window.ClipboardItem) return old();
    var lines = [].map.call(copied.rows, function (tr) {
      return [].map
        .call(tr.cells, function (cell) {
          return cell.textContent;
        })
        .join("\t");
    });
    var html = '<meta charset="utf-8"><style>.t{mso-number-format:"\\@"}</style>' + copied.outerHTML;
    navigator.clipboard
      .write([
        new ClipboardItem({
          "text/html": new Blob([html], { type: "text/html" }),
          "text/plain": new Blob([lines.join("\n")], { type: "text/plain" }),
        }),
      ])
      .then(function () {
        told.textContent = "已复制，可以粘贴到 WPS 表格里。";
      }, old);
  }

  // Below each table, in the room that is kept for it.
  document.querySelectorAll(".gk-take").forEach(function (box) {
    var scroll = box.previousElementSibling;
    var title = scroll.getAttribute("aria-label");
    var line = document.createElement("div");
    line.className = "gk-take-line";
    box.append(line);
    function add(words, of, value) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "gk-taken " + of;
      button.textContent = words;
      button.setAttribute("aria-label", words + "：" + title);
      if (value) button.value = value;
      line.append(button, " ");
    }
    add("复制表格", "gk-take-table");
    [].forEach.call(document.querySelectorAll(".gk-downloads li"), function (li) {
      var link = li.querySelector('a[href$=".xlsx"]');
      if (!link || li.firstElementChild.textContent !== title || box.querySelector("a")) return;
      link = link.cloneNode();
      link.className = "gk-taken";
      link.textContent = "下载";
      link.setAttribute("aria-label", "下载：" + title);
      line.append(link, " ");
    });
    var first = scroll.querySelector("tr[id]");
    add("复制链接", "gk-copy", address() + (first ? "#" + first.id : ""));
    var told = document.createElement("span");
    told.className = "gk-told";
    told.setAttribute("role", "status");
    line.append(told);
  });

  // The size of the sheet cannot depend on a class: the style for A3 is put in for this one printing.
  function print(button) {
    var told = toldBy(button);
    if (/MicroMessenger/i.test(navigator.userAgent)) {
      told.textContent = "微信里不能打印：请点右上角「…」，选「在浏览器打开」，再打印。";
      return;
    }
    var sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.media = "print";
    sheet.onload = function () {
      addEventListener(
        "afterprint",
        function () {
          sheet.remove();
        },
        { once: true },
      );
      var codes = Array.from(document.querySelectorAll(".gk-qr img"));
      if (!codes.length || !codes[0].decode) return window.print();
      // The codes may not have been fetched yet; without them the sheet is still a sheet.
      Promise.all(
        codes.map(function (code) {
          code.loading = "eager";
          return code.decode();
        }),
      ).then(window.print, window.print);
    };
    sheet.href = new URL("a3.css" + new URL(here).search, here).href;
    document.head.append(sheet);
  }

  // What is folded is opened for paper, and folded again.
  var folded = [];
  addEventListener("beforeprint", function () {
    folded = [].slice.call(document.querySelectorAll("details:not([open])"));
    folded.forEach(function (details) {
      details.open = true;
    });
  });
  addEventListener("afterprint", function () {
    folded.forEach(function (details) {
      details.open = false;
    });
  });

  // A line that a search result or another page leads to stands open.
  function unfold() {
    var line = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var inside = line && line.matches(".gk-folds > li") && line.querySelector("details");
    if (inside) inside.open = true;
    var around = line && line.closest("details:not([open])");
    if (!around) return;
    around.open = true;
    line.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  unfold();

  document.addEventListener("click", function (event) {
    var button = event.target.closest(".gk-copy, .gk-print, .gk-take-table");
    if (button) (button.matches(".gk-copy") ? copy : button.matches(".gk-print") ? print : takeTable)(button);
  });
})();
