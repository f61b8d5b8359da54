package io.seedmill.pipeline.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.sources.files.LocalInputs;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.transforms.generate.WorkerContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * A dataset as it should be, made in the simplest way: one sample after the other, one map, one
 * loop. It shares nothing with the pipeline but the generators.
 */
public final class ReferenceDataset {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DatasetSpec spec;
  private final Map<String, Winner> winners = new TreeMap<>();
  private final Map<String, long[]> counts = new LinkedHashMap<>();
  private final Map<String, Long> firstIndices;
  private final Set<String> known;

  private record Winner(String line, String id, long index, int position, String entry) {}

  public ReferenceDataset(DatasetSpec spec) throws Exception {
    this(spec, Map.of(), Set.of());
  }

  /**
   * A dataset that continues earlier ones.
   *
   * @param firstIndices where each entry begins
   * @param known the keys, in hex, of samples that were published before
   */
  public ReferenceDataset(DatasetSpec spec, Map<String, Long> firstIndices, Set<String> known)
      throws Exception {
    this.spec = spec;
    this.firstIndices = firstIndices;
    this.known = known;
    List<DatasetSpec.Entry> entries = spec.entries();
    for (int position = 0; position < entries.size(); position++) {
      generate(position, entries.get(position));
    }
  }

  /** The file, or the parts joined together. */
  public byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    winners.values().forEach(w -> all.writeBytes(w.line().getBytes(StandardCharsets.UTF_8)));
    return all.toByteArray();
  }

  /** The keys of the samples, 32 hex digits each, ascending. */
  public String keys() {
    return String.join("", winners.keySet());
  }

  /** The dataset id: the digest over the digests of 4,096 ranges of keys. */
  public String datasetId() throws Exception {
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    Map<Integer, List<String>> ids = new HashMap<>();
    winners.forEach(
        (key, winner) ->
            ids.computeIfAbsent(Integer.parseInt(key, 0, 3, 16), range -> new ArrayList<>())
                .add(winner.id()));
    for (int range = 0; range < 4096; range++) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String id : ids.getOrDefault(range, List.of())) {
        digest.update(HexFormat.of().parseHex(id));
      }
      all.update(digest.digest());
    }
    return "sha256:" + HexFormat.of().formatHex(all.digest());
  }

  public long produced(String entry) {
    return counts.get(entry)[0];
  }

  public long failed(String entry) {
    return counts.get(entry)[1];
  }

  public long known(String entry) {
    return counts.get(entry)[2];
  }

  public long unique(String entry) {
    return winners.values().stream().filter(winner -> winner.entry().equals(entry)).count();
  }

  private void generate(int position, DatasetSpec.Entry entry) throws Exception {
    long[] ofEntry = new long[3];
    counts.put(entry.name(), ofEntry);
    long first = firstIndices.getOrDefault(entry.name(), 0L);
    try (Generator generator =
        entry.open(WorkerContext.alone(entry.name(), entry.name(), new LocalInputs()))) {
      generator.generate(
          new GenerationTask(
              new IndexRange(first, first + entry.samples()),
              SampleSeeds.of(spec.seed(), entry.name()),
              spec.maxSampleBytes()),
          new SampleSink() {
            @Override
            public void accept(long index, Sample sample) {
              ofEntry[0]++;
              ofEntry[2] += keep(position, entry.name(), index, sample) ? 0 : 1;
            }

            @Override
            public void fail(SampleFailure failure) {
              ofEntry[1]++;
            }
          });
    }
  }

  /** Returns true if the sample was not known before. */
  private boolean keep(int position, String entry, long index, Sample sample) {
    try {
      String content = text(sample.content().array(), sample.content().size());
      String metadata = text(sample.metadata().array(), sample.metadata().size());
      String id = hash(content);
      String line =
          "{\"id\":\"%s\",\"generator\":\"%s\",\"index\":%d,%s,\"metadata\":%s}\n"
              .formatted(id, entry, index, content.substring(1, content.length() - 1), metadata);
      Winner candidate = new Winner(line, id, index, position, entry);
      String key = key(content, id);
      if (known.contains(key)) {
        return false;
      }
      winners.merge(key, candidate, ReferenceDataset::smaller);
      return true;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Winner smaller(Winner a, Winner b) {
    boolean first =
        a.index() < b.index() || (a.index() == b.index() && a.position() < b.position());
    return first ? a : b;
  }

  private String key(String content, String id) throws Exception {
    List<String> fields = spec.dedupeFields();
    if (fields.isEmpty()) {
      return id;
    }
    ObjectNode object = (ObjectNode) JSON.readTree(content);
    return hash(object.retain(fields).toString());
  }

  private static String hash(String json) throws Exception {
    byte[] canonical = new JsonCanonicalizer(json).getEncodedUTF8();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical);
    return HexFormat.of().formatHex(hash, 0, 16);
  }

  private static String text(byte[] array, int size) {
    return new String(Arrays.copyOf(array, size), StandardCharsets.UTF_8);
  }
}
