// 朗读, second half: the sentences, read by the device's own Chinese voice. Offered only where there may be one.
(function () {
  "use strict";
  var synth = window.speechSynthesis;
  var button = document.querySelector(".gk-read");
  var article = document.querySelector("article");
  if (!synth || !window.SpeechSynthesisUtterance || !button || !article) return;
  var root = document.documentElement;
  var list = [];
  var at = 0;
  var turn = 0; // what an older utterance still reports is not ours any more
  var reader;

  function voice() {
    return synth.getVoices().filter(function (v) {
      return /^(zh|cmn)/i.test(v.lang);
    })[0];
  }

  // Some phones list their voices late or never: none listed may still be one.
  function offer() {
    button.hidden = synth.getVoices().length > 0 && !voice();
    root.classList.toggle("gk-can-read", !button.hidden);
  }

  function mark(element) {
    [].forEach.call(document.querySelectorAll(".gk-reading"), function (e) {
      e.classList.remove("gk-reading");
    });
    if (!element) return;
    element.classList.add("gk-reading");
    var still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  }

  function panel() {
    if (reader) return;
    reader = document.createElement("div");
    reader.className = "gk-reader";
    reader.setAttribute("role", "group");
    reader.setAttribute("aria-label", "朗读");
    reader.innerHTML =
      '<button type="button" class="gk-tool">暂停</button><button type="button" class="gk-tool">停止</button><p role="status"></p>';
    reader.children[0].addEventListener("click", function () {
      if (reader.children[0].textContent === "暂停") hush("继续");
      else next();
    });
    reader.children[1].addEventListener("click", stop);
    button.parentNode.insertBefore(reader, button.nextSibling);
  }

  // Not synth.pause(): many phones never wake from it. The sentence is read again instead.
  function hush(word) {
    turn += 1;
    synth.cancel();
    reader.children[0].textContent = word;
  }

  function stop(told) {
    hush("暂停");
    mark(null);
    at = 0;
    reader.children[2].textContent = typeof told === "string" ? told : "";
    reader.hidden = typeof told !== "string";
    root.classList.remove("gk-reads");
    button.setAttribute("aria-pressed", "false");
    if (reader.contains(document.activeElement) && reader.hidden) button.focus();
  }

  function next() {
    if (at >= list.length) return stop();
    hush("暂停");
    var mine = turn;
    var utterance = new SpeechSynthesisUtterance(list[at].say);
    utterance.lang = "zh-CN";
    utterance.rate = 0.9;
    if (voice()) utterance.voice = voice();
    utterance.onend = function () {
      if (mine !== turn) return;
      at += 1;
      next();
    };
    utterance.onerror = function () {
      if (mine === turn) stop("这台设备读不出中文。");
    };
    mark(list[at].at);
    synth.speak(utterance);
  }

  button.addEventListener("click", function () {
    panel();
    if (button.getAttribute("aria-pressed") === "true") return stop();
    list = window.gongkaiSentences(article);
    at = 0;
    reader.hidden = false;
    reader.children[2].textContent = "";
    root.classList.add("gk-reads");
    button.setAttribute("aria-pressed", "true");
    next();
  });
  addEventListener("pagehide", function () {
    if (reader) stop();
  });
  if (synth.addEventListener) synth.addEventListener("voiceschanged", offer);
  offer();
})();
