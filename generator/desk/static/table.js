// The grid of 填表: inputs in a table, so that every keyboard, input method and screen reader knows them. What a cell means, what is wrong
// with it and what the sums are is told by the server after every change; nothing is worked out here.
(function () {
  "use strict";

  const { make, tell, choose } = window.Desk;
  const grid = document.getElementById("grid");
  const state = { view: JSON.parse(document.getElementById("view").textContent), row: 0, column: 0 };
  const place = { village: grid.dataset.village, file: grid.dataset.file };
  const queue = [];
  let busy = false;
  let seeking = false;
  let idle = 0;
  let waiting = 0;
  let tabbing = false;

  // --- asking the server, one thing after another

  function ask(what, after) {
    tell("", false);
    queue.push([what, after]);
    next();
  }

  // What is to be done next; of what was typed while the desk was at work all in one, answered once.
  function taken() {
    const typed = ([what, after]) => (what.do === "set" || what.do === "add") && !after;
    if (queue.length < 2 || !typed(queue[0])) return queue.shift();
    const steps = [];
    while (queue.length && typed(queue[0])) steps.push(queue.shift()[0]);
    return [{ do: "several", steps }, null];
  }

  // Told to screen readers, and to whoever waits until all that was typed has been answered.
  function settle() {
    grid.setAttribute("aria-busy", (busy && !seeking) || queue.length || waiting ? "true" : "false");
  }

  // What one click mends is sought one by one when nothing is typed: the problems themselves were told at once.
  function rest() {
    clearTimeout(idle);
    idle = setTimeout(seek, 800);
  }

  function seek() {
    if (!state.view.more || busy || queue.length || waiting) return;
    seeking = true;
    queue.push([{ do: "look" }, null]);
    next();
  }

  async function next() {
    settle();
    if (busy || !queue.length) return;
    busy = true;
    const [what, after] = taken();
    settle();
    try {
      const answer = await fetch("/table/do", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...place, stands: state.view.stands, ...what }),
      });
      const view = await answer.json();
      if (view.to) location.href = view.to;
      if (view.told) tell(view.told, true);
      // What was typed behind a row that did not come to be has nowhere to go.
      if (view.stale || ((what.do === "add" || what.do === "several") && view.told)) queue.length = 0;
      if (view.choice) choose(view.choice, ask);
      if (view.done) tell(view.done, false);
      // What has been typed since is on the page and not in this answer: the next one has both.
      if (view.rows && queue.length && !after && !view.told && !view.choice) state.view.stands = view.stands;
      else {
        if (view.rows) state.view = view;
        draw();
      }
      if (after && view.rows) after(view);
    } catch {
      tell("工作台没有回答，可能窗口关了。填的内容都在草稿里，重新打开「打开公开栏」就能接着填。", true);
    }
    busy = false;
    const sought = seeking;
    seeking = false;
    next();
    if (!sought) rest();
  }

  // --- drawing: what is there already is brought up to date, so that the cursor stays

  function draw() {
    const view = state.view;
    drawHead(view);
    drawSheets(view);
    const told = new Map();
    for (const problem of view.problems) told.set(problem.row, [...(told.get(problem.row) || []), problem]);
    const body = grid.tBodies[0];
    const rows = shownRows(view);
    for (const tr of [...body.querySelectorAll("tr.told")]) tr.remove();
    while (body.rows.length > rows.length) body.lastChild.remove();
    const width = view.columns.length;
    rows.forEach((row, i) => {
      let tr = body.rows[i];
      if (!tr || tr.cells.length !== width + 1) {
        const made = freshRow(width);
        if (tr) tr.replaceWith(made);
        else body.append(made);
        tr = made;
      }
      fill(tr, row, view, told.get(row.n) || []);
    });
    for (const tr of [...body.rows]) if (told.has(+tr.dataset.n) && !tr.classList.contains("ghost")) tr.after(toldRow(told.get(+tr.dataset.n), width));
    drawFoot(view);
    for (const input of document.querySelectorAll("[data-state]")) if (input !== document.activeElement) input.value = view.stated[input.dataset.state];
    const active = document.activeElement;
    if (active && active.matches("#grid input")) {
      const below = active.closest("tr").nextElementSibling;
      if (below && below.classList.contains("told")) below.scrollIntoView({ block: "nearest" });
      active.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    drawSummary(view);
    for (const [id, on] of [["undo", view.undo], ["redo", view.redo], ["save", view.changed], ["discard", view.changed]]) document.getElementById(id).disabled = !on;
    document.getElementById("saved").textContent = view.changed ? "还没有保存（草稿已经存着）" : "已经保存";
  }

  // The rows of the file and, behind the last entry, one that is not there yet.
  function shownRows(view) {
    const rows = view.rows.slice();
    const at = rows.findIndex((row) => row.n === view.last) + 1;
    rows.splice(at, 0, { n: view.last + 1, sort: "ghost", cells: view.next, fixed: [] });
    return rows;
  }

  function drawHead(view) {
    const row = grid.tHead.rows[0];
    const key = JSON.stringify(view.columns);
    if (row.dataset.key === key) return;
    row.dataset.key = key;
    row.replaceChildren(make("th", { scope: "col" }, "行"));
    document.getElementById("lists").replaceChildren();
    view.columns.forEach((column, i) => {
      const name = column.field || column.header || "（没有列名）";
      const th = make("th", { scope: "col", title: column.help, }, make("span", { class: "letter" }, column.letter), name, column.must ? make("span", { class: "must", title: "必填" }, "＊") : "");
      th.style.minWidth = `${Math.min(24, column.width / 2 + (column.choices.length || column.offers.length ? 2.5 : 1))}em`;
      row.append(th);
      const words = column.choices.length ? column.choices : column.offers;
      if (words.length) document.getElementById("lists").append(make("datalist", { id: `list${i}` }, ...words.map((word) => make("option", { value: word }))));
    });
  }

  function drawSheets(view) {
    const box = document.getElementById("sheets");
    box.hidden = view.sheets.length < 2;
    if (box.options.length !== view.sheets.length) box.replaceChildren(...view.sheets.map((name) => make("option", { value: name }, name)));
    box.value = view.sheet;
  }

  function freshRow(width) {
    const tr = make("tr", {}, make("th", { scope: "row" }));
    for (let i = 0; i < width; i++) tr.append(make("td", {}, make("input", { autocomplete: "off", spellcheck: "false" })));
    return tr;
  }

  // What each row was drawn from: one that says the same again is left alone, since two hundred rows are two thousand inputs.
  const drawn = new WeakMap();

  function fill(tr, row, view, problems) {
    const key = grid.tHead.rows[0].dataset.key;
    const from = JSON.stringify([row, key, problems.map((each) => [each.id, each.column, each.severity])]);
    if (drawn.get(tr) === from) return;
    drawn.set(tr, from);
    const width = view.columns.length;
    tr.dataset.n = row.n;
    // A line above or below the table stands in its first cell alone.
    tr.className = row.sort + (!["data", "ghost"].includes(row.sort) && row.cells[0] && !row.cells.slice(1).some(Boolean) && width > 1 ? " alone" : "");
    const ghost = row.sort === "ghost";
    const number = ghost ? "新" : String(row.n);
    if (tr.cells[0].textContent !== number) tr.cells[0].textContent = number;
    view.columns.forEach((column, i) => {
      const input = tr.cells[i + 1].firstChild;
      const text = row.cells[i] || "";
      input.dataset.ghost = ghost ? text : "";
      const shown = ghost ? "" : text;
      input.placeholder = ghost ? text : "";
      // A cell in which somebody goes on typing keeps what he types.
      if (input.value !== shown && !(input === document.activeElement && input.value !== input.dataset.sent)) input.value = shown;
      input.dataset.sent = shown;
      const label = `${ghost ? "新的一行" : `第 ${row.n} 行`} ${column.field || column.header || column.letter}`;
      if (input.getAttribute("aria-label") !== label) input.setAttribute("aria-label", label);
      const list = (column.choices.length || column.offers.length) && (row.sort === "data" || ghost) ? `list${i}` : "";
      if ((input.getAttribute("list") || "") !== list) list ? input.setAttribute("list", list) : input.removeAttribute("list");
      input.readOnly = row.fixed.includes(i);
      input.className = ["money", "count", "number"].includes(column.type) && row.sort !== "above" && row.sort !== "header" ? "number" : "";
      const mine = ghost ? [] : problems.filter((problem) => problem.column === i);
      const wrong = mine.some((problem) => problem.severity === "error");
      tr.cells[i + 1].className = mine.length ? (wrong ? "wrong" : "maybe") : "";
      if (mine.length) {
        input.setAttribute("aria-describedby", mine.map((problem) => problem.id).join(" "));
        input.toggleAttribute("aria-invalid", false);
        if (wrong) input.setAttribute("aria-invalid", "true");
      } else {
        input.removeAttribute("aria-describedby");
        input.removeAttribute("aria-invalid");
      }
    });
  }

  function toldRow(problems, width) {
    const cell = make("td", { colspan: width + 1 });
    for (const problem of problems) cell.append(toldBox(problem));
    return make("tr", { class: "told" }, cell);
  }

  function toldBox(problem) {
    const where = problem.column >= 0 ? `${problem.letter} 列「${problem.field}」` : "";
    const box = make("div", { class: `tell ${problem.severity}`, id: problem.id }, make("span", { class: "mark" }, problem.title), where ? make("b", {}, where) : "", ` ${problem.message} 怎么改：${problem.hint}`);
    problem.mends.forEach((label) => {
      const button = make("button", { type: "button", class: "mending" }, label);
      button.addEventListener("click", () => ask({ do: "mend", problem: problem.key, stands: state.view.stands }, () => focusCell(problem.row, Math.max(0, problem.column))));
      box.append(" ", button);
    });
    if (problem.explained[1]) box.append(" ", make("a", { href: problem.explained[1] }, problem.explained[0]));
    return box;
  }

  function drawFoot(view) {
    const row = grid.tFoot.rows[0];
    row.replaceChildren(make("th", { scope: "row" }, "合计"), ...view.sums.map((sum) => make("td", { class: "number" }, sum)));
  }

  function drawSummary(view) {
    const errors = view.problems.filter((problem) => problem.severity === "error").length;
    const box = document.getElementById("summary");
    const text = view.problems.length ? `${errors} 个错误，${view.problems.length - errors} 个提醒` : "这张表没有发现问题";
    if (box.dataset.text !== text) {
      box.dataset.text = text;
      box.textContent = text;
    }
    box.className = view.problems.length ? (errors ? "mark wrong" : "mark") : "mark good";
    const first = document.getElementById("first");
    first.hidden = !view.problems.some((problem) => problem.row > 0);
    const lone = view.problems.filter((problem) => !view.rows.some((row) => row.n === problem.row));
    const elsewhere = view.elsewhere.length ? [make("div", { class: "tell" }, "别的表里：", make("ul", {}, ...view.elsewhere.map((text) => make("li", {}, text))))] : [];
    document.getElementById("whole").replaceChildren(...lone.map(toldBox), ...elsewhere);
  }

  // --- where the cursor is

  const cellOf = (input) => ({ tr: input.closest("tr"), column: input.closest("td").cellIndex - 1 });

  function rowsWithCells() {
    return [...grid.tBodies[0].rows].filter((tr) => !tr.classList.contains("told"));
  }

  function focusCell(n, column, ghost) {
    const tr = rowsWithCells().find((each) => +each.dataset.n === n && each.classList.contains("ghost") === !!ghost);
    const input = tr && tr.cells[column + 1] && tr.cells[column + 1].firstChild;
    if (input) {
      input.focus();
      input.select();
    }
  }

  function step(input, down, right) {
    const { tr, column } = cellOf(input);
    const rows = rowsWithCells();
    const to = rows[rows.indexOf(tr) + down];
    const next = to && to.cells[column + 1 + right];
    if (next && next.firstChild && next.firstChild.matches && next.firstChild.matches("input")) {
      next.firstChild.focus();
      next.firstChild.select();
      return true;
    }
    return false;
  }

  // --- what is typed

  function commit(input, after) {
    clearTimeout(waiting);
    waiting = 0;
    const text = input.value;
    if (text === input.dataset.sent) {
      settle();
      if (after) after();
      return;
    }
    const { tr, column } = cellOf(input);
    const n = +tr.dataset.n;
    input.dataset.sent = text;
    drawn.delete(tr); // it shows what was typed until it is told what became of that
    if (tr.classList.contains("ghost")) begin(n, column, text);
    ask({ do: tr.dataset.begun === "yes" ? "add" : "set", row: n, column, text }, after && (() => after()));
    delete tr.dataset.begun;
  }

  // The row comes to be at once, so that typing can go on; the answer says what else is in it.
  function begin(n, column, text) {
    const view = state.view;
    const cells = view.next.slice();
    cells[column] = text;
    for (const row of view.rows) if (row.n >= n) row.n += 1;
    for (const problem of view.problems) if (problem.row >= n) problem.row += 1;
    view.rows.splice(n - 1, 0, { n, sort: "data", cells, fixed: [] });
    view.last = n;
    view.next = view.next.map(() => "");
    draw();
    const tr = rowsWithCells().find((each) => +each.dataset.n === n && !each.classList.contains("ghost"));
    if (tr) tr.dataset.begun = "yes";
  }

  grid.addEventListener("focusin", (event) => {
    if (!event.target.matches("input")) return;
    const { tr, column } = cellOf(event.target);
    // As in WPS: Enter goes to the next row, below the cell in which the row was begun.
    if (!tabbing) state.home = column;
    tabbing = false;
    state.row = +tr.dataset.n;
    state.ghost = tr.classList.contains("ghost");
    state.column = column;
    const now = state.view.columns[column];
    document.getElementById("help").textContent = now ? [now.field || now.header, now.help, now.example && `例如 ${now.example}`].filter(Boolean).join("：") : "";
  });

  grid.addEventListener("change", (event) => commit(event.target));

  grid.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = 0;
    if (!event.isComposing && !event.target.closest("tr").classList.contains("ghost")) waiting = setTimeout(() => commit(event.target), 200);
    settle();
  });

  grid.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!event.target.matches("input") || !/[\t\r\n]/.test(text.replace(/[\r\n]+$/, ""))) return;
    event.preventDefault();
    clearTimeout(waiting);
    waiting = 0;
    const { tr, column } = cellOf(event.target);
    const n = +tr.dataset.n;
    ask({ do: "paste", row: n, column, text, ghost: tr.classList.contains("ghost") }, () => focusCell(n, column));
  });

  grid.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches("input") || event.isComposing || event.keyCode === 229) return;
    rest();
    const control = event.ctrlKey || event.metaKey;
    const { tr, column } = cellOf(input);
    const n = +tr.dataset.n;
    const ghost = tr.classList.contains("ghost");
    const stop = () => event.preventDefault();
    tabbing = event.key === "Tab";
    if (event.key === "Enter" && control) {
      stop();
      commit(input);
      if (!ghost) ask({ do: "insert", row: n + 1 }, () => focusCell(n + 1, 0));
    } else if (event.key === "Enter") {
      stop();
      commit(input);
      step(input, event.shiftKey ? -1 : 1, Math.min(0, state.home - column));
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      stop();
      const to = event.key === "ArrowUp" ? n - 1 : n + 1;
      if (!ghost && to >= 1 && to <= state.view.rows.length) ask({ do: "move", row: n, to }, () => focusCell(to, column));
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      stop();
      commit(input);
      step(input, event.key === "ArrowUp" ? -1 : 1, 0);
    } else if (event.key === "ArrowLeft" && input.selectionStart === 0 && input.selectionEnd === 0) {
      stop();
      step(input, 0, -1);
    } else if (event.key === "ArrowRight" && input.selectionStart === input.value.length && input.selectionEnd === input.value.length) {
      stop();
      step(input, 0, 1);
    } else if (event.key === "Delete" && control) {
      stop();
      if (!ghost) ask({ do: "delete", row: n }, () => focusCell(Math.min(n, state.view.rows.length), column));
    } else if (event.key === "Escape") {
      if (input.value !== input.dataset.sent) input.value = input.dataset.sent;
      else document.getElementById(document.getElementById("save").disabled ? "look" : "save").focus();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    const typing = document.activeElement && document.activeElement.matches("#grid input") && document.activeElement.value !== document.activeElement.dataset.sent;
    if (key === "s") {
      event.preventDefault();
      save();
    } else if (!typing && (key === "z" || key === "y")) {
      event.preventDefault();
      ask({ do: key === "y" || event.shiftKey ? "redo" : "undo" });
    }
  });

  function save() {
    const active = document.activeElement;
    if (active && active.matches("#grid input")) commit(active);
    ask({ do: "save" });
  }

  // What is looked at is what is saved.
  function look() {
    const active = document.activeElement;
    if (active && active.matches("#grid input")) commit(active);
    ask({ do: "save" }, (view) => {
      if (!view.told) document.getElementById("looking").submit();
    });
  }

  const buttons = {
    save,
    look,
    undo: () => ask({ do: "undo" }),
    redo: () => ask({ do: "redo" }),
    discard: () => ask({ do: "discard" }),
    sort: () => ask({ do: "sort" }),
    insert: () => state.row && !state.ghost && ask({ do: "insert", row: state.row }, () => focusCell(state.row, 0)),
    delete: () => state.row && !state.ghost && ask({ do: "delete", row: state.row }, () => focusCell(state.row, state.column)),
    first: () => {
      const problem = state.view.problems.find((each) => each.row > 0);
      if (problem) focusCell(problem.row, Math.max(0, problem.column));
    },
  };
  for (const [id, work] of Object.entries(buttons)) document.getElementById(id).addEventListener("click", work);

  const stated = [...document.querySelectorAll("[data-state]")];
  for (const input of stated) input.addEventListener("change", () => ask({ do: "state", line: input.dataset.state, text: input.value }));

  document.getElementById("sheets").addEventListener("change", (event) => ask({ do: "sheet", text: event.target.value }));

  draw();
  const start = rowsWithCells().find((tr) => tr.classList.contains("ghost"));
  if (start) {
    start.scrollIntoView({ block: "nearest" });
    start.cells[1].firstChild.focus({ preventScroll: true });
  }
  seek();
})();
