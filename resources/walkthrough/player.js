"use strict";
(() => {
  const book = JSON.parse(document.getElementById("book").textContent);
  const words = book.words;
  const at = (id) => document.getElementById(id);
  const make = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  let taken = [];

  const choicesAt = (path) => {
    let choices = book.begin;
    for (const index of path) {
      choices = book.moments[choices[index].to].choices;
    }
    return choices;
  };

  const walk = () => {
    const found = [];
    let choices = book.begin;
    for (const index of taken) {
      const choice = choices[index];
      found.push(choice);
      choices = book.moments[choice.to].choices;
    }
    return found;
  };

  const go = (path) => {
    taken = path;
    const hash = "#" + path.join(".");
    if (location.hash !== hash) history.replaceState(null, "", hash);
    show();
  };

  const place = (element, rect, size) => {
    element.style.left = (100 * rect[0]) / size[0] + "%";
    element.style.top = (100 * rect[1]) / size[1] + "%";
    element.style.width = (100 * rect[2]) / size[0] + "%";
    element.style.height = (100 * rect[3]) / size[1] + "%";
  };

  const said = (picture, isLast, choices) => {
    const holder = make("div", "", "said");
    let frame = 0;
    const draw = () => {
      const shown = picture.frames[frame];
      holder.replaceChildren();
      const image = make("img");
      image.src = shown.source;
      image.alt = picture.alt;
      image.onload = toEnd;
      holder.append(image);
      for (const area of shown.areas) {
        const target = choices.findIndex((each) => area.tap && each.tap === area.tap);
        if (!area.told && (!isLast || target < 0)) continue;
        const button = make("button", "", "place");
        button.setAttribute("aria-label", area.name);
        place(button, area.rect, shown.size);
        button.onclick = () => (area.told ? tell(area.told) : go([...taken, target]));
        holder.append(button);
      }
      if (frame > 0) holder.append(swipe("back", "‹", words.back_card, -1));
      if (frame + 1 < picture.frames.length) holder.append(swipe("on", "›", words.next_card, 1));
    };
    const swipe = (side, sign, name, by) => {
      const button = make("button", sign, "swipe " + side);
      button.setAttribute("aria-label", name);
      button.onclick = () => { frame += by; draw(); };
      return button;
    };
    draw();
    return holder;
  };

  const tell = (text) => { at("told").textContent = text; };
  const toEnd = () => { at("talk").scrollTop = at("talk").scrollHeight; };

  const show = () => {
    const way = walk();
    const choices = choicesAt(taken);
    const talk = at("talk");
    talk.replaceChildren();
    const lines = way.flatMap((choice, step) => choice.lines.map((line) => [line, step]));
    const lastHeard = lines.reduce((last, [line], index) => (line.heard ? index : last), -1);
    lines.forEach(([line, step], index) => {
      const picture = book.pictures[index < lastHeard && line.answered ? line.answered : line.picture];
      talk.append(said(picture, step === way.length - 1 || index > lastHeard, choices));
    });
    tell("");
    const list = at("choices");
    list.replaceChildren();
    choices.forEach((choice, index) => {
      const row = make("li");
      const button = make("button", "", index === 0 ? "first" : "");
      button.append(make("span", choice.label), make("small", words.kinds[choice.kind]));
      button.onclick = () => go([...taken, index]);
      row.append(button);
      list.append(row);
    });
    const here = way.length ? book.moments[way[way.length - 1].to] : null;
    at("ask").textContent = here && here.outcome ? "" : here && here.node ? words.waits + here.node : words.begin;
    at("end").hidden = !(here && here.outcome);
    at("end").textContent = here && here.outcome ? words.outcomes[here.outcome] : "";
    at("end").className = here && here.outcome === "goal" ? "end" : "end other";
    const steps = at("way");
    steps.replaceChildren(...way.flatMap((choice) => choice.way).map((text) => make("li", text)));
    const sms = at("sms");
    sms.replaceChildren(...lines.filter(([line]) => line.sms).map(([line]) => make("pre", line.sms)));
    at("undo").disabled = taken.length === 0;
    at("again").disabled = taken.length === 0;
    steps.scrollTop = steps.scrollHeight;
    toEnd();
  };

  const fromHash = () => {
    const path = [];
    for (const part of location.hash.slice(1).split(".")) {
      const index = Number(part);
      if (part === "" || !Number.isInteger(index) || index < 0 || index >= choicesAt(path).length) break;
      path.push(index);
    }
    go(path);
  };

  const phone = at("phone");
  phone.style.width = book.phone.size[0] + "px";
  phone.style.height = book.phone.size[1] + "px";
  phone.style.backgroundImage = "url(" + book.phone.source + ")";
  place(at("talk"), book.phone.talk, book.phone.size);
  at("undo").onclick = () => go(taken.slice(0, -1));
  at("again").onclick = () => go([]);
  addEventListener("hashchange", fromHash);
  fromHash();
})();
