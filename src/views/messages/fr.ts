import type { Catalogue } from './catalogue.ts';

export const fr: Catalogue<'one' | 'many' | 'other'> = {
  comparison: {
    title: 'Qui défend quoi',
    proposition: 'Proposition',
    stance: {
      supports: 'Pour',
      'supports-with-conditions': 'Pour, sous conditions',
      mixed: 'Partagé',
      'opposes-with-conditions': 'Contre, sauf conditions',
      opposes: 'Contre',
    },
    notStated: 'L’article n’en dit rien',
    condition: 'Condition',
    quotations: { one: 'Citation', many: '{n} de citations', other: '{n} citations' },
    attribution: {
      direct: 'dans ses propres mots',
      reported: 'selon les mots du journaliste',
      analysis: 'déduction de l’article',
    },
    verified: {
      exact: 'Retrouvé mot pour mot dans l’article',
      normalized: 'Retrouvé dans l’article ; seule la typographie diffère',
    },
    readInArticle: 'Lire dans l’article',
    translatedBy: 'Traduction : {by}',
    first: 'Premier acteur',
    second: 'Second acteur',
    signs: 'Les signes',
  },
  agreement: {
    title: 'À quel point ils sont proches',
    note: 'De {none} (opposés) à {all} (identiques), sur les propositions que les deux abordent. Ce qu’un seul affirme ne compte pas.',
    shared: '{shared} sur {of} en commun',
    nothingShared: 'Rien en commun',
    pair: '{a} et {b}',
    pairs: 'Paire par paire',
    otherPairs: 'Les autres paires ({n})',
    silentPairs: {
      one: '{n} autre paire n’a rien en commun.',
      many: '{n} d’autres paires n’ont rien en commun.',
      other: '{n} autres paires n’ont rien en commun.',
    },
    term: 'proximité {value}',
    sameSide: 'Du même côté',
    apart: 'En désaccord',
    only: 'Seul à en parler : {actor}',
  },
  poll: {
    title: 'Ce que pensent les lecteurs',
    asks: { expectation: 'Que va-t-il se passer ?', preference: 'Que devrait-il se passer ?' },
    state: {
      scheduled: 'Pas encore ouvert',
      open: 'Ouvert',
      closed: 'Clos',
      resolved: 'Tranché',
      void: 'Annulé',
    },
    vote: 'Voter',
    change: 'Changer mon vote',
    changeOrWithdraw: 'Changer ou retirer mon vote',
    withdraw: 'Retirer mon vote',
    newTab: 'Le vote s’ouvre dans un nouvel onglet.',
    failed: 'Cela ne nous est pas parvenu. Veuillez réessayer.',
    thisPageOnly:
      'Rien ne peut être conservé ici : votre vote est compté, mais vous ne pourrez le modifier que tant que cette page reste ouverte.',
    wait: 'Trop de votes sont venus d’ici à la fois, et le vôtre n’a pas été compté. Veuillez réessayer après ce moment : {time}.',
    notKept:
      'Vous venez de voter et votre vote n’est pas marqué ici ? Il a donc été compté, mais ce navigateur ne garde pas notre cookie : votre vote ne peut être ni montré ni modifié ici.',
    unseen:
      'Votre clic n’a pas été retenu : quelque chose dans la page alentour semble recouvrir ce vote ou en changer l’aspect. Attendez un instant et cliquez de nouveau, ou votez là où rien ne le peut.',
    notHere: 'Les votes ne sont pas reçus d’ici.',
    ownPage: 'Voter sur notre propre page',
    choice: 'Votre choix : {outcome}',
    back: 'Retour au vote',
    confirm: { title: 'Est-ce bien votre vote ?', note: 'Rien n’a encore été compté.' },
    challenge: {
      title: 'Une vérification avant que votre vote compte',
      why: 'Les scripts ne doivent pas voter ici. Le navigateur de chaque nouveau votant passe donc une vérification de Cloudflare.',
      blocked:
        'La vérification n’a pas pu être chargée : une extension, le réseau ou la page alentour bloque challenges.cloudflare.com. Votre vote n’a pas été compté. Laissez passer la vérification et réessayez.',
      noScript:
        'La vérification a besoin de JavaScript, qui ne fonctionne pas ici. Votre vote n’a pas été compté.',
      failed:
        'La vérification n’a pas abouti ou a duré trop longtemps. Votre vote n’a pas été compté. Veuillez réessayer.',
      unavailable:
        'La vérification ne peut pas être confirmée en ce moment. Votre vote n’a pas été compté. Veuillez réessayer après ce moment : {time}.',
    },
    restsOn: 'Repose sur',
    countSoFar: 'Le décompte à ce stade',
    votes: { one: '{n} vote', many: '{n} de votes', other: '{n} votes' },
    less: '< {percent}',
    more: '> {percent}',
    method: {
      period: '{votes}, du {from} au {to}.',
      until: '{votes}, jusqu’au {to}.',
      sample:
        'Ce sont des votes, non des personnes. Ouvert à tous, sans sélection : non représentatif. Les votes répétés ne sont empêchés que par navigateur.',
    },
    yours: 'Votre vote',
    receipt: 'Votre reçu',
    receiptNote: 'Cherchez-le dans la liste publique des bulletins une fois le vote clos.',
    promise:
      'Chaque vote dont nous accusons réception est compté exactement une fois. Voter plusieurs fois dans ce navigateur sur ce site est empêché tant que le navigateur garde ce que nous y conservons ; qui a plusieurs appareils, navigateurs ou sites peut voter plus d’une fois. Ce n’est pas un échantillon scientifique.',
    rule: 'Comment cela sera tranché',
    opens: 'Ouvre le {time}',
    closes: 'Clôture le {time}',
    closed: 'Clos le {time}',
    hidden: {
      'after-vote': 'Le décompte s’affiche une fois que vous avez voté.',
      'after-close': 'Le décompte s’affiche une fois le vote clos.',
    },
    missing: 'Le décompte ne peut pas être affiché pour le moment.',
    adding: 'Les derniers votes sont en cours d’addition.',
    final: 'Ce décompte est définitif.',
    decided: 'Tranché : {outcome}',
    decidedAt: 'Tranché le {time}',
    evidence: 'La preuve',
    voided: 'Déclaré nul : aucune issue ne s’applique.',
    history: 'L’évolution du décompte',
    line: '{outcome} : de {from} à {to}',
    time: 'Heure (UTC)',
    total: 'Total',
    outcome: 'Issue',
    votesCast: 'Votes',
    share: 'Part',
  },
  page: {
    tagline: 'Qui défend quoi dans l’actualité, côte à côte, et ce que les lecteurs attendent.',
    noArticles: 'Aucun article n’est encore publié.',
    languages: 'Langues',
    editorTitle: 'Ce titre est de notre rédaction, non de l’éditeur de l’article.',
    source: 'L’article',
    wholePage: 'La comparaison complète',
    card: 'Les positions en une grille de signes : une ligne par proposition, une colonne par acteur.',
  },
  embed: {
    title: 'Sur votre page',
    note: 'Choisissez ce qu’il faut montrer, puis copiez l’un de ces codes.',
    show: 'Montrer',
    theme: 'Thème',
    themes: { auto: 'Automatique', light: 'Clair', dark: 'Sombre' },
    actors: 'Acteurs',
    topics: 'Sujets',
    update: 'Actualiser',
    preview: 'Aperçu',
    script: 'Avec un script',
    frame: 'Avec un cadre',
    wordpress: 'Dans WordPress',
    wordpressNote: 'Collez cette adresse seule sur une ligne.',
  },
  problem: {
    kinds: {
      nothing: {
        title: 'Il n’y a rien ici',
        happened:
          'Aucune page n’a cette adresse. Elle est peut-être mal saisie, ou le lien est ancien.',
        advice: 'Vérifiez l’adresse, ou partez de la liste des comparaisons.',
      },
      article: {
        title: 'Cet article n’existe pas',
        happened: 'Aucune comparaison de ce nom n’est publiée ici.',
        advice:
          'Vérifiez l’adresse. Si elle vient d’être publiée, rechargez cette page dans une minute.',
      },
      poll: {
        title: 'Ce vote n’existe pas',
        happened: 'L’article n’a pas de vote de ce nom.',
        advice: 'Consultez la page de l’article : elle montre tous ses votes.',
      },
      ballot: {
        title: 'Aucun bulletin trouvé',
        happened: 'Ce bulletin ne figure pas dans ce vote.',
        advice: 'Vérifiez le reçu. Un vote retiré ne laisse pas de bulletin.',
      },
      waiting: {
        title: 'C’est trop tôt',
        happened:
          'Le vote n’est pas encore ouvert, pas encore clos, ou ses bulletins sont en cours d’addition.',
        advice: 'La page de l’article dit quand il ouvre et se clôt. Revenez alors.',
      },
      closed: {
        title: 'Le vote est clos',
        happened: 'On ne peut plus voter, ni changer ou retirer son vote.',
        advice: 'La page de l’article montre comment il s’est terminé.',
      },
      vote: {
        title: 'Votre vote n’a pas été pris en compte',
        happened:
          'Le formulaire ne venait pas d’une de nos pages, ou le vote n’a pas cette réponse.',
        advice: 'Ouvrez la page de l’article et votez-y.',
      },
      access: {
        title: 'Ce n’est pas ouvert à tous',
        happened: 'Seul qui montre y avoir droit obtient ici une réponse.',
        advice: 'Tout ce qui s’adresse aux lecteurs est sur les pages des articles.',
      },
      request: {
        title: 'Pas de réponse à cette demande',
        happened: 'Quelque chose dans l’adresse, ou dans ce qui a été envoyé, ne convient pas ici.',
        advice: 'Vérifiez l’adresse, ou revenez en arrière et essayez autrement.',
      },
      limited: {
        title: 'Trop de votes d’un même réseau',
        happened: 'Beaucoup de personnes de votre réseau ont commencé à voter en une minute.',
        advice: 'Attendez une minute, puis votez de nouveau. Vos votes précédents sont conservés.',
      },
      busy: {
        title: 'Trop de demandes à la fois',
        happened: 'On nous demande en ce moment plus que nous ne pouvons traiter.',
        advice:
          'Attendez un peu, puis rechargez la page. Un vote envoyé deux fois n’est compté qu’une fois.',
      },
      unconfirmed: {
        title: 'Pas de réponse à temps',
        happened:
          'La partie qui compte les votes n’a pas répondu à temps. Ce que vous avez envoyé a pu être pris en compte malgré tout.',
        advice: 'Rechargez la page et vérifiez. Un vote envoyé deux fois n’est compté qu’une fois.',
      },
      unreadable: {
        title: 'Indisponible pour le moment',
        happened: 'Ce qui est publié ne peut pas être lu en ce moment. Rien n’a été modifié.',
        advice: 'Attendez un peu, puis rechargez la page.',
      },
      unready: {
        title: 'Le service n’est pas prêt',
        happened: 'Ce qu’il faut régler pour cela manque ou ne marche pas.',
        advice: 'Réessayez plus tard. Ce qui n’en a pas besoin continue comme d’habitude.',
      },
      fault: {
        title: 'Un problème est survenu chez nous',
        happened: 'L’erreur est la nôtre, pas la vôtre, et elle a été consignée.',
        advice:
          'Réessayez dans un instant. Si vous nous écrivez à ce sujet, citez la référence ci-dessous.',
      },
    },
    comparisons: 'Toutes les comparaisons',
    article: 'La page de l’article',
    reference: 'Référence',
  },
};
