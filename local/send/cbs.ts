// Claims-based security: puts a shared access signature for a hub to the broker's $cbs node, as every Event Hubs
// client does before it opens a link.
import { createHmac } from 'node:crypto';
import type { Connection, EventContext } from 'rhea';
import type { EventHubsConnection } from './connection-string.ts';

const TOKEN_SECONDS = 3600;
const ANSWER_MS = 10_000;

/** A shared access signature for a resource, valid for an hour. */
function sharedAccessSignature(resource: string, { keyName, key }: EventHubsConnection): string {
  const expires = Math.floor(Date.now() / 1000) + TOKEN_SECONDS;
  const audience = encodeURIComponent(resource);
  const signature = createHmac('sha256', key).update(`${audience}\n${expires}`).digest('base64');
  return `SharedAccessSignature sr=${audience}&sig=${encodeURIComponent(signature)}&se=${expires}&skn=${keyName}`;
}

export interface Cbs {
  /** Authorises the connection for a hub. @throws when the broker says no, or nothing for 10 s */
  authorise(hub: string): Promise<void>;
}

/** Opens the links to $cbs on a connection. */
export function openCbs(connection: Connection, target: EventHubsConnection): Cbs {
  const session = connection.create_session();
  session.begin();
  const replyTo = 'cbs-answers';
  const sender = session.open_sender({ target: { address: '$cbs' } });
  const receiver = session.open_receiver({ source: { address: '$cbs' }, target: { address: replyTo } });
  const answers = new Map<string, (context: EventContext) => void>();
  receiver.on('message', context => {
    answers.get(String(context.message?.correlation_id))?.(context);
  });
  let count = 0;
  return {
    authorise: hub =>
      new Promise((resolve, reject) => {
        const id = `cbs-${++count}`;
        const name = `sb://${target.host}/${hub}`;
        const timer = setTimeout(() => {
          answers.delete(id);
          reject(new Error(`the broker did not answer the token for ${hub} within ${ANSWER_MS} ms`));
        }, ANSWER_MS);
        timer.unref();
        answers.set(id, ({ message }) => {
          clearTimeout(timer);
          answers.delete(id);
          const properties = message?.application_properties ?? {};
          const status = Number(properties['status-code']);
          if (status >= 200 && status < 300) resolve();
          else
            reject(
              new Error(
                `the broker refused the token for ${hub}: ${status} ${properties['status-description']}`,
              ),
            );
        });
        sender.send({
          message_id: id,
          reply_to: replyTo,
          to: '$cbs',
          application_properties: { operation: 'put-token', name, type: 'servicebus.windows.net:sastoken' },
          body: sharedAccessSignature(name, target),
        });
      }),
  };
}
