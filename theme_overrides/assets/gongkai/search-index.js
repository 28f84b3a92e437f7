// How a question is asked. It is cut as generator/site/pieces.py cuts the records, and asks where its pieces stand one behind the other; which
// files tell of them is in generator/site/search.py. A board has one bundle for its newest year and one for the years before.
(function () {
  "use strict";
  var HAN = "々〇\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  var WORD = "(?:(?![" + HAN + "])[\\p{L}\\p{N}])";
  var RUN = new RegExp("([" + HAN + "]+)|((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?(?!" + WORD + "))|(" + WORD + "+)", "gu");
  var HANS = new RegExp("^[" + HAN + "]", "u");
  var SINGLE = new RegExp("^[" + HAN + "]$", "u");
  var TOGETHER = 4; // records of which one file tells, where the bundle does not say how many
  var NAME = 8; // letters by which a file is called where it is called by its contents

  function plain(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function pieces(text) {
    var cut = [];
    var afterHan = false;
    plain(text).replace(RUN, function (_, han, number, word) {
      if (han) {
        if (afterHan) cut.push("");
        var signs = Array.from(han);
        signs.forEach(function (sign, i) {
          cut.push(sign + (signs[i + 1] || ""));
        });
      } else if (number) {
        var parts = number.replace(/,/g, "").split(".");
        var part = (parts[1] || "").replace(/0+$/, "");
        cut.push(parts[0] + (part && "p" + part));
      } else cut.push(word);
      afterHan = Boolean(han);
    });
    return cut;
  }

  // What one word of a question asks for: as few pieces as say all of it, each with its place among them. The last sign alone may be the
  // beginning of a longer run (open): 27个 is found in 27个工.
  function terms(word) {
    var cut = pieces(word);
    var asked = [];
    function ask(at, open) {
      asked.push({ piece: cut[at], at: at, open: open });
    }
    for (var i = 0; i < cut.length; i++) {
      if (!cut[i]) continue;
      if (!HANS.test(cut[i])) {
        ask(i, false);
        continue;
      }
      var start = i;
      while (!SINGLE.test(cut[i])) i++; // the run's last sign
      for (var at = start; at < i; at += 2) ask(at, false);
      var last = i === cut.length - 1;
      if (!last || i === start) ask(i, last);
      else if ((i - start) % 2 === 0) ask(i - 1, false);
    }
    return asked;
  }

  // --- what is fetched -----------------------------------------------------------------------

  var fetched = {}; // address → promise of what is in it
  var abouts = {}; // address of a board → promise of what bundles it has; asked for anew where something did not come: it may have been published since

  function get(address, root, options) {
    fetched[address] =
      fetched[address] ||
      fetch(address, options)
        .then(function (got) {
          if (!got.ok) throw new Error(address + " " + got.status);
          return got.json();
        })
        .catch(function (reason) {
          delete fetched[address];
          delete abouts[root];
          throw reason;
        });
    return fetched[address];
  }

  function about(root) {
    var address = root + "_search/about.json";
    if (!abouts[root]) {
      delete fetched[address];
      abouts[root] = get(address, root, { cache: "no-cache" });
    }
    return abouts[root];
  }

  function mixed(text) {
    var number = 0x811c9dc5;
    for (var i = 0; i < text.length; i++) number = Math.imul(number ^ text.charCodeAt(i), 0x01000193) >>> 0;
    return number;
  }

  // Which files tell of a piece, or of all that begin with a sign. The same as drawer of generator/site/pieces.py.
  function drawers(token, bundle) {
    if (!HANS.test(token.piece)) return [mixed(token.piece) % bundle.drawers];
    var sign = Array.from(token.piece)[0];
    var many = bundle.wide[sign] || 1;
    var parts = token.open ? Array.from({ length: many }, (_, n) => n) : [mixed(token.piece) % many];
    return parts.map((part) => mixed(sign + part) % bundle.drawers);
  }

  // Address of the nth drawer, or of the nth file of results, which are called after the drawers.
  function file(bundle, n, row) {
    var at = (row ? bundle.drawers + n : n) * NAME;
    var rows = "rows/" + (bundle.together ? bundle.together + "x" : "");
    return bundle.root + (row ? rows : "") + n + (bundle.names ? "." + bundle.names.slice(at, at + NAME) : "") + ".json";
  }

  // Piece → what is written of it, from the files that may tell of one token.
  function opened(token, bundle, root) {
    return Promise.all(drawers(token, bundle).map((n) => get(file(bundle, n), root))).then((all) => Object.assign.apply(Object, [{}].concat(all)));
  }

  var DIGITS = {};
  Array.from("bcdfghjklmnprstz").forEach(function (letter, value) {
    DIGITS[letter.charCodeAt(0)] = value;
    DIGITS[letter.toUpperCase().charCodeAt(0)] = value;
  });

  // The numbers that _letters of generator/site/search.py wrote.
  function numbers(text) {
    var told = [];
    var last = 0;
    var step = 0;
    for (var i = 0; i < text.length; i++) {
      var letter = text.charCodeAt(i);
      step = step * 16 + DIGITS[letter];
      if (letter < 97) continue;
      last += step;
      told.push(last);
      step = 0;
    }
    return told;
  }

  // Where one piece stands, less its own place in the question.
  function places(token, told) {
    var names = token.open ? Object.keys(told).filter((name) => name.startsWith(token.piece)) : [token.piece];
    var all = names.map((name) => numbers(told[name] || ""));
    return [].concat.apply([], all).map((place) => place - token.at);
  }

  // The records of a bundle that hold one word.
  function holding(word, bundle, root) {
    return Promise.all(word.map((token) => opened(token, bundle, root))).then(function (all) {
      var lists = word.map((token, i) => places(token, all[i])).sort((a, b) => a.length - b.length);
      var left = lists.slice(1).reduce(function (kept, more) {
        var there = new Set(more);
        return kept.filter((place) => there.has(place));
      }, lists[0]);
      return new Set(left.map((place) => Math.floor(place / bundle.width)));
    });
  }

  // What stands in one bundle, newest first: the records are in the order of time.
  function ask(bundle, words, root) {
    return Promise.all(words.map((word) => holding(word, bundle, root))).then(function (sets) {
      var kept = Array.from(sets[0]).filter((record) => sets.every((one) => one.has(record)));
      var together = bundle.together || TOGETHER;
      return kept.sort((a, b) => b - a).map((record) => ({ file: file(bundle, Math.floor(record / together), true), at: record % together }));
    });
  }

  // The bundles of a board that can answer for a year; "" for all years. The newest year comes first.
  function bundles(told, year, root) {
    var at = told.years.indexOf(year);
    var names = year ? (at < 0 ? [] : [at ? "archive" : "current"]) : ["current", "archive"];
    return names
      .filter((name) => told.bundles[name])
      .map((name) => Object.assign({ root: root + "_search/" + told.bundles[name].at + "/" }, told.bundles[name]));
  }

  function answers(board, words, year) {
    return about(board.root).then(function (told) {
      return Promise.all(bundles(told, year, board.root).map((bundle) => ask(bundle, words, board.root))).then(
        (lists) => [].concat.apply([], lists).map((row) => ({ board: board, get: () => get(row.file, board.root).then((rows) => rows[row.at]) })),
        // Published anew while the page was open: what it knew of is gone.
        (reason) => about(board.root).then((now) => (JSON.stringify(now) === JSON.stringify(told) ? Promise.reject(reason) : answers(board, words, year))),
      );
    });
  }

  // One from each board in turn, so that the first ten show something of every board.
  function inTurn(lists) {
    var mixed = [];
    var longest = Math.max.apply(null, lists.map((l) => l.length).concat(0));
    for (var i = 0; i < longest; i++) for (var list of lists) if (list[i]) mixed.push(list[i]);
    return mixed;
  }

  // boards: [{root: address, …}] → promise of {results: [{board, get}], failed: boards}. The number of results is exact;
  // get() is a promise of what is shown of one: title, text, kind, to, date, amount.
  function find(boards, query, year) {
    var words = query
      .split(/\s+/)
      .map(terms)
      .filter((word) => word.length);
    var failed = [];
    if (!words.length || !boards.length) return Promise.resolve({ results: [], failed: failed });
    if (year) words.push([{ piece: "y" + year, at: 0, open: false }]);
    var asked = boards.map(function (board) {
      return answers(board, words, year).catch(function () {
        failed.push(board);
        return [];
      });
    });
    return Promise.all(asked).then((lists) => ({ results: inTurn(lists), failed: failed }));
  }

  // Fetch what every question needs while the first is being typed.
  function warm(board) {
    about(board.root).catch(() => {});
  }

  self.gkSearch = { pieces: pieces, plain: plain, terms: terms, find: find, warm: warm, drawers: drawers };
})();
