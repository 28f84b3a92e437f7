// A board read once can be read again without a network: after the page is whole, its worker fetches what the home page leads to.
// Where a browser has no workers, or the address is not https, no more happens than that an old page is not left standing.
(function () {
  "use strict";
  var came = performance.getEntriesByType("navigation")[0] || {};

  // Is the file newer on the server than what is shown? Asked where the page came out of the browser's own cache without a question, and when a
  // new version of the board takes over. A page that was just reloaded is not reloaded again, whatever two servers may say.
  function renew() {
    if (came.type === "reload") return;
    var left = false;
    function leave() {
      left = true; // by a link, while the question was on its way: the reader goes where they wanted
    }
    addEventListener("beforeunload", leave);
    fetch(location.href, { method: "HEAD", cache: "no-cache" })
      .then(function (response) {
        var there = Date.parse(response.headers.get("Last-Modified") || "");
        if (!left && response.ok && there - Date.parse(document.lastModified) >= 1000) location.reload();
      })
      .catch(function () {})
      .then(() => removeEventListener("beforeunload", leave));
  }

  if (came.transferSize === 0 && !(navigator.serviceWorker && navigator.serviceWorker.controller)) renew();
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  var base = new URL("../../", document.currentScript.src);
  var saving = navigator.connection && navigator.connection.saveData;

  function register() {
    navigator.serviceWorker.register(new URL("sw.js", base), { scope: base.pathname, updateViaCache: "none" }).catch(function () {});
  }

  navigator.serviceWorker.addEventListener("controllerchange", renew);
  addEventListener("load", function () {
    if (saving) return;
    if (window.requestIdleCallback) requestIdleCallback(register, { timeout: 5000 }); // some pages never rest
    else setTimeout(register);
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest(".gk-again")) location.reload();
  });
})();
