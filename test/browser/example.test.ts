import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launch, type LocalService } from '../local-service.ts';
import { closeReaders, inBrowser, openReader, SERVICE } from './harness.ts';

inBrowser('`npm run example`', () => {
  let example: LocalService;
  let address = '';
  beforeAll(async () => {
    example = launch(`node src/cli/example.ts ${SERVICE}`);
    while (address === '') {
      [address = ''] = example.output.match(/http:\/\/127\.\S+/) ?? [];
      await sleep(50);
    }
  });
  afterAll(() => example.kill());
  afterEach(closeReaders);

  test('shows both elements and a frame in a page of another origin', async () => {
    const page = await openReader();
    await page.goto(address);
    expect(new URL(page.url()).origin).not.toBe(SERVICE);
    await page.locator('stance-comparison table').first().waitFor();
    await page.locator('outcome-poll form').waitFor();
    // A browser lays a foreign frame out when it is to be seen.
    await page.locator('iframe').scrollIntoViewIfNeeded();
    await page.frameLocator('iframe').locator('table').first().waitFor();
    const height = () => page.locator('iframe').evaluate((frame) => frame.clientHeight);
    await expect.poll(height).toBeGreaterThan(400);
  });
});
