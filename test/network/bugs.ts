/** What stands in a file, once, and what is put in its place. */
export interface Change {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A fault put into a copy of the source, and the test that must find it. */
export interface Bug {
  readonly name: string;
  readonly changes: readonly Change[];
  readonly caughtBy: string;
}

export const BUGS: readonly Bug[] = [
  {
    name: 'acknowledge before the commit',
    changes: [
      {
        file: 'src/storage/box/group-commit.ts',
        from: `      const answers = this.#write(group.map(({ item }) => item));
      group.forEach(({ resolve }, i) => resolve(answers[i] as R));`,
        to: `      for (const { item, resolve } of group as any)
        resolve({ ok: true, value: { receipt: item.receipt, previous: null } });
      setTimeout(() => this.#write(group.map(({ item }) => item)), 20);`,
      },
    ],
    caughtBy: 'survives its box dying right after the answer',
  },
  {
    name: 'increments for absolute reports',
    changes: [
      {
        file: 'src/storage/box/reports.ts',
        from: 'scoreboard().report(number, tally)',
        to: `scoreboard().report(number, {
        ...tally,
        revision: tally.revision - (this.#confirmed?.revision ?? 0),
        counts: tally.counts.map((n, i) => n - (this.#confirmed?.counts[i] ?? 0)),
      })`,
      },
      {
        file: 'src/storage/scoreboard/box-table.ts',
        from: 'const newer = told.revision > box.tally.revision && !box.closed;',
        to: `const newer = told.revision > 0 && !box.closed;
    told = {
      ...told,
      revision: box.tally.revision + told.revision,
      counts: told.counts.map((n, i) => n + (box.tally.counts[i] ?? 0)),
    };`,
      },
    ],
    caughtBy: 'that comes twice counts once',
  },
  {
    name: 'report before it is durable',
    changes: [
      {
        file: 'src/storage/box/count.ts',
        from: '    if (this.#written !== this.#tally) this.#box.tables.writeTally(this.#tally);',
        to: '    setTimeout(() => this.#box.tables.writeTally(this.#tally), 3_000);',
      },
    ],
    caughtBy: 'tells no more than its box knows when it wakes',
  },
  {
    name: 'a close that does not wait for a join',
    changes: [
      {
        file: 'src/storage/box/ballot-box.ts',
        from: '    this.#count.close(at);',
        to: '    if (this.#membership !== null) this.#count.close(at);',
      },
    ],
    caughtBy: 'that overtakes a box’s joining finds it closed when it has joined',
  },
  {
    name: 'rules read from KV',
    changes: [
      {
        file: 'src/storage/scoreboard/scoreboard.ts',
        from: `  look(): Known | null {
    return this.#defining.look();
  }`,
        to: `  async look(): Promise<Known | null> {
    const known = this.#defining.look();
    const value = await (this.state.env as any).POSITIONS.get('article');
    if (known === null || value === null) return known;
    const text = new TextDecoder().decode(value);
    const poll = JSON.parse(/"polls":(\\[.*?\\])\\}\\{/.exec(text + '{')?.[1] ?? '[]')[0];
    const { outcomes, boxes, closes, reveal } = poll;
    const rules = { boxes, reveal, opens: null, closes: Date.parse(closes) };
    return { ...known, rules: { ...rules, outcomes: outcomes.map(({ id }: any) => id) } };
  }`,
      },
    ],
    caughtBy: 'a vote counts by what was published',
  },
  {
    name: 'no uniqueness',
    changes: [
      {
        file: 'src/storage/box/ballots.ts',
        from: '(receipt BLOB PRIMARY KEY, outcome TEXT NOT NULL) STRICT, WITHOUT ROWID',
        to: '(receipt BLOB, outcome TEXT NOT NULL) STRICT',
      },
    ],
    caughtBy: 'is one ballot, however often it is sent',
  },
  {
    name: 'a version that goes back',
    changes: [
      {
        file: 'src/domain/standings.ts',
        from: '    version: tally.revision,',
        to: '    version: total,',
      },
    ],
    caughtBy: 'the version grows with every change, also with a withdrawal',
  },
  {
    name: 'a concealed count that leaks',
    changes: [
      {
        file: 'src/storage/scoreboard/view.ts',
        from: '    return this.#isRevealed(poll, entitled) ? integrity : concealIntegrity(integrity);',
        to: '    return entitled ? concealIntegrity(integrity) : integrity;',
      },
    ],
    caughtBy: 'what is hidden is told by nothing: after-vote',
  },
  {
    name: 'a retry of what is not idempotent',
    changes: [
      {
        file: 'src/storage/scoreboard/scoreboard.ts',
        from: '    if (!isSaid(this.#tables.events, outcome, evidence)) {',
        to: '    isSaid(this.#tables.events, outcome, evidence);\n    {',
      },
    ],
    caughtBy: 'a resolution whose answer was lost is one event when it is asked for again',
  },
  {
    name: 'a last tally that is not the last word',
    changes: [
      {
        file: 'src/storage/scoreboard/box-table.ts',
        from: '    this.#write(number, { tally: withRefusals(tally, box.tally), closed: true });',
        to: `    this.report(number, tally);
    this.#write(number, { tally: this.#boxes.get(number)?.tally ?? tally, closed: true });`,
      },
    ],
    caughtBy: 'takes the last word of a box, whatever it told before',
  },
  {
    name: 'a late report that replaces a newer one',
    changes: [
      {
        file: 'src/storage/scoreboard/box-table.ts',
        from: 'told.revision > box.tally.revision && !box.closed',
        to: 'told.revision !== box.tally.revision && !box.closed',
      },
    ],
    caughtBy: 'that comes late changes nothing',
  },
  {
    name: 'reports that change what is final',
    changes: [
      {
        file: 'src/storage/scoreboard/box-table.ts',
        from: 'told.revision > box.tally.revision && !box.closed',
        to: 'told.revision > box.tally.revision',
      },
    ],
    caughtBy: 'what a box tells when all is final changes nothing',
  },
  {
    name: 'final before each box has confirmed',
    changes: [
      {
        file: 'src/storage/scoreboard/closing.ts',
        from: '    if (!closed || isFinal(tables.events)) return;',
        to: '    if ((!closed && tables.boxes.all().size < 2) || isFinal(tables.events)) return;',
      },
    ],
    caughtBy: 'is final when each box has confirmed it and not before',
  },
  {
    name: 'no alarm with the vote',
    changes: [
      {
        file: 'src/storage/box/reports.ts',
        from: `    this.#setAlarm();
    this.#paced.ask();
  }`,
        to: '    this.#paced.ask();\n  }',
      },
    ],
    caughtBy: 'is told to the scoreboard, though its box dies before it tells',
  },
  {
    name: 'a report that waits a second anew each time',
    changes: [
      {
        file: 'src/storage/box/reports.ts',
        from: 'const REPORT_EVERY = 750;',
        to: 'const REPORT_EVERY = 1_500;',
      },
    ],
    caughtBy: 'makes standings at most a second old, from idle too and with 64 boxes',
  },
  {
    name: 'a vote that waits for the scoreboard',
    changes: [
      {
        file: 'src/storage/box/reports.ts',
        from: 'const PATIENCE = 200;',
        to: 'const PATIENCE = 20_000;',
      },
    ],
    caughtBy: 'a scoreboard that hangs, fails or is slow holds up no vote',
  },
  {
    name: 'a poll fixed by a ballot that is refused',
    changes: [
      {
        file: 'src/storage/box/admission.ts',
        from: 'known !== null && items.some((item) => wanted(item, known))',
        to: 'known !== null && items.every((item) => wanted(item, known) || true)',
      },
    ],
    caughtBy: 'what is refused, looked at or withdrawn begins nothing',
  },
  {
    name: 'a voter let into whatever box a Worker names',
    changes: [
      {
        file: 'src/domain/poll-rules.ts',
        from: '  if (boxOf(voter, rules.boxes) !== box) return',
        to: '  if (boxOf(voter, rules.boxes) < 0) return',
      },
    ],
    caughtBy: 'a voter of fewer boxes and of more is one voter',
  },
  {
    name: 'a poll that begins while it is not certain by which rules',
    changes: [
      {
        file: 'src/storage/publisher/publisher.ts',
        from: `      const begun = polls.find((poll) => received.get(poll) === 'begun');`,
        to: `      await this.#scoreboards().settle(number, polls, true);
      const begun = polls.find((poll) => received.get(poll) === 'begun');`,
      },
    ],
    caughtBy: 'leaves the other as it was, also for a vote that comes in between',
  },
  {
    name: 'a publication that a crash leaves half done',
    changes: [
      {
        file: 'src/storage/publisher/publisher.ts',
        from: `  override async alarm(): Promise<void> {
    await this.ctx.blockConcurrencyWhile(() => this.#finish());`,
        to: `  override async alarm(): Promise<void> {
    await this.ctx.blockConcurrencyWhile(async () => this.#tables.end());`,
      },
    ],
    caughtBy: 'at any write of its publisher is carried out or given up, whole',
  },
  {
    name: 'a write of KV that comes over a newer one',
    changes: [
      {
        file: 'src/storage/publisher/publisher.ts',
        from: '    while (this.#writing !== null) await this.#writing;',
        to: '',
      },
    ],
    caughtBy: 'by KV that hangs does not come over a newer one',
  },
  {
    name: 'a history of what changes nothing',
    changes: [
      {
        file: 'src/storage/scoreboard/history-table.ts',
        from: '    if (revision === this.#version) return;',
        to: '',
      },
    ],
    caughtBy: 'what is refused is sent to nobody and adds nothing to the history',
  },
  {
    name: 'a decision that is told to nobody',
    changes: [
      {
        file: 'src/storage/scoreboard/scoreboard.ts',
        from: `    this.#tables.log(event);
    this.#ticks.ask();`,
        to: '    this.#tables.log(event);',
      },
    ],
    caughtBy: 'a decision, another one and its undoing reach those who watch',
  },
];
