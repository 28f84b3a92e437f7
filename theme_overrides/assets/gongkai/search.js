// The search page of a board, and the one of the portal, which asks several boards. How a question is asked is in search-index.js.
(function () {
  "use strict";
  var SHOWN = 10; // results fetched at a time: each is a small file of its own
  // Bytes of boards that are asked without asking the reader first: with the results the first question stays below 40 KiB.
  var FREE = 24 * 1024;
  var STEP = 400 * 1024; // bytes of boards that one press of a button may fetch

  var form = document.querySelector(".gk-find-page");
  if (!form || !self.gkSearch) return;
  var status = document.querySelector(".gk-find-status");
  var list = document.querySelector(".gk-find-results");
  var total = document.querySelector(".gk-find-sum");
  var buttons = document.querySelector(".gk-find-next");
  var other = document.querySelector(".gk-find-else");
  var field = form.elements.q;
  var year = form.elements.year;
  var village = form.elements.board;
  var boards = village ? [].filter.call(village.options, (o) => o.dataset.cost !== undefined).map(described) : [described(form)];
  var agreed = false; // the reader let many boards be asked
  var turn = 0;

  function described(place) {
    var group = place.parentNode.tagName === "OPTGROUP" ? place.parentNode.label : "";
    return {
      root: new URL(place.dataset.board || "../" + place.value + "/", location.href).href,
      years: (place.dataset.years === undefined ? village : place).dataset.years.split(" ").filter(Boolean),
      cost: Number(place.dataset.cost || 0),
      slug: place.value,
      name: village ? place.textContent : "",
      town: group,
    };
  }

  // The boards the reader means: all, those of a township, or one; those without the year are left out.
  function meant(when) {
    var value = village ? village.value : "";
    return boards.filter(function (board) {
      return (!value || board.slug === value || "@" + board.town === value) && (!when || board.years.includes(when));
    });
  }

  function cost(some) {
    return some.reduce((sum, board) => sum + board.cost, 0);
  }

  // As many of them as one step may fetch, and at least one.
  function first(some) {
    var n = 1;
    while (n < some.length && cost(some.slice(0, n + 1)) <= STEP) n++;
    return some.slice(0, n);
  }

  function element(name, text, className) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function button(text, work) {
    var made = element("button", text, "gk-find-more");
    made.type = "button";
    made.addEventListener("click", function () {
      made.disabled = true;
      work();
    });
    buttons.append(made);
  }

  // --- results -------------------------------------------------------------------------------

  // The words around the first hit.
  function around(text, query) {
    var at = self.gkSearch.plain(text).indexOf(self.gkSearch.plain(query.split(/\s+/)[0]));
    var from = at > 40 ? at - 20 : 0;
    return (from ? "……" : "") + text.slice(from, from + 70) + (text.length > from + 70 ? "……" : "");
  }

  function item(row, query) {
    var meta = row.meta;
    var link = element("a");
    link.href = new URL(meta.to || "", row.board.root).href;
    link.append(element("strong", meta.title));
    var facts = element("span");
    [row.board.name, meta.date, meta.amount].filter(Boolean).forEach(function (fact) {
      facts.append(element("b", fact), " ");
    });
    if (meta.text) facts.append(element("span", around(meta.text, query), "gk-find-text"));
    link.append(facts);
    var made = element("li");
    made.append(link);
    return made;
  }

  function group(kind) {
    var there = [].find.call(list.children, (section) => section.dataset.kind === kind);
    if (there) return there.lastChild;
    var section = element("section");
    section.dataset.kind = kind;
    section.append(element("h2", kind), element("ul", "", "gk-documents"));
    list.append(section);
    return section.lastChild;
  }

  // Newest first within a kind; what has no day, a page, before them.
  function show(rows, query) {
    var made = rows
      .sort((a, b) => (b.meta.date || "9").localeCompare(a.meta.date || "9"))
      .map(function (row) {
        var one = item(row, query);
        group(row.meta.kind).append(one);
        return one;
      });
    return made[0];
  }

  // --- what it comes to ----------------------------------------------------------------------

  var LINE = /^finance\/\d{4}-\d\d\/#/; // a line of a month: other records tell of the same money once more
  var ADDED = 300; // records of one question that are fetched to be added up

  function lines(metas) {
    return metas.filter((meta) => meta.amount && LINE.test(meta.to || ""));
  }

  // 2026年支出 20 笔 6,012.33 元；2025年……: for each year, the newest first, what came in and what went out. Whole fen: sums are exact.
  function sums(metas) {
    var years = {};
    lines(metas).forEach(function (meta) {
      var name = meta.to.slice(8, 12);
      var side = meta.amount.slice(0, 2);
      years[name] = years[name] || {};
      years[name][side] = years[name][side] || { count: 0, fen: 0 };
      years[name][side].count += 1;
      years[name][side].fen += Number(meta.amount.replace(/[^\d]/g, ""));
    });
    return Object.keys(years)
      .sort()
      .reverse()
      .map(function (year) {
        var words = Object.keys(years[year]).map(function (side) {
          var told = years[year][side];
          return side + " " + told.count + " 笔 " + (told.fen / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",") + " 元";
        });
        return year + "年" + words.join("、");
      })
      .join("；");
  }

  function tellSum(metas) {
    total.textContent = "找到的账加起来：" + sums(metas) + "。";
  }

  // At once where all of it is here, else when it is asked for: each four records are a file more.
  function offerSum(q) {
    total.textContent = "";
    if (q.asked !== 1 || q.left.length || q.count > ADDED || !lines(q.metas).length) return;
    if (!q.results.length) {
      if (lines(q.metas).length > 1) tellSum(q.metas);
      return;
    }
    var made = element("button", "找到的账加起来是多少", "gk-find-more");
    made.type = "button";
    made.addEventListener("click", function () {
      made.disabled = true;
      Promise.all(q.results.map((one) => one.get())).then(
        function (rest) {
          if (q.mine === turn) tellSum(q.metas.concat(rest));
        },
        () => {
          made.disabled = false;
          made.textContent = "没有加成，可能是网络不通，再点一次";
        },
      );
    });
    total.append(made);
  }

  // --- a question ----------------------------------------------------------------------------

  function miss(sentence) {
    status.textContent = sentence;
    other.hidden = false;
  }

  // q: {query, year, mine, left: boards not asked yet, results: not shown yet, metas: what is told of those that are, count, shown, asked, failed}
  function tell(q) {
    var many = q.asked + q.left.length + q.failed.length > 1;
    var where = many ? q.asked + " 个村里" : "";
    var open = q.left.length ? "还有 " + q.left.length + " 个村没有查。" : "";
    var broken = q.failed.length && boards.length > 1 ? q.failed.map((b) => b.name).join("、") + "没有查成，可能是网络不通。" : "";
    if (q.failed.length && !q.asked)
      return miss((navigator.onLine === false ? "现在没有网络。连上以后再点「查找」" : "没有查成，可能是网络不通，请再点一次「查找」") + "，或者到这些栏目里看：");
    if (!q.count)
      return miss((q.year ? q.year + "年里" : "") + where + "没有找到「" + q.query + "」。" + broken + open + "少写几个字再试，或者到这些栏目里看：");
    other.hidden = true;
    status.textContent = where + "找到 " + q.count + " 条" + (q.results.length ? "，先列出 " + q.shown + " 条" : "") + "。" + broken + open;
  }

  function next(q, focus) {
    var some = q.results.slice(0, SHOWN);
    return Promise.all(some.map((one) => one.get().then((meta) => ({ board: one.board, meta: meta })))).then(function (rows) {
      if (q.mine !== turn) return;
      q.results = q.results.slice(some.length);
      q.shown += some.length;
      q.metas = q.metas.concat(rows.map((row) => row.meta));
      var top = show(rows, q.query);
      offer(q);
      if (!focus || !q.results.length) offerSum(q);
      // The pressed button is gone: a keyboard goes on with the first new result.
      if (focus && top) top.firstChild.focus();
    });
  }

  function offer(q) {
    tell(q);
    buttons.textContent = "";
    if (q.results.length)
      button("再列 " + Math.min(SHOWN, q.results.length) + " 条（还有 " + q.results.length + " 条）", () => next(q, true).catch(() => failed(q)));
    if (!q.left.length) return;
    var some = first(q.left);
    button((q.asked ? "再查 " : "先查 ") + some.length + " 个村（约 " + (cost(some) / 1048576).toFixed(1) + " 兆流量）", function () {
      agreed = true;
      step(q, some);
    });
  }

  function step(q, some) {
    q.left = q.left.slice(some.length);
    status.textContent = "正在查找……";
    return self.gkSearch
      .find(some, q.query, q.year)
      .then(function (answer) {
        if (q.mine !== turn) return null;
        q.asked += some.length - answer.failed.length;
        q.failed = q.failed.concat(answer.failed);
        q.count += answer.results.length;
        q.results = q.results.concat(answer.results);
        return next(q);
      })
      .catch(() => failed(q));
  }

  function failed(q) {
    if (q.mine !== turn) return;
    buttons.textContent = "";
    if (q.results.length) button("再试一次", () => next(q, true).catch(() => failed(q)));
    status.textContent = "没有查成，可能是网络不通，请再试一次。";
  }

  function run() {
    var query = field.value.trim();
    var when = year ? year.value : "";
    var mine = ++turn;
    list.textContent = status.textContent = buttons.textContent = total.textContent = "";
    other.hidden = true;
    if (!query) return;
    if (!query.split(/\s+/).some((word) => self.gkSearch.terms(word).length)) return miss("请写要找的字或者数。");
    var some = meant(when);
    var q = { query: query, year: when, mine: mine, left: some, results: [], metas: [], count: 0, shown: 0, asked: 0, failed: [] };
    if (some.length < 2 || cost(some) <= FREE) return step(q, some);
    if (agreed) return step(q, first(some));
    offer(q);
    status.textContent = "有 " + some.length + " 个村。请先在上面选一个村，查得快、省流量；不知道是哪个村，就点下面这一行：";
    other.hidden = true;
  }

  function remember() {
    var address = new URL(location.href);
    ["q", "year", "board"].forEach(function (name) {
      var value = form.elements[name] ? form.elements[name].value.trim() : "";
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    });
    history.replaceState(null, "", address);
  }

  function again(event) {
    event.preventDefault();
    remember();
    run();
  }

  form.addEventListener("submit", again);
  form.addEventListener("submit", () => matchMedia("(pointer: coarse)").matches && field.blur()); // else the keys cover the results
  for (var choice of [year, village]) if (choice) choice.addEventListener("change", again);
  if (boards.length === 1) field.addEventListener("focus", () => self.gkSearch.warm(boards[0]), { once: true });

  document.querySelector(".gk-find-off").hidden = true;
  form.hidden = false;
  other.hidden = true;
  var address = new URLSearchParams(location.search);
  field.value = address.get("q") || "";
  [year, village].forEach(function (choice) {
    var value = choice && address.get(choice.name);
    if (value && [].some.call(choice.options, (option) => option.value === value)) choice.value = value;
  });
  run();
})();
