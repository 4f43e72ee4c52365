// rss-parser over files.  Usage: node rss_parser_parse.js FILE...
'use strict';
const fs = require('fs');
const Parser = require('rss-parser');

const parser = new Parser();
(async () => {
  for (const file of process.argv.slice(2)) await parser.parseString(fs.readFileSync(file, 'utf8'));
})();
