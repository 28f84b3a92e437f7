// Put into pages by `gongkai serve` and by nothing else: an open page is loaded anew when the site was made anew, and says on top
// what is wrong with the data.
(function () {
  "use strict";
  var made = new URL(document.currentScript.src).searchParams.get("made");
  var bar = null;
  var shown = "";

  function element(name, style, text) {
    var node = document.createElement(name);
    node.style.cssText = style;
    node.textContent = text || "";
    return node;
  }

  function show(head, lines) {
    var now = JSON.stringify([head, lines]);
    if (now === shown) return;
    shown = now;
    var open = bar && bar.open;
    if (bar) bar.remove();
    bar = null;
    if (!head) return;
    bar = element(
      "details",
      "position:sticky;top:0;z-index:99;max-height:60vh;overflow:auto;padding:8px 12px;background:#fff4d6;color:#3b2a00;font:15px/1.6 sans-serif;border-bottom:2px solid #9c1d1a",
    );
    bar.id = "gk-live";
    bar.open = open;
    bar.append(element("summary", "cursor:pointer;font-weight:bold", head + (lines.length ? "点这里看。" : "")));
    lines.forEach(function (text) {
      bar.append(element("pre", "white-space:pre-wrap;margin:8px 0;font:inherit;overflow-wrap:anywhere", text));
    });
    document.body.prepend(bar);
  }

  function ask() {
    fetch("/-/live.json", { cache: "no-store" })
      .then(function (answer) {
        return answer.json();
      })
      .then(function (now) {
        if (now.made !== made) location.reload();
        else show(now.busy ? "正在重新生成……" : now.summary, now.busy ? [] : now.lines);
      })
      .catch(function () {
        show("gongkai serve 停下了，这一页不会再变。", []);
      })
      .then(function () {
        setTimeout(ask, 700);
      });
  }

  ask();
})();
