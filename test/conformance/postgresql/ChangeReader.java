// Debezium's own engine, and Microsoft's own client of Event Hubs as its sink: what Debezium Server does, without the rest
// of it, which needs Java 21. A position is committed after its events are sent, so a killed reader sends some again.

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventDataBatch;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.CreateBatchOptions;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

public final class ChangeReader {
  /** Arguments: a file of Debezium's properties, the connection string, the hub; with the file alone, it prints events. */
  public static void main(String[] arguments) throws Exception {
    var properties = new Properties();
    try (var file = Files.newBufferedReader(Path.of(arguments[0]))) {
      properties.load(file);
    }
    var prints = arguments.length == 1;
    var producer = prints
        ? null
        : new EventHubClientBuilder().connectionString(arguments[1], arguments[2]).buildProducerClient();
    var partitions = prints ? 0 : (int) producer.getPartitionIds().stream().count();
    var engine = DebeziumEngine.create(Json.class)
        .using(properties)
        .notifying((DebeziumEngine.ChangeConsumer<ChangeEvent<String, String>>) (events, committer) -> {
          if (prints) for (var event : events) System.out.println(event.value());
          else send(producer, partitions, events);
          for (var event : events) committer.markProcessed(event);
          committer.markBatchFinished();
        })
        .using((DebeziumEngine.CompletionCallback) (success, message, error) -> {
          System.err.println("the engine ended: " + message);
          if (error != null) error.printStackTrace();
          // Whoever watches the reader starts it again.
          Runtime.getRuntime().halt(success ? 0 : 1);
        })
        .build();
    engine.run();
  }

  /** Events of one key go to one partition, in their order. */
  private static void send(EventHubProducerClient producer, int partitions, List<ChangeEvent<String, String>> events) {
    Map<Integer, List<EventData>> byPartition = new TreeMap<>();
    for (var event : events) {
      if (event.value() == null) continue;
      var partition = Math.floorMod(String.valueOf(event.key()).hashCode(), partitions);
      byPartition.computeIfAbsent(partition, id -> new ArrayList<>()).add(new EventData(event.value()));
    }
    byPartition.forEach((partition, data) -> {
      var options = new CreateBatchOptions().setPartitionId(String.valueOf(partition));
      EventDataBatch batch = producer.createBatch(options);
      for (var event : data) {
        if (batch.tryAdd(event)) continue;
        producer.send(batch);
        batch = producer.createBatch(options);
        if (!batch.tryAdd(event)) throw new IllegalStateException("one event is larger than a batch");
      }
      producer.send(batch);
    });
  }
}
