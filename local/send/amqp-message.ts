// Encodes an event as an AMQP 1.0 message (part 3, messaging), straight into one buffer. Sections, in order:
//   message-annotations  map { symbol "x-opt-partition-key": string }
//   properties           list, of which content-type is the seventh field
//   application-properties  map { string: string | double | boolean }
//   data                 binary

export type PropertyValue = string | number | boolean;

export interface OutgoingEvent {
  body: Buffer;
  contentType: string;
  /** Events with the same key go to the same partition, in order; without one the broker chooses. */
  partitionKey?: string | undefined;
  properties: Readonly<Record<string, PropertyValue>>;
}

const SMALL = 0xff;
// Constructor bytes of AMQP's primitive types (part 1, 1.6).
const NULL = 0x40;
const TRUE = 0x41;
const FALSE = 0x42;
const DOUBLE = 0x82;
const BINARY_8 = 0xa0;
const STRING_8 = 0xa1;
const SYMBOL_8 = 0xa3;
const BINARY_32 = 0xb0;
const STRING_32 = 0xb1;
const LIST_32 = 0xd0;
const MAP_32 = 0xd1;
// Descriptors of the sections (part 3, 3.2).
const MESSAGE_ANNOTATIONS = 0x72;
const PROPERTIES = 0x73;
const APPLICATION_PROPERTIES = 0x74;
const DATA = 0x75;

const PARTITION_KEY = 'x-opt-partition-key';
const CONTENT_TYPE_FIELD = 7;

let scratch = Buffer.allocUnsafe(64 * 1024);
let end = 0;

function reserve(bytes: number): void {
  if (end + bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafe(2 * (end + bytes));
  scratch.copy(larger, 0, 0, end);
  scratch = larger;
}

function section(descriptor: number): void {
  reserve(3);
  scratch[end++] = 0x00;
  scratch[end++] = 0x53;
  scratch[end++] = descriptor;
}

function text(value: string, small: number, large: number): void {
  // UTF-8 takes at most three bytes for a UTF-16 unit.
  reserve(5 + 3 * value.length);
  if (3 * value.length <= SMALL) {
    const length = scratch.write(value, end + 2, 'utf8');
    scratch[end] = small;
    scratch[end + 1] = length;
    end += 2 + length;
    return;
  }
  const length = scratch.write(value, end + 5, 'utf8');
  scratch[end] = large;
  scratch.writeUInt32BE(length, end + 1);
  end += 5 + length;
}

/** A list or map: its size is known once its `count` elements are written. */
function compound(code: number, count: number, write: () => void): void {
  reserve(9);
  scratch[end] = code;
  const start = end + 5;
  scratch.writeUInt32BE(count, start);
  end += 9;
  write();
  scratch.writeUInt32BE(end - start, start - 4);
}

function value(property: PropertyValue): void {
  if (typeof property === 'string') {
    text(property, STRING_8, STRING_32);
    return;
  }
  reserve(9);
  if (typeof property === 'boolean') {
    scratch[end++] = property ? TRUE : FALSE;
    return;
  }
  scratch[end] = DOUBLE;
  scratch.writeDoubleBE(property, end + 1);
  end += 9;
}

function contentType(type: string): void {
  reserve(CONTENT_TYPE_FIELD);
  for (let i = 1; i < CONTENT_TYPE_FIELD; i++) scratch[end++] = NULL;
  text(type, SYMBOL_8, 0xb3);
}

/** The bytes of one message, ready for a transfer of message format 0. */
export function encodeMessage(event: OutgoingEvent): Buffer {
  end = 0;
  const { body, partitionKey, properties } = event;
  if (partitionKey !== undefined) {
    section(MESSAGE_ANNOTATIONS);
    compound(MAP_32, 2, () => {
      text(PARTITION_KEY, SYMBOL_8, 0xb3);
      text(partitionKey, STRING_8, STRING_32);
    });
  }
  section(PROPERTIES);
  compound(LIST_32, CONTENT_TYPE_FIELD, () => contentType(event.contentType));
  const names = Object.keys(properties);
  if (names.length > 0) {
    section(APPLICATION_PROPERTIES);
    compound(MAP_32, 2 * names.length, () => {
      for (const name of names) {
        text(name, STRING_8, STRING_32);
        value(properties[name] ?? '');
      }
    });
  }
  section(DATA);
  reserve(5 + body.length);
  if (body.length <= SMALL) {
    scratch[end++] = BINARY_8;
    scratch[end++] = body.length;
  } else {
    scratch[end] = BINARY_32;
    scratch.writeUInt32BE(body.length, end + 1);
    end += 5;
  }
  body.copy(scratch, end);
  end += body.length;
  return Buffer.from(scratch.subarray(0, end));
}
