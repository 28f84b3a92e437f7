// What a phone keeps of a board, and when it shows it. Started by sw.js, which says what this version of the board consists of:
// GK.day, GK.pages (address below the scope → digest of its bytes), GK.hold (what to fetch at once), GK.fallback.
//
// Online the network answers. Without it, or where it is slower than PATIENCE, the kept page is shown and says so. All that is
// kept is of one version: a page is kept only where its bytes have the digest of this version, and a new version takes the
// place of the old one when it is complete.
//
// A server need not say how long a file is good (object storage and small hosts say nothing): browsers then guess, for days. So nothing is
// taken from the browser's own cache unless the server was asked whether it is still so.
(function () {
  "use strict";
  var PATIENCE = 4000; // milliseconds
  var MOST = 300; // pages kept because they were visited
  var SEEN = "gongkai-seen-" + registration.scope;
  var precaching = workbox.precaching;
  var scope = new URL(registration.scope);

  // Address of a page below the scope, without question and fragment; null for what is no page of this version.
  function place(url) {
    var path = new URL(url).pathname;
    if (!path.startsWith(scope.pathname)) return null;
    path = path.slice(scope.pathname.length).replace(/(^|\/)index\.html$/, "$1");
    return Object.prototype.hasOwnProperty.call(GK.pages, path) ? path : null;
  }

  function address(path) {
    return new URL(path, scope).href;
  }

  async function digest(response) {
    var sum = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
    return Array.from(new Uint8Array(sum).slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // Nothing of another version is kept, whatever the server was doing meanwhile.
  var ofThisVersion = {
    cacheWillUpdate: async function (given) {
      var path = place(given.request.url);
      if (given.response.status !== 200) return null;
      if (path === null) return given.response; // a style or script: its address holds its version
      return (await digest(given.response.clone())) === GK.pages[path] ? given.response : null;
    },
  };

  // A visited page is kept under its digest: a later version finds it again exactly where it did not change.
  var underItsDigest = {
    cacheKeyWillBeUsed: async function (given) {
      var path = place(given.request.url);
      return path === null ? given.request : address(path) + "?" + GK.pages[path];
    },
  };

  // The same, but with the server asked whether it is still so.
  function anew(request) {
    return new Request(request, { cache: "no-cache" });
  }

  // A page as the network has it. Where that is of another version, it is asked for once more by an address that nobody on the way can have
  // kept: either an old one was kept there, or there is a newer version than this one, and the browser is to look for it.
  async function newest(request, handler) {
    var path = place(request.url);
    var response = await handler.fetch(anew(request));
    if (path === null || response.status !== 200 || (await digest(response.clone())) === GK.pages[path]) return response;
    var again = await fetch(address(path) + "?" + GK.pages[path], { cache: "reload", credentials: "same-origin" }).catch(() => null);
    if (again && again.status === 200 && (await digest(again.clone())) === GK.pages[path])
      return new Response(again.body, { status: 200, headers: again.headers });
    registration.update().catch(function () {});
    return response;
  }

  function slow() {
    return new Promise(function (resolve) {
      setTimeout(resolve, PATIENCE);
    });
  }

  function made(text, status) {
    return new Response(text, { status: status, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }

  async function told(kept) {
    var banner = '<p class="gk-offline" role="status">离线，数据截至' + GK.day + "。联网后刷新，看最新的。</p>";
    return made((await kept.text()).replace(/<body[^>]*>/, (tag) => tag + banner), 200);
  }

  async function missing() {
    var page = GK.fallback && (await precaching.matchPrecache(address(GK.fallback)));
    if (!page) return Response.error();
    // Shown at the address that was asked for, with links as at its own.
    return made((await page.text()).replace("<head>", '<head><base href="' + address(GK.fallback) + '">'), 503);
  }

  class Page extends workbox.strategies.Strategy {
    async _handle(request, handler) {
      var path = place(request.url);
      var kept = path === null ? undefined : (await precaching.matchPrecache(address(path))) || (await handler.cacheMatch(request));
      var coming = newest(request, handler).then(function (response) {
        if (path !== null) handler.waitUntil(handler.cachePut(request, response.clone()));
        return response;
      });
      handler.waitUntil(coming.catch(function () {}));
      try {
        var response = await (kept ? Promise.race([coming, slow()]) : coming);
        if (response && (response.status < 500 || !kept)) return response;
      } catch (_) {
        if (!kept) return missing();
      }
      return told(kept);
    }
  }

  var pages = new Page({ cacheName: SEEN, plugins: [ofThisVersion, underItsDigest] });

  precaching.addPlugins([ofThisVersion]);
  precaching.precache(GK.hold);
  workbox.routing.registerRoute((given) => given.request.mode === "navigate", pages);
  // Styles and scripts that are kept; others that have a digest in their address, and part of a file, go to the network untouched.
  precaching.addRoute({ directoryIndex: null, cleanURLs: false, ignoreURLParametersMatching: [] });
  workbox.routing.registerRoute(
    (given) => given.url.href.startsWith(scope.href) && !/[?&]v=|\/_search\//.test(given.url.href) && !given.request.headers.has("range"),
    (given) => fetch(anew(given.request)),
  );

  // What this version has no page for is let go; so are the oldest, where a reader has visited very many.
  async function tidy() {
    var cache = await caches.open(SEEN);
    var keys = await cache.keys();
    var old = keys.filter(function (key) {
      var path = place(key.url);
      return path === null || new URL(key.url).search !== "?" + GK.pages[path];
    });
    var left = keys.filter((key) => !old.includes(key));
    return Promise.all(old.concat(left.slice(0, Math.max(0, left.length - MOST))).map((key) => cache.delete(key)));
  }

  // The page that started this worker was fetched before it: it is kept too.
  async function keepOpen(event) {
    await clients.claim();
    for (var client of await clients.matchAll({ type: "window" })) {
      if (place(client.url) !== null) await pages.handleAll({ event: event, request: new Request(client.url) })[1];
    }
  }

  addEventListener("install", function () {
    skipWaiting();
  });
  addEventListener("activate", function (event) {
    event.waitUntil(tidy().then(() => keepOpen(event).catch(function () {})));
  });
})();
