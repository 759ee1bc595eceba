extension HTMLReportScript {
    /// The ways to look at a page, and what the toolbar and the keys do.
    static let views: Markup = """
        const names = all("[data-view]").map((button) => button.dataset.view);
        const zooms = all("[data-zoom]").map((button) => button.dataset.zoom);
        const state = { view: "side", zoom: "width", playing: !matchMedia("(prefers-reduced-motion: reduce)").matches };
        let timer = 0;

        // Pages without two pictures to lay over each other are always shown side by side.
        function canShow(view) {
          if (!page) return false;
          if (view === "difference") return page.matches(".compared");
          return view === "side" || page.matches(".pair");
        }

        function update() {
          const view = canShow(state.view) ? state.view : "side";
          root.dataset.view = view;
          root.dataset.zoom = state.zoom;
          root.dataset.frames = byId("frames").checked ? "on" : "off";
          root.dataset.density = byId("density").checked ? "on" : "off";
          for (const button of all(".views button")) {
            button.disabled = !canShow(button.dataset.view);
            button.setAttribute("aria-pressed", button.dataset.view === view);
          }
          for (const button of all(".zooms button")) {
            button.setAttribute("aria-pressed", button.dataset.zoom === state.zoom);
          }
          root.style.setProperty("--swipe", `${byId("swipe").value}%`);
          root.style.setProperty("--over", byId("opacity").value / 100);
          byId("interval").value = `${(byId("speed").value / 1000).toFixed(2)} s`;
          byId("play").textContent = state.playing ? "Stop" : "Start";
          clearInterval(timer);
          if (view === "blink" && state.playing) timer = setInterval(flip, byId("speed").value);
          if (view === "difference") showDensity(page);
        }

        const flip = () => root.classList.toggle("flip");

        function choose(view) { if (view && canShow(view)) { state.view = view; update(); } }

        function play() { state.playing = !state.playing; update(); }

        function zoom(next) { state.zoom = next; update(); }

        for (const button of all(".views button")) button.addEventListener("click", () => choose(button.dataset.view));
        for (const button of all(".zooms button")) button.addEventListener("click", () => zoom(button.dataset.zoom));
        for (const input of all(".toolbar input")) input.addEventListener("input", update);
        byId("play").addEventListener("click", play);

        document.addEventListener("keydown", (event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const keys = {
            n: () => step(1), p: () => step(-1),
            z: () => zoom(zooms[(zooms.indexOf(state.zoom) + 1) % zooms.length]),
            f: () => byId("frames").click(), b: () => state.view === "blink" ? play() : choose("blink"),
          };
          const action = keys[event.key] || (/^[1-5]$/.test(event.key) && (() => choose(names[event.key - 1])));
          if (action) { event.preventDefault(); action(); }
        });

        // The edge between the two pages follows the pointer.
        function swipe(event) {
          const stage = event.target.closest?.(".pair .stage");
          if (!stage || root.dataset.view !== "swipe" || event.buttons !== 1) return;
          const box = stage.querySelector(".frame").getBoundingClientRect();
          byId("swipe").value = 100 * (event.clientX - box.left) / box.width;
          update();
        }
        document.addEventListener("pointerdown", swipe);
        document.addEventListener("pointermove", swipe);
        document.addEventListener("dragstart", (event) => event.preventDefault());

        // Pictures side by side, or over each other, show the same part of the page.
        document.addEventListener("scroll", (event) => {
          const frame = event.target;
          if (!frame.matches?.(".pair .frame")) return;
          for (const other of all(".frame", page)) {
            if (other !== frame) other.scrollTo(frame.scrollLeft, frame.scrollTop);
          }
        }, true);

        for (const stage of all(".pair .stage")) {
          const handle = document.createElement("div");
          handle.className = "handle";
          stage.append(handle);
        }

        """
}
