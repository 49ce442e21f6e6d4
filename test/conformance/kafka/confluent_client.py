"""Confluent's own client (librdkafka) against the Kafka endpoint. Given `events`, it sends them to `pos` and does nothing
else."""

import json
import sys
import time

from confluent_kafka import (
    Consumer,
    ConsumerGroupState,
    KafkaError,
    KafkaException,
    Producer,
    TopicPartition,
)
from confluent_kafka.admin import AdminClient

from checks import check, same

given = json.loads(sys.argv[1])
base = {
    "bootstrap.servers": given["servers"],
    "security.protocol": "SASL_PLAINTEXT",
    "sasl.mechanism": "PLAIN",
    "sasl.username": "$ConnectionString",
    "sasl.password": given["connectionString"],
}
topic = given["topic"]


def produce(values, to=topic, headers=None, **settings):
    """Codes of the errors, and offsets by partition of what was taken."""
    errors, offsets = [], {}

    def told(error, message):
        if error:
            errors.append(error.code())
        else:
            offsets.setdefault(message.partition(), []).append(message.offset())

    producer = Producer({**base, "linger.ms": 20, **settings})
    for value in values:
        producer.produce(to, key=f"key-{value[-3:]}", value=value, headers=headers, on_delivery=told)
    same("what is left", producer.flush(30), 0)
    return errors, offsets


def numbered(name, count):
    return [f"{name} with something to compress compress compress {i}" for i in range(count)]


def read(consumer, count, seconds=30):
    messages, end = [], time.monotonic() + seconds
    while len(messages) < count and time.monotonic() < end:
        message = consumer.poll(0.2)
        if message is None:
            continue
        if message.error():
            raise KafkaException(message.error())
        messages.append(message)
    return messages


if given["events"]:

    @check("it sends CloudEvents in binary mode")
    def _():
        for event in given["events"]:
            attributes = {f"ce_{name}": value for name, value in event["attributes"].items()}
            headers = {**attributes, "content-type": "application/json"}
            errors, _ = produce([json.dumps(event["data"])], to="pos", headers=headers)
            same("errors", errors, [])

    sys.exit()

produced = []


@check("Confluent's Python client produces plain, by gzip and idempotently: every record has its own offset")
def _():
    for name, settings in {
        "plain": {"compression.type": "none"},
        "gzip": {"compression.type": "gzip"},
        "idempotent": {"enable.idempotence": True, "compression.type": "gzip"},
    }.items():
        values = numbered(name, 500)
        errors, offsets = produce(values, **settings)
        same(f"errors of {name}", errors, [])
        same(f"offsets of {name}", sum(len(set(each)) for each in offsets.values()), 500)
        produced.extend(values)


@check("it is refused snappy and lz4, with the error that Event Hubs has for them")
def _():
    for codec in ["snappy", "lz4"]:
        errors, _ = produce(numbered(codec, 20), **{"compression.type": codec, "retries": 0})
        same(codec, set(errors), {KafkaError.UNSUPPORTED_FOR_MESSAGE_FORMAT})


@check("it compresses nothing by zstd, as the endpoint's versions tell it to, and what it sends is there")
def _():
    values = numbered("zstd", 100)
    errors, _ = produce(values, **{"compression.type": "zstd"})
    same("errors", errors, [])
    produced.extend(values)


@check("two consumers of a group share the partitions, and when one leaves the other has all and misses nothing")
def _():
    # librdkafka waits for events by itself: what a member has taken may be ahead of what it has given out.
    held = {}

    def member(name):
        consumer = Consumer(
            {**base, "group.id": "confluent", "auto.offset.reset": "earliest", "heartbeat.interval.ms": 500}
        )

        def assigned(_, partitions):
            held[name] = {partition.partition for partition in partitions}

        consumer.subscribe([topic], on_assign=assigned, on_revoke=lambda *_: held.update({name: set()}))
        return consumer

    seen = []

    def turn(consumers, holds):
        end = time.monotonic() + 30
        while time.monotonic() < end and not holds():
            for consumer in consumers:
                message = consumer.poll(0.1)
                if message is not None and not message.error():
                    seen.append(message.value().decode())
        same("whether it came to that", holds(), True)

    one = member("one")
    turn([one], lambda: len(held.get("one", ())) == given["partitions"])
    two = member("two")
    half = given["partitions"] // 2
    turn([one, two], lambda: [len(held.get(name, ())) for name in ("one", "two")] == [half, half])
    two.close()
    turn([one], lambda: len(held["one"]) == given["partitions"])
    turn([one], lambda: len(set(seen)) >= len(produced))
    same("what was read", set(seen), set(produced))
    one.commit(asynchronous=False)
    one.close()


@check("it describes groups, finds committed offsets, and positions by time")
def _():
    admin = AdminClient(base)
    group = admin.describe_consumer_groups(["confluent"])["confluent"].result()
    same("state", group.state, ConsumerGroupState.EMPTY)
    same("groups", "confluent" in [g.group_id for g in admin.list_consumer_groups().result().valid], True)
    consumer = Consumer({**base, "group.id": "confluent"})
    partitions = [TopicPartition(topic, i) for i in range(given["partitions"])]
    ends = [consumer.get_watermark_offsets(partition)[1] for partition in partitions]
    same("committed", [partition.offset for partition in consumer.committed(partitions)], ends)
    by_time = consumer.offsets_for_times([TopicPartition(topic, 0, 0)])
    same("the first by time", by_time[0].offset, 0)
    consumer.close()


@check("it reads what AMQP and KafkaJS sent, among its own, with keys and headers")
def _():
    consumer = Consumer({**base, "group.id": "mixed", "auto.offset.reset": "earliest"})
    consumer.subscribe([given["mixed"]])
    messages = read(consumer, 2)
    consumer.close()
    found = {m.value().decode(): (m.key(), dict(m.headers() or [])) for m in messages}
    same("by AMQP", found.get("by AMQP"), (None, {"message-id": b"m-1", "till": b"\xa1\x04four"}))
    same("by KafkaJS", found.get("by KafkaJS"), (b"key", {"till": b"four"}))
