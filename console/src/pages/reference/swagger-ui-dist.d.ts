declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  type TriedRequest = { url: string; headers: Record<string, string> };
  type Options = {
    domNode: HTMLElement;
    spec: object;
    deepLinking?: boolean;
    docExpansion?: 'list' | 'full' | 'none';
    defaultModelsExpandDepth?: number;
    validatorUrl?: string | null;
    requestInterceptor?: (request: TriedRequest) => TriedRequest | Promise<TriedRequest>;
  };
  export default function SwaggerUIBundle(options: Options): unknown;
}
