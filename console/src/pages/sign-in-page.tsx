// Who are you? A function key locally, Entra ID in Azure.

import { useSignal } from '@preact/signals';
import { Page } from '../parts/page.tsx';
import { useKey } from '../session.ts';
import { settings } from '../sign-in.ts';

export function SignInPage({ reason }: { reason: string }) {
  const how = settings.value;
  return (
    <Page title="Sign in" lead={reason}>
      {how?.authentication === 'entra' ? <EntraButton /> : <KeyForm />}
    </Page>
  );
}

function KeyForm() {
  const key = useSignal('');
  return (
    <form
      class="stack narrow"
      onSubmit={event => {
        event.preventDefault();
        if (key.value.trim() !== '') useKey(key.value.trim());
      }}
    >
      <p>
        Open the address that <code>npm start</code> prints: it brings the key along. Or give the key here; it
        stays in this tab.
      </p>
      <label class="field">
        Function key
        <input
          type="password"
          autocomplete="off"
          required
          value={key}
          onInput={event => {
            key.value = event.currentTarget.value;
          }}
        />
      </label>
      <button type="submit" class="primary">
        Use this key
      </button>
    </form>
  );
}

function EntraButton() {
  return (
    <button
      type="button"
      class="primary"
      onClick={async () => {
        const how = settings.value;
        if (how?.authentication !== 'entra') return;
        const { beginSignIn } = await import('../entra.ts');
        await beginSignIn(how);
      }}
    >
      Sign in with Entra ID
    </button>
  );
}
