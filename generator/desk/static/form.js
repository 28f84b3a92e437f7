// A file of keys and lists as a form. What a key means and what is wrong with it is told by the server after every change.
(function () {
  "use strict";

  const { make, tell, choose } = window.Desk;
  const home = document.getElementById("form");
  const place = { village: home.dataset.village, file: home.dataset.file };
  let view = JSON.parse(document.getElementById("view").textContent);
  const queue = [];
  let busy = false;
  let waiting = 0;
  let pending = null;
  /* Cards of each list by its name, in the order of its records; behind them those that are not in the file yet. */
  const cards = {};
  const heads = [];

  const button = (label, work, more) => {
    const node = make("button", { type: "button", ...more }, label);
    node.addEventListener("click", work);
    return node;
  };
  const list = (name) => view.lists.find((each) => each.name === name);

  // --- asked and answered, one after the other

  function ask(what, anew, then, card) {
    queue.push([what, anew, then, card]);
    next();
  }

  async function next() {
    if (busy || !queue.length) return;
    busy = true;
    home.setAttribute("aria-busy", "true");
    const [what, anew, then, card, file] = queue.shift();
    if (what.do !== "set" && what.do !== "add") tell("", false);
    try {
      const all = { ...place, stands: view.stands, ...what };
      const answer = file
        ? await fetch(`/form/photo?${new URLSearchParams(all)}`, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file })
        : await fetch("/form/do", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(all) });
      const got = await answer.json();
      if (got.told || got.done) tell(got.told || got.done, !!got.told);
      document.getElementById("choice").replaceChildren();
      if (got.choice) choose(got.choice, (chosen) => ask(chosen, true));
      if (card) card.waiting = false;
      if (got.texts) {
        view = got;
        draw(anew || got.stale);
        if (then && !got.told) then();
      }
    } catch {
      tell("工作台没有回答，可能窗口关了。写的内容都在草稿里，重新打开「打开公开栏」就能接着写。", true);
    }
    busy = false;
    home.setAttribute("aria-busy", queue.length ? "true" : "false");
    next();
  }

  function box(problem, input) {
    const mark = make("span", { class: problem.severity === "error" ? "mark wrong" : "mark" }, problem.title);
    const node = make("div", { class: `tell ${problem.severity}` }, mark, ` ${problem.message} 怎么改：${problem.hint}`);
    const mend = () => ask({ do: "mend", problem: problem.id }, false, () => input && input.focus());
    for (const label of problem.mends) node.append(" ", button(label, mend, { class: "mending" }));
    if (problem.explained[1]) node.append(" ", make("a", { href: problem.explained[1] }, problem.explained[0]));
    return node;
  }

  // --- one field

  let made = 0;

  function field(column, commit, where) {
    const id = `f${made++}`;
    const more = { id, autocomplete: "off", "aria-describedby": `h-${id} t-${id}`, "data-key": column.key };
    let input;
    if (column.sort === "choice") input = make("select", more, ...["", ...column.choices].map((word) => make("option", { value: word }, word || "（没有写）")));
    else if (column.sort !== "line") input = make("textarea", { ...more, rows: column.sort === "lines" ? "2" : "1" });
    else input = make("input", more);
    const label = make("label", { for: id }, column.key);
    if (column.must) label.append(make("span", { class: "must" }, "＊必填"));
    const node = make("div", { class: "field" }, label, make("p", { class: "soft", id: `h-${id}` }, column.help), input);
    if (column.offers.length && column.sort !== "lines") {
      input.setAttribute("list", `l-${id}`);
      node.append(make("datalist", { id: `l-${id}` }, ...column.offers.map(([value, label]) => make("option", label ? { value, label: `${value} ${label}` } : { value }))));
    } else if (column.offers.length) {
      const words = column.offers.map(([value, label]) => (label ? `${value} ${label}` : value)).join("、");
      node.append(make("details", {}, make("summary", {}, "可以写的"), words));
    }
    if (column.photos) {
      const files = make("input", { type: "file", id: `p-${id}`, class: "unseen", multiple: "", accept: "image/jpeg,image/png" });
      files.addEventListener("change", () => {
        for (const file of files.files) {
          queue.push([{ do: "photo", key: column.key, ...where() }, false, null, null, file]);
          next();
        }
        files.value = "";
      });
      node.append(files, make("label", { class: "button", for: `p-${id}` }, "选照片"));
    }
    const told = make("div", { class: "told", id: `t-${id}` });
    node.append(told);
    const each = { key: column.key, column, node, input, told, sent: "" };
    each.commit = () => {
      clearTimeout(waiting);
      pending = null;
      if (input.value === each.sent) return;
      each.sent = input.value;
      commit(each);
    };
    input.addEventListener("change", each.commit);
    if (column.sort === "text") {
      // One line, however it is broken on the screen; unless the file has it in lines.
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing || each.sent.includes("\n")) return;
        event.preventDefault();
        each.commit();
      });
    }
    input.addEventListener("input", (event) => {
      clearTimeout(waiting);
      pending = each;
      if (!event.isComposing) waiting = setTimeout(each.commit, 500);
    });
    return each;
  }

  function fill(each, text, problems, held) {
    const { input } = each;
    input.disabled = held.includes(each.key);
    if (input.value !== text && !(input === document.activeElement && input.value !== each.sent)) {
      if (input.matches("select") && text && ![...input.options].some((option) => option.value === text)) input.append(make("option", {}, text));
      input.value = text;
    }
    if (input.matches("textarea")) input.rows = each.column.sort === "text" ? Math.max(Math.ceil(text.length / 18), text.split("\n").length) : Math.max(2, text.split("\n").length);
    each.sent = text;
    const mine = problems.filter((problem) => problem.key === each.key);
    each.told.replaceChildren(...mine.map((problem) => box(problem, input)));
    if (input.disabled) each.told.append(make("p", { class: "soft" }, "这一项在文件里写得特别，原样列在下面。要改：先在下面删掉它，再在这里写。"));
    if (mine.some((problem) => problem.severity === "error")) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }

  // What has no field is shown as it stands in the file, and stays so.
  function strange(lines, where) {
    if (!lines.length) return [];
    return [
      make("p", { class: "soft" }, "下面的内容这张表单认不出来，照原样留在文件里："),
      ...lines.map(([key, text]) => {
        const node = make("div", { class: "strange" }, make("pre", { tabindex: "0" }, text));
        if (key) node.append(button(`删掉「${key}」`, () => ask({ do: "unknown", key, ...where }, true)));
        return node;
      }),
    ];
  }

  // --- one record of a list

  function title(part, record) {
    const called = (column, text) => (column.offers.find(([value, words]) => words && value === text) || ["", text])[1];
    const texts = part.columns.map((column) => called(column, record.texts[column.key])).filter(Boolean);
    return texts.slice(0, 4).map((text) => text.replace(/\n/g, "、").slice(0, 24)).join("　") || "（还没有写）";
  }

  function card(name, number) {
    const part = list(name);
    const one = { name, number, fields: null, waiting: false };
    one.heading = make("summary");
    one.inside = make("div", { class: "inside" });
    one.node = make("details", { class: "record" }, one.heading, one.inside);
    one.fillIn = () => {
      if (one.fields) return;
      one.fields = part.columns.map((column) => field(column, (each) => changed(one, each), () => ({ part: one.name, number: `${one.number ?? ""}` })));
      one.odd = make("div");
      one.told = make("div", { class: "told" });
      one.group = make("div", { class: "cells", role: "group" }, ...one.fields.map((each) => each.node));
      one.buttons = make("div", { class: "actions" });
      one.inside.append(one.told, one.group, one.odd, one.buttons);
      drawCard(one);
    };
    one.node.addEventListener("toggle", () => one.node.open && one.fillIn());
    return one;
  }

  function changed(one, each) {
    if (one.number === null) {
      // It is the last of the list from now on: what is typed next goes to the same record.
      one.number = cards[one.name].filter((other) => other.number !== null).length;
      one.waiting = true;
      ask({ do: "add", part: one.name, texts: { [each.key]: each.input.value } }, false, null, one);
    } else ask({ do: "set", part: one.name, number: one.number, key: each.key, text: each.input.value });
  }

  function drawCard(one) {
    const part = list(one.name);
    const record = one.number === null || one.waiting ? null : part.records[one.number];
    const problems = record ? view.problems.filter((problem) => problem.part === one.name && problem.number === one.number) : [];
    const number = cards[one.name].indexOf(one) + 1;
    one.heading.replaceChildren(`第 ${number} 条　${record ? title(part, record) : "新的"}`);
    if (problems.length) one.heading.append(" ", make("span", { class: "mark wrong" }, `${problems.length} 处要改`));
    if (!one.fields) return;
    one.group.setAttribute("aria-label", `${one.name}第 ${number} 条`);
    if (record) for (const each of one.fields) fill(each, record.texts[each.key] || "", problems, record.held);
    const known = new Set(one.fields.map((each) => each.key));
    one.told.replaceChildren(...problems.filter((problem) => !known.has(problem.key)).map((problem) => box(problem)));
    const odd = record ? record.strange : [];
    if (one.shown !== JSON.stringify(odd)) one.odd.replaceChildren(...strange(odd, { part: one.name, number: one.number }));
    one.shown = JSON.stringify(odd);
    const last = part.records.length - 1;
    const key = `${one.number}/${last}`;
    if (one.has !== key) one.buttons.replaceChildren(...tools(one, number, last));
    one.has = key;
  }

  function tools(one, number, last) {
    const again = (at, label) => () => {
      const other = cards[one.name][at];
      if (!other) return document.getElementById(`add-${one.name}`).focus();
      other.fillIn();
      other.node.open = true;
      ([...other.buttons.children].find((each) => each.textContent.startsWith(label) && !each.disabled) || other.heading).focus();
    };
    const leave = () => {
      cards[one.name].splice(cards[one.name].indexOf(one), 1);
      draw(true);
      document.getElementById(`add-${one.name}`).focus();
    };
    if (one.number === null) return [button("不要这一条", leave)];
    const move = (label, to) => {
      const node = button(label, () => swap(one, to, again(to, label)), { "aria-label": `第 ${number} 条${label}` });
      node.disabled = to < 0 || to > last;
      return node;
    };
    const out = button("删去这一条", () => remove(one, again(Math.min(one.number, last - 1), "删去")), { "aria-label": `第 ${number} 条删去` });
    return [move("往上移", one.number - 1), move("往下移", one.number + 1), out];
  }

  // A list that is drawn anew has the same cards open, at their new places.
  function swap(one, to, then) {
    const from = one.number;
    ask({ do: "move", part: one.name, number: from, to }, true, () => {
      const mine = cards[one.name];
      const open = mine[to].node.open;
      mine[to].node.open = true;
      mine[from].node.open = open;
      then();
    });
  }

  function remove(one, then) {
    ask({ do: "delete", part: one.name, number: one.number }, true, then);
  }

  function addCard(name) {
    const one = card(name, null);
    cards[name].push(one);
    document.getElementById(`r-${name}`).append(one.node);
    one.node.open = true;
    one.fillIn();
    drawCard(one);
    one.fields[0].input.focus();
  }

  // --- the whole

  function build() {
    const more = make("div");
    const first = make("div", { class: "cells" });
    const rest = make("div", { class: "cells" });
    for (const column of view.heads) {
      const each = field(column, (one) => ask({ do: "set", key: one.key, text: one.input.value }), () => ({}));
      heads.push(each);
      (column.must || column.key in view.texts || view.problems.some((p) => !p.part && p.key === column.key) ? first : rest).append(each.node);
    }
    more.append(first);
    if (rest.children.length) more.append(make("details", {}, make("summary", {}, `还可以写的（${rest.children.length} 项）`), rest));
    home.append(more, make("div", { id: "odd" }));
    for (const part of view.lists) {
      cards[part.name] = [];
      const add = button(`加一条${part.name}`, () => addCard(part.name), { id: `add-${part.name}` });
      home.append(
        make(
          "section",
          { class: "kind", id: `s-${part.name}`, "aria-labelledby": `h-${part.name}` },
          make("h2", { id: `h-${part.name}`, tabindex: "-1" }, part.name),
          make("p", { class: "soft" }, part.help),
          make("div", { class: "told", id: `t-${part.name}` }),
          make("div", { id: `r-${part.name}` }),
          add,
        ),
      );
    }
    if (view.lists.length > 2) {
      document.getElementById("parts").append(
        ...view.lists.map((part) => {
          const link = make("a", { class: "button", href: `#h-${part.name}` }, part.name);
          return link;
        }),
      );
    }
  }

  function drawList(part, anew) {
    const shown = cards[part.name];
    const there = shown.filter((one) => one.number !== null && !one.waiting).length;
    if (anew || there !== part.records.length || !document.getElementById(`r-${part.name}`).children.length) {
      const open = new Set(shown.filter((one) => one.node.open && one.number !== null).map((one) => one.number));
      const fresh = shown.filter((one) => one.number === null || one.waiting);
      const wrong = new Set(!shown.length ? view.problems.filter((problem) => problem.part === part.name).map((problem) => problem.number) : []);
      cards[part.name] = [...part.records.map((_, number) => card(part.name, number)), ...fresh];
      document.getElementById(`r-${part.name}`).replaceChildren(...cards[part.name].map((one) => one.node));
      for (const one of cards[part.name]) {
        if (one.number !== null && (open.has(one.number) || wrong.has(one.number))) {
          one.node.open = true;
          one.fillIn();
        }
      }
    }
    for (const one of cards[part.name]) drawCard(one);
    document.getElementById(`t-${part.name}`).replaceChildren(...view.problems.filter((p) => p.part === part.name && p.number < 0).map((problem) => box(problem)));
  }

  function draw(anew) {
    const known = new Set(heads.map((each) => each.key));
    const above = view.problems.filter((problem) => !problem.part);
    for (const each of heads) fill(each, view.texts[each.key] || "", above, view.held);
    const odd = document.getElementById("odd");
    if (anew !== undefined || odd.dataset.shown !== JSON.stringify(view.strange)) odd.replaceChildren(...strange(view.strange, {}));
    odd.dataset.shown = JSON.stringify(view.strange);
    for (const part of view.lists) drawList(part, anew);
    const elsewhere = view.elsewhere.map((text) => make("div", { class: "tell" }, `别的文件因此有了问题：${text}`));
    document.getElementById("whole").replaceChildren(...above.filter((problem) => !known.has(problem.key)).map((problem) => box(problem)), ...elsewhere);
    const errors = view.problems.filter((problem) => problem.severity === "error").length;
    const summary = document.getElementById("summary");
    const text = view.problems.length ? `${errors} 个错误，${view.problems.length - errors} 个提醒` : "没有发现问题";
    if (summary.textContent !== text) summary.textContent = text;
    summary.className = view.problems.length ? (errors ? "mark wrong" : "mark") : "mark good";
    for (const [id, on] of [["undo", view.undo], ["redo", view.redo], ["save", view.changed]]) document.getElementById(id).disabled = !on;
    document.getElementById("saved").textContent = view.changed ? "还没有保存（草稿已经存着）" : "已经保存";
  }

  function save() {
    if (pending) pending.commit();
    ask({ do: "save" });
  }

  for (const [id, work] of Object.entries({ save, undo: () => ask({ do: "undo" }, true), redo: () => ask({ do: "redo" }, true) })) {
    document.getElementById(id).addEventListener("click", work);
  }
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
    }
  });

  home.setAttribute("aria-busy", "false");
  build();
  draw();
  // A record that another page has begun: once, and in the draft like all else.
  const wanted = new URLSearchParams(location.search);
  const part = wanted.get("add") && list(wanted.get("add"));
  if (part) {
    wanted.delete("add");
    const texts = {};
    for (const column of part.columns) {
      if (wanted.get(column.key)) texts[column.key] = wanted.get(column.key);
      wanted.delete(column.key);
    }
    history.replaceState(null, "", `${location.pathname}?${wanted}`);
    ask({ do: "add", part: part.name, texts }, true, () => {
      const one = cards[part.name][list(part.name).records.length - 1];
      one.node.open = true;
      one.fillIn();
      (one.fields.find((each) => each.column.must && !each.input.value) || one.fields[0]).input.focus();
    });
  }
})();
