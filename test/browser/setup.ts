import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type BrowserServer } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { freePort, startService } from '../local-service.ts';

/** What the tests need to reach the service and the browser; `null` where there is no browser. */
export interface Running {
  /** The service's origin. */
  readonly service: string;
  readonly editorToken: string;
  readonly reviewedToken: string;
  /** Where playwright finds the browser. */
  readonly browser: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    running: Running | null;
  }
}

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

/** Chromium out of its npm package on Linux, an installed Chrome elsewhere, or `null`. */
async function launch(): Promise<BrowserServer | null> {
  if (process.platform === 'linux' && process.arch === 'x64') {
    const executablePath = await chromium.executablePath();
    return playwright.launchServer({ executablePath, args: ARGS });
  }
  return playwright.launchServer({ channel: 'chrome', args: ARGS }).catch(() => null);
}

/** Starts the service and the browser once for all the tests in them. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
  const browser = await launch();
  if (browser === null) {
    console.error('No Chrome is installed here: the browser tests are left out.');
    project.provide('running', null);
    return;
  }
  const state = mkdtempSync(join(tmpdir(), 'standpoint-'));
  const stop: (() => Promise<void>)[] = [() => browser.close()];
  const stopAll = async () => {
    await Promise.all(stop.map((each) => each()));
    rmSync(state, { recursive: true, force: true });
  };
  try {
    const port = await freePort();
    const { output, kill } = await startService(port, state);
    stop.push(() => kill());
    project.provide('running', {
      service: `http://localhost:${port}`,
      editorToken: /Editor token for this run: (\S+)/.exec(output)?.[1] ?? '',
      reviewedToken: /Token to publish files that were checked here: (\S+)/.exec(output)?.[1] ?? '',
      browser: browser.wsEndpoint(),
    });
  } catch (error) {
    await stopAll();
    throw error;
  }
  return stopAll;
}
