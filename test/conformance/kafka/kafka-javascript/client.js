// Confluent's client for JavaScript (librdkafka), by its KafkaJS interface, against the Kafka endpoint. One line of JSON for
// each check: its sentence, and an error or null. Given `events`, it sends them to `pos` and does nothing else.

import confluent from '@confluentinc/kafka-javascript';

const { Kafka, CompressionTypes, logLevel } = confluent.KafkaJS;
const { servers, connectionString, topic, partitions, events } = JSON.parse(process.argv[2]);

const kafka = new Kafka({
  kafkaJS: {
    brokers: [servers],
    ssl: false,
    sasl: { mechanism: 'plain', username: '$ConnectionString', password: connectionString },
    logLevel: logLevel.NOTHING,
  },
});

async function check(sentence, hold) {
  const error = await hold().then(
    () => null,
    failed => String(failed),
  );
  console.log(JSON.stringify({ sentence, error }));
}

function same(what, actual, expected) {
  const [is, must] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== must) throw new Error(`${what} is ${is}, must be ${must}`);
}

async function send(to, messages, settings = {}) {
  const producer = kafka.producer({ kafkaJS: settings });
  await producer.connect();
  try {
    return await producer.send({ topic: to, messages });
  } finally {
    await producer.disconnect();
  }
}

async function until(what, holds) {
  for (let i = 0; i < 600 && !holds(); i++) await new Promise(resolve => setTimeout(resolve, 50));
  same(what, holds(), true);
}

async function member(seen) {
  const consumer = kafka.consumer({
    ...{ 'heartbeat.interval.ms': 500, 'fetch.wait.max.ms': 100 },
    kafkaJS: { groupId: 'confluent-javascript', fromBeginning: true },
  });
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({ eachMessage: async ({ message }) => void seen.push(String(message.value)) });
  return { consumer, held: () => consumer.assignment().length };
}

if (events.length > 0) {
  await check("Confluent's client for JavaScript sends CloudEvents in structured mode", () =>
    send(
      'pos',
      events.map(event => ({ value: JSON.stringify(event) })),
    ),
  );
  process.exit();
}

const values = Array.from({ length: 400 }, (_, i) => String(i));
const messages = values.map(value => ({ key: value, value, headers: { n: value } }));

await check(
  "Confluent's client for JavaScript produces plain and by gzip, idempotently: every record has its partition",
  async () => {
    const plain = await send(topic, messages.slice(0, 200));
    const rest = await send(topic, messages.slice(200), {
      idempotent: true,
      compression: CompressionTypes.GZIP,
    });
    const codes = [...plain, ...rest].map(({ errorCode }) => errorCode);
    same('errors', [...new Set(codes)], [0]);
  },
);

await check('its consumers share a group; one leaves, and the other has all and misses nothing', async () => {
  const seen = [];
  const one = await member(seen);
  await until('whether the first has all', () => one.held() === partitions);
  const two = await member(seen);
  await until('whether they share', () => one.held() === partitions / 2 && two.held() === partitions / 2);
  await two.consumer.disconnect();
  await until('whether all came', () => one.held() === partitions && new Set(seen).size === values.length);
  await one.consumer.disconnect();
  same('what was read', [...new Set(seen)].sort(), values.toSorted());
});

process.exit();
