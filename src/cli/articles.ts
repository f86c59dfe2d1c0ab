/** `npm run articles -- …`: the editor's commands. */
import { defineCommand, runCommand, runMain } from 'citty';
import { check } from './check.ts';
import { publish } from './publish.ts';
import { recount } from './recount.ts';

const articles = defineCommand({
  meta: { name: 'articles', description: 'What editors do with articles' },
  subCommands: { check, publish, recount },
});

const rawArgs = process.argv.slice(2);
if (rawArgs.length === 0 || rawArgs.includes('--help')) {
  await runMain(articles, { rawArgs: rawArgs.length === 0 ? ['--help'] : rawArgs });
} else {
  await runCommand(articles, { rawArgs }).catch((error: unknown) => {
    // A person made the mistake, if any: what is wrong, not where in our code it was noticed.
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  });
}
