import rhea from 'rhea';
import { describe, expect, test } from 'vitest';
import { encodeMessage, type OutgoingEvent } from '../../../local/send/amqp-message.ts';
import { parseConnectionString } from '../../../local/send/connection-string.ts';
import { numberFlag } from '../../../local/send/flags.ts';

interface Decoded {
  message_annotations?: Record<string, unknown>;
  content_type?: string;
  application_properties?: Record<string, unknown>;
  body: { content: Buffer };
}

/** Decoded by rhea, whose codec is not ours. */
const decode = (event: OutgoingEvent): Decoded =>
  (rhea.message as unknown as { decode: (bytes: Buffer) => Decoded }).decode(encodeMessage(event));

const event = (body: Buffer, more: Partial<OutgoingEvent> = {}): OutgoingEvent => ({
  body,
  contentType: 'application/json',
  properties: {},
  ...more,
});

describe('an encoded message', () => {
  test('is read by another codec as it was meant', () => {
    const properties = { 'produced-at': '2025-10-01T12:00:00.000Z', ratio: 0.5, first: true, last: false };
    const read = decode(event(Buffer.from('{"é":1}'), { partitionKey: 'Größe', properties }));
    expect(read.message_annotations).toEqual({ 'x-opt-partition-key': 'Größe' });
    expect(read.content_type).toBe('application/json');
    expect(read.application_properties).toEqual(properties);
    expect(read.body.content.toString()).toBe('{"é":1}');
  });

  test.each([0, 1, 255, 256, 70_000, 1_000_000])('holds a body of %i bytes', size => {
    const body = Buffer.alloc(size, 0xfe);
    expect(Buffer.compare(decode(event(body)).body.content, body)).toBe(0);
  });

  test.each([1, 84, 85, 86, 255, 256, 5_000])('holds a key and a property of %i characters', size => {
    const long = '€'.repeat(size);
    const read = decode(event(Buffer.from('1'), { partitionKey: long, properties: { long } }));
    expect(read.message_annotations?.['x-opt-partition-key']).toBe(long);
    expect(read.application_properties?.long).toBe(long);
  });

  test('has no annotations without a key', () => {
    expect(decode(event(Buffer.from('1'))).message_annotations).toBeUndefined();
  });
});

describe('a connection string', () => {
  const rest = 'SharedAccessKeyName=Root;SharedAccessKey=abc=';

  test('of the emulator is plain AMQP, of the service TLS', () => {
    expect(
      parseConnectionString(`Endpoint=sb://127.0.0.1:5673;${rest};UseDevelopmentEmulator=true;`),
    ).toEqual({ host: '127.0.0.1', port: 5673, tls: false, keyName: 'Root', key: 'abc=' });
    expect(parseConnectionString(`Endpoint=sb://name.example.net/;${rest}`)).toMatchObject({
      host: 'name.example.net',
      port: 5671,
      tls: true,
    });
  });

  test('that lacks something is refused by its name', () => {
    expect(() => parseConnectionString(rest)).toThrow('no Endpoint');
    expect(() => parseConnectionString('Endpoint=sb://a/;SharedAccessKeyName=Root')).toThrow(
      'no SharedAccessKey',
    );
    expect(() => parseConnectionString(`Endpoint=nowhere;${rest}`)).toThrow('is no URL');
  });
});

test('a flag that is no number is refused by its name', () => {
  expect(numberFlag('rate', undefined, 579)).toBe(579);
  expect(numberFlag('rate', '0.5', 579)).toBe(0.5);
  for (const wrong of ['', 'fast', '-1', 'NaN'])
    expect(() => numberFlag('rate', wrong, 579)).toThrow('--rate must be');
});
