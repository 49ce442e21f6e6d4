// Where the reader stands in the log, in a file that is replaced whole: a reader killed while it writes has the old one. On
// Azure the same is a table in the database itself (Debezium's JDBC store, bicep/modules/debezium-server.bicep).

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

public final class SafeOffsets extends MemoryOffsetBackingStore {
  private Path file;

  @Override
  public void configure(WorkerConfig config) {
    super.configure(config);
    file = Path.of(String.valueOf(config.originals().get("offset.storage.file.filename")));
  }

  @Override
  public synchronized void start() {
    super.start();
    if (!Files.exists(file)) return;
    var saved = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      saved.load(reader);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
    saved.forEach((key, value) -> data.put(fromText(key), fromText(value)));
  }

  @Override
  protected void save() {
    var saved = new Properties();
    data.forEach((key, value) -> saved.setProperty(toText(key), toText(value)));
    var next = file.resolveSibling(file.getFileName() + ".next");
    try {
      try (var writer = Files.newBufferedWriter(next)) {
        saved.store(writer, null);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  @Override
  public Set<Map<String, Object>> connectorPartitions(String connector) {
    return Set.of();
  }

  private static String toText(ByteBuffer bytes) {
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static ByteBuffer fromText(Object text) {
    return ByteBuffer.wrap(Base64.getDecoder().decode(String.valueOf(text)));
  }
}
