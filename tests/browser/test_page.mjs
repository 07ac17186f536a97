// The web page in Debian's Chromium: nothing wider than a phone, no fault that axe-core finds at WCAG 2.2 AA, everything within reach of the
// keyboard, nothing loaded or run, and a print on A4 without cut charts.
//
//     test_page.mjs EVENHAND TOP
//
// Needs Chromium and `npm ci --ignore-scripts --prefix tests/browser` (or EVENHAND_BROWSER_MODULES, the folder that holds node_modules); without them it fails. tests/browser/run sees to both.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import assert from "node:assert/strict";

const MISSING = 1;
const [program, top] = process.argv.slice(2);
const modules = process.env.EVENHAND_BROWSER_MODULES ?? join(top, "tests", "browser");
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FIXTURES = { small: "XSM", trust: "XTR" };
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

function load(name) {
  try {
    return createRequire(join(modules, "package.json"))(name);
  } catch {
    console.log(`${name} is not installed in ${modules}`);
    process.exit(MISSING);
  }
}

const { chromium } = load("playwright-core");
const axe = load("axe-core").source;
if (!existsSync(browserPath)) {
  console.log(`there is no ${browserPath}`);
  process.exit(MISSING);
}

/** Whether the page, or anything on it, is wider than the window. Headings of tables are clipped away on a phone. */
const tooWide = () => {
  const out = [...document.querySelectorAll("body *")].filter(
    (e) => !e.closest(".skip, thead") && e.getClientRects().length > 0 && e.getBoundingClientRect().right > innerWidth + 0.5,
  );
  return [document.documentElement.scrollWidth > innerWidth, out.slice(0, 5).map((e) => `${e.tagName} ${e.textContent.slice(0, 40)}`)];
};

async function opened(browser, file, width, scheme, more, look) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, ...more });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const address = pathToFileURL(file).href;
  await page.goto(address);
  await look(page);
  assert.deepEqual(asked, [address], "the page asks for nothing but itself");
  await context.close();
}

async function fits(page) {
  assert.deepEqual(await page.evaluate(tooWide), [false, []]);
}

async function accessible(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((rules) => axe.run(document, { runOnly: rules }), RULES);
  assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`), []);
}

/** The key Tab comes to every link, every summary and every button of the script, in the order of the page, and what it comes to is marked. */
async function reachable(page) {
  const wanted = await page.evaluate(() => {
    window.stops = [...document.querySelectorAll("a[href], summary, button")].filter((e) => e.checkVisibility());
    return window.stops.length;
  });
  let reached = 0;
  for (; reached < wanted; reached++) {
    await page.keyboard.press("Tab");
    const outlined = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none" || document.activeElement.className === "skip");
    const right = await page.evaluate((n) => window.stops[n] === document.activeElement, reached);
    assert.ok(right && outlined, `stop ${reached} of the keyboard`);
  }
  if (wanted === 0) return;
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.activeElement.parentElement.open ?? true));
}

/** A heading sorts its table, up, down and as it was, and says so; a key figure is copied; both by the keyboard. */
async function comforts(page) {
  const heading = page.locator("main table thead th").nth(1);
  const column = () => heading.evaluate((th) => [...th.closest("table").tBodies[0].rows].map((row) => parseFloat(row.cells[1].firstChild.textContent.replace(",", ""))));
  const made = await column();
  for (const way of ["ascending", "descending", null]) {
    await heading.locator("button").press("Enter");
    assert.equal(await heading.getAttribute("aria-sort"), way);
    const wanted = way ? made.filter((n) => !Number.isNaN(n)).sort((a, b) => (way === "ascending" ? a - b : b - a)) : made;
    assert.deepEqual((await column()).slice(0, wanted.length), wanted);
  }
  assert.equal(await page.locator("th[aria-sort]").count(), 0);
  await page.locator(".copy").first().press("Enter");
  assert.match(await page.locator("[role=status]").textContent(), /^Copied [0-9.]+% /);
}

/** Without scripts nothing is lost: no button, and every word and figure there. */
async function whole(page) {
  const text = await page.evaluate(() => document.querySelectorAll("table, figure, h2").length);
  assert.ok(text > 60 && (await page.locator("button").count()) === 0);
}

async function prints(page) {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 688, height: 990 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  const tall = await page.evaluate(() => [...document.querySelectorAll("svg.chart")].filter((e) => e.getBoundingClientRect().height > 990).length);
  assert.equal(tall, 0, "every chart fits on a sheet");
}

async function met(browser, file, largest = 300) {
  assert.ok(readFileSync(file).length < largest * 1000, `the page has less than ${largest} KB`);
  await opened(browser, file, 320, "light", { javaScriptEnabled: true }, fits);
  await opened(browser, file, 2560, "light", {}, fits);
  for (const scheme of ["light", "dark"]) await opened(browser, file, 1200, scheme, { bypassCSP: true }, accessible);
  await opened(browser, file, 320, "light", { bypassCSP: true }, accessible);
  await opened(browser, file, 1200, "light", {}, reachable);
  await opened(browser, file, 1200, "light", {}, prints);
  console.log(`${basename(file)}: fits, accessible, within reach of the keyboard, printed`);
}

const folder = mkdtempSync(join(tmpdir(), "evenhand-page-"));
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
const quiet = { stdio: ["ignore", "ignore", "ignore"] };
try {
  for (const [fixture, code] of Object.entries(FIXTURES)) {
    execFileSync(program, ["return", join(top, "fixtures", fixture), "--format", "xml,html", "--quiet", "--out", folder], quiet);
    const returns = ["wres", "wdes"].map((standard) => join(folder, `${code}-${standard}-2025.xml`));
    execFileSync(program, ["publish", ...returns, "--suppress", "none", "--format", "html,easy", "--quiet", "--out", folder], quiet);
    for (const name of [`${code}-2025.html`, `${code}-2025-publication.html`]) {
      await met(browser, join(folder, name), 400);
      await opened(browser, join(folder, name), 1200, "light", {}, comforts);
      await opened(browser, join(folder, name), 1200, "light", { javaScriptEnabled: false }, whole);
    }
    for (const standard of ["wres", "wdes"]) await met(browser, join(folder, `${code}-${standard}-2025-publication.easy.html`));
  }
  const partnership = join(top, "fixtures", "partnership");
  const tables = ["--organisations", join(partnership, "organisations.csv"), "--population", join(partnership, "population.csv")];
  execFileSync(program, ["compare", partnership, ...tables, "--format", "html", "--quiet", "--out", folder], quiet);
  await met(browser, join(folder, "comparison.html"), 900);
  const figures = join(top, "tests", "audit", "reported.csv");
  spawnSync(program, ["audit", figures, "--format", "html", "--quiet", "--out", folder], quiet); // ends with 1: there is something wrong with them
  await met(browser, join(folder, "audit.html"), 900);
  const words = ["--organisations", join(partnership, "organisations.csv"), "--format", "html", "--quiet", "--out", folder];
  for (const more of [["--organisation", "XP1", "--actions", join(partnership, "actions-XP1.csv")], []]) {
    execFileSync(program, ["progress", partnership, ...words, ...more], quiet);
    await met(browser, join(folder, "progress.html"), 600);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
