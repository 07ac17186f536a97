/* Comfort only: the page is whole without it. Sorts a table by a heading, copies a key figure. No less-than sign and no ampersand, so that it stands in XML too. */
(function () {
  "use strict";
  var words = document.body.dataset, narrow = matchMedia("(max-width: 40rem)"), sorters = [];

  function make(name, text) {
    var element = document.createElement(name);
    element.textContent = text;
    return element;
  }

  function value(row, column) {
    var cell = row.children[column], first = cell ? cell.firstChild : null, text = first ? first.textContent.trim() : "";
    var number = parseFloat(text.replace(/[,+]/g, "").replace("\u2212", "-"));
    return isNaN(number) ? text : number;
  }

  /* Numbers before words, ties as they stood. */
  function compare(a, b, way) {
    var numbers = [a, b].map(function (one) { return typeof one.value === "number"; });
    if (numbers[0] !== numbers[1]) return numbers[0] ? -1 : 1;
    var order = numbers[0] ? a.value - b.value : a.value.localeCompare(b.value, "en", { numeric: true });
    return order * way || a.place - b.place;
  }

  function sort(table, heading, column) {
    var body = table.tBodies[0], was = heading.getAttribute("aria-sort");
    var next = was === "ascending" ? "descending" : was === "descending" ? null : "ascending";
    table.querySelectorAll("th[aria-sort]").forEach(function (one) { one.removeAttribute("aria-sort"); });
    if (next) heading.setAttribute("aria-sort", next);
    table.rowsAsMade
      .map(function (row, place) { return { row: row, place: place, value: next ? value(row, column) : 0 }; })
      .sort(function (a, b) { return compare(a, b, next === "descending" ? -1 : 1); })
      .forEach(function (one) { body.appendChild(one.row); });
  }

  document.querySelectorAll("table").forEach(function (table) {
    if (2 > table.tBodies[0].rows.length) return;
    table.rowsAsMade = Array.from(table.tBodies[0].rows);
    Array.from(table.tHead.rows[0].cells).forEach(function (heading, column) {
      var button = make("button", heading.textContent);
      button.type = "button";
      button.title = words.sort;
      button.addEventListener("click", function () { sort(table, heading, column); });
      heading.replaceChildren(button);
      sorters.push(button);
    });
  });

  /* Where rows are blocks the headings are out of sight, and so out of the keyboard's way. */
  function reach() {
    sorters.forEach(function (button) { button.tabIndex = narrow.matches ? -1 : 0; });
  }
  narrow.addEventListener("change", reach);
  reach();

  var said = make("p", "");
  said.className = "unseen";
  said.setAttribute("role", "status");
  document.querySelector("main").appendChild(said);
  document.querySelectorAll(".key li").forEach(function (item) {
    var figure = item.querySelector(".figure"), link = item.querySelector("a"), button = make("button", words.copy);
    var text = figure.textContent.trim() + " " + (link ? link.textContent : "");
    button.type = "button";
    button.className = "copy";
    button.setAttribute("aria-label", words.copy + " " + figure.textContent.trim());
    button.addEventListener("click", function () {
      document.addEventListener("copy", function (event) {
        event.clipboardData.setData("text/plain", text);
        event.preventDefault();
      }, { once: true });
      getSelection().selectAllChildren(figure);
      document.execCommand("copy");
      said.textContent = words.copied + " " + text;
      button.textContent = words.copied;
      setTimeout(function () { button.textContent = words.copy; }, 2000);
    });
    item.appendChild(button);
  });
})();
