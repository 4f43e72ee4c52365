// Usage: node rss_parser_archive.js FILE_OF_URLS FOLDER
//
// An archive as scripts on npm's rss-parser keep it: every feed fetched and parsed at once, one
// Markdown file an item, written if it is not there yet.
'use strict';
const fs = require('fs');
const path = require('path');
const Parser = require('rss-parser');

const [list, folder] = process.argv.slice(2);
const urls = fs.readFileSync(list, 'utf8').split('\n').filter(Boolean);
const parser = new Parser({timeout: 600000});
let failed = 0;

async function keep(url, number) {
  const own = path.join(folder, String(number));
  fs.mkdirSync(own, {recursive: true});
  const feed = await parser.parseURL(url);
  for (const item of feed.items) {
    const file = path.join(own, item.guid.replace(/[^\w-]/g, '_') + '.md');
    if (fs.existsSync(file)) continue;
    const head = `<!--${new Date(item.pubDate).getTime()}-->\n[${item.title}](${item.link})\n`;
    fs.writeFileSync(file, `${head}------\n\n${item.content}\n`);
  }
}

Promise.all(urls.map((url, number) => keep(url, number).catch((error) => {
  ++failed;
  console.error(`${url}: ${error.message}`);
}))).then(() => process.exit(failed ? 3 : 0));
