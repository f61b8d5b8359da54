package io.seedmill.pipeline.validate;

import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.raw.PublishedRecords;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads every record of a run: its id, key, place, split and answer. */
final class RecordValidation {

  private final CheckedFiles files;
  private final Manifest manifest;
  private final RecordCheck records;
  private final Set<String> assets;
  private final List<String> keyFields;
  private final Optional<SplitRule> splits;
  private final Map<String, Long> unique = new TreeMap<>();
  private final Collection<List<FileReport>> sets;
  private byte[] lastKey;

  /**
   * @param records looks at each record
   * @param assets the files of assets that are there
   */
  RecordValidation(CheckedFiles files, Manifest manifest, RecordCheck records, Set<String> assets) {
    this.files = files;
    this.manifest = manifest;
    this.records = records;
    this.assets = assets;
    List<String> named = manifest.dedupe().fields();
    this.keyFields = named == null ? List.of() : named;
    this.splits = SplitRule.of(manifest);
    Map<List<String>, List<FileReport>> bySet = new LinkedHashMap<>();
    for (FileReport part : manifest.parts()) {
      bySet
          .computeIfAbsent(Arrays.asList(part.split(), part.generator()), set -> new ArrayList<>())
          .add(part);
    }
    this.sets = bySet.values();
  }

  /** Takes the key and the id of a record. */
  private interface Keys {
    void add(byte[] key, byte[] id, String file, long line) throws IOException;

    /** Goes past a record that cannot be read. */
    void skip() throws IOException;
  }

  /**
   * Reads all records, and their keys beside them; returns how many there are.
   *
   * @param file the manifest, for findings
   */
  long read(InputStream keys, String file) throws IOException, InterruptedException {
    KeySequence sequence = new KeySequence(manifest, files.findings(), keys);
    long all = sets.size() == 1 ? readOne(sequence) : readSeveral(sequence);
    unique.forEach(
        (name, count) -> {
          EntryReport entry = manifest.generators().get(name);
          if (entry != null && entry.unique() != count) {
            files
                .findings()
                .add(
                    file,
                    "'%s' has %d records, and %d samples of it are unique"
                        .formatted(name, count, entry.unique()));
          }
        });
    splits.ifPresent(rule -> rule.checkCounts(file, files.findings()));
    String id = sequence.datasetId();
    if (!id.equals(manifest.datasetId())) {
      files
          .findings()
          .add(file, "datasetId is %s, that of the records %s".formatted(manifest.datasetId(), id));
    }
    return all;
  }

  private long readOne(KeySequence sequence) throws IOException, InterruptedException {
    Keys keys =
        new Keys() {
          @Override
          public void add(byte[] key, byte[] id, String file, long line) throws IOException {
            sequence.add(key, id, file, line);
          }

          @Override
          public void skip() throws IOException {
            sequence.skip();
          }
        };
    return readSet(manifest.parts(), keys);
  }

  private long readSeveral(KeySequence sequence) throws IOException, InterruptedException {
    long all = 0;
    try (KeyRuns runs = new KeyRuns()) {
      Keys keys =
          new Keys() {
            @Override
            public void add(byte[] key, byte[] id, String file, long line) throws IOException {
              if (lastKey == null || Arrays.compareUnsigned(lastKey, key) < 0) {
                runs.add(key, id);
                lastKey = key;
              } else {
                files
                    .findings()
                    .add(file, line, "out of order: its key is not above that of the one before");
                sequence.miss();
              }
            }

            @Override
            public void skip() {
              sequence.miss();
            }
          };
      for (List<FileReport> set : sets) {
        lastKey = null;
        all += readSet(set, keys);
        runs.endSet(set.get(0).path());
      }
      runs.mergeInto(sequence);
    }
    return all;
  }

  private long readSet(List<FileReport> set, Keys keys) throws IOException, InterruptedException {
    long all = 0;
    for (int part = 0; part < set.size(); part++) {
      Part place = new Part(set.get(part), part, set.size());
      all += files.read(set.get(part), (in, file) -> readPart(in, file, place, keys));
    }
    return all;
  }

  /** The place of a part in its set. */
  private record Part(FileReport report, int number, int count) {

