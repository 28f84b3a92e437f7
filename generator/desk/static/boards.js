// 今天 of many villages: those that nobody has looked at yet are looked at, a few at a time, and told as they come.
(function () {
  "use strict";

  const progress = document.getElementById("progress");
  const all = +progress.dataset.all;
  let left = +progress.dataset.left;

  async function look() {
    try {
      while (left) {
        const answer = await fetch("/today/more", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
        const more = await answer.json();
        if (more.told) throw new Error(more.told);
        for (const [slug, line] of Object.entries(more.rows)) document.getElementById(`v-${slug}`).innerHTML = line;
        left = more.left;
        progress.textContent = left ? `看过 ${all - left} 个村，还有 ${left} 个在看……` : "都看过了。";
      }
      document.getElementById("again").hidden = false;
    } catch {
      progress.textContent = "没有看完。工作台可能关了，重新打开「打开公开栏」再来。";
    }
  }

  if (left) look();
})();
