// A board read once can be read again without a network: after the page is whole, its worker fetches what the home page leads to.
// Where a browser has no workers, or the address is not https, nothing happens.
(function () {
  "use strict";
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  var base = new URL("../../", document.currentScript.src);
  var saving = navigator.connection && navigator.connection.saveData;

  function register() {
    navigator.serviceWorker.register(new URL("sw.js", base), { scope: base.pathname }).catch(function () {});
  }

  addEventListener("load", function () {
    if (!saving) (window.requestIdleCallback || setTimeout)(register);
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest(".gk-again")) location.reload();
  });
})();
