extension HTMLReportScript {
    /// How densely the pixels of each region differ, as the list of regions says it, in the picture of the differences.
    static let density: Markup = """
        function showDensity(page) {
          const svg = page.querySelector(".difference svg");
          if (!svg || svg.dataset.labelled) return;
          svg.dataset.labelled = "yes";
          const box = svg.viewBox.baseVal;
          const size = Math.max(box.width, box.height) / 100;
          const rectangles = all("rect[data-region]", svg);
          for (const item of all(".regions li", page)) {
            const rectangle = rectangles[item.dataset.region - 1];
            rectangle.classList.add("dense");
            rectangle.style.setProperty("--density", .1 + .5 * item.dataset.density);
            // Many labels would hide each other, and the page; the list has them all.
            if (rectangles.length > 40) continue;
            const label = document.createElementNS(svg.namespaceURI, "text");
            const [top, height] = [rectangle.y.baseVal.value, rectangle.height.baseVal.value];
            label.textContent = item.querySelector(".count").textContent;
            label.setAttribute("font-size", size);
            label.setAttribute("x", rectangle.x.baseVal.value);
            label.setAttribute("y", top > size * 1.5 ? top - size * .35 : top + height + size * 1.05);
            svg.append(label);
          }
        }

        byId("density").parentElement.title = "How densely the pixels of each region differ";
        document.querySelector(".toolbar").hidden = pages.length === 0;
        open(location.hash.slice(1), location.hash !== "");

        """
}
