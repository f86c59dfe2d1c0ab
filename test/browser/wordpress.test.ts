import { afterAll, afterEach, expect, test } from 'vitest';
import {
  ARTICLE,
  choose,
  closeReaders,
  inBrowser,
  openReader,
  SERVICE,
  startHost,
  total,
} from './harness.ts';

/** WordPress makes one of ten letters and digits for each embed. */
const SECRET = 'Ab3De5Gh7J';

/** What wp_kses leaves on a frame of a provider that WordPress does not know. */
const KEPT = new Set([
  'src',
  'width',
  'height',
  'frameborder',
  'marginwidth',
  'marginheight',
  'scrolling',
  'title',
]);

/**
 * What WordPress's wp_filter_oembed_result makes of the HTML of such a provider: the first frame
 * alone, with the attributes that are allowed, in a sandbox with no origin, with the secret in its
 * address and beside it.
 */
function filtered(html: string): string {
  const [, attributes] = /<iframe([^>]*)><\/iframe>/.exec(html) ?? [];
  if (attributes === undefined) throw new Error(`no frame in ${html}`);
  const kept = Array.from(attributes.matchAll(/ ([a-z]+)="([^"]*)"/g))
    .filter(([, name = '']) => KEPT.has(name))
    .map(([, name, value]) => `${name}="${value}${name === 'src' ? `#?secret=${SECRET}` : ''}"`);
  return `<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" ${kept.join(' ')} data-secret="${SECRET}"></iframe>`;
}

/**
 * Does what WordPress's wp-embed.js does with messages of a frame that knows its secret: a height
 * from 200 to 1000, and links to the frame's own host while the frame has the focus.
 */
const LISTEN = `<script>
  window.seen = [];
  window.followed = [];
  addEventListener('message', ({ source, data }) => {
    const frame = document.querySelector('iframe');
    if (source !== frame.contentWindow) return;
    seen.push(data);
    if (data.secret !== frame.dataset.secret || /[^a-zA-Z0-9]/.test(data.secret)) return;
    if (data.message === 'height') frame.height = Math.max(200, Math.min(1000, data.value));
    const same = () => new URL(data.value).host === new URL(frame.src).host;
    if (data.message === 'link' && same() && document.activeElement === frame) followed.push(data.value);
  });
</script>`;

interface Message {
  readonly message?: string;
  readonly value?: number;
  readonly secret?: string;
  readonly type?: string;
  readonly height?: number;
}

inBrowser('a page in WordPress', async () => {
  const host = await startHost();
  afterAll(() => host.close());
  afterEach(closeReaders);

  /** Does what WordPress does with a pasted link. */
  async function paste(url: string): Promise<string> {
    const page = await (await fetch(url)).text();
    const [link = ''] = /<link[^>]*application\/json\+oembed[^>]*>/.exec(page) ?? [];
    const href = /href="([^"]*)"/.exec(link)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const answer = await fetch(`${href}&maxwidth=600&maxheight=900`);
    const { html, type } = (await answer.json()) as { html: string; type: string };
    expect(answer.headers.get('Content-Type')).toMatch(/^application\/json/);
    expect(type).toBe('rich');
    expect(html.match(/<[a-z]+/g)).toEqual(['<iframe']);
    return filtered(html);
  }

  test('shows the comparison in its sandbox as high as it is', async () => {
    const frame = await paste(`${SERVICE}/articles/${ARTICLE}`);
    const page = await openReader();
    await page.goto(host.serve('/comparison', LISTEN + frame));
    const seen = () => page.evaluate(() => (window as unknown as { seen: Message[] }).seen);
    await expect
      .poll(async () => (await seen()).some(({ message }) => message === 'height'))
      .toBe(true);
    const messages = await seen();
    const wordpress = messages.findLast(({ message }) => message === 'height');
    const own = messages.findLast(({ type }) => type === 'standpoint-height');
    expect(wordpress).toEqual({ message: 'height', value: own?.height, secret: SECRET });
    expect(own?.height).toBeGreaterThan(300);

    // The frame is as high as it asked to be, if WordPress lets it.
    await expect
      .poll(() => page.locator('iframe').getAttribute('height'))
      .toBe(String(Math.min(1_000, own?.height ?? 0)));

    // Opening a quotation makes it higher.
    await page.frameLocator('iframe').locator('td .quotations summary:visible').first().click();
    await expect
      .poll(async () => (await seen()).findLast(({ message }) => message === 'height')?.value)
      .toBeGreaterThan(own?.height ?? 0);
  });

  test('opens its links through the page around', async () => {
    const frame = await paste(`${SERVICE}/articles/${ARTICLE}`);
    const page = await openReader();
    await page.goto(host.serve('/link', LISTEN + frame));
    await page.frameLocator('iframe').locator('.headline a').click();
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { followed: string[] }).followed))
      .toEqual([`${SERVICE}/articles/${ARTICLE}`]);
  });

  test('counts a vote in its sandbox, which lasts as long as the page', async () => {
    const before = await total(`${ARTICLE}/aid-basis`);
    const frame = (await paste(`${SERVICE}/articles/${ARTICLE}`)).replace(
      'show=comparison',
      'show=poll&amp;poll=aid-basis',
    );
    const page = await openReader();
    await page.goto(host.serve('/poll', LISTEN + frame));
    const poll = page.frameLocator('iframe').locator('.poll');
    await poll.locator('[data-told=this-page-only]').waitFor();
    await choose(poll, 'On no exchange');
    await poll.getByRole('button', { name: 'Vote', exact: true }).click();
    await poll.locator('.result.yours', { hasText: 'On no exchange' }).waitFor();
    await expect.poll(() => total(`${ARTICLE}/aid-basis`)).toBe(before + 1);
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);

    await page.reload();
    await poll.getByRole('button', { name: 'Vote', exact: true }).waitFor();
    expect(await poll.locator('.result.yours').count()).toBe(0);
  });
});
