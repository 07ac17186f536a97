// The pictures of the README, from what the program really writes: .github/pictures/*.png.
//
//     pictures.mjs EVENHAND TOP
//
// Needs what test_page.mjs needs, and LibreOffice and poppler-utils for the workbook.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [program, top] = process.argv.slice(2);
const modules = process.env.EVENHAND_BROWSER_MODULES ?? join(top, "tests", "browser");
const { chromium } = createRequire(join(modules, "package.json"))("playwright-core");
const pictures = join(top, ".github", "pictures");
const folder = mkdtempSync(join(tmpdir(), "evenhand-pictures-"));
const run = (command, ...words) => execFileSync(command, words, { stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" });

/** The sheet of the workbook whose page begins with these words, as it prints. */
function sheet(name, words, book) {
  run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, join(folder, `${book}.xlsx`));
  const pages = run("pdftotext", "-layout", join(folder, `${book}.pdf`), "-").split("\f");
  const page = String(pages.findIndex((text) => text.trimStart().startsWith(words)) + 1);
  if (page === "0") throw new Error(`no sheet begins with "${words}"`);
  run("pdftoppm", "-r", "96", "-f", page, "-l", page, "-x", "30", "-y", "40", "-W", "1100", "-H", "560", "-png", "-singlefile", join(folder, `${book}.pdf`), join(pictures, name));
}

/** The beginning of the section that a heading names. */
async function part(page, heading, name, tallest) {
  const section = page.locator(heading).locator("xpath=ancestor-or-self::*[self::section or self::div][1]");
  const { x, y, width, height } = await section.evaluate((e) => {
    const box = e.getBoundingClientRect();
    return { x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height };
  });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, clip: { x, y, width, height: Math.min(height, tallest) } });
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  mkdirSync(pictures, { recursive: true });
  try {
    run(program, "return", join(top, "fixtures", "trust"), "--edition", "2025", "--quiet", "--out", folder);
  } catch (stopped) {
    if (stopped.status !== 1) throw stopped; // 1: written, and not fit to submit
  }
  const returns = ["wres", "wdes"].map((standard) => join(folder, `XTR-${standard}-2025.xml`));
  try {
    run(program, "publish", ...returns, "--suppress", "none", "--format", "html,easy", "--quiet", "--out", folder);
  } catch (stopped) {
    if (stopped.status !== 1) throw stopped;
  }
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  await page.goto(pathToFileURL(join(folder, "XTR-2025.html")).href);
  await part(page, "#in-short-wres", "page-in-short", 660);
  await page.setViewportSize({ width: 1000, height: 900 });
  await part(page, "#wres-2", "page-indicator", 800);
  await page.goto(pathToFileURL(join(folder, "XTR-wres-2025-publication.easy.html")).href);
  await page.setViewportSize({ width: 800, height: 760 });
  await page.screenshot({ path: join(pictures, "easy.png") });
  sheet("workbook", "Non-clinical staff", "XTR-wres-2025");
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
