// Only where a page was opened from a folder by a double click: links get the name of their file, else each would open a list of files,
// and a line on top says what does not work there.
(function () {
  "use strict";
  function whole(link) {
    if (link && link.protocol === "file:" && /\/$/.test(link.pathname)) link.pathname += "index.html";
  }

  document.querySelectorAll("a[href]").forEach(whole);
  document.addEventListener("click", (event) => whole(event.target.closest("a[href]")), true);

  var note = document.createElement("p");
  note.id = "gk-file";
  note.style.cssText = "margin:0;padding:8px 12px;background:#fff4d6;color:#3b2a00;font-size:15px;line-height:1.6";
  note.textContent =
    "这一页是从文件夹里直接打开的：可以看，可以打印，但查找用不了。要看完整的样子，在放着 data 的文件夹里运行 gongkai serve；要让村民看，把整个 site 文件夹放到网上。";
  document.body.prepend(note);
})();
