// The part of the Node worker's core API that this host and `@azure/functions` exchange.
// Source: Azure/azure-functions-nodejs-worker, types-core/index.d.ts.

export type LogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical' | 'none';

export interface Binding {
  type: string;
  direction?: 'in' | 'out' | 'inout';
  name?: string;
  dataType?: string;
  [option: string]: unknown;
}

export interface RetryOptions {
  retryStrategy?: string;
  maxRetryCount: number;
  delayInterval?: { seconds: number };
  minimumInterval?: { seconds: number };
  maximumInterval?: { seconds: number };
}

export interface FunctionMetadata {
  name: string;
  bindings: Record<string, Binding>;
  retryOptions?: RetryOptions;
}

export type FunctionCallback = (...args: unknown[]) => unknown;

export interface RegisteredFunction {
  metadata: FunctionMetadata;
  callback: FunctionCallback;
}

/** One value on the worker channel; `int` passes through the library untouched, whatever it holds. */
export interface TypedData {
  string?: string;
  json?: string;
  bytes?: Uint8Array | null;
  int?: unknown;
  double?: number;
  http?: RpcHttp;
  collectionBytes?: { bytes: Uint8Array[] };
  collectionString?: { string: string[] };
  collectionSint64?: { sint64: unknown[] };
}

export interface RpcHttp {
  method?: string;
  url?: string;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  params?: Record<string, string>;
  body?: TypedData;
  statusCode?: string;
  cookies?: RpcCookie[];
}

export interface RpcCookie {
  name: string;
  value: string;
  domain?: { value: string };
  path?: { value: string };
  expires?: { value: { seconds: number } };
  secure?: { value: boolean };
  httpOnly?: { value: boolean };
  sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone';
  maxAge?: { value: number };
}

export interface RetryContext {
  retryCount: number;
  maxRetryCount: number;
  exception?: { message?: string; stackTrace?: string; source?: string };
}

export interface InvocationRequest {
  invocationId: string;
  inputData: { name: string; data: TypedData }[];
  triggerMetadata?: Record<string, TypedData>;
  retryContext?: RetryContext;
}

export interface InvocationResponse {
  returnValue?: TypedData | null;
  outputData?: { name: string; data: TypedData }[];
}

export interface CoreInvocationContext {
  invocationId: string;
  request: InvocationRequest;
  metadata: FunctionMetadata;
  state?: 'preInvocationHooks' | 'postInvocationHooks' | 'invocation' | undefined;
  log(level: LogLevel, category: string, message: string): void;
}

export interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<InvocationResponse>;
}

export interface ProgrammingModel {
  name: string;
  version: string;
  getInvocationModel(context: CoreInvocationContext): InvocationModel;
  getCapabilities?(capabilities: Record<string, string>): Promise<Record<string, string>>;
}

export type HookCallback = (context: Record<string, unknown>) => unknown;
