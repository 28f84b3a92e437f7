// 公开记录: is a file the one that was published? It is hashed on the reader's own device; the record and the chain are fetched beside it.
// A page that was opened from a folder may fetch nothing: there the reader chooses record.json too, which the root on the page proves.
(function () {
  "use strict";
  var ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  var box = document.querySelector(".gk-record-check");
  if (!box || !window.fetch || !window.Promise || !window.TextEncoder) return;
  box.hidden = false;
  var alone = location.protocol === "file:";
  var told = box.querySelector("[role=status]");
  var list = box.querySelector(".gk-record-chain");
  var subtle = window.crypto && window.crypto.subtle;
  var root = document.getElementById("gk-root").dataset.root;

  function hex(buffer) {
    return Array.prototype.map
      .call(new Uint8Array(buffer), function (byte) {
        return (byte + 256).toString(16).slice(1);
      })
      .join("");
  }

  function digest(bytes) {
    return subtle.digest("SHA-256", bytes);
  }

  // The first hundred bits: five hex digits give four characters.
  function short(digits) {
    return [0, 5, 10, 15, 20]
      .map(function (at) {
        var number = parseInt(digits.slice(at, at + 5), 16);
        return [15, 10, 5, 0]
          .map(function (bits) {
            return ALPHABET[(number >> bits) & 31];
          })
          .join("");
      })
      .join("-");
  }

  function joined(first, parts) {
    var length = parts.reduce(function (sum, part) {
      return sum + part.byteLength;
    }, 1);
    var whole = new Uint8Array(length);
    var at = 1;
    whole[0] = first;
    parts.forEach(function (part) {
      whole.set(new Uint8Array(part), at);
      at += part.byteLength;
    });
    return whole;
  }

  // RFC 9162, section 2.1.1: level by level, an odd one goes up as it is.
  function up(level) {
    if (level.length < 2) return level[0];
    var pairs = [];
    for (var at = 0; at < level.length; at += 2) {
      pairs.push(at + 1 < level.length ? digest(joined(1, [level[at], level[at + 1]])) : level[at]);
    }
    return Promise.all(pairs).then(up);
  }

  function rootOf(files) {
    var lasting = files.filter(function (file) {
      return file.lasting !== false;
    });
    if (!lasting.length) return digest(new Uint8Array(0)).then(hex);
    var leaves = lasting.map(function (file) {
      return digest(joined(0, [new TextEncoder().encode(`${file.sha256}  ${file.path}\n`)]));
    });
    return Promise.all(leaves).then(up).then(hex);
  }

  function fetched(address) {
    return fetch(address, { cache: "no-cache" }).then(function (answer) {
      if (!answer.ok) throw new Error();
      return answer.json();
    });
  }

  function sentence(record, digits, name, whole) {
    if (whole !== root || record.root !== root) {
      return "公开记录和这一页的总码对不上：不是同一次公开的，刷新网页再试；还是这样，就是被改过。";
    }
    var same = record.files.filter(function (file) {
      return file.sha256 === digits;
    })[0];
    if (same) return `是公开的那一份，一个字没有改：${same.title || same.path}。总码也对。`;
    return `公开的里面没有这一份「${name}」：改过一个字就不是了；也可能是以前公开、后来更正过的。`;
  }

  // Browsers of a few years ago have no file.arrayBuffer().
  function read(file, how) {
    return new Promise(function (done, failed) {
      var reader = new FileReader();
      reader.onload = function () {
        done(reader.result);
      };
      reader.onerror = failed;
      reader[how](file);
    });
  }

  function check(file, record) {
    told.textContent = "正在算……";
    var given = record ? read(record, "readAsText").then(JSON.parse) : fetched(box.dataset.record);
    Promise.all([read(file, "readAsArrayBuffer").then(digest).then(hex), given])
      .then(function (both) {
        return rootOf(both[1].files).then(function (whole) {
          told.textContent = sentence(both[1], both[0], file.name, whole);
        });
      })
      .catch(function () {
        told.textContent = alone
          ? "选的 record.json 读不出来，不是公开栏文件夹里的那一个。"
          : "公开记录取不到，或者文件读不了。连上网再试一次。";
      });
  }

  box.querySelector("input").addEventListener("change", function (event) {
    var files = Array.prototype.slice.call(event.target.files);
    var record = files.filter(function (file) {
      return file.name === "record.json";
    })[0];
    var file = files.filter(function (each) {
      return each !== record;
    })[0];
    event.target.value = "";
    if (!subtle) {
      told.textContent = `${window.isSecureContext === false ? "这个网址不是 https 开头的，浏览器不肯算" : "这个浏览器太旧，不会算"}。照下面「怎样自己查」做。`;
    } else if (alone && !(record && file)) {
      told.textContent = "网页是从文件夹打开的，读不到公开记录：把要查的文件和公开栏文件夹里的 record.json 两个一起选进来。";
    } else if (file || record) {
      check(file || record, file && record);
    }
  });

  // Each names the digest of the one before, over its own words in this order.
  function line(entry) {
    return JSON.stringify({
      commit: entry.commit,
      day: entry.day,
      files: entry.files,
      number: entry.number,
      previous: entry.previous,
      program: entry.program,
      root: entry.root,
    });
  }

  function follows(entries) {
    if (!subtle) return Promise.resolve("");
    return Promise.all(
      entries.map(function (entry) {
        return digest(new TextEncoder().encode(line(entry))).then(hex);
      }),
    ).then(function (digests) {
      var broken = entries.findIndex(function (entry, at) {
        return entry.number !== at + 1 || entry.previous !== (at ? digests[at - 1] : "") || entry.code !== short(entry.root);
      });
      if (broken >= 0) return `第 ${broken + 1} 次公开和前面的接不上：记录被改过，或者少了一次。`;
      var last = entries[entries.length - 1];
      if (!last || last.root !== root) return "最后一次的总码和这一页的不一样：刷新网页再看；还是这样，就是有内容换过，没有记下来。";
      return `一共公开过 ${entries.length} 次，每一次都接得上。`;
    });
  }

  function show(entries, words) {
    var lines = entries
      .slice()
      .reverse()
      .map(function (entry) {
        var item = document.createElement("li");
        var code = document.createElement("code");
        code.textContent = entry.code;
        item.append(`第 ${entry.number} 次，${entry.day} `, code);
        return item;
      });
    var all = document.createElement("ul");
    all.className = "gk-record";
    all.append.apply(all, lines);
    var first = document.createElement("p");
    first.textContent = words;
    list.append(first, all);
  }

  if (alone) {
    list.textContent = "网页是从文件夹打开的，历次公开的记录要在网站上看，或者打开下面「历次公开的记录」。";
    return;
  }
  fetched(box.dataset.chain)
    .then(function (chain) {
      return follows(chain.publications).then(function (words) {
        show(chain.publications, words);
      });
    })
    .catch(function () {
      list.textContent = "历次公开的记录取不到。";
    });
})();
