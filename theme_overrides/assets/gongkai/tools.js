// Send a page on, or print it for the wall.
(function () {
  "use strict";
  var here = document.currentScript.src;

  // Inside a chat, or on an address without https, a browser may have no clipboard: then the old way, then by hand.
  function byHand(told) {
    var field = document.createElement("input");
    field.readOnly = true;
    field.value = address();
    field.setAttribute("aria-label", "本页网址");
    told.textContent = "";
    told.append(field);
    field.select();
    try {
      if (document.execCommand("copy")) return done(told);
    } catch (_) {}
    told.append("请长按上面的网址，再点「复制」。");
  }

  function done(told) {
    told.textContent = "已复制，可以粘贴发给别人。";
  }

  function address() {
    return location.href.split("#")[0];
  }

  function copy(button) {
    var told = button.parentNode.querySelector(".gk-told");
    if (!navigator.clipboard || !navigator.clipboard.writeText) return byHand(told);
    navigator.clipboard.writeText(address()).then(
      function () {
        done(told);
      },
      function () {
        byHand(told);
      },
    );
  }

  // The size of the sheet cannot depend on a class: the style for A3 is put in for this one printing.
  function print(button) {
    var told = button.parentNode.querySelector(".gk-told");
    if (/MicroMessenger/i.test(navigator.userAgent)) {
      told.textContent = "微信里不能打印：请点右上角「…」，选「在浏览器打开」，再打印。";
      return;
    }
    var sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.media = "print";
    sheet.onload = function () {
      addEventListener(
        "afterprint",
        function () {
          sheet.remove();
        },
        { once: true },
      );
      var code = document.querySelector(".gk-qr img");
      if (!code || !code.decode) return window.print();
      // The code to scan may not have been fetched yet; without it the sheet is still a sheet.
      code.loading = "eager";
      code.decode().then(window.print, window.print);
    };
    sheet.href = new URL("a3.css" + new URL(here).search, here).href;
    document.head.append(sheet);
  }

  // What is folded is opened for paper, and folded again.
  var folded = [];
  addEventListener("beforeprint", function () {
    folded = [].slice.call(document.querySelectorAll("details:not([open])"));
    folded.forEach(function (details) {
      details.open = true;
    });
  });
  addEventListener("afterprint", function () {
    folded.forEach(function (details) {
      details.open = false;
    });
  });

  // A line that a search result or another page leads to stands open.
  function unfold() {
    var line = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var inside = line && line.matches(".gk-folds > li") && line.querySelector("details");
    if (inside) inside.open = true;
  }
  addEventListener("hashchange", unfold);
  unfold();

  document.addEventListener("click", function (event) {
    var button = event.target.closest(".gk-copy, .gk-print");
    if (button) (button.classList.contains("gk-copy") ? copy : print)(button);
  });
})();
