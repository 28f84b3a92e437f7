// The form of 公告. What a key means and what is wrong with it is told by the server after every change.
(function () {
  "use strict";

  const { make, tell, choose } = window.Desk;
  const home = document.getElementById("notice");
  const place = { village: home.dataset.village, file: home.dataset.file };
  const body = document.getElementById("body");
  const fields = [...document.querySelectorAll("[data-key]")].filter((node) => node.matches("input, textarea, select"));
  let view = JSON.parse(document.getElementById("view").textContent);
  const queue = [];
  let busy = false;
  let waiting = 0;

  const ask = (what, quiet) => send("/notice/do", { "Content-Type": "application/json" }, JSON.stringify({ ...place, ...what }), quiet);

  // What was told stays until the clerk does something else; that what was typed is sent a moment later is nothing she does.
  function send(path, headers, content, quiet) {
    if (!quiet) tell("", false);
    queue.push([path, headers, content]);
    next();
  }

  async function next() {
    if (busy || !queue.length) return;
    busy = true;
    const [path, headers, content] = queue.shift();
    try {
      const answer = await fetch(path, { method: "POST", headers, body: content });
      const got = await answer.json();
      if (got.told || got.done) tell(got.told || got.done, !!got.told);
      if (got.choice) choose(got.choice, ask);
      if (got.fields) {
        view = got;
        draw();
      }
    } catch {
      tell("工作台没有回答，可能窗口关了。写的内容都在草稿里，重新打开「打开公开栏」就能接着写。", true);
    }
    busy = false;
    next();
  }

  const box = (problem) => make("div", { class: `tell ${problem.severity}` }, make("span", { class: "mark" }, problem.title), ` ${problem.message} 怎么改：${problem.hint}`, ...(problem.explained[1] ? [" ", make("a", { href: problem.explained[1] }, problem.explained[0])] : []));

  function draw() {
    for (const field of fields) {
      const text = view.fields[field.dataset.key] || "";
      if (field.value !== text && !(field === document.activeElement && field.value !== field.dataset.sent)) {
        if (field.matches("select") && text && ![...field.options].some((option) => option.value === text)) field.append(make("option", {}, text));
        field.value = text;
      }
      field.dataset.sent = text;
      const mine = view.problems.filter((problem) => problem.key === field.dataset.key);
      document.getElementById(`t-${field.dataset.key}`).replaceChildren(...mine.map(box));
      if (mine.some((problem) => problem.severity === "error")) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    if (body.value !== view.body && !(body === document.activeElement && body.value !== body.dataset.sent)) body.value = view.body;
    body.dataset.sent = view.body;
    document.getElementById("preview").innerHTML = view.preview;
    const known = new Set(fields.map((field) => field.dataset.key));
    document.getElementById("whole").replaceChildren(...view.problems.filter((problem) => !known.has(problem.key)).map(box));
    const errors = view.problems.filter((problem) => problem.severity === "error").length;
    const summary = document.getElementById("summary");
    const text = view.problems.length ? `${errors} 个错误，${view.problems.length - errors} 个提醒` : "没有发现问题";
    if (summary.textContent !== text) summary.textContent = text;
    summary.className = view.problems.length ? (errors ? "mark wrong" : "mark") : "mark good";
    document.getElementById("posting-text").textContent = view.posting;
    document.getElementById("posting").hidden = !view.posting;
    for (const [id, on] of [["undo", view.undo], ["redo", view.redo], ["save", view.changed]]) document.getElementById(id).disabled = !on;
    document.getElementById("saved").textContent = view.changed ? "还没有保存（草稿已经存着）" : "已经保存";
    const title = view.fields.标题;
    if (title) document.querySelector("h1").textContent = title;
  }

  function commit(field) {
    clearTimeout(waiting);
    if (field.value === field.dataset.sent) return;
    field.dataset.sent = field.value;
    ask(field === body ? { do: "body", text: field.value } : { do: "set", key: field.dataset.key, text: field.value }, true);
  }

  for (const field of [...fields, body]) {
    field.addEventListener("change", () => commit(field));
    field.addEventListener("input", (event) => {
      clearTimeout(waiting);
      tell("", false);
      if (!event.isComposing) waiting = setTimeout(() => commit(field), 500);
    });
  }

  // --- photos and attachments

  function put(files) {
    for (const file of files) send(`/notice/file?${new URLSearchParams(place)}`, { "Content-Type": "application/octet-stream" }, file);
  }

  const drop = document.getElementById("drop");
  document.getElementById("files").addEventListener("change", (event) => {
    put([...event.target.files]);
    event.target.value = "";
  });
  for (const name of ["dragover", "drop"]) {
    // A file that misses the box must not be opened in place of the page.
    document.addEventListener(name, (event) => event.preventDefault());
  }
  drop.addEventListener("drop", (event) => put([...event.dataTransfer.files]));

  function save() {
    const active = document.activeElement;
    if (active && (active === body || fields.includes(active))) commit(active);
    ask({ do: "save" });
  }

  const buttons = { save, undo: () => ask({ do: "undo" }), redo: () => ask({ do: "redo" }), posting: () => ask({ do: "posting" }) };
  for (const [id, work] of Object.entries(buttons)) document.getElementById(id).addEventListener("click", work);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
    }
  });

  draw();
})();
