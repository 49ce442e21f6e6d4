// Signing in with Entra ID: authorization code with PKCE (RFC 7636), as a public client. Loaded only where it is needed.
// The tokens stay in this tab; the page is asked for again when a token can't be renewed.

import * as oauth from 'oauth4webapi';
import { root } from './paths.ts';
import { type Settings, signInWanted } from './sign-in.ts';

type Entra = Extract<Settings, { authentication: 'entra' }>;
type Tokens = { access: string; refresh: string | undefined; expiresAt: number };
type Pending = { verifier: string; state: string; returnTo: string };

const tokensName = 'assay-tokens';
const pendingName = 'assay-sign-in';
const redirectUri = `${location.origin}${root}/`;

/** Sends the browser to sign in. It comes back to the console's root, and from there to where it was. */
export async function beginSignIn(how: Entra): Promise<void> {
  const { server } = await discover(how);
  if (!server.authorization_endpoint) throw new Error(`${how.issuer} names no authorization endpoint`);
  const pending: Pending = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    returnTo: location.pathname + location.search,
  };
  sessionStorage.setItem(pendingName, JSON.stringify(pending));
  const url = new URL(server.authorization_endpoint);
  url.search = new URLSearchParams({
    client_id: how.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: how.scope,
    state: pending.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  }).toString();
  location.assign(url);
}

/** Takes the code out of the address when the browser comes back. Asks to sign in when there is no token after all. */
export async function finishSignIn(how: Entra): Promise<void> {
  const kept = sessionStorage.getItem(pendingName);
  const parameters = new URL(location.href).searchParams;
  if (kept !== null && (parameters.has('code') || parameters.has('error'))) {
    sessionStorage.removeItem(pendingName);
    const pending = JSON.parse(kept) as Pending;
    history.replaceState(null, '', pending.returnTo);
    try {
      await exchange(how, pending, parameters);
      return;
    } catch (error) {
      signInWanted.value = `Entra ID did not sign you in: ${error instanceof Error ? error.message : error}`;
      return;
    }
  }
  if (sessionStorage.getItem(tokensName) === null) signInWanted.value = 'Entra ID says who may see what.';
}

/** A token that is good for another minute, renewed if need be; null when somebody has to sign in again. */
export async function accessToken(how: Entra): Promise<string | null> {
  const kept = sessionStorage.getItem(tokensName);
  if (kept === null) return null;
  const tokens = JSON.parse(kept) as Tokens;
  if (tokens.expiresAt > Date.now() + 60_000) return tokens.access;
  renewing ??= renew(how, tokens).finally(() => {
    renewing = null;
  });
  return renewing;
}

/** One renewal at a time: a refresh token may be good for one. */
let renewing: Promise<string | null> | null = null;

async function renew(how: Entra, { refresh }: Tokens): Promise<string | null> {
  if (refresh === undefined) return endSession();
  try {
    const { server, client, options } = await discover(how);
    const answer = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refresh, options);
    return keep(await oauth.processRefreshTokenResponse(server, client, answer));
  } catch {
    return endSession();
  }
}

function endSession(): null {
  sessionStorage.removeItem(tokensName);
  signInWanted.value = 'Your sign-in has ended.';
  return null;
}

async function exchange(
  how: Entra,
  { verifier, state }: Pending,
  parameters: URLSearchParams,
): Promise<void> {
  const { server, client, options } = await discover(how);
  const valid = oauth.validateAuthResponse(server, client, parameters, state);
  const answer = await oauth.authorizationCodeGrantRequest(
    ...([server, client, oauth.None(), valid, redirectUri, verifier, options] as const),
  );
  keep(await oauth.processAuthorizationCodeResponse(server, client, answer));
}

function keep({ access_token, refresh_token, expires_in = 3_600 }: oauth.TokenEndpointResponse): string {
  const tokens: Tokens = {
    access: access_token,
    refresh: refresh_token,
    expiresAt: Date.now() + expires_in * 1000,
  };
  sessionStorage.setItem(tokensName, JSON.stringify(tokens));
  return access_token;
}

async function discover({ issuer, clientId }: Entra) {
  const url = new URL(issuer);
  // Only a test signs in at an address of this machine.
  const options = { [oauth.allowInsecureRequests]: url.hostname === '127.0.0.1' };
  const server = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, options));
  return { server, client: { client_id: clientId }, options };
}
