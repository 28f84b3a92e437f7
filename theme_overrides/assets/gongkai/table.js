// Above a long table: find, narrow by what was paid for, sort, and the sums of what is shown. A table the keyboard need not scroll is no
// stop for it. A table written in Markdown says its roles, as those of our templates do by themselves: its style takes its display apart too.
(function () {
  "use strict";
  var SORTS = { 日期: "日期从晚到早", 收入: "收入从大到小", 支出: "支出从大到小" };
  var BRIEF = { 收入: "收", 支出: "支" };

  function make(tag) {
    return document.createElement(tag);
  }

  function find(tr, name) {
    return tr.querySelector('[data-label="' + name + '"]');
  }

  function cell(tr, name) {
    var hit = find(tr, name);
    return hit ? hit.textContent.trim() : "";
  }

  // Amounts always have two decimals: as whole fen, sums are exact.
  function fen(text) {
    return +text.replace(/[^\d-]/g, "");
  }

  function yuan(n) {
    return (n / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");
  }

  // A day heads the first of its rows that is shown, with the sums of those that are.
  function headDays(rows, sides) {
    var day, of, sums, count;
    function close() {
      if (!day) return;
      var words = sides.filter(function (s) {
        return count > 1 && sums[s];
      });
      day.setAttribute(
        "data-sums",
        words
          .map(function (s) {
            return (BRIEF[s] || s) + "\u00a0" + yuan(sums[s]);
          })
          .join("  "),
      );
    }
    rows.forEach(function (tr) {
      var first = tr.querySelector(".gk-first");
      if (!first) return;
      var date = first.textContent.trim();
      if (date !== of) {
        close();
        day = date ? first : null;
        of = date;
        sums = {};
        count = 0;
      }
      first.classList.toggle("gk-day", first === day);
      if (first === day) first.setAttribute("data-day", +date.slice(5, 7) + "月" + +date.slice(8) + "日");
      count += 1;
      sides.forEach(function (s) {
        sums[s] = (sums[s] || 0) + fen(cell(tr, s));
      });
    });
    close();
  }

  function equip(table) {
    var body = table.tBodies[0];
    var rows = [].slice.call(body.rows);
    if (rows.length < 13) return;
    function has(name) {
      return table.querySelector('tbody [data-label="' + name + '"]' + (name === "日期" ? "" : ".gk-amount"));
    }
    var bill = table.classList.contains("gk-as-bill");
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

    // All, income, expense, each with how many rows it has; and every 科目, the one with most rows first.
    var chosen = "";
    var chips = make("div");
    chips.className = "gk-chips";
    function chip(name, side, count) {
      var button = make("button");
      button.type = "button";
      button.className = "gk-chip";
      button.textContent = name + " " + count;
      button.value = side;
      chips.append(button);
    }
    function select(name, first, options) {
      var made = make("select");
      made.setAttribute("aria-label", name);
      made.add(new Option(first, ""));
      options.forEach(function (option) {
        made.add(new Option(option[1], option[0]));
      });
      return made;
    }
    function choose(side) {
      chosen = side;
      run();
    }
    function press() {
      [].forEach.call(chips.querySelectorAll("button"), function (button) {
        button.setAttribute("aria-pressed", String(button.value === chosen && !(chosen === "" && subject.value)));
      });
    }
    var moved = rows.filter(function (tr) {
      return !opening(tr);
    });
    var counts = {};
    if (sides.length && table.querySelector("tbody td[data-label=科目]"))
      moved.forEach(function (tr) {
        var of = cell(tr, "科目");
        if (of) counts[of] = (counts[of] || 0) + 1;
      });
    var subjects = Object.keys(counts).sort(function (a, b) {
      return counts[b] - counts[a];
    });
    var subject = { value: "" };
    if (bill && sides.length > 1) {
      chip("全部", "", moved.length);
      sides.forEach(function (side) {
        var count = moved.filter(function (tr) {
          return cell(tr, side);
        }).length;
        if (count) chip(side, side, count);
      });
      chips.addEventListener("click", function (event) {
        var button = event.target.closest("button");
        if (!button) return;
        subject.value = "";
        choose(button.value);
      });
    }
    if (subjects.length > 1) {
      subject = select(
        "科目",
        "科目",
        subjects.map(function (of) {
          return [of, of + " " + counts[of]];
        }),
      );
      subject.className = "gk-chip";
      chips.append(subject);
    }
    if (chips.children.length) box.append(chips);

    var words = make("input");
    words.type = "search";
    words.placeholder = "查找";
    words.setAttribute("aria-label", "查找");
    box.append(words);
    var sorts = Object.keys(SORTS).filter(has);
    var sort = { value: "" };
    if (sorts.length) {
      sort = select(
        "排序",
        "原来的顺序",
        sorts.map(function (by) {
          return [by, SORTS[by]];
        }),
      );
      box.append(sort);
    }
    var told = make("p");
    told.setAttribute("role", "status");
    box.append(told);

    function run() {
      var wanted = words.value.trim().toLowerCase();
      var by = sort.value;
      var some = !!(wanted || chosen || subject.value);
      var shown = [];
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
        var hit = text.indexOf(wanted) >= 0;
        if (chosen) hit = hit && cell(tr, chosen);
        if (subject.value) hit = hit && cell(tr, "科目") === subject.value;
        if (opening(tr)) hit = !some && !by;
        else if (hit) {
          shown.push(tr);
          sides.forEach(function (s) {
            sums[s] = (sums[s] || 0) + fen(cell(tr, s));
          });
        }
        tr.classList.toggle("gk-unfound", !hit);
        body.append(tr);
      });
      press();
      table.classList.toggle("gk-some", some);
      table.classList.toggle("gk-sorted", !!by && by !== "日期");
      if (bill) headDays(shown, sides);
      told.textContent = (some ? "找到 " : "共 ") + shown.length + (bill ? " 笔" : " 行");
      sides.forEach(function (s) {
        if (!chosen || s === chosen) told.append("，" + s + " " + yuan(sums[s] || 0) + " " + unit);
      });
    }
    box.addEventListener("input", function (event) {
      if (event.target === subject) chosen = "";
      run();
    });
    // What was spent more than last month leads to the rows that it was spent in.
    document.querySelectorAll(".gk-rise a").forEach(function (link) {
      link.addEventListener("click", function (event) {
        if (!counts[link.textContent]) return;
        event.preventDefault();
        subject.value = link.textContent;
        choose("");
        box.scrollIntoView();
      });
    });
    // What is posted on the wall is the whole table, in its own order.
    addEventListener("beforeprint", function () {
      words.value = sort.value = subject.value = "";
      choose("");
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

  // A checklist, and in 大字 a bill: the rest of an item where it is asked for. Its button stands in the last cell of its first line.
  document.querySelectorAll(".gk-as-check, .gk-as-bill").forEach(function (table) {
    [].forEach.call(table.tBodies[0].rows, function (tr) {
      var head = tr.querySelector("th");
      if (!head) return;
      var button = make("button");
      button.type = "button";
      button.className = "gk-unfold";
      button.setAttribute("aria-label", head.textContent.trim() + "：更多");
      function fold(folded) {
        tr.classList.toggle("gk-folded", folded);
        button.setAttribute("aria-expanded", String(!folded));
      }
      button.addEventListener("click", function () {
        fold(!tr.classList.contains("gk-folded"));
      });
      fold(tr.id !== location.hash.slice(1) || !tr.id);
      addEventListener("hashchange", function () {
        if (tr.id && tr.id === location.hash.slice(1)) fold(false);
      });
      var key = tr.querySelector(".gk-key");
      (key && key.textContent.trim() ? key : head).append(button);
    });
  });

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
