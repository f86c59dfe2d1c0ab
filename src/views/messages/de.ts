import type { Catalogue } from './catalogue.ts';

export const de: Catalogue<'one' | 'other'> = {
  comparison: {
    title: 'Wer wofür steht',
    proposition: 'Aussage',
    stance: {
      supports: 'Dafür',
      'supports-with-conditions': 'Dafür, mit Bedingungen',
      mixed: 'Uneinheitlich',
      'opposes-with-conditions': 'Dagegen, mit Bedingungen',
      opposes: 'Dagegen',
    },
    notStated: 'Der Artikel sagt dazu nichts',
    condition: 'Bedingung',
    quotations: { one: 'Zitat', other: '{n} Zitate' },
    attribution: {
      direct: 'in eigenen Worten',
      reported: 'in den Worten des Berichts',
      analysis: 'Schluss des Artikels',
    },
    verified: {
      exact: 'Wort für Wort im Artikel gefunden',
      normalized: 'Im Artikel gefunden; nur die Typografie weicht ab',
    },
    readInArticle: 'Im Artikel lesen',
    translatedBy: 'Übersetzt von {by}',
    first: 'Erster Akteur',
    second: 'Zweiter Akteur',
    signs: 'Die Zeichen',
  },
  agreement: {
    title: 'Wie nah sie sich sind',
    note: 'Von {none} (gegensätzlich) bis {all} (gleich), über die Aussagen, zu denen sich beide äußern. Was nur einer sagt, zählt nicht.',
    shared: '{shared} von {of} gemeinsam',
    nothingShared: 'Nichts gemeinsam',
    pair: '{a} und {b}',
    pairs: 'Paar für Paar',
    otherPairs: 'Die übrigen Paare ({n})',
    silentPairs: {
      one: '{n} weiteres Paar hat nichts gemeinsam.',
      other: '{n} weitere Paare haben nichts gemeinsam.',
    },
    term: 'Nähe {value}',
    sameSide: 'Auf derselben Seite',
    apart: 'Uneins',
    only: 'Nur hier: {actor}',
  },
  poll: {
    title: 'Was Leserinnen und Leser denken',
    asks: { expectation: 'Was wird geschehen?', preference: 'Was sollte geschehen?' },
    state: {
      scheduled: 'Noch nicht offen',
      open: 'Offen',
      closed: 'Geschlossen',
      resolved: 'Entschieden',
      void: 'Ungültig',
    },
    vote: 'Abstimmen',
    change: 'Stimme ändern',
    changeOrWithdraw: 'Stimme ändern oder zurückziehen',
    withdraw: 'Stimme zurückziehen',
    newTab: 'Die Abstimmung öffnet einen neuen Tab.',
    failed: 'Das hat uns nicht erreicht. Bitte versuchen Sie es noch einmal.',
    thisPageOnly:
      'Hier lässt sich nichts speichern: Ihre Stimme zählt, ändern können Sie sie aber nur, solange diese Seite offen ist.',
    wait: 'Von hier kamen zu viele Stimmen auf einmal, und Ihre wurde nicht gezählt. Bitte versuchen Sie es nach folgendem Zeitpunkt noch einmal: {time}.',
    notKept:
      'Sie haben eben abgestimmt, und Ihre Stimme ist hier nicht markiert? Dann wurde sie gezählt, aber dieser Browser behält unser Cookie nicht: Ihre Stimme lässt sich hier weder zeigen noch ändern.',
    unseen:
      'Ihr Klick wurde nicht angenommen: Etwas auf der Seite ringsum scheint über dieser Abstimmung zu liegen oder ihr Aussehen zu verändern. Warten Sie einen Augenblick und klicken Sie noch einmal, oder stimmen Sie dort ab, wo das nicht möglich ist.',
    notHere: 'Von hier werden keine Stimmen angenommen.',
    ownPage: 'Auf unserer eigenen Seite abstimmen',
    choice: 'Ihre Wahl: {outcome}',
    back: 'Zurück zur Abstimmung',
    confirm: { title: 'Ist das Ihre Stimme?', note: 'Noch wurde nichts gezählt.' },
    challenge: {
      title: 'Eine Prüfung, bevor Ihre Stimme zählt',
      why: 'Skripte sollen hier nicht abstimmen. Deshalb besteht der Browser aller, die zum ersten Mal abstimmen, eine Prüfung von Cloudflare.',
      blocked:
        'Die Prüfung konnte nicht geladen werden: Eine Erweiterung, das Netz oder die Seite ringsum blockiert challenges.cloudflare.com. Ihre Stimme wurde nicht gezählt. Lassen Sie die Prüfung zu und versuchen Sie es noch einmal.',
      noScript:
        'Die Prüfung braucht JavaScript, das hier nicht läuft. Ihre Stimme wurde nicht gezählt.',
      failed:
        'Die Prüfung wurde nicht bestanden oder dauerte zu lange. Ihre Stimme wurde nicht gezählt. Bitte versuchen Sie es noch einmal.',
      unavailable:
        'Die Prüfung lässt sich gerade nicht bestätigen. Ihre Stimme wurde nicht gezählt. Bitte versuchen Sie es nach folgendem Zeitpunkt noch einmal: {time}.',
    },
    restsOn: 'Beruht auf',
    countSoFar: 'Der bisherige Stand',
    votes: { one: '{n} Stimme', other: '{n} Stimmen' },
    less: '<{percent}',
    more: '>{percent}',
    method: {
      period: '{votes}, abgegeben vom {from} bis zum {to}.',
      until: '{votes}, abgegeben bis zum {to}.',
      sample:
        'Das sind Stimmen, nicht Personen. Offen für alle, niemand ausgewählt: nicht repräsentativ. Mehrfaches Abstimmen wird nur je Browser verhindert.',
    },
    yours: 'Ihre Stimme',
    receipt: 'Ihre Quittung',
    receiptNote: 'Nach dem Ende der Abstimmung steht sie in der öffentlichen Stimmliste.',
    promise:
      'Jede Stimme, die wir bestätigen, wird genau einmal gezählt. Mehrfaches Abstimmen in diesem Browser auf dieser Website wird verhindert, solange der Browser behält, was wir darin speichern; wer mehrere Geräte, Browser oder Websites nutzt, kann mehr als einmal abstimmen. Das ist keine wissenschaftliche Stichprobe.',
    rule: 'Wie das entschieden wird',
    opens: 'Öffnet am {time}',
    closes: 'Schließt am {time}',
    closed: 'Geschlossen am {time}',
    hidden: {
      'after-vote': 'Der Stand wird gezeigt, sobald Sie abgestimmt haben.',
      'after-close': 'Der Stand wird nach dem Ende der Abstimmung gezeigt.',
    },
    missing: 'Der Stand lässt sich gerade nicht anzeigen.',
    adding: 'Die letzten Stimmen werden zusammengezählt.',
    final: 'Dieser Stand ist endgültig.',
    decided: 'Entschieden: {outcome}',
    decidedAt: 'Entschieden am {time}',
    evidence: 'Der Beleg',
    voided: 'Für ungültig erklärt: Kein Ausgang trifft zu.',
    history: 'Wie sich der Stand bewegte',
    line: '{outcome}: von {from} bis {to}',
    time: 'Zeit (UTC)',
    total: 'Gesamt',
    outcome: 'Ausgang',
    votesCast: 'Stimmen',
    share: 'Anteil',
  },
  page: {
    tagline: 'Wer in einer Nachricht wofür steht, Seite an Seite, und was Lesende erwarten.',
    noArticles: 'Noch ist kein Artikel veröffentlicht.',
    languages: 'Sprachen',
    editorTitle: 'Dieser Titel stammt von unserer Redaktion, nicht vom Verlag.',
    source: 'Der Artikel',
    wholePage: 'Der ganze Vergleich',
    card: 'Die Positionen als Raster von Zeichen: eine Zeile je Aussage, eine Spalte je Akteur.',
  },
  embed: {
    title: 'Auf Ihre Seite',
    note: 'Wählen Sie, was gezeigt wird, und kopieren Sie eines davon.',
    show: 'Zeigen',
    theme: 'Farbschema',
    themes: { auto: 'Automatisch', light: 'Hell', dark: 'Dunkel' },
    actors: 'Akteure',
    topics: 'Themen',
    update: 'Aktualisieren',
    preview: 'Vorschau',
    script: 'Mit einem Skript',
    frame: 'Mit einem Rahmen',
    wordpress: 'In WordPress',
    wordpressNote: 'Fügen Sie diese Adresse in eine eigene Zeile ein.',
  },
  problem: {
    kinds: {
      nothing: {
        title: 'Hier ist nichts',
        happened:
          'Keine Seite hat diese Adresse. Vielleicht ist sie vertippt, oder der Link ist alt.',
        advice: 'Prüfen Sie die Adresse, oder beginnen Sie bei der Liste der Vergleiche.',
      },
      article: {
        title: 'Diesen Artikel gibt es nicht',
        happened: 'Kein Vergleich mit diesem Namen ist hier veröffentlicht.',
        advice:
          'Prüfen Sie die Adresse. Ist er eben erst erschienen, laden Sie die Seite in einer Minute noch einmal.',
      },
      poll: {
        title: 'Diese Abstimmung gibt es nicht',
        happened: 'Der Artikel hat keine Abstimmung mit diesem Namen.',
        advice: 'Die Seite des Artikels zeigt alle, die es gibt.',
      },
      ballot: {
        title: 'Keine Stimme gefunden',
        happened: 'In dieser Abstimmung gibt es keine solche Stimme.',
        advice: 'Prüfen Sie die Quittung. Eine zurückgezogene Stimme steht nicht in der Liste.',
      },
      waiting: {
        title: 'Dafür ist es zu früh',
        happened:
          'Die Abstimmung ist noch nicht offen, noch nicht zu Ende, oder ihre Stimmen werden noch zusammengezählt.',
        advice:
          'Die Seite des Artikels sagt, wann sie öffnet und schließt. Kommen Sie dann wieder.',
      },
      closed: {
        title: 'Die Abstimmung ist geschlossen',
        happened: 'Stimmen werden nicht mehr angenommen, geändert oder zurückgezogen.',
        advice: 'Die Seite des Artikels zeigt, wie sie ausging.',
      },
      vote: {
        title: 'Ihre Stimme wurde nicht angenommen',
        happened:
          'Das Formular kam nicht von einer unserer Seiten, oder diese Antwort steht nicht zur Wahl.',
        advice: 'Öffnen Sie die Seite des Artikels und stimmen Sie dort ab.',
      },
      access: {
        title: 'Das ist nicht für alle offen',
        happened: 'Hier bekommt nur Antwort, wer ein Recht darauf nachweist.',
        advice: 'Alles, was für Leserinnen und Leser ist, steht auf den Seiten der Artikel.',
      },
      request: {
        title: 'Darauf gibt es keine Antwort',
        happened: 'Etwas an der Adresse oder am Gesendeten passt hier nicht.',
        advice: 'Prüfen Sie die Adresse, oder gehen Sie zurück und versuchen Sie es anders.',
      },
      limited: {
        title: 'Zu viele aus einem Netz',
        happened: 'In Ihrem Netz haben binnen einer Minute viele zu wählen begonnen.',
        advice:
          'Warten Sie eine Minute und stimmen Sie dann noch einmal ab. Ihre bisherigen Stimmen bleiben.',
      },
      busy: {
        title: 'Zu viel auf einmal',
        happened: 'Im Augenblick wird mehr von uns verlangt, als wir beantworten können.',
        advice:
          'Warten Sie ein wenig und laden Sie die Seite noch einmal. Eine zweimal gesendete Stimme zählt einmal.',
      },
      unconfirmed: {
        title: 'Keine Antwort in der Zeit',
        happened:
          'Die Stelle, die die Stimmen zählt, hat nicht rechtzeitig geantwortet. Was Sie gesendet haben, kann trotzdem angekommen sein.',
        advice:
          'Laden Sie die Seite noch einmal und sehen Sie nach. Eine zweimal gesendete Stimme zählt einmal.',
      },
      unreadable: {
        title: 'Gerade nicht zu haben',
        happened:
          'Was veröffentlicht ist, lässt sich im Augenblick nicht lesen. Es wurde nichts geändert.',
        advice: 'Warten Sie ein wenig und laden Sie die Seite noch einmal.',
      },
      unready: {
        title: 'Der Dienst ist nicht bereit',
        happened: 'Etwas, das dafür eingerichtet sein muss, fehlt oder ist defekt.',
        advice: 'Versuchen Sie es später noch einmal. Was es nicht braucht, läuft wie gewohnt.',
      },
      fault: {
        title: 'Bei uns ist etwas schiefgegangen',
        happened: 'Der Fehler liegt bei uns, nicht bei Ihnen, und er ist festgehalten.',
        advice:
          'Versuchen Sie es gleich noch einmal. Wenn Sie uns deshalb schreiben, nennen Sie die Nummer unten.',
      },
    },
    comparisons: 'Alle Vergleiche',
    article: 'Die Seite des Artikels',
    reference: 'Nummer',
  },
};
