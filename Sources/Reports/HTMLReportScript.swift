/// The script of the HTML report.
///
/// It shows one page at a time and keeps the way of looking at it in attributes of the root; the style does the rest.
enum HTMLReportScript {
    /// SHA-256 of the text in base 64, for the policy that lets browsers run it; a test says what it must be.
    static let digest = "/bbaOLYm2u/PG332Ynlg8ci9N/TE02OWsPA91rKU2Sc="

    static let text: Markup =
        "//<![CDATA[\n" + navigation + HTMLReportScript.views + HTMLReportScript.density + "//]]>\n"

    private static let navigation: Markup = """
        "use strict";
        const root = document.documentElement;
        const byId = (id) => document.getElementById(id);
        const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
        const pages = all("article.page");
        let page = null;

        // Shows the page, comparison or region that the address names; the first page if it names none.
        function open(id, scrolls) {
          const target = byId(id) || pages[0] || document.querySelector(".comparison");
          if (!target) return;
          const comparison = target.closest(".comparison");
          page = target.closest("article") || comparison.querySelector("article");
          for (const element of all(".current")) element.classList.remove("current");
          for (const link of all("nav [aria-current]")) link.removeAttribute("aria-current");
          for (const element of [comparison, page]) if (element) element.classList.add("current");
          const link = document.querySelector(`nav a[href="#${(page || comparison).id}"]`);
          if (link) {
            link.setAttribute("aria-current", "true");
            link.scrollIntoView({ block: "nearest" });
          }
          const place = pages.indexOf(page);
          byId("position").value = `${place < 0 ? "\u{2013}" : place + 1} of ${pages.length}`;
          byId("previous").disabled = place < 1;
          byId("next").disabled = place + 1 >= pages.length;
          update();
          if (target.matches("rect")) mark(target.dataset.region);
          else if (scrolls) (target === comparison ? comparison : page).scrollIntoView();
          if (scrolls) page?.focus({ preventScroll: true });
        }

        // Shows where a region lies, in whichever picture can be seen.
        function mark(region) {
          for (const element of all(".mark")) element.classList.remove("mark");
          for (const element of all(`[data-region="${region}"]`, page)) {
            element.classList.add("mark");
            if (element.matches("rect") && element.getClientRects().length) {
              element.scrollIntoView({ block: "center", inline: "center" });
            }
          }
        }

        function step(distance) {
          const next = pages[pages.indexOf(page) + distance];
          if (next) location.hash = next.id;
        }

        byId("previous").addEventListener("click", () => step(-1));
        byId("next").addEventListener("click", () => step(1));
        window.addEventListener("hashchange", () => open(location.hash.slice(1), true));
        document.addEventListener("click", (event) => {
          const link = event.target.closest(".regions a");
          // The address may be there already, and then it does not change.
          if (link) { event.preventDefault(); mark(link.closest("li").dataset.region); }
        });

        """
}
