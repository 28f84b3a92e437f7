// What the theme's own script expects to find (it would bring it inline): names of things kept in the reader's browser.
// Storage that is forbidden (private mode) reads as empty.
(function () {
  "use strict";
  var base = document.currentScript.getAttribute("data-base") || ".";
  window.__md_scope = new URL(base, location);
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, c) {
      return (sum << 5) - sum + c.charCodeAt(0);
    }, 0);
  };
  window.__md_get = function (key, storage, scope) {
    try {
      return JSON.parse((storage || localStorage).getItem((scope || window.__md_scope).pathname + "." + key));
    } catch (e) {
      return null;
    }
  };
  window.__md_set = function (key, value, storage, scope) {
    try {
      (storage || localStorage).setItem((scope || window.__md_scope).pathname + "." + key, JSON.stringify(value));
    } catch (e) {}
  };
})();
