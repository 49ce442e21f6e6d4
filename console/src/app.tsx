// The frame around every view: a way past the navigation, the navigation, who is signed in, and the view.

import { ErrorBoundary, LocationProvider, Route, Router, useLocation } from 'preact-iso';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';
import { ThemeSwitch } from './parts/theme-switch.tsx';
import { Wordmark } from './parts/wordmark.tsx';
import { at, root } from './paths.ts';
import { routes } from './routes.ts';
import { signInWanted } from './sign-in.ts';

export function App() {
  return (
    <LocationProvider scope={root}>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <div class="frame">
        <header class="rail">
          <Wordmark />
          <Navigation />
          <ThemeSwitch />
        </header>
        <main id="content" tabIndex={-1}>
          {signInWanted.value === null ? <Pages /> : <SignInPage reason={signInWanted.value} />}
        </main>
      </div>
    </LocationProvider>
  );
}

function Pages() {
  return (
    <ErrorBoundary onError={error => console.error(error)}>
      <Router onRouteChange={moveFocus}>
        {routes.map(({ path, page }) => (
          <Route key={path} path={root + path} component={page} />
        ))}
        <Route default component={NotFoundPage} />
      </Router>
    </ErrorBoundary>
  );
}

/** A view begins where reading begins: a screen reader says its heading, and the next Tab is inside it. */
function moveFocus(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  });
}

function Navigation() {
  const { path } = useLocation();
  const here = path.slice(root.length).replace(/\/$/, '') || '/';
  return (
    <nav aria-label="Views">
      <ul>
        {routes
          .filter(({ nav }) => nav !== undefined)
          .map(route => (
            <li key={route.path}>
              <a href={at(route.path)} aria-current={isUnder(here, route.path) ? 'page' : undefined}>
                {route.nav}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function isUnder(here: string, path: string): boolean {
  return path === '/' ? here === '/' : here === path || here.startsWith(`${path}/`);
}