    /** Returns the part in which a key lies: part i of N begins at floor(i * 2^64 / N). */
    int of(long keyHigh) {
      return new BigInteger(Long.toUnsignedString(keyHigh))
          .multiply(BigInteger.valueOf(count))
          .add(BigInteger.valueOf(count - 1L))
          .shiftRight(Long.SIZE)
          .intValue();
    }
  }

  private long readPart(InputStream in, String file, Part part, Keys keys)
      throws IOException, InterruptedException {
    CheckedFiles.LineReader reader = (line, number) -> readRecord(line, file, number, part, keys);
    if (PublishedRecords.areColumns(file)) {
      return readColumns(part.report(), keys, reader);
    }
    Compression compression = Compression.ofName(file);
    if (compression == Compression.NONE) {
      return files.eachLine(in, file, reader);
    }
    try (InputStream inflated = compression.inflated(new Open(in))) {
      return files.eachLine(new BufferedInputStream(inflated), file, reader);
    } catch (IOException e) {
      files.findings().add(file, "it cannot be inflated: " + e.getMessage());
      return 0;
    }
  }

  /** Reads the records of a file, if its bytes are those that were written. */
  private long readColumns(FileReport part, Keys keys, CheckedFiles.LineReader reader)
      throws IOException, InterruptedException {
    if (!files.storage().sha256(part.path()).equals(part.sha256())) {
      for (long record = 0; record < part.records(); record++) {
        keys.skip();
      }
      return part.records();
    }
    try (InputStream lines =
        PublishedRecords.lines(files.storage(), part.path(), 0, part.bytes())) {
      return files.eachLine(new BufferedInputStream(lines), part.path(), reader);
    }
  }

  /** A stream that others read to its end. */
  private static final class Open extends FilterInputStream {

    Open(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  private void readRecord(byte[] line, String file, long number, Part part, Keys keys)
      throws IOException, InterruptedException {
    Findings findings = files.findings();
    PublishedRecord record;
    try {
      record = PublishedRecord.parse(line);
    } catch (IOException e) {
      findings.add(file, number, "no record: " + CanonicalJson.problem(e));
      keys.skip();
      return;
    }
    String computed = record.computedId();
    if (!computed.equals(record.id())) {
      findings.add(
          file, number, "id is %s, that of the content %s".formatted(record.id(), computed));
    }
    byte[] key = record.key(keyFields);
    keys.add(key, HexFormat.of().parseHex(record.id()), file, number);
    long high = ByteBuffer.wrap(key).getLong();
    if (part.of(high) != part.number()) {
      findings.add(file, number, "belongs to part " + part.of(high));
    }
    checkSet(record, file, number, part.report());
    unique.merge(record.generator(), 1L, Long::sum);
    boolean mayLack = manifest.assets() != null && manifest.assets().absent() != null;
    record.assets().stream()
        .filter(asset -> !mayLack && !assets.contains(asset))
        .forEach(asset -> findings.add(file, number, "its asset '%s' is missing".formatted(asset)));
    EntryReport entry = manifest.generators().get(record.generator());
    if (entry == null) {
      findings.add(
          file, number, "of '%s', which the manifest does not name".formatted(record.generator()));
    } else if (record.index() < entry.firstIndex() || record.index() >= entry.endIndex()) {
      findings.add(
          file,
          number,
          "index is %d, those of '%s' are %d to %d"
              .formatted(
                  record.index(), record.generator(), entry.firstIndex(), entry.endIndex() - 1));
    } else {
      Optional<String> problem = records.problem(record, manifest);
      problem.ifPresent(found -> findings.add(file, number, found));
    }
  }

  private void checkSet(PublishedRecord record, String file, long number, FileReport part)
      throws IOException {
    if (part.generator() != null && !part.generator().equals(record.generator())) {
      files
          .findings()
          .add(
              file,
              number,
              "a record of '%s' in the folder of '%s'"
                  .formatted(record.generator(), part.generator()));
    }
    if (splits.isPresent()) {
      String split = splits.get().splitOf(record);
      if (!split.equals(part.split())) {
        files
            .findings()
            .add(
                file,
                number,
                "a record of split '%s' in a file of '%s'".formatted(split, part.split()));
      }
    }
  }
}
