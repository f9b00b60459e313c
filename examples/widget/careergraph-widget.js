// Shows where one can go from a role. Embedding is one tag, where the widget is to appear:
//   <script src="careergraph-widget.js" data-endpoint="https://example.org/graphql" data-role="role:data-analyst"></script>
// Without data-role the reader chooses the role. It talks to the endpoint and to nothing else.
{
  const { endpoint = 'http://127.0.0.1:4000/graphql', role, count = '5' } = document.currentScript.dataset;

  const SEARCH = `query WidgetSearch($text: String!) {
    search(text: $text, kinds: [ROLE], first: 8) { hits { matchedText node { ... on Role { id title } } } }
  }`;
  const MOVES = `query WidgetMoves($role: ID!, $count: Int!) {
    role(id: $role) { id title }
    recommendTransitions(from: { currentRoles: [$role] }, first: $count) {
      nodes {
        role { title summary attributions { name url attribution } }
        kind
        effort { total estimated }
        payChange { ratio }
        reasons { text }
        skillGap { missing { skill { name } } }
      }
    }
  }`;

  async function ask(query, variables) {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    if (errors) throw Object.assign(new Error(errors[0].message), errors[0].extensions);
    return data;
  }

  /** An element with what is in it. Text is always set as text: titles and summaries are data, never markup. */
  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  const KINDS = {
    PROMOTION: 'Step up',
    LATERAL: 'Sideways',
    SPECIALIZATION: 'Specialise',
    CAREER_CHANGE: 'New career',
    STEP_DOWN: 'Step down',
  };
  const percent = (share) => `${Math.round(share * 100)}%`;

  function card({ role: to, kind, effort, payChange, reasons, skillGap }) {
    const learn = skillGap.missing.slice(0, 3).map(({ skill }) => skill.name);
    const pay = payChange && Math.round((payChange.ratio - 1) * 100);
    return element(
      'li',
      {},
      element('h3', { textContent: to.title }),
      element('p', {
        className: 'facts',
        textContent: [
          KINDS[kind],
          `effort ${percent(effort.total)}${effort.estimated ? ' (estimated)' : ''}`,
          pay ? `pay ${pay > 0 ? '+' : ''}${pay}%` : null,
        ]
          .filter(Boolean)
          .join(' · '),
      }),
      reasons.length > 0 ? element('p', { textContent: reasons[0].text }) : null,
      learn.length > 0 ? element('p', { textContent: `To learn first: ${learn.join(', ')}.` }) : null,
    );
  }

  /** Whoever shows facts says whose they are: once each, however many moves they are behind. */
  function credits(moves) {
    const sources = new Map(moves.flatMap(({ role: { attributions } }) => attributions.map((source) => [source.name, source])));
    const credit = ({ name, url, attribution }) =>
      element(url ? 'a' : 'span', { textContent: attribution ?? name, ...(url && { href: url, rel: 'noopener' }) });
    return element(
      'p',
      { className: 'credits' },
      'Sources: ',
      ...[...sources.values()].flatMap((source, index) => [index > 0 ? '; ' : '', credit(source)]),
    );
  }

  const style = element('style', {
    textContent: `
    :host { display: block; max-width: 34rem; font: 1rem/1.5 system-ui, sans-serif; color-scheme: light dark; }
    ul { list-style: none; padding: 0; } li { border: 1px solid #8886; border-radius: .5rem; padding: .75rem 1rem; margin: .5rem 0; }
    h2 { font-size: 1.2rem; } h3 { font-size: 1rem; margin: 0; } p { margin: .25rem 0; } .facts, .credits { font-size: .875rem; opacity: .85; }
    input { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem; } button { font: inherit; width: 100%; text-align: start; padding: .25rem .5rem; }`,
  });
  const results = element('div');
  results.setAttribute('aria-live', 'polite');

  async function showMoves(id) {
    results.replaceChildren(element('p', { textContent: 'Looking for moves …' }));
    try {
      const { role: from, recommendTransitions } = await ask(MOVES, { role: id, count: Number(count) });
      const moves = recommendTransitions.nodes;
      results.replaceChildren(
        element('h2', { textContent: `From ${from.title}` }),
        moves.length > 0 ? element('ul', {}, ...moves.map(card)) : element('p', { textContent: 'No credible move is known from here.' }),
        moves.length > 0 ? credits(moves) : '',
      );
    } catch (error) {
      const why = error.code === 'NOT_FOUND' ? `there is no role ${id}.` : error.message;
      results.replaceChildren(element('p', { role: 'alert', textContent: `This cannot be shown: ${why}` }));
    }
  }

  /** Suggests roles as one types; an answer that comes after a later question is left out. */
  function chooser() {
    const input = element('input', { type: 'search', placeholder: 'Your role, such as data analyst', ariaLabel: 'Your role' });
    const choices = element('ul', { ariaLabel: 'Roles' });
    let typed = 0;
    input.addEventListener('input', async () => {
      const turn = ++typed;
      const found = input.value.trim() ? await ask(SEARCH, { text: input.value }).catch(() => null) : null;
      if (turn !== typed) return;
      const choose = ({ node }) =>
        element('button', {
          type: 'button',
          textContent: node.title,
          onclick: () => {
            choices.replaceChildren();
            input.value = node.title;
            void showMoves(node.id);
          },
        });
      choices.replaceChildren(...(found?.search.hits ?? []).map((hit) => element('li', {}, choose(hit))));
    });
    return [input, choices];
  }

  const host = element('section', { className: 'careergraph-widget' });
  host.attachShadow({ mode: 'open' }).append(style, ...(role ? [] : chooser()), results);
  document.currentScript.after(host);
  if (role) void showMoves(role);
}
