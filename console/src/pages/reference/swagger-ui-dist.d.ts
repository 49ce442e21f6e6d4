declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  export type TriedRequest = { url: string; headers: Record<string, string> };
  type Component = string | ((props: object) => unknown);
  export type SwaggerSystem = {
    React: { createElement(component: Component, props: object | null, ...children: unknown[]): unknown };
    getComponent(name: string, container?: boolean): Component;
  };
  type Options = {
    domNode: HTMLElement;
    spec: object;
    plugins?: ((system: SwaggerSystem) => object)[];
    layout?: string;
    deepLinking?: boolean;
    docExpansion?: 'list' | 'full' | 'none';
    syntaxHighlight?: { activated: boolean };
    validatorUrl?: string | null;
    requestInterceptor?: (request: TriedRequest) => TriedRequest | Promise<TriedRequest>;
  };
  export default function SwaggerUIBundle(options: Options): unknown;
}
