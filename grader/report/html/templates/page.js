"use strict";
// Steps through the time-lines, switches the theme, copies commands. All that is shown comes from the page
// itself and is put in place as text, never as markup.
(() => {
  const make = (tag, text = "", classes = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    element.className = classes;
    return element;
  };
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const timelines = [];

  // Each step comes with what has changed since the one before; this gives it all the rest as well.
  const whole = (steps) => {
    const threads = new Map();
    const values = new Map();
    return steps.map((step) => {
      for (const thread of step.threads) threads.set(thread.name, thread);
      for (const value of step.values) values.set(value.name, value);
      return { ...step, threads: [...threads.values()], values: [...values.values()] };
    });
  };

  class Timeline {
    constructor(root) {
      this.root = root;
      this.steps = whole(JSON.parse(root.querySelector("script[type='application/json']").textContent).steps);
      this.slider = root.querySelector("input[type=range]");
      this.moves = [...root.querySelectorAll("[data-step]")];
      this.lines = new Map([...root.querySelectorAll(".excerpt [data-line]")].map((e) => [e.dataset.line, e]));
      this.timer = 0;
      root.classList.add("stepping");
      root.querySelector(".transport").hidden = false;
      root.querySelector(".now").hidden = false;
      for (const button of root.querySelectorAll("[data-go]")) {
        button.addEventListener("click", () => this.go(button.dataset.go));
      }
      this.slider.addEventListener("input", () => this.show(this.slider.valueAsNumber, true));
      for (const move of this.moves) move.addEventListener("click", () => this.show(Number(move.dataset.step), true));
      root.addEventListener("keydown", (event) => this.key(event));
      this.show(this.steps.length, false);
    }

    go(where) {
      if (where === "play") return this.timer ? this.stop() : this.play();
      const goals = { first: 1, back: this.at - 1, on: this.at + 1, last: this.steps.length };
      this.show(goals[where], true);
    }

    key(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("pre, .excerpt, summary")) return;
      const own = event.target.tagName === "INPUT"; // a slider has arrows, Home and End of its own
      const goes = { ArrowLeft: "back", ArrowRight: "on", Home: "first", End: "last" }[event.key];
      if (goes && !own) this.go(goes);
      else if (event.key === " " && event.target.tagName !== "BUTTON") this.go("play");
      else return;
      event.preventDefault();
    }

    play() {
      if (this.at >= this.steps.length) this.show(1, false);
      this.root.classList.add("playing");
      this.label("Stop");
      this.timer = setInterval(() => {
        this.show(this.at + 1, false);
        if (this.at >= this.steps.length) this.stop();
      }, 1100);
    }

    stop() {
      clearInterval(this.timer);
      this.timer = 0;
      this.root.classList.remove("playing");
      this.label("Play from the first step");
    }

    label(text) {
      this.root.querySelector("[data-go=play]").setAttribute("aria-label", text);
    }

    show(number, byHand) {
      if (byHand && this.timer) this.stop();
      const before = this.at;
      this.at = Math.min(Math.max(number, 1), this.steps.length);
      const step = this.steps[this.at - 1];
      const of = this.steps.length;
      this.slider.value = this.at;
      this.slider.setAttribute("aria-valuetext", `${this.at} of ${of}: ${step.thread} ${step.say}`);
      this.root.querySelector("output").textContent = `step ${this.at} of ${of}`;
      for (const name of ["first", "back"]) this.enable(name, this.at > 1);
      for (const name of ["on", "last"]) this.enable(name, this.at < of);
      for (const move of this.moves) {
        const own = Number(move.dataset.step);
        move.classList.toggle("now", own === this.at);
        move.classList.toggle("later", own > this.at);
        if (own === this.at) move.setAttribute("aria-current", "step");
        else move.removeAttribute("aria-current");
        if (own === this.at && before !== undefined && before !== this.at) {
          move.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" });
        }
      }
      for (const turn of this.root.querySelectorAll(".turn")) {
        turn.classList.toggle("later", Number(turn.querySelector("[data-step]").dataset.step) > this.at);
      }
      this.tell(step);
      this.mark(step);
    }

    enable(name, wanted) {
      const button = this.root.querySelector(`[data-go=${name}]`);
      if (!wanted && document.activeElement === button) this.slider.focus({ preventScroll: true });
      button.disabled = !wanted;
    }

    tell(step) {
      const who = step.threads.find((thread) => thread.name === step.thread);
      const said = who ? [make("span", who.name, `who t${who.colour}`), ` ${step.say}`] : [step.say];
      this.root.querySelector(".say").replaceChildren(...said);
      const threads = step.threads.map((thread) => {
        const row = make("tr");
        const head = make("th");
        head.scope = "row";
        head.append(make("span", thread.name, `who t${thread.colour}`));
        const cell = make("td");
        cell.append(make("span", thread.detail, `state-${thread.state}`));
        if (thread.line) cell.append(make("span", ` · line ${thread.line}`, "quiet"));
        for (const what of thread.holds) cell.append(" ", make("span", `holds ${what}`, "holds"));
        if (thread.knows) cell.append(" ", make("span", `has read ${thread.knows}`, "knows"));
        row.append(head, cell);
        return row;
      });
      this.root.querySelector(".threads tbody").replaceChildren(...threads);
      const values = step.values.map((value) => {
        const row = make("tr", "", value.name === step.changed ? "changed-now" : "");
        const head = make("th", value.name);
        head.scope = "row";
        const cell = make("td");
        cell.append(make("code", value.value, "value"));
        row.append(head, cell, make("td", value.by, "quiet"));
        return row;
      });
      this.root.querySelector(".values").hidden = values.length === 0;
      this.root.querySelector(".values tbody").replaceChildren(...values);
    }

    mark(step) {
      for (const line of this.lines.values()) {
        line.classList.remove("at-now");
        line.querySelector(".marks").replaceChildren();
      }
      for (const thread of step.threads) {
        const line = this.lines.get(String(thread.line));
        if (!line) continue;
        const current = thread.name === step.thread;
        line.querySelector(".marks").append(make("span", thread.name, `who t${thread.colour}${current ? " current" : ""}`));
        if (current && step.line) line.classList.add("at-now");
      }
    }
  }

  for (const root of document.querySelectorAll(".timeline")) timelines.push(new Timeline(root));

  // With nothing in focus the keys step through the first time-line that is in sight.
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || ![document.body, document.getElementById("main")].includes(event.target)) return;
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const seen = timelines.find(({ root }) => {
      const { top, bottom, height } = root.getBoundingClientRect();
      return height > 0 && bottom > 0 && top < innerHeight;
    });
    if (seen) seen.key(event);
  });

  const theme = document.querySelector("[data-theme-switch]");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.style.colorScheme ? root.style.colorScheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.style.colorScheme = dark ? "light" : "dark";
  });

  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) break;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const label = button.querySelector("span");
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        label.textContent = "Copied";
      } catch {
        label.textContent = "Not allowed";
      }
      setTimeout(() => { label.textContent = "Copy"; }, 1500);
    });
  }

  // interview: a kata's saves and checks, one picture at a time; all of them on paper.
  for (const root of document.querySelectorAll(".playback")) {
    const frames = [...root.querySelectorAll(".frame")];
    const transport = root.querySelector(".transport");
    const range = transport.querySelector("input");
    const show = (at) => {
      const now = Math.min(Math.max(at, 1), frames.length);
      frames.forEach((frame, index) => { frame.hidden = index + 1 !== now; });
      range.value = now;
      range.setAttribute("aria-valuetext", frames[now - 1].dataset.label);
      transport.querySelector("output").textContent = `${now} of ${frames.length}: ${frames[now - 1].dataset.label}`;
      transport.querySelector("[data-go=back]").disabled = now === 1;
      transport.querySelector("[data-go=on]").disabled = now === frames.length;
    };
    transport.hidden = false;
    range.addEventListener("input", () => show(Number(range.value)));
    transport.addEventListener("click", (event) => {
      const button = event.target.closest("[data-go]");
      if (button) show(Number(range.value) + (button.dataset.go === "on" ? 1 : -1));
    });
    const goal = () => {
      const at = frames.findIndex((frame) => `#${frame.id}` === location.hash);
      if (at >= 0) { show(at + 1); frames[at].scrollIntoView(); }
    };
    addEventListener("hashchange", goal);
    addEventListener("beforeprint", () => { for (const frame of frames) frame.hidden = false; });
    addEventListener("afterprint", () => show(Number(range.value)));
    show(frames.length);
    goal();
  }

  const unfold = () => {
    const goal = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const folded = goal && goal.closest("details");
    if (folded) { folded.open = true; goal.scrollIntoView(); }
  };
  addEventListener("hashchange", unfold);
  unfold();
  addEventListener("beforeprint", () => { for (const part of document.querySelectorAll(".stage, .folded")) part.open = true; });
})();
