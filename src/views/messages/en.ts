import type { Catalogue } from './catalogue.ts';

export const en: Catalogue<'one' | 'other'> = {
  comparison: {
    title: 'Who stands where',
    proposition: 'Proposition',
    stance: {
      supports: 'Supports',
      'supports-with-conditions': 'Supports, with conditions',
      mixed: 'Mixed',
      'opposes-with-conditions': 'Opposes, with conditions',
      opposes: 'Opposes',
    },
    notStated: 'Not stated in this article',
    condition: 'Condition',
    quotations: { one: 'Quotation', other: '{n} quotations' },
    attribution: {
      direct: 'in their own words',
      reported: 'as the reporter puts it',
      analysis: 'the article’s own inference',
    },
    verified: {
      exact: 'Found in the article word for word',
      normalized: 'Found in the article; only the typography differs',
    },
    readInArticle: 'Read it in the article',
    translatedBy: 'Translated by {by}',
    first: 'First actor',
    second: 'Second actor',
    signs: 'The signs',
  },
  agreement: {
    title: 'How close they are',
    note: 'From {none} (opposite) to {all} (the same), over the propositions that both address. What only one of them states does not count.',
    shared: '{shared} of {of} shared',
    nothingShared: 'Nothing shared',
    pair: '{a} and {b}',
    pairs: 'Pair by pair',
    otherPairs: 'The other pairs ({n})',
    silentPairs: { one: '{n} other pair shares nothing.', other: '{n} other pairs share nothing.' },
    term: 'closeness {value}',
    sameSide: 'On the same side',
    apart: 'Apart',
    only: 'Only {actor} says',
  },
  poll: {
    title: 'What readers think',
    asks: { expectation: 'What will happen?', preference: 'What should happen?' },
    state: {
      scheduled: 'Not open yet',
      open: 'Open',
      closed: 'Closed',
      resolved: 'Decided',
      void: 'Void',
    },
    vote: 'Vote',
    change: 'Change my vote',
    changeOrWithdraw: 'Change or withdraw my vote',
    withdraw: 'Withdraw my vote',
    newTab: 'Voting opens a new tab.',
    failed: 'That did not reach us. Please try again.',
    thisPageOnly:
      'Nothing can be stored here: your vote is counted, but can be changed only as long as this page is open.',
    wait: 'Too many votes came from here at once, and yours was not counted. Please try again after {time}.',
    notKept:
      'You have just voted, and your vote is not marked here? Then it was counted, but this browser does not keep our cookie: your vote cannot be shown or changed here.',
    unseen:
      'Your click was not taken: something on the page around seems to lie over this poll or to change how it looks. Wait a moment and click again, or vote where nothing can.',
    ownPage: 'Vote on our own page',
    choice: 'Your choice: {outcome}',
    back: 'Back to the poll',
    confirm: { title: 'Is this your vote?', note: 'Nothing has been counted yet.' },
    challenge: {
      title: 'One check before your vote counts',
      why: 'Scripts are not to vote here. So the browser of each new voter passes one check by Cloudflare.',
      blocked:
        'The check could not be loaded: an extension, the network or the page around blocks challenges.cloudflare.com. Your vote has not been counted. Let the check through and try again.',
      noScript:
        'The check needs JavaScript, which does not run here. Your vote has not been counted.',
      failed:
        'The check was not passed, or took too long. Your vote has not been counted. Please try again.',
      unavailable:
        'The check cannot be confirmed at the moment. Your vote has not been counted. Please try again after {time}.',
    },
    restsOn: 'Rests on',
    countSoFar: 'The count so far',
    votes: { one: '{n} vote', other: '{n} votes' },
    less: '<{percent}',
    more: '>{percent}',
    method: {
      period: '{votes}, cast from {from} to {to}.',
      until: '{votes}, cast until {to}.',
      sample:
        'These are votes, not people. Open to anyone, nobody selected: not representative. Repeat votes are stopped per browser only.',
    },
    yours: 'Your vote',
    receipt: 'Your receipt',
    receiptNote: 'Look for it in the public ballot list once the poll has closed.',
    promise:
      'Every vote we acknowledge is counted exactly once. Repeat voting in this browser on this site is stopped for as long as the browser keeps what we store in it; someone with several devices, browsers or sites can vote more than once. This is not a scientific sample.',
    rule: 'How this will be decided',
    opens: 'Opens {time}',
    closes: 'Closes {time}',
    closed: 'Closed {time}',
    hidden: {
      'after-vote': 'The count is shown once you have voted.',
      'after-close': 'The count is shown once the poll has closed.',
    },
    missing: 'The count cannot be shown just now.',
    adding: 'The last votes are being added up.',
    final: 'This count is final.',
    decided: 'Decided: {outcome}',
    decidedAt: 'Decided {time}',
    evidence: 'The evidence',
    voided: 'Declared void: no outcome holds.',
    history: 'How the count moved',
    line: '{outcome}: from {from} to {to}',
    time: 'Time (UTC)',
    total: 'Total',
    outcome: 'Outcome',
    votesCast: 'Votes',
    share: 'Share',
  },
  page: {
    tagline: 'Who stands where in a news story, side by side, and what readers think will happen.',
    noArticles: 'No article has been published yet.',
    languages: 'Languages',
    editorTitle: 'This title is our editor’s, not the publisher’s.',
    source: 'The article',
    wholePage: 'The whole comparison',
    card: 'The positions as a grid of signs: a row for each proposition, a column for each actor.',
  },
  embed: {
    title: 'Put it on your page',
    note: 'Choose what to show, then copy one of these.',
    show: 'Show',
    theme: 'Theme',
    themes: { auto: 'Automatic', light: 'Light', dark: 'Dark' },
    actors: 'Actors',
    topics: 'Topics',
    update: 'Update',
    preview: 'Preview',
    script: 'With a script',
    frame: 'With a frame',
    wordpress: 'In WordPress',
    wordpressNote: 'Paste this address on a line of its own.',
  },
  problem: {
    kinds: {
      nothing: {
        title: 'There is nothing here',
        happened: 'No page has this address. It may be mistyped, or the link to it may be old.',
        advice: 'Check the address, or start from the list of comparisons.',
      },
      article: {
        title: 'There is no such article',
        happened: 'No comparison with this name is published here.',
        advice:
          'Check the address. If it has only just been published, load this page again in a minute.',
      },
      poll: {
        title: 'There is no such poll',
        happened: 'The article has no poll with this name.',
        advice: 'Look at the page of the article: it shows the polls that there are.',
      },
      ballot: {
        title: 'No ballot was found',
        happened: 'There is no such ballot in this poll.',
        advice: 'Check the receipt. A vote that was withdrawn leaves no ballot.',
      },
      waiting: {
        title: 'It is too early for that',
        happened:
          'The poll has not come so far: it has not opened, or not closed, or its votes are still being added up.',
        advice: 'The page of the article says when it opens and closes. Come back then.',
      },
      closed: {
        title: 'The poll is closed',
        happened: 'Votes are no longer taken, changed or withdrawn.',
        advice: 'The page of the article shows how it ended.',
      },
      vote: {
        title: 'Your vote was not taken',
        happened: 'The form did not come from a page of ours, or the poll has no such answer.',
        advice: 'Open the page of the article and vote there.',
      },
      access: {
        title: 'This is not open to everyone',
        happened: 'Only who can show a right to it is answered here.',
        advice: 'All that is for readers is on the pages of the articles.',
      },
      request: {
        title: 'That cannot be answered',
        happened: 'Something in the address, or in what was sent, does not fit here.',
        advice: 'Check the address, or go back and try it another way.',
      },
      limited: {
        title: 'Too many from one network',
        happened: 'Many people on your network have begun to vote within a minute.',
        advice: 'Wait a minute, then vote again. The votes you have cast are safe.',
      },
      busy: {
        title: 'Too much at once',
        happened: 'More is being asked of us at this moment than we can answer.',
        advice:
          'Wait a little, then load the page again. A vote that is sent twice is counted once.',
      },
      unconfirmed: {
        title: 'No answer in time',
        happened:
          'What counts the votes did not answer in time. What you sent may have been taken all the same.',
        advice: 'Load the page again and look. A vote that is sent twice is counted once.',
      },
      unreadable: {
        title: 'Not to be had just now',
        happened: 'What is published cannot be read at this moment. Nothing was changed.',
        advice: 'Wait a little, then load the page again.',
      },
      unready: {
        title: 'The service is not ready',
        happened: 'Something that has to be set up for this is missing or broken.',
        advice: 'Try again later. What does not need it goes on as usual.',
      },
      fault: {
        title: 'Something went wrong on our side',
        happened: 'The mistake is ours, not yours, and it has been written down.',
        advice: 'Try again in a moment. If you write to us about it, name the reference below.',
      },
    },
    comparisons: 'All comparisons',
    article: 'The page of the article',
    reference: 'Reference',
  },
};
