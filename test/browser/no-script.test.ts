import { afterEach, expect, test } from 'vitest';
import {
  ARTICLE,
  closeReaders,
  inBrowser,
  openReader,
  SERVICE,
  total,
  violations,
} from './harness.ts';

inBrowser('without JavaScript', () => {
  afterEach(closeReaders);

  test('a vote is cast, remembered, changed and withdrawn by the form', async () => {
    const before = await total();
    const page = await openReader({ javaScriptEnabled: false });
    await page.goto(`${SERVICE}/articles/${ARTICLE}?lang=en`);
    expect(await page.context().cookies()).toEqual([]);
    const poll = page.locator('#poll-who-signs');
    const yours = poll.locator('.result.yours .label');

    await poll.getByRole('radio', { name: 'With both' }).check();
    await poll.getByRole('button', { name: 'Vote', exact: true }).click();
    await yours.waitFor();
    expect(page.url()).toBe(`${SERVICE}/articles/${ARTICLE}?lang=en#poll-who-signs`);
    expect(await yours.textContent()).toContain('With both');
    await expect.poll(() => total()).toBe(before + 1);
    const receipt = await poll.locator('.receipt code').textContent();
    const [cookie, ...others] = await page.context().cookies();
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({
      name: '__Host-standpoint-voter',
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
    });

    await page.reload();
    expect(await yours.textContent()).toContain('With both');

    await poll.locator('.change > summary').click();
    await poll.getByRole('radio', { name: 'With neither' }).check();
    await poll.locator('.change button:not(.plain)').click();
    await poll.locator('.result.yours', { hasText: 'With neither' }).waitFor();
    expect(await poll.locator('.receipt code').textContent()).toBe(receipt);
    await expect.poll(() => total()).toBe(before + 1);

    await poll.locator('.change > summary').click();
    await poll.locator('.change button.plain').click();
    await poll.getByRole('button', { name: 'Vote', exact: true }).waitFor();
    expect(await yours.count()).toBe(0);
    await expect.poll(() => total()).toBe(before);
  });

  test('the page keeps to WCAG 2.2 AA once one has voted', async () => {
    const page = await openReader();
    await page.goto(`${SERVICE}/articles/${ARTICLE}?lang=en`);
    const poll = page.locator('#poll-aid-basis');
    await poll.getByRole('radio', { name: 'On no exchange' }).check();
    await poll.getByRole('button', { name: 'Vote', exact: true }).click();
    await poll.locator('.result.yours').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
