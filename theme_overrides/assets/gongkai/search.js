// The search page. The question is cut as generator/site/search.py cuts the records, and asked of Pagefind as a phrase.
// What comes back is compared once more with the record's own pieces: Pagefind passes over a piece it does not know.
(function () {
  "use strict";
  var HAN = "々〇\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  var WORD = "(?:(?![" + HAN + "])[\\p{L}\\p{N}])";
  var RUN = new RegExp("([" + HAN + "]+)|((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?(?!" + WORD + "))|(" + WORD + "+)", "gu");
  var SHOWN = 40; // results fetched at a time: each is a small file of its own

  function plain(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function pieces(text) {
    var cut = [];
    plain(text).replace(RUN, function (_, han, number, word) {
      if (han) {
        var signs = Array.from(han);
        signs.forEach(function (sign, i) {
          cut.push(sign + (signs[i + 1] || ""));
        });
      } else if (number) {
        var parts = number.replace(/,/g, "").split(".");
        var part = (parts[1] || "").replace(/0+$/, "");
        cut.push(parts[0] + (part && "p" + part));
      } else cut.push(word);
    });
    return cut;
  }

  // What one part of a question asks for: the pieces in their order. Its last sign may be the beginning of a longer run.
  function wanted(text) {
    var cut = pieces(text);
    var last = cut[cut.length - 1] || "";
    var single = new RegExp("^[" + HAN + "]$", "u").test(last);
    if (single && cut.length > 1 && Array.from(cut[cut.length - 2]).length === 2 && cut[cut.length - 2].endsWith(last)) {
      cut.pop();
      single = false;
    }
    return { cut: cut, open: single };
  }

  // As Pagefind is asked: a phrase, and apart from it a beginning.
  function terms(part) {
    var whole = part.open ? part.cut.slice(0, -1) : part.cut;
    return (whole.length ? ['"' + whole.join(" ") + '"'] : []).concat(part.open ? part.cut.slice(-1) : []);
  }

  function holds(content, part) {
    var words = " " + content.replace(/[^\p{L}\p{N}]+/gu, " ") + " "; // Pagefind ends a paragraph with a full stop
    return words.includes(" " + part.cut.join(" ") + (part.open ? "" : " "));
  }

  self.gkPieces = pieces; // for the tests

  var form = document.querySelector(".gk-find-page");
  if (!form) return;
  var said = document.querySelector(".gk-find-said");
  var list = document.querySelector(".gk-find-results");
  var other = document.querySelector(".gk-find-else");
  var year = form.elements.year;
  var home = new URL(".", new URL("../", location.href));
  var engine = null;
  var turn = 0;

  function start() {
    if (engine) return engine;
    var current = new URL(form.dataset.current, location.href);
    engine = import(current + "pagefind.js").then(function (pagefind) {
      // Pagefind takes the language from the page and would cut the question into Chinese words of its own choice.
      var html = document.documentElement;
      var lang = html.lang;
      html.lang = "und";
      var made = pagefind.createInstance({ basePath: current.pathname, noWorker: true });
      html.lang = lang;
      var archive = form.dataset.archive && new URL(form.dataset.archive, location.href).pathname;
      return (archive ? made.mergeIndex(archive, { language: "und" }) : Promise.resolve()).then(function () {
        return made;
      });
    });
    engine.catch(function () {
      engine = null; // a lost connection: the next question tries again
    });
    return engine;
  }

  // Results that every part of the question finds.
  function ask(parts) {
    return start().then(function (made) {
      var all = [].concat.apply([], parts.map(terms));
      return Promise.all(all.map((term) => made.search(term))).then(function (found) {
        return found.slice(1).reduce(function (kept, more) {
          var ids = new Set(more.results.map((r) => r.id));
          return kept.filter((r) => ids.has(r.id));
        }, found[0].results);
      });
    });
  }

  // Fetch results until enough of them hold the question; {rows, rest}.
  function fetched(results, parts, before) {
    return Promise.all(results.slice(0, SHOWN).map((r) => r.data())).then(function (data) {
      var rows = (before || []).concat(data.filter((d) => parts.every((part) => holds(d.content, part))));
      var rest = results.slice(SHOWN);
      return rows.length >= SHOWN / 2 || !rest.length ? { rows: rows, rest: rest } : fetched(rest, parts, rows);
    });
  }

  function element(name, text, className) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  // The words around the first hit.
  function around(text, query) {
    var at = plain(text).indexOf(plain(query.trim().split(/\s+/)[0]));
    var from = at > 40 ? at - 20 : 0;
    return (from ? "……" : "") + text.slice(from, from + 70) + (text.length > from + 70 ? "……" : "");
  }

  function item(meta, query) {
    var link = element("a");
    link.href = new URL(meta.to || "", home).href;
    link.append(element("strong", meta.title));
    var facts = element("span");
    [meta.date, meta.amount].filter(Boolean).forEach(function (fact) {
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

  function show(found, parts, query) {
    found.rows
      .sort((a, b) => (b.meta.date || "").localeCompare(a.meta.date || ""))
      .forEach((row) => group(row.meta.kind).append(item(row.meta, query)));
    var old = list.querySelector(".gk-find-more");
    if (old) old.remove();
    if (!found.rest.length) return;
    var more = element("button", "再列一些（还有约 " + found.rest.length + " 条）", "gk-find-more");
    more.type = "button";
    more.addEventListener("click", function () {
      more.disabled = true;
      fetched(found.rest, parts).then((next) => show(next, parts, query));
    });
    list.append(more);
  }

  function run() {
    var query = form.elements.q.value.trim();
    var chosen = year ? year.value : "";
    var parts = query.split(/\s+/).map(wanted).filter((part) => part.cut.length);
    var mine = ++turn;
    list.textContent = said.textContent = "";
    other.hidden = true;
    if (!query) return;
    function miss(sentence) {
      said.textContent = sentence;
      other.hidden = false;
    }
    if (!parts.length) return miss("请写要找的字或者数。");
    said.textContent = "正在查找……";
    if (chosen) parts.push({ cut: ["y" + chosen], open: false });
    ask(parts)
      .then((results) => fetched(results, parts))
      .then(function (found) {
        if (mine !== turn) return;
        var count = found.rows.length;
        if (!count) return miss((chosen ? chosen + "年里" : "") + "没有找到「" + query + "」。少写几个字再试，或者到这些栏目里看：");
        said.textContent = found.rest.length ? "找到约 " + (count + found.rest.length) + " 条，先列出 " + count + " 条。" : "找到 " + count + " 条。";
        show(found, parts, query);
      })
      .catch(function () {
        if (mine === turn) miss("没有查成，可能是网络不通，请再试一次，或者到这些栏目里看：");
      });
  }

  function remember() {
    var address = new URL(location.href);
    ["q", "year"].forEach(function (name) {
      var value = form.elements[name] ? form.elements[name].value.trim() : "";
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    });
    history.replaceState(null, "", address);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    remember();
    run();
  });
  if (year)
    year.addEventListener("change", function () {
      remember();
      run();
    });
  form.elements.q.addEventListener("focus", () => start().catch(() => {}), { once: true });

  document.querySelector(".gk-find-off").hidden = true;
  form.hidden = false;
  other.hidden = true;
  var asked = new URLSearchParams(location.search);
  form.elements.q.value = asked.get("q") || "";
  if (year && [].some.call(year.options, (option) => option.value === asked.get("year"))) year.value = asked.get("year") || "";
  run();
})();
