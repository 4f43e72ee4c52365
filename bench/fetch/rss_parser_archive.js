// Usage: node rss_parser_archive.js FILE_OF_URLS FOLDER
//
// What the hourly scripts do that write article files for news archives: on npm's rss-parser, all
// feeds at once and without waiting for each other; one folder a feed, one Markdown file an item,
// numbered downwards so that the newest comes first; an item is new if it is later than the newest
// file, and goes over a file with its title if there is one among the first thirty; then the feed's
// list of articles is written anew from its first three hundred files.
//
// In two things it is not theirs: it waits longer for a feed than 60 s, so that a busy machine leaves
// none out, and it ends with 3 if one failed.
'use strict';
const fs = require('fs');
const path = require('path');
const Parser = require('rss-parser');

const FIRST_ID = 0xFFFFF;
const COMPARED = 30;
const LISTED = 300;

const [list, root] = process.argv.slice(2);
const urls = fs.readFileSync(list, 'utf8').split('\n').filter(Boolean);
let failed = 0;

const dateOf = (text) => Number((/^<!--(\d+)-/.exec(text) || [])[1]);
const titleOf = (text) => (/\[([\s\S]*?)\]\(/.exec(text) || [])[1];

function write(item, name, folder, names) {
  for (const other of names.slice(0, COMPARED)) {
    if (titleOf(fs.readFileSync(path.join(folder, other), 'utf8')) === item.title) name = other;
  }
  const content = item['content:encoded'] || item.content;
  const body = content.split('\n').map((line) => line.trim()).join('');
  const head = `<!--${item.date}-->\n[${item.title.trim()}](${new URL(item.link).href})\n`;
  fs.writeFileSync(path.join(folder, name), `${head}------\n\n${body}\n`);
}

function writeList(number, folder) {
  const lines = fs.readdirSync(folder).slice(0, LISTED).map((name) => {
    const text = fs.readFileSync(path.join(folder, name), 'utf8');
    const day = new Date(dateOf(text) + 8 * 3600 * 1000);
    return `${day.getUTCMonth() + 1}-${day.getUTCDate()} [${titleOf(text)}](/${number}/${name})\n`;
  });
  fs.writeFileSync(path.join(root, 'lists', `${number}.md`), `${number}\n------\n\n${lines.join('\n')}\n`);
}

async function keep(url, number) {
  const folder = path.join(root, 'articles', String(number));
  fs.mkdirSync(folder, {recursive: true});
  const names = fs.readdirSync(folder);
  let id = FIRST_ID;
  let newest = 0;
  if (names.length > 0) {
    id = parseInt(names[0], 10);
    newest = dateOf(fs.readFileSync(path.join(folder, names[0]), 'utf8'));
  }
  const feed = await new Parser({timeout: 600000}).parseURL(url);
  const items = feed.items.map((item) => ({...item, date: Date.parse(item.pubDate)}));
  items.sort((one, other) => one.date - other.date);
  for (const item of items.filter((each) => each.date > newest)) {
    write(item, `${--id}.md`, folder, names);
  }
  writeList(number, folder);
}

fs.mkdirSync(path.join(root, 'lists'), {recursive: true});
Promise.all(urls.map((url, number) => keep(url, number).catch((error) => {
  ++failed;
  console.error(`${url}: ${error.message}`);
}))).then(() => process.exit(failed ? 3 : 0));
