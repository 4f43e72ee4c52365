// Mozilla's Readability over a folder of pages, as a peer of bench_extract: the same line.
//
//   node readability.cjs jsdom|linkedom FOLDER
const fs = require("fs");
const path = require("path");
const { Readability } = require("@mozilla/readability");

const [kind, folder] = process.argv.slice(2);
const jsdom = kind === "jsdom" ? require("jsdom") : null;
const linkedom = kind === "linkedom" ? require("linkedom") : null;
const quiet = jsdom ? new jsdom.VirtualConsole() : null;

function parse(html) {
  if (linkedom) return linkedom.parseHTML(html).document;
  const options = { url: "https://example.org/a", virtualConsole: quiet };
  return new jsdom.JSDOM(html, options).window.document;
}

const pages = fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), "utf8"));
const bytes = pages.reduce((sum, page) => sum + Buffer.byteLength(page), 0);
let failed = 0;
const start = process.hrtime.bigint();
for (const page of pages) {
  try {
    new Readability(parse(page)).parse();
  } catch (error) {
    ++failed;
  }
}
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const peak = process.resourceUsage().maxRSS / 1024;
if (failed) console.error(`readability.js with ${kind}: ${failed} pages failed`);
console.log([`readability.js, ${kind}`, pages.length, bytes, seconds.toFixed(4), peak.toFixed(1)].join("\t"));
