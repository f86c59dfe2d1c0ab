import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { app } from '../../../src/http/app.ts';
import { CATALOGUES, LANGUAGES } from '../../../src/views/i18n.ts';
import { ARTICLE, call, EDITOR, env, pollPath, publish } from '../../helpers.ts';

/** As browsers ask when people go somewhere. */
const PERSON = {
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8',
};
const FORM = `/articles/${ARTICLE}/polls/who-signs/ballot`;
const broken = new Proxy<DurableObjectNamespace>(Object.create(null), {
  get: () => () => {
    throw new Error('the inside of the service');
  },
});

beforeEach(() => publish());
afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

const visit = async (
  path: string,
  init: { method?: string; body?: string; headers?: Readonly<Record<string, string>> } = {},
) => {
  const answer = await call(path, { ...init, headers: { ...PERSON, ...init.headers } });
  return { answer, html: await answer.text() };
};

describe('a person who meets a problem', () => {
  test.each([
    ['/nothing', {}, 404, 'nothing'],
    ['/articles/nothing', {}, 404, 'article'],
    ['/v1/articles/nothing', {}, 404, 'article'],
    [pollPath('', 'nothing'), {}, 404, 'poll'],
    [pollPath('/ballot'), {}, 401, 'access'],
    [pollPath('/ballots.csv'), {}, 409, 'waiting'],
    [`/v1/articles/${ARTICLE}/comparison?actors=atlantis`, {}, 400, 'request'],
    [`/articles/${ARTICLE}`, { method: 'PUT' }, 405, 'request'],
    [FORM, { method: 'POST', body: 'outcome=both' }, 403, 'vote'],
  ] as const)('at %s %j gets a page, %d', async (path, init, status, kind) => {
    const { answer, html } = await visit(path, init);
    expect(answer.status).toBe(status);
    const header = (name: string) => answer.headers.get(name);
    expect(header('Content-Type')).toBe('text/html; charset=utf-8');
    expect(header('Cache-Control')).toBe('no-store');
    expect(header('X-Content-Type-Options')).toBe('nosniff');
    expect(header('Content-Security-Policy')).toContain("default-src 'none'");
    expect(header('Content-Security-Policy')).toContain("frame-ancestors 'none'");
    expect(header('Vary')).toBe('Accept, Accept-Language, Origin, Standpoint-Voter');
    expect(header('Content-Language')).toBe('en');
    const words = CATALOGUES.en.problem.kinds[kind];
    expect(html).toMatch(/^<!doctype html><html lang="en" dir="ltr">/);
    expect(html).toContain(`<h1>${words.title}</h1>`);
    expect(html).toContain(words.happened);
    expect(html).toContain(words.advice);
    expect(html).toContain('href="/"');
  });

  test.each(LANGUAGES)('reads it in %s', async (language) => {
    const { answer, html } = await visit('/articles/nothing', {
      headers: { 'Accept-Language': `pl, ${language};q=0.5` },
    });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('Content-Language')).toBe(language);
    expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`);
    expect(html).toContain(CATALOGUES[language].problem.kinds.article.title);
    const asked = await visit(`/nothing?lang=${language}`, {
      headers: { 'Accept-Language': 'de' },
    });
    expect(asked.html).toContain(CATALOGUES[language].problem.kinds.nothing.title);
  });

  test('keeps what the refusal says to programs', async () => {
    const refused = await visit(`/v1/articles/${ARTICLE}`, { method: 'DELETE' });
    expect(refused.answer.headers.get('Allow')).toBe('GET, HEAD, PUT');
    const unknown = await visit(pollPath('/close'), { method: 'POST' });
    expect(unknown.answer.headers.get('WWW-Authenticate')).toBe('Bearer');
    expect(unknown.html).toContain('href="/problems/editor-unauthorized"');
    expect(unknown.html).toContain('401');
  });

  test('is shown the way back to the article, where there is one', async () => {
    const { html } = await visit(FORM, { method: 'POST', body: 'outcome=both' });
    expect(html).toContain(`href="/articles/${ARTICLE}"`);
    const { html: none } = await visit('/articles/nothing');
    expect(none).not.toContain('href="/articles/nothing"');
  });

  test('is shown nothing that they sent', async () => {
    for (const path of [
      '/%3Cscript%3Ealert(1)%3C/script%3E',
      '/articles/"><b>',
      `/v1/articles/${ARTICLE}/comparison?actors=<b>`,
    ]) {
      const { html } = await visit(path);
      expect(html).not.toMatch(/alert|<b>|%3C|actors/);
    }
  });
});

describe('a frame with a problem', () => {
  test.each(['/embed/nothing', `/embed/${ARTICLE}?show=poll&poll=nothing`])(
    '%s shows it in the frame, wherever that stands',
    async (path) => {
      const { answer, html } = await visit(`${path}${path.includes('?') ? '&' : '?'}theme=dark`);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('Content-Security-Policy')).not.toContain('frame-ancestors');
      expect(html).toContain('<div class="standpoint dark embed"');
      expect(html).toContain('<base target="_blank"/>');
      // Its height is told to the page around like that of any frame.
      expect(html).toContain('<script type="module" src="/embed.js"></script>');
    },
  );
});

describe('a program that meets a problem', () => {
  test.each([undefined, '*/*', 'application/json', 'application/problem+json', 'text/csv'])(
    'and accepts %s gets JSON',
    async (accept) => {
      const headers: HeadersInit = accept === undefined ? {} : { Accept: accept };
      const answer = await call('/articles/nothing', { headers });
      expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
      expect(answer.headers.get('Content-Language')).toBe('en');
      expect(answer.headers.get('Vary')).toBe('Accept, Accept-Language, Origin, Standpoint-Voter');
      expect(await answer.json()).toMatchObject({ type: '/problems/article-not-found' });
    },
  );
});

describe('a fault of ours', () => {
  const fail = (headers: HeadersInit = {}) =>
    app.request(pollPath('/standings'), { headers }, { ...env, SCOREBOARD: broken });

  test('has a name that the log has too, and says nothing of the inside', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const answer = await fail();
    expect(answer.status).toBe(500);
    const text = await answer.text();
    expect(text).not.toContain('inside');
    const { instance } = JSON.parse(text) as { instance: string };
    expect(instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(logged).toHaveBeenCalledTimes(1);
    const [line] = logged.mock.calls;
    expect(JSON.stringify(line)).toContain(instance);
    expect(line).toContainEqual(expect.objectContaining({ message: 'the inside of the service' }));
    const again = await (await fail()).json<{ instance: string }>();
    expect(again.instance).not.toBe(instance);
  });

  test('shows people the name to quote', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const answer = await fail(PERSON);
    expect(answer.status).toBe(500);
    const html = await answer.text();
    expect(html).not.toContain('inside');
    const [instance] = /urn:uuid:[0-9a-f-]{36}/.exec(html) ?? [];
    expect(instance).toBeDefined();
    expect(JSON.stringify(logged.mock.calls)).toContain(instance);
  });

  test('is logged with what the network calls the request, and nothing that only looks so', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await fail({ 'CF-Ray': '8f2a6c0d1e2f3a4b-KBP' });
    expect(JSON.stringify(logged.mock.calls[0])).toContain('8f2a6c0d1e2f3a4b-KBP');
    await fail({ 'CF-Ray': 'forged line' });
    expect(JSON.stringify(logged.mock.calls[1])).not.toContain('forged');
  });
});

test('a refusal is not logged', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await call('/nothing');
  await call(pollPath('/close'), { method: 'POST' });
  await call(`/v1/articles/${ARTICLE}`, {
    method: 'PUT',
    headers: { ...EDITOR, 'Content-Type': 'application/json' },
    body: '{',
  });
  expect(logged).not.toHaveBeenCalled();
});
