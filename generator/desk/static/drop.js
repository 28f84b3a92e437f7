// A file dropped on 填表 is sent as it is; the page that says what it was taken for comes next.
(function () {
  "use strict";

  const box = document.getElementById("drop");
  const status = document.getElementById("status");

  async function send(file) {
    if (!file) return;
    status.className = "note";
    status.textContent = `正在看「${file.name}」……`;
    try {
      const answer = await fetch(box.dataset.to, {
        method: "POST",
        headers: { "Content-Type": "application/octet-stream", "X-Name": encodeURIComponent(file.name) },
        body: file,
      });
      const got = await answer.json();
      if (got.to) location.href = got.to;
      else status.textContent = got.told;
    } catch {
      status.textContent = "没有放进来。工作台可能关了，重新打开「打开公开栏」再放。";
    }
  }

  // A file that misses the box must not be opened in place of the page.
  for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
  box.addEventListener("drop", (event) => send(event.dataTransfer.files[0]));
  document.getElementById("files").addEventListener("change", (event) => send(event.target.files[0]));
})();
