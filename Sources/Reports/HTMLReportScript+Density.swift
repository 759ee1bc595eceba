extension HTMLReportScript {
    /// How densely the pixels of each region differ, counted in the picture of the differences.
    ///
    /// Pixels that differ are the only ones there that are a strong red: a picture fades what is the same, and has orange
    /// and blue for what the rule passes over.
    static let density: Markup = """
        const isRed = (data, at) => data[at] - data[at + 1] >= 110 && data[at] - data[at + 2] >= 60;

        // Counts by strips, since pages may have more pixels than a canvas can.
        function countRed(image, area) {
          const canvas = document.createElement("canvas");
          const context = canvas.getContext("2d", { willReadFrequently: true });
          const rows = Math.max(1, Math.min(area.height, Math.floor(4e6 / area.width)));
          [canvas.width, canvas.height] = [area.width, rows];
          let count = 0;
          for (let y = 0; y < area.height; y += rows) {
            const height = Math.min(rows, area.height - y);
            context.drawImage(image, area.x, area.y + y, area.width, height, 0, 0, area.width, height);
            const data = context.getImageData(0, 0, area.width, height).data;
            for (let at = 0; at < data.length; at += 4) count += isRed(data, at);
          }
          return count;
        }

        async function showDensity(page) {
          const figure = page.querySelector(".difference");
          const svg = figure.querySelector("svg");
          if (!svg || svg.dataset.counted) return;
          svg.dataset.counted = "yes";
          const image = figure.querySelector("img");
          await image.decode();
          const box = svg.viewBox.baseVal;
          const rectangles = all("rect[data-region]", svg);
          for (const item of all(".regions li", page)) {
            const rectangle = rectangles[item.dataset.region - 1];
            const [x, y, width, height] = item.dataset.area.split(" ").map(Number);
            const area = { x, y, width, height };
            // A picture may be smaller than the page it shows.
            const scale = image.naturalWidth / box.width;
            const scaled = scale === 1 ? area : {
              x: Math.floor(area.x * scale), y: Math.floor(area.y * scale),
              width: Math.ceil(area.width * scale), height: Math.ceil(area.height * scale),
            };
            const count = countRed(image, scaled);
            const part = count / (scaled.width * scaled.height);
            const share = `${(100 * part).toFixed(part >= .1 ? 0 : 1)} %`;
            const words = scale === 1 ? `${count.toLocaleString("en")} px, ${share}` : share;
            rectangle.classList.add("dense");
            rectangle.style.setProperty("--density", .1 + .5 * part);
            item.querySelector(".count").textContent = words;
            // Many labels would hide each other, and the page; the list has them all.
            if (rectangles.length > 40) continue;
            const label = document.createElementNS(svg.namespaceURI, "text");
            const size = Math.max(box.width, box.height) / 100;
            label.textContent = words;
            label.setAttribute("font-size", size);
            label.setAttribute("x", area.x);
            label.setAttribute("y", area.y > size * 1.5 ? area.y - size * .35 : area.y + area.height + size * 1.05);
            svg.append(label);
          }
        }

        byId("density").parentElement.title = "How densely the pixels of each region differ";
        document.querySelector(".toolbar").hidden = false;
        open(location.hash.slice(1), location.hash !== "");

        """
}
