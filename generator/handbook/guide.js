// The guide: a code that an address names is opened, and 报错大全 can be searched. Without it all is there by its headings.
(function () {
  "use strict";

  function open() {
    var place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var fold = place && place.closest("details");
    if (fold && !fold.open) {
      fold.open = true;
      place.scrollIntoView();
    }
  }

  open();
  window.addEventListener("hashchange", open);

  var find = document.querySelector(".find");
  var codes = self.gkCodes;
  if (!find || !codes) return;
  find.hidden = false;
  var input = find.querySelector("input");
  var told = find.querySelector("[role=status]");
  var list = find.querySelector("ul");

  function matching(words) {
    return codes.filter(function (code) {
      var text = (code[0] + " " + code[1] + " " + code[2]).toLowerCase();
      return words.every(function (word) {
        return text.indexOf(word) >= 0;
      });
    });
  }

  function show() {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    var matches = words.length ? matching(words) : [];
    list.textContent = "";
    matches.slice(0, 20).forEach(function (code) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = code[3];
      link.textContent = code[1] + " " + code[0];
      item.appendChild(link);
      list.appendChild(item);
    });
    told.textContent = !words.length ? "" : !matches.length ? "没有查到，换几个字试试。" : matches.length > 20 ? "有 " + matches.length + " 种，先列 20 种。" : "有 " + matches.length + " 种。";
  }

  input.addEventListener("input", show);
  show();
})();
