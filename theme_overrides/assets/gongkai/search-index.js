// How a question is asked. It is cut as generator/site/search.py cuts the records, and asked of Pagefind as a phrase; a board has one bundle
// for its newest year and one for the years before. Each bundle is an instance of its own, not merged (Pagefind's mergeIndex): so a bundle
// that cannot answer is never fetched, a result tells its board, and what is lost on the way is asked for again.
(function () {
  "use strict";
  var HAN = "々〇\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  var WORD = "(?:(?![" + HAN + "])[\\p{L}\\p{N}])";
  var RUN = new RegExp("([" + HAN + "]+)|((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?(?!" + WORD + "))|(" + WORD + "+)", "gu");
  var HANS = new RegExp("^[" + HAN + "]", "u");
  var SINGLE = new RegExp("^[" + HAN + "]$", "u");

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

  // What one word of a question asks for, as Pagefind is asked: a phrase. Its last sign alone may be the beginning of a longer run: it is asked
  // apart, or with the number before it (27个).
  function terms(word) {
    var cut = pieces(word);
    var last = cut[cut.length - 1] || "";
    if (!SINGLE.test(last)) return cut.length ? [phrase(cut)] : [];
    cut.pop();
    var before = cut[cut.length - 1] || "";
    if (!before) return [phrase([last])];
    if (!HANS.test(before)) return (cut.length > 1 ? [phrase(cut)] : []).concat(phrase([before + last]));
    if (Array.from(before).length === 2 && before.endsWith(last)) return [phrase(cut)];
    return [phrase(cut), phrase([last])];
  }

  function phrase(cut) {
    return '"' + cut.join(" ") + '"';
  }

  // --- the bundles ---------------------------------------------------------------------------

  var opened = {}; // address of a bundle → promise of its instance
  var engine = ""; // the bundle whose engine serves all of them
  var started = null; // promise of the bundle that starts the engine
  var wasm = null;
  var lost = new Set(); // addresses of files that did not come: Pagefind itself would say nothing and find less
  var tries = 0;
  var counts = {}; // address of a bundle → promise of the number of its records, as its own first file tells
  var packs = {}; // address of a file of results → promise of what is in it
  var network = self.fetch;

  self.fetch = function (input, options) {
    var address = new URL(input.url || input, location.href).href;
    if (!address.includes("/_search/")) return network(input, options);
    var name = /\/(wasm\.\w+\.pagefind)$/.exec(address);
    if (name && wasm) return wasm.then((got) => got.clone());
    function fail(reason) {
      lost.add(address);
      if (name) wasm = null;
      throw reason;
    }
    // What is not called by its digest is asked for anew: of two versions, the one would name files that the other has not.
    if (/\.json$/.test(address)) options = Object.assign({}, options, { cache: "no-cache" });
    var answer = network(name ? engine + name[1] : input, options).then(function (got) {
      if (!got.ok) throw new Error(address + " " + got.status);
      lost.delete(address);
      return got;
    });
    var bundle = address.split("pagefind-entry.json");
    if (bundle.length > 1) {
      counts[bundle[0]] = answer.then((got) => got.clone().json()).then((told) => told.languages.und.page_count);
      counts[bundle[0]].catch(() => {}); // ask tells, where it is asked for
    }
    answer = answer.catch(fail);
    if (!name) return answer;
    wasm = answer;
    return wasm.then((got) => got.clone());
  };

  function load(address) {
    // An address that could not be imported once stays so for as long as the page is open.
    var script = import(engine + "pagefind.js" + (tries ? "?" + tries : ""));
    script.catch(() => tries++);
    return script.then(function (pagefind) {
      // Pagefind takes the language from the page and would cut the question into Chinese words of its own choice.
      var html = document.documentElement;
      var lang = html.lang;
      html.lang = "und";
      var made = pagefind.createInstance({ basePath: new URL(address).pathname, noWorker: true });
      html.lang = lang;
      return made.filters().then(() => made); // there are none; unlike init() it waits until the bundle is open, or tells that it is not
    });
  }

  // One bundle starts the engine, the others wait for it: a second start meanwhile would take it away from the first. Where that bundle
  // is broken the next one tries.
  function enter(address, broken) {
    if (!started || started === broken) {
      started = load(address);
      return started;
    }
    var before = started;
    return before.then(
      () => load(address),
      () => enter(address, before),
    );
  }

  function open(address) {
    opened[address] = opened[address] || enter(address);
    return opened[address];
  }

  // A bundle that lost something is opened anew: what Pagefind failed to fetch once it does not fetch again.
  function whole(address) {
    var gone = Array.from(lost).filter((file) => file.startsWith(address));
    for (var file of gone) lost.delete(file);
    return !gone.length;
  }

  // The bundles of a board that can answer for a year; "" for all years. The newest year comes first.
  function bundles(board, year) {
    var at = board.years.indexOf(year);
    var all = ["current/"].concat(board.years.length > 1 ? ["archive/"] : []);
    return (year ? (at < 0 ? [] : [at ? "archive/" : "current/"]) : all).map((name) => board.root + "_search/" + name);
  }

  // Where stands what is shown of each result of one bundle that every term finds, newest first. Rejects when anything did not come, rather
  // than find less.
  function ask(address, all) {
    return open(address)
      .then((made) => Promise.all(all.map((term) => made.search(term))))
      .then(function (answers) {
        if (!whole(address)) throw new Error(address);
        var kept = answers.slice(1).reduce(function (left, more) {
          var ids = new Set(more.results.map((r) => r.id));
          return left.filter((r) => ids.has(r.id));
        }, answers[0].results);
        // What a phrase finds weighs the same: Pagefind leaves it in the order of its files, which is the order of time.
        return counts[address].then((count) => kept.reverse().map((one) => ({ file: address + pack(one.id, count), id: one.id })));
      })
      .catch(function (error) {
        whole(address);
        delete opened[address];
        throw error;
      });
  }

  // The same as pack of generator/site/search.py.
  function pack(row, count) {
    var files = 1;
    while (files * 8 <= count) files *= 2;
    return "rows/" + (parseInt(row.split("_").pop(), 16) % files) + ".json";
  }

  function shown(row) {
    packs[row.file] =
      packs[row.file] ||
      network(row.file).then(function (got) {
        if (!got.ok) throw new Error(row.file + " " + got.status);
        return got.json();
      });
    return packs[row.file].then(
      (told) => told[row.id],
      function (reason) {
        delete packs[row.file];
        throw reason;
      },
    );
  }

  // One from each board in turn, so that the first ten show something of every board.
  function inTurn(lists) {
    var mixed = [];
    var longest = Math.max.apply(null, lists.map((l) => l.length).concat(0));
    for (var i = 0; i < longest; i++) for (var list of lists) if (list[i]) mixed.push(list[i]);
    return mixed;
  }

  // boards: [{root: address, years: newest first, …}] → promise of {results: [{board, get}], failed: boards}. The number of results is exact;
  // get() is a promise of what is shown of one: title, text, kind, to, date, amount.
  function find(boards, query, year) {
    var all = [].concat.apply([], query.split(/\s+/).map(terms));
    var failed = [];
    if (!all.length || !boards.length) return Promise.resolve({ results: [], failed: failed });
    if (year) all.push('"y' + year + '"');
    if (!engine) engine = boards[0].root + "_search/current/";
    var asked = boards.map(function (board) {
      return Promise.all(bundles(board, year).map((address) => ask(address, all))).then(
        (answers) => [].concat.apply([], answers).map((row) => ({ board: board, get: () => shown(row) })),
        function () {
          failed.push(board);
          return [];
        },
      );
    });
    return Promise.all(asked).then((answers) => ({ results: inTurn(answers), failed: failed }));
  }

  // Fetch what the first question will need while it is being typed.
  function warm(board) {
    if (!engine) engine = board.root + "_search/current/";
    bundles(board, "").forEach(function (address) {
      open(address).catch(() => delete opened[address]);
    });
  }

  self.gkSearch = { pieces: pieces, plain: plain, terms: terms, find: find, warm: warm };
})();
