"""Confluent's own client against our registry."""

import json
import sys

from confluent_kafka.schema_registry import Schema, SchemaReference, SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.schema_registry.error import SchemaRegistryError
from confluent_kafka.schema_registry.json_schema import JSONDeserializer, JSONSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

from checks import check, same as same_of

given = json.loads(sys.argv[1])


def connect(token):
    """A token of Entra ID, sent as the client sends any; it wants a name of a cluster, which we do not read."""
    return SchemaRegistryClient(
        {
            "url": given["url"],
            "bearer.auth.credentials.source": "STATIC_TOKEN",
            "bearer.auth.token": token,
            "bearer.auth.logical.cluster": "assay",
            "max.retries": 0,
        }
    )


client = connect("operator")
context = SerializationContext("pos", MessageField.VALUE)


def same(actual, expected):
    same_of("it", actual, expected)


def refusal(call):
    """Status and code of the error that the call ends with."""
    try:
        call()
    except SchemaRegistryError as error:
        return (error.http_status_code, error.error_code)
    raise AssertionError("it was not refused")


def closed(*names):
    properties = {name: {"type": "string"} for name in names}
    text = {"title": "Note", "type": "object", "properties": properties, "additionalProperties": False}
    return Schema(json.dumps(text), "JSON")


@check("Confluent's Python client registers and evolves a JSON Schema, and finds what it registered")
def _():
    first = client.register_schema("notes", closed("a"))
    second = client.register_schema("notes", closed("a", "b"))
    same(client.get_versions("notes"), [1, 2])
    same(client.lookup_schema("notes", closed("a")).version, 1)
    same(client.get_latest_version("notes").schema_id, second)
    same(client.get_version("notes", 1).schema_id, first)
    same(json.loads(client.get_schema(first).schema_str), json.loads(closed("a").schema_str))
    same("notes" in client.get_subjects(), True)
    same(connect("query").get_latest_version("notes").version, 2)


@check("Confluent's Python client reads and sets compatibility, and asks before it registers")
def _():
    same(refusal(lambda: client.get_compatibility("notes")), (404, 40408))
    same(client.get_compatibility(), "BACKWARD")
    same(client.test_compatibility("notes", closed("a")), False)
    same(client.test_compatibility("notes", closed("a", "b", "c")), True)
    same(refusal(lambda: client.register_schema("notes", closed("a", "z"))), (409, 409))
    same(client.set_compatibility("notes", "FORWARD"), {"compatibility": "FORWARD"})
    same(client.get_compatibility("notes"), "FORWARD")
    same(client.test_compatibility("notes", closed("a")), True)


@check("Confluent's Python client is told by Confluent's codes what is wrong")
def _():
    same(refusal(lambda: client.get_versions("nothing")), (404, 40401))
    same(refusal(lambda: client.get_version("notes", 9)), (404, 40402))
    same(refusal(lambda: client.get_schema(999)), (404, 40403))
    same(refusal(lambda: client.register_schema("notes", Schema("{", "JSON"))), (422, 42201))
    same(refusal(lambda: client.register_schema("avro", Schema('"text"', "AVRO"))), (422, 42201))
    same(refusal(lambda: client.register_schema("proto", Schema('syntax = "proto3";', "PROTOBUF"))), (422, 42201))
    same(refusal(lambda: client.set_compatibility("notes", "SOMETIMES")), (422, 42203))
    same(refusal(lambda: connect("query").register_schema("notes", closed("q"))), (403, 403))


@check("Confluent's Python client deletes softly and for good")
def _():
    client.register_schema("gone", closed("x"))
    client.register_schema("gone", closed("x", "y"))
    same(client.delete_version("gone", 1), 1)
    same(client.delete_subject("gone"), [2])
    same(refusal(lambda: client.get_versions("gone")), (404, 40401))
    same(client.delete_subject("gone", permanent=True), [1, 2])


@check("Confluent's Python client sets and deletes a mode")
def _():
    same(client.update_mode("notes", "READONLY"), "READONLY")
    same(client.get_mode("notes"), "READONLY")
    same(refusal(lambda: client.register_schema("notes", closed("r"))), (422, 42205))
    same(client.delete_mode("notes"), "READONLY")
    same(client.get_global_mode(), "READWRITE")


@check("Confluent's Python client serialises, registering by itself, and deserialises")
def _():
    order = '{"title":"Order","type":"object","properties":{"total":{"type":"integer"}},"required":["total"]}'
    topic = SerializationContext("orders", MessageField.VALUE)
    frame = JSONSerializer(order, client)({"total": 7}, topic)
    same(JSONDeserializer(None, schema_registry_client=client)(frame, topic), {"total": 7})
    same(client.get_latest_version("orders-value").version, 1)
    try:
        JSONSerializer(order, client)({"total": "seven"}, topic)
    except Exception as error:
        same(type(error).__name__, "SerializationError")
    else:
        raise AssertionError("an event that does not fit was serialised")


@check("Confluent's Python client registers and evolves Avro, and reads what the older schema wrote")
def _():
    def reading(*more):
        fields = [{"name": "value", "type": "int"}, *more]
        return json.dumps({"type": "record", "name": "Reading", "fields": fields})

    unit = {"name": "unit", "type": "string", "default": "C"}
    topic = SerializationContext("readings", MessageField.VALUE)
    frame = AvroSerializer(client, reading())({"value": 7}, topic)
    AvroSerializer(client, reading(unit))({"value": 8, "unit": "F"}, topic)
    same(AvroDeserializer(client, reading(unit))(frame, topic), {"value": 7, "unit": "C"})
    same(client.get_versions("readings-value"), [1, 2])
    same(client.get_latest_version("readings-value").schema.schema_type, "AVRO")
    worse = reading(unit, {"name": "at", "type": "long"})
    same(refusal(lambda: client.register_schema("readings-value", Schema(worse, "AVRO"))), (409, 409))


@check("Confluent's Python client follows references between subjects")
def _():
    client.register_schema("price", Schema('{"$id":"price.json","type":"integer"}', "JSON"))
    text = '{"$id":"line.json","title":"Line","type":"object","properties":{"price":{"$ref":"price.json"}}}'
    line = Schema(text, "JSON", [SchemaReference("price.json", "price", 1)])
    topic = SerializationContext("lines", MessageField.VALUE)
    frame = JSONSerializer(line, client)({"price": 3}, topic)
    same(JSONDeserializer(None, schema_registry_client=client)(frame, topic), {"price": 3})
    same(client.get_referenced_by("price", 1), [client.get_latest_version("lines-value").schema_id])


@check("Confluent's Python client reads a frame of KafkaJS's client")
def _():
    frame = bytes.fromhex(given["frame"])
    same(JSONDeserializer(None, schema_registry_client=client)(frame, context), given["expected"])


latest = client.get_latest_version(given["subject"]).schema
serializer = JSONSerializer(latest, client, conf={"auto.register.schemas": False, "use.latest.version": True})
print(json.dumps({"result": serializer(given["event"], context).hex()}))
