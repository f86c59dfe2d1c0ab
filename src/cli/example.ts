/** `npm run example`: a page of another origin that embeds what a running service has. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineCommand, runCommand } from 'citty';
import type { Article } from '../domain/article.ts';
import { askJson } from './ask.ts';

const example = defineCommand({
  meta: { name: 'example', description: 'Serve a page that embeds what a service has' },
  args: {
    service: {
      type: 'positional',
      default: 'http://localhost:8787',
      description: 'The origin of a running service',
    },
  },
  async run({ args }) {
    const { origin } = new URL(args.service);
    const article = await embeddable(origin);
    const page = pageOf(origin, article);
    const server = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page);
    });
    // Another port is another origin, so the service is as foreign to the page as to a newspaper's.
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      console.log(`A page that embeds “${article.id}” is at http://127.0.0.1:${port}/`);
    });
  },
});

/** The first article that any page may embed. */
async function embeddable(origin: string): Promise<Article> {
  const list = await askJson<{ articles: { id: string }[] }>(`${origin}/v1/articles`);
  for (const { id } of list.articles) {
    const article = await askJson<Article>(`${origin}/v1/articles/${id}`);
    if (article.embedders === undefined) return article;
  }
  throw new Error(`${origin} has no article that this page may embed.`);
}

/** Ids are lower-case letters, digits and hyphens, and nothing else of an article is on the page. */
function pageOf(origin: string, { id, polls: [poll] }: Article): string {
  const space = 'style="display:block;min-block-size:20rem"';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>A page that embeds Standpoint</title>
<style>body { font: 1rem/1.5 sans-serif; max-inline-size: 60rem; margin: 1rem auto; padding-inline: 1rem }</style>
<script type="module" src="${origin}/widget.js"></script>
<h1>A page of another site</h1>
<h2>The comparison, as an element</h2>
<stance-comparison article="${id}" ${space}>The comparison would be here.</stance-comparison>
${
  poll === undefined
    ? ''
    : `<h2>A poll, as an element</h2>
<outcome-poll article="${id}" poll="${poll.id}" ${space}>The poll would be here.</outcome-poll>`
}
<h2>The comparison, in a frame</h2>
<iframe src="${origin}/embed/${id}" title="The comparison" width="100%" height="400" style="border:0"></iframe>
<script>
  addEventListener('message', ({ origin, source, data }) => {
    if (origin !== '${origin}' || data?.type !== 'standpoint-height') return;
    for (const frame of document.querySelectorAll('iframe'))
      if (frame.contentWindow === source) frame.height = data.height;
  });
</script>
</html>
`;
}

await runCommand(example, { rawArgs: process.argv.slice(2) }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
