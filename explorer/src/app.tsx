import { useEffect, useMemo, useState } from 'preact/hooks';
import { ErrorBoundary, lazy, LocationProvider, Route, Router, useLocation } from 'preact-iso';
import { EvidenceProvider } from './components/evidence';
import { SearchBox } from './components/search-box';
import { NotFound, Notice } from './components/states';
import { SourcesDocument } from './generated';
import { pathOfId } from './lib/address';
import { useQuery } from './lib/api';
import { SourcesContext } from './lib/sources';
import { Start } from './views/start';

const RolePage = lazy(() => import('./views/role/role'));
const Plan = lazy(() => import('./views/plan/plan'));
const Next = lazy(() => import('./views/next'));
const SkillPage = lazy(() => import('./views/skill'));
const CertificationPage = lazy(() => import('./views/certification'));
const MapPage = lazy(() => import('./views/map/map'));

export function App() {
  const { data } = useQuery(SourcesDocument, {});
  const sources = useMemo(() => new Map(data?.sources.map((source) => [source.id, source])), [data]);
  return (
    <LocationProvider>
      <SourcesContext.Provider value={sources}>
        <EvidenceProvider>
          <a class="skip" href="#content">
            Skip to the content
          </a>
          <Header />
          <main id="content" tabIndex={-1}>
            <Views />
          </main>
          <Footer />
        </EvidenceProvider>
      </SourcesContext.Provider>
    </LocationProvider>
  );
}

function Views() {
  const [failure, setFailure] = useState<Error | null>(null);
  if (failure) {
    return (
      <Notice title="The page could not be shown">
        <p>{failure.message}</p>
        <p>
          <button type="button" class="button" onClick={() => location.reload()}>
            Load it again
          </button>
        </p>
      </Notice>
    );
  }
  return (
    <ErrorBoundary onError={setFailure}>
      <Router onRouteChange={() => document.querySelector<HTMLElement>('#content')?.focus({ preventScroll: true })}>
        <Route path="/" component={Start} />
        <Route path="/roles/:slug" component={RolePage} />
        <Route path="/skills/:slug" component={SkillPage} />
        <Route path="/certifications/:slug" component={CertificationPage} />
        <Route path="/plan" component={Plan} />
        <Route path="/next" component={Next} />
        <Route path="/map" component={MapPage} />
        <Route default component={NotFound} />
      </Router>
    </ErrorBoundary>
  );
}

const views = [
  ['/plan', 'Plan a move'],
  ['/next', 'What could I become?'],
  ['/map', 'Map'],
] as const;

function Header() {
  const { path, route } = useLocation();
  return (
    <header class="top">
      <a class="brand" href="/" aria-label="Careergraph, start page">
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
          <path d="M6 25 15 16 26 7M15 16l10 9" />
          <circle cx="6" cy="25" r="3.4" />
          <circle cx="15" cy="16" r="3.4" />
          <circle cx="26" cy="7" r="3.4" />
          <circle cx="25" cy="25" r="2.6" />
        </svg>
        <span>Careergraph</span>
      </a>
      <nav aria-label="Views">
        {views.map(([href, label]) => (
          <a key={href} href={href} aria-current={path === href ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      {path !== '/' && (
        <SearchBox
          label="Search the graph"
          placeholder="Search"
          kinds={['ROLE', 'SKILL', 'CERTIFICATION']}
          onPick={({ id }) => route(pathOfId(id)!)}
        />
      )}
      <ThemeSwitch />
    </header>
  );
}

const themes = ['light dark', 'light', 'dark'] as const;
const themeNames = { 'light dark': 'as the system', light: 'light', dark: 'dark' };

function ThemeSwitch() {
  const [theme, setTheme] = useState(() => themes.find((each) => each === localStorage.getItem('theme')) ?? themes[0]);
  useEffect(() => {
    document.documentElement.style.colorScheme = theme;
    localStorage.setItem('theme', theme);
  }, [theme]);
  return (
    <button
      type="button"
      class="quiet-button theme"
      aria-label={`Colours: ${themeNames[theme]}. Change`}
      title={`Colours: ${themeNames[theme]}`}
      onClick={() => setTheme(themes[(themes.indexOf(theme) + 1) % themes.length]!)}
    >
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        <circle cx="10" cy="10" r="7.2" fill="none" stroke="currentColor" stroke-width="1.6" />
        {theme !== 'light' && <path d="M10 2.8a7.2 7.2 0 0 1 0 14.4z" fill="currentColor" />}
        {theme === 'dark' && <path d="M10 2.8a7.2 7.2 0 0 0 0 14.4z" fill="currentColor" />}
      </svg>
    </button>
  );
}

function Footer() {
  return (
    <footer class="bottom">
      <p>Every fact names the sources that state it. Dots show how many do; hover, tap or focus them to see which.</p>
      <p>
        <a href="/graphql" target="_blank">
          GraphQL API and Sandbox
        </a>
        <a href="/graphiql" target="_blank">
          GraphiQL
        </a>
      </p>
    </footer>
  );
}
