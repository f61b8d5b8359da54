package io.seedmill.transforms.dedupe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.dedupe.RemovedSamples.Reason;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/** Writes a list of samples of a bucket that are left out; one without samples has no file. */
public final class RemovedList implements AutoCloseable {

  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper RECORDS =
      new JsonMapper(JsonFactory.builder().streamReadConstraints(CanonicalJson.ANY_LENGTH).build());
  private static final int BUFFER_BYTES = 1 << 16;

  private final Reason reason;
  private final Storage storage;
  private final DatasetLayout layout;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final CRC32C crc32c = new CRC32C();
  private PendingFile file;
  private long records;
  private long bytes;

  /**
   * Begins a list.
   *
   * @param storage the output
   */
  public RemovedList(Reason reason, Storage storage, DatasetLayout layout) {
    this.reason = reason;
    this.storage = storage;
    this.layout = layout;
  }

  /** Writes the fields of a line behind those that name the sample. */
  @FunctionalInterface
  public interface Line {
    void write(JsonGenerator json) throws IOException;
  }

  /** Adds a sample, of which the line of its record is given. */
  public void add(byte[] record, int offset, int length, Line line) throws IOException {
    JsonNode sample = RECORDS.readTree(record, offset, length);
    try (JsonGenerator json = JSON.createGenerator(buffer)) {
      json.writeStartObject();
      json.writeStringField("id", sample.path("id").textValue());
      json.writeStringField("generator", sample.path("generator").textValue());
      json.writeNumberField("index", sample.path("index").longValue());
      line.write(json);
      json.writeEndObject();
    }
    buffer.write('\n');
    records++;
    if (buffer.size() > BUFFER_BYTES) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (file == null) {
      file =
          storage.create(
              layout.temporary(reason.path(layout).replace('/', '-') + "-" + UUID.randomUUID()));
    }
    byte[] full = buffer.toByteArray();
    crc32c.update(full, 0, full.length);
    file.write(full, 0, full.length);
    bytes += full.length;
    buffer.reset();
  }

  /** Makes the list readable; empty if no sample is in it. */
  public Optional<RemovedSamples> commit() throws IOException {
    if (records == 0) {
      return Optional.empty();
    }
    flush();
    file.commit();
    return Optional.of(new RemovedSamples(reason, file.path(), records, bytes, crc32c.getValue()));
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
