// Swagger UI with its styles, in a chunk of its own: its operations only. Who is signed in, and where, the console knows.

import SwaggerUIBundle, {
  type SwaggerSystem,
  type TriedRequest,
} from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import './reference.css';

/** Its own layout is a page with a landmark `main`, and this one has that already. */
const operationsOnly = ({ React: { createElement }, getComponent }: SwaggerSystem) => ({
  components: {
    OperationsOnly: () =>
      createElement(
        'div',
        { className: 'swagger-ui' },
        createElement(getComponent('SvgAssets'), null),
        createElement(getComponent('operations', true), null),
      ),
  },
});

export function showOperations(
  place: HTMLElement,
  spec: object,
  prepare: (request: TriedRequest) => Promise<TriedRequest>,
): void {
  SwaggerUIBundle({
    domNode: place,
    spec,
    plugins: [operationsOnly],
    layout: 'OperationsOnly',
    deepLinking: false,
    docExpansion: 'none',
    validatorUrl: null,
    syntaxHighlight: { activated: false },
    requestInterceptor: prepare,
  });
}

/** Its code blocks scroll: keys have to reach that. Its regions need names of their own. Returns what ends the watch. */
export function keepReachable(place: HTMLElement): () => void {
  const reach = () => {
    for (const block of place.querySelectorAll<HTMLElement>('.microlight:not([tabindex])'))
      block.tabIndex = 0;
    for (const region of place.querySelectorAll('.responses-table:not([aria-label])'))
      region.setAttribute('aria-label', region.id.replaceAll('_', ' '));
  };
  const watch = new MutationObserver(reach);
  watch.observe(place, { childList: true, subtree: true });
  return () => watch.disconnect();
}
