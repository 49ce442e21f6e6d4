// The errors that this server answers with: an HTTP status, Cosmos DB's code for it and a sentence.

const CODES: Record<number, string> = {
  304: 'NotModified',
  400: 'BadRequest',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'PreconditionFailed',
  413: 'RequestEntityTooLarge',
  500: 'InternalServerError',
};

/** An answer other than success. `substatus` is sent as `x-ms-substatus` when it is not 0. */
export class CosmosError extends Error {
  readonly status: number;
  readonly code: string;
  readonly substatus: number;

  constructor(status: number, message: string, substatus = 0) {
    super(message);
    this.status = status;
    this.code = CODES[status] ?? 'InternalServerError';
    this.substatus = substatus;
  }
}

export function notFound(what: string): CosmosError {
  return new CosmosError(404, `Entity with the specified id does not exist in the system: ${what}`);
}

export function conflict(what: string): CosmosError {
  return new CosmosError(409, `Entity with the specified id already exists in the system: ${what}`);
}

export function preconditionFailed(): CosmosError {
  return new CosmosError(412, 'One of the specified pre-condition is not met');
}

export function badRequest(message: string, substatus = 0): CosmosError {
  return new CosmosError(400, message, substatus);
}
