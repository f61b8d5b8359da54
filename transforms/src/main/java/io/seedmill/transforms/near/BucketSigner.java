package io.seedmill.transforms.near;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.RecordFormat;
import io.seedmill.transforms.dedupe.LineList;
import io.seedmill.transforms.dedupe.UniqueSamples;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Signs the unique samples of buckets, and writes what is compared of them to a file. */
final class BucketSigner {

  private static final ObjectMapper JSON =
      new JsonMapper(JsonFactory.builder().streamReadConstraints(CanonicalJson.ANY_LENGTH).build());

  private final NearRule rule;
  private final Sections sections;
  private final BlockReader reader;
  private final Shingles shingles;
  private final Signature signature;

  BucketSigner(NearRule rule, Sections sections, BlockReader reader) {
    this.rule = rule;
    this.sections = sections;
    this.reader = reader;
    this.shingles = new Shingles(rule.characters());
    this.signature = new Signature(rule);
  }

  /** Writes the samples of a bucket, section by section. */
  List<SignedBlock> sign(UniqueSamples unique, String root, Storage storage, String path)
      throws IOException {
    byte[][] headers = reader.headers(unique.blocks());
    byte[][] lines = reader.lines(unique.blocks());
    List<Map<Integer, Integer>> places = places(unique, headers);
    SortedMap<Integer, ByteArrayOutputStream> parts = new TreeMap<>();
    LineList samples = unique.samples();
    for (int line = 0; line < samples.size(); line++) {
      int block = samples.block(line);
      int at = places.get(block).get(samples.offset(line));
      Optional<SignedText> text =
          sign(unique.bucket(), line, samples, lines[block], headers[block], at);
      if (text.isPresent()) {
        ByteBuffer bytes = ByteBuffer.allocate(text.get().bytes());
        text.get().writeTo(bytes);
        parts
            .computeIfAbsent(
                sections.of(text.get().entry(), text.get().index()),
                section -> new ByteArrayOutputStream())
            .writeBytes(bytes.array());
      }
    }
    return write(parts, root, storage, path);
  }

  private static List<SignedBlock> write(
      SortedMap<Integer, ByteArrayOutputStream> parts, String root, Storage storage, String path)
      throws IOException {
    List<SignedBlock> written = new ArrayList<>();
    if (!parts.isEmpty()) {
      try (PendingFile file = storage.create(path)) {
        long offset = 0;
        for (var part : parts.entrySet()) {
          byte[] bytes = part.getValue().toByteArray();
          file.write(bytes, 0, bytes.length);
          written.add(new SignedBlock(part.getKey(), root, path, offset, bytes.length));
          offset += bytes.length;
        }
        file.commit();
      }
    }
    return written;
  }

  /** By block and by the offset of its line: where the header of a sample begins. */
  private static List<Map<Integer, Integer>> places(UniqueSamples unique, byte[][] headers) {
    List<Map<Integer, Integer>> places = new ArrayList<>();
    for (int block = 0; block < headers.length; block++) {
      Map<Integer, Integer> ofBlock = new HashMap<>();
      int length = unique.blocks().get(block).headersLength();
      for (int at = 0; at < length; at += RecordFormat.HEADER_BYTES) {
        if (RecordFormat.isSample(headers[block], at)) {
          ofBlock.put(RecordFormat.lineOffset(headers[block], at), at);
        }
      }
      places.add(ofBlock);
    }
    return places;
  }

  private Optional<SignedText> sign(
      int bucket, int line, LineList samples, byte[] bytes, byte[] header, int at)
      throws IOException {
    int offset = samples.offset(line);
    try (JsonParser json = JSON.createParser(bytes, offset, samples.length(line))) {
      json.nextToken();
      int head = 0;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("index")) {
          head = (int) json.currentTokenLocation().getByteOffset() + json.getTextLength();
        } else if (head > 0 && name.equals(rule.field())) {
          String text = value == JsonToken.VALUE_STRING ? json.getText() : other(json, value);
          return sign(bucket, line, text, head(bytes, offset, head), header, at);
        }
        json.skipChildren();
      }
      return Optional.empty();
    }
  }

  private static String other(JsonParser json, JsonToken value) throws IOException {
    return value == JsonToken.VALUE_NULL ? "" : json.readValueAsTree().toString();
  }

  /** The begin of a record, which is its id, generator and index, as an object. */
  private static byte[] head(byte[] bytes, int offset, int length) {
    byte[] head = new byte[length + 1];
    System.arraycopy(bytes, offset, head, 0, length);
    head[length] = '}';
    return head;
  }

  private Optional<SignedText> sign(
      int bucket, int line, String value, byte[] who, byte[] header, int at) {
    String text = Shingles.normalised(value);
    shingles.read(text);
    if (shingles.count() == 0) {
      return Optional.empty();
    }
    signature.read(shingles);
    return Optional.of(
        new SignedText(
            RecordFormat.index(header, at),
            RecordFormat.entry(header, at),
            RecordFormat.ordinal(header, at),
            bucket,
            line,
            signature.bands(),
            signature.sketch(),
            who,
            text.getBytes(StandardCharsets.UTF_8)));
  }
}
