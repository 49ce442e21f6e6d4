// Begins the session, then draws the application. What fails before there is an application is said all the same.

import { render } from 'preact';
import '@fontsource-variable/source-sans-3/wght.css';
import './styles/index.css';
import { App } from './app.tsx';
import { asApiError } from './live.ts';
import { Failure } from './parts/failure.tsx';
import { beginSession } from './session.ts';

const place = document.getElementById('app');
if (!place) throw new Error('index.html has no element with the id app');

try {
  await beginSession();
  render(<App />, place);
} catch (error) {
  render(
    <main class="alone">
      <Failure error={asApiError(error)} />
    </main>,
    place,
  );
}
