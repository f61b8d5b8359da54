package io.seedmill.pipeline.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Repetitions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A survey of the first records of a dataset. Their order is that of a hash, so that the first ones
 * are a random sample of all.
 */
public final class RecordSurvey {

  /** The most records that are read. */
  private static final int MOST_RECORDS = 4_000;

  /** The most characters of records that are read. */
  private static final long MOST_CHARACTERS = 2 << 20;

  private static final int SHOWN = 160;

  private static final List<String> TEXTS = List.of("prompt", "answer");

  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final Map<Place, String> wanted = new HashMap<>();
  private final int examples;
  private long characters;
  private int records;

  private record Place(String generator, long index) {}

  /** The records of one entry. */
  public static final class Kind {

    private final Map<String, List<Integer>> lengths = new TreeMap<>();
    private final TreeMap<Double, Integer> difficulties = new TreeMap<>();
    private final List<Long> indices = new ArrayList<>();
    private final List<JsonNode> examples = new ArrayList<>();
    private long characters;

    /** Returns the mean length of a record. */
    double meanCharacters() {
      return indices.isEmpty() ? 0 : (double) characters / indices.size();
    }

    /** Returns how many records there are of each difficulty. */
    Map<Double, Integer> difficulties() {
      return difficulties;
    }

    /** Returns the indices of its records, ascending. */
    long[] indices() {
      return indices.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** Returns some of its records. */
    List<JsonNode> examples() {
      return examples;
    }

    /** Returns the lengths of a field, ascending. */
    int[] lengths(String field) {
      int[] all =
          lengths.getOrDefault(field, List.of()).stream().mapToInt(Integer::intValue).toArray();
      Arrays.sort(all);
      return all;
    }
  }

  /**
   * @param examples how many records of an entry are kept
   * @param manifest tells which records' texts are kept: those that others equal or are near to
   */
  public RecordSurvey(int examples, Manifest manifest) {
    this.examples = examples;
    if (manifest.repetitions() != null) {
      for (Repetitions.Pair pair : manifest.repetitions().pairs()) {
        pair.examples().forEach(twins -> want(pair.winner(), twins.winner()));
      }
    }
    if (manifest.dedupe().near() != null) {
      for (Manifest.Cluster cluster : manifest.dedupe().near().largest()) {
        if (cluster.run() == null) {
          want(cluster.generator(), cluster.index());
        }
      }
    }
  }

  private void want(String generator, long index) {
    wanted.put(new Place(generator, index), "");
  }

  /** Begins the records of one of several sets of files, which have the same share. */
  public Share share(int sets) {
    return new Share(records + MOST_RECORDS / sets, characters + MOST_CHARACTERS / sets);
  }

  /** The records of one set of files. */
  public final class Share {

    private final int mostRecords;
    private final long mostCharacters;

    private Share(int mostRecords, long mostCharacters) {
      this.mostRecords = mostRecords;
      this.mostCharacters = mostCharacters;
    }

    /**
     * Adds a record.
     *
     * @return false if no more are wanted
     */
    public boolean add(JsonNode record, int length) {
      RecordSurvey.this.add(record, length);
      return records < mostRecords && characters < mostCharacters;
    }
  }

  private void add(JsonNode record, int length) {
    Kind kind = kinds.computeIfAbsent(record.path("generator").asText(), name -> new Kind());
    for (String field : TEXTS) {
      JsonNode value = record.path(field);
      if (!value.isMissingNode()) {
        int characters =
            value.isTextual() ? value.textValue().length() : CanonicalJson.write(value).length();
        kind.lengths.computeIfAbsent(field, name -> new ArrayList<>()).add(characters);
      }
    }
    JsonNode difficulty = record.path("metadata").path("difficulty");
    if (difficulty.isNumber()) {
      kind.difficulties.merge(difficulty.doubleValue(), 1, Integer::sum);
    }
    kind.indices.add(record.path("index").asLong());
    wanted.computeIfPresent(
        new Place(record.path("generator").asText(), record.path("index").asLong()),
        (place, none) -> beginning(record));
    kind.characters += length;
    if (kind.examples.size() < examples) {
      kind.examples.add(record);
    }
    records++;
    characters += length;
  }

  /** Returns the records that are kept. */
  public List<JsonNode> examples() {
    return kinds.values().stream().flatMap(kind -> kind.examples.stream()).toList();
  }

  private static String beginning(JsonNode record) {
    JsonNode first = record.path("prompt");
    String text = first.isTextual() ? first.textValue() : CanonicalJson.write(record);
    int end = text.offsetByCodePoints(0, Math.min(SHOWN, text.codePointCount(0, text.length())));
    return text.substring(0, end) + (end < text.length() ? "…" : "");
  }

  /** Returns the beginning of a record that is equal to others; empty where it was not read. */
  String text(String entry, long index) {
    return wanted.getOrDefault(new Place(entry, index), "");
  }

  /** Returns how many records were read. */
  int records() {
    return records;
  }

  /** Returns what was read of an entry; nothing where none of its records was. */
  Kind kind(String entry) {
    return kinds.getOrDefault(entry, new Kind());
  }
}
