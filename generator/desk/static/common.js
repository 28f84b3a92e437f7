// What the scripts of several pages do alike: a node is made, something is told, a choice is offered.
(function () {
  "use strict";

  // A value of false leaves an attribute out, one of true writes its name alone.
  function make(name, more, ...inside) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(more || {})) if (value !== false) node.setAttribute(key, value === true ? "" : value);
    node.append(...inside);
    return node;
  }

  function tell(text, wrong) {
    const status = document.getElementById("status");
    status.textContent = text;
    status.className = text ? (wrong ? "note wrong" : "note good") : "";
  }

  // `choice`: (label, what is asked) pairs; `ask` is told which.
  function choose(choice, ask) {
    const box = document.getElementById("choice");
    box.replaceChildren(
      ...choice.map(([label, what]) => {
        const button = make("button", { type: "button" }, label);
        button.addEventListener("click", () => {
          box.replaceChildren();
          ask(what);
        });
        return button;
      }),
    );
    box.firstChild.focus();
  }

  window.Desk = { make, tell, choose };
})();
