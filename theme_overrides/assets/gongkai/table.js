// Above a long table: find, choose a 科目, sort, and the sums of what is shown. A table the keyboard need not scroll is no stop for it.
// A table written in Markdown says its roles, as those of our templates do by themselves: its style takes its display apart too.
(function () {
  "use strict";
  var SORTS = { 日期: "日期从晚到早", 收入: "收入从大到小", 支出: "支出从大到小" };

  function make(tag) {
    return document.createElement(tag);
  }

  function cell(tr, name) {
    var hit = tr.querySelector('[data-label="' + name + '"]');
    return hit ? hit.textContent.trim() : "";
  }

  // Amounts always have two decimals: as whole fen, sums are exact.
  function fen(text) {
    return +text.replace(/[^\d-]/g, "");
  }

  function yuan(n) {
    return (n / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");
  }

  function equip(table) {
    var body = table.tBodies[0];
    var rows = [].slice.call(body.rows);
    if (rows.length < 13) return;
    function has(name) {
      return table.querySelector('tbody [data-label="' + name + '"]' + (name === "日期" ? "" : ".gk-amount"));
    }
    var sides = ["收入", "支出"].filter(has);
    var unit = (/单位：([^\s）]+)/.exec((table.caption || {}).textContent) || ["", "元"])[1];
    // 上月余额 stands only where the balance can be followed.
    function opening(tr) {
      return has("日期") && sides.length && !cell(tr, "日期");
    }

    var scroll = table.closest(".gk-scroll");
    var box = scroll.previousElementSibling;
    if (!box || box.className.indexOf("gk-sift") < 0) {
      box = make("div");
      box.className = "gk-sift";
      scroll.before(box);
    }
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "在表里查找");
    function field(name, tag) {
      var label = make("label");
      box.append(label);
      label.append(name, make(tag));
      return label.lastChild;
    }
    // Nothing to choose from: no field, and nothing is ever chosen.
    function select(name, all, choices) {
      var values = Object.keys(choices);
      if (!values.length) return { value: "" };
      var made = field(name, "select");
      made.add(new Option(all, ""));
      values.forEach(function (value) {
        made.add(new Option(choices[value], value));
      });
      return made;
    }
    var words = field("查找", "input");
    words.type = "search";
    var seen = {};
    rows.forEach(function (tr) {
      var s = cell(tr, "科目");
      if (s) seen[s] = s;
    });
    var subject = select("科目", "全部", seen);
    var sorts = {};
    Object.keys(SORTS).filter(has).forEach(function (s) {
      sorts[s] = SORTS[s];
    });
    var sort = select("排序", "原来的顺序", sorts);
    var told = make("p");
    told.setAttribute("role", "status");
    box.append(told);

    function run() {
      var wanted = words.value.trim().toLowerCase();
      var by = sort.value;
      var some = !!(wanted || subject.value);
      var shown = 0;
      var sums = {};
      var order = rows.slice();
      if (by)
        order.sort(function (a, b) {
          a = cell(a, by);
          b = cell(b, by);
          return by === "日期" ? b.localeCompare(a) : fen(b) - fen(a);
        });
      order.forEach(function (tr) {
        var text = tr.textContent.toLowerCase();
        text += text.replace(/,/g, ""); // 3000 finds 3,000.00 too
        var hit = (!subject.value || cell(tr, "科目") === subject.value) && text.indexOf(wanted) >= 0;
        if (opening(tr)) hit = !some && !by;
        else if (hit) {
          shown += 1;
          sides.forEach(function (s) {
            sums[s] = (sums[s] || 0) + fen(cell(tr, s));
          });
        }
        tr.classList.toggle("gk-unfound", !hit);
        body.append(tr);
      });
      table.classList.toggle("gk-some", some);
      told.textContent = (some ? "找到 " : "共 ") + shown + (sides.length ? " 笔" : " 行");
      sides.forEach(function (s) {
        told.append("，" + s + " " + yuan(sums[s] || 0) + " " + unit);
      });
    }
    box.addEventListener("input", run);
    // What is posted on the wall is the whole table, in its own order.
    addEventListener("beforeprint", function () {
      words.value = subject.value = sort.value = "";
      run();
    });
    run();
  }

  function name(element, role) {
    element.setAttribute("role", role);
  }

  document.querySelectorAll("article table:not([class])").forEach(function (table) {
    name(table, "table");
    [].forEach.call(table.children, function (part) {
      if (part.rows) name(part, "rowgroup");
    });
    [].forEach.call(table.rows, function (tr) {
      name(tr, "row");
      [].forEach.call(tr.cells, function (cell) {
        name(cell, cell.tagName === "TH" ? "columnheader" : "cell");
      });
    });
  });
  document.querySelectorAll(".gk-table").forEach(equip);

  // Told after layout, so it costs none; where this is not known, every table and picture stays a stop.
  if (!window.ResizeObserver) return;
  var sizes = new ResizeObserver(function (changed) {
    changed.forEach(function (change) {
      var box = change.target.closest(".gk-scroll, .gk-view");
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  });
  document.querySelectorAll(".gk-scroll, .gk-scroll > table, .gk-view, .gk-view > svg").forEach(function (element) {
    sizes.observe(element);
  });
})();
