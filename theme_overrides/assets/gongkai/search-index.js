// How a question is asked. It is cut as generator/site/search.py cuts the records, and asked of Pagefind as a phrase; a board has one bundle for
// its newest year and one for the years before. Each bundle is an instance of its own and not merged into one (Pagefind's mergeIndex): so a bundle that
// cannot answer is never fetched, a result tells its board, and what is lost on the way is asked for again.
(function () {
  "use strict";
  var HAN = "々〇\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  var WORD = "(?:(?![" + HAN + "])[\\p{L}\\p{N}])";
  var RUN = new RegExp("([" + HAN + "]+)|((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?(?!" + WORD + "))|(" + WORD + "+)", "gu");
  var SINGLE = new RegExp("^[" + HAN + "]$", "u");
  // All results weigh the same: Pagefind then leaves them in the order of their files, which is the order of time.
  var EVEN = { termFrequency: 0, termSimilarity: 0, pageLength: 0, termSaturation: 0, diacriticSimilarity: 0 };

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

  // What one word of a question asks for, as Pagefind is asked: a phrase. Its last sign may be the beginning of a longer run,
  // which is asked apart from it.
  function terms(word) {
    var cut = pieces(word);
    var last = cut[cut.length - 1] || "";
    var open = SINGLE.test(last);
    if (open) cut.pop();
    var before = cut[cut.length - 1] || "";
    if (open && Array.from(before).length === 2 && before.endsWith(last)) open = false;
    return (cut.length ? ['"' + cut.join(" ") + '"'] : []).concat(open ? last : []);
  }

  // --- the bundles ---------------------------------------------------------------------------

  var opened = {}; // address of a bundle → promise of its instance
  var engine = ""; // the bundle whose engine serves all of them
  var wasm = null;
  var lost = 0; // files that did not come: Pagefind itself would say nothing and find less
  var tries = 0;
  var network = self.fetch;

  self.fetch = function (input, options) {
    var address = String(input.url || input);
    if (!address.includes("/_search/")) return network(input, options);
    var name = /\/(wasm\.\w+\.pagefind)$/.exec(address);
    if (name && wasm) return wasm.then((answer) => answer.clone());
    var answer = network(name ? engine + name[1] : input, options).then(
      function (got) {
        if (got.ok) return got;
        lost++;
        throw new Error(address + " " + got.status);
      },
      function (error) {
        lost++;
        throw error;
      },
    );
    if (!name) return answer;
    wasm = answer;
    return wasm.then((got) => got.clone());
  };

  function open(address) {
    if (opened[address]) return opened[address];
    // An address that could not be imported once stays so for the page.
    opened[address] = import(engine + "pagefind.js" + (tries ? "?" + tries : "")).then(function (pagefind) {
      // Pagefind takes the language from the page and would cut the question into Chinese words of its own choice.
      var html = document.documentElement;
      var lang = html.lang;
      html.lang = "und";
      var made = pagefind.createInstance({ basePath: new URL(address).pathname, noWorker: true, ranking: EVEN });
      html.lang = lang;
      return made.init().then(() => made);
    });
    return opened[address];
  }

  // Everything is opened anew after a loss: what Pagefind failed to fetch once it does not fetch again.
  function forget() {
    opened = {};
    wasm = null;
    tries++;
  }

  // The bundles of a board that can answer for a year; "" for all years. The newest year comes first.
  function bundles(board, year) {
    var at = board.years.indexOf(year);
    var all = ["current/"].concat(board.years.length > 1 ? ["archive/"] : []);
    return (year ? (at < 0 ? [] : [at ? "archive/" : "current/"]) : all).map((name) => board.root + "_search/" + name);
  }

  // Results of one bundle that every term finds, newest first.
  function ask(address, all) {
    return open(address).then(function (made) {
      return Promise.all(all.map((term) => made.search(term))).then(function (found) {
        var kept = found.slice(1).reduce(function (left, more) {
          var ids = new Set(more.results.map((r) => r.id));
          return left.filter((r) => ids.has(r.id));
        }, found[0].results);
        return kept.reverse();
      });
    });
  }

  // One from each board in turn, so that the first ten show something of every board.
  function inTurn(lists) {
    var mixed = [];
    var longest = Math.max.apply(null, lists.map((l) => l.length).concat(0));
    for (var i = 0; i < longest; i++) lists.forEach((l) => l[i] && mixed.push(l[i]));
    return mixed;
  }

  // boards: [{root: address, years: newest first, …}] → promise of [{board, get: () => promise of what is shown}], its length the exact count.
  // Rejects when anything did not come: never a shorter answer than the true one.
  function find(boards, query, year) {
    var all = [].concat.apply([], query.split(/\s+/).map(terms));
    if (!all.length) return Promise.resolve([]);
    if (year) all.push('"y' + year + '"');
    if (!engine && boards.length) engine = boards[0].root + "_search/current/";
    var before = lost;
    return Promise.all(
      boards.map(function (board) {
        return Promise.all(bundles(board, year).map((address) => ask(address, all))).then(function (found) {
          return [].concat.apply([], found).map((result) => ({ board: board, get: () => result.data().then((data) => data.meta) }));
        });
      }),
    ).then(
      function (found) {
        if (lost === before) return inTurn(found);
        forget();
        throw new Error("lost");
      },
      function (error) {
        forget();
        throw error;
      },
    );
  }

  self.gkSearch = { pieces: pieces, plain: plain, find: find, terms: terms };
})();
