package io.seedmill.pipeline.validate;

import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.RangeDigests;
import io.seedmill.transforms.near.NearCheck;
import io.seedmill.transforms.near.NearRule;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.Counts;
import io.seedmill.transforms.publish.Manifest.EntryReport;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.publish.Manifest.NearReport;
import io.seedmill.transforms.raw.PublishedRecords;
import io.seedmill.transforms.storage.Storage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;

/** Computes anew what a manifest says of its run's files. */
final class RunValidation {

  private static final int KEY_BYTES = 16;

  private final Storage storage;
  private final Manifest manifest;
  private final Findings findings;
  private final RecordCheck records;
  private final Set<String> assets;
  private final LongConsumer bytesDone;
  private final List<String> keyFields;
  private final Map<String, Long> unique = new TreeMap<>();
  private final RangeDigests ids = new RangeDigests(0, 1);
  private final NearCheck near;
  private byte[] lastKey;

  /**
   * @param records looks at each record
   * @param assets the files of assets that are there
   * @param bytesDone is told how many bytes were read
   */
  RunValidation(
      Storage storage,
      Manifest manifest,
      Findings findings,
      RecordCheck records,
      Set<String> assets,
      LongConsumer bytesDone) {
    this.storage = storage;
    this.manifest = manifest;
    this.findings = findings;
    this.records = records;
    this.assets = assets;
    this.bytesDone = bytesDone;
    List<String> named = manifest.dedupe().fields();
    this.keyFields = named == null ? List.of() : named;
    NearReport rule = manifest.dedupe().near();
    this.near =
        rule == null
            ? null
            : new NearCheck(new NearRule(rule.field(), rule.threshold(), rule.characters()));
  }

  /** Returns true if the records of a run are looked at, and not the bytes of its files alone. */
  static boolean isReadable(Manifest manifest) {
    return manifest.unreadable().isEmpty();
  }

  /** Looks at every file that the manifest names. */
  void run() throws IOException, InterruptedException {
    checkCounts();
    if (isReadable(manifest)) {
      checkParts();
    } else {
      for (FileReport part : manifest.parts()) {
        read(part, (in, file) -> part.records());
      }
      if (manifest.keys() != null) {
        read(manifest.keys(), (in, file) -> manifest.keys().records());
      }
    }
    if (manifest.failures() != null) {
      checkListed(manifest.failures(), EntryReport::failed, "dead letters", "failed");
    }
    for (FileReport list : manifest.removed()) {
      boolean isNear = list.path().endsWith("/near-duplicates.jsonl");
      checkListed(
          list,
          entry -> isNear ? entry.counts().near() : entry.counts().repeating(),
          isNear ? "near duplicates" : "contaminated samples",
          "were left out");
    }
  }

  private void checkCounts() {
    String file = file();
    Counts sum = new Counts(0, 0, 0, 0, 0, 0, 0);
    for (Map.Entry<String, EntryReport> entry : manifest.generators().entrySet()) {
      Counts counts = entry.getValue().counts();
      sum = sum.plus(counts);
      if (counts.produced()
          != counts.unique() + counts.duplicates() + counts.known() + counts.removed()) {
        findings.add(file, "the counts of '%s' do not add up".formatted(entry.getKey()));
      }
    }
    if (!sum.equals(manifest.counts())) {
      findings.add(file, "the counts of its generators add up to %s".formatted(sum));
    }
    long inParts = manifest.parts().stream().mapToLong(FileReport::records).sum();
    if (inParts != manifest.counts().unique()) {
      findings.add(
          file,
          "its parts have %d records, and %d samples are unique"
              .formatted(inParts, manifest.counts().unique()));
    }
  }

  private void checkParts() throws IOException, InterruptedException {
    FileReport keys = manifest.keys();
    if (keys == null) {
      readParts(InputStream.nullInputStream());
      return;
    }
    read(
        keys,
        (in, file) -> {
          long count = readParts(in);
          long more = in.transferTo(OutputStream.nullOutputStream());
          if (more > 0) {
            findings.add(keys.path(), "%d bytes behind the keys of all records".formatted(more));
          }
          return count;
        });
  }

  /** Reads all records, and their keys beside them; returns how many there are. */
  private long readParts(InputStream keys) throws IOException, InterruptedException {
    long all = 0;
    int number = 0;
    for (FileReport part : manifest.parts()) {
      int place = number++;
      all += read(part, (in, file) -> readPart(in, file, place, keys));
    }
    unique.forEach(
        (name, count) -> {
          EntryReport entry = manifest.generators().get(name);
          if (entry != null && entry.unique() != count) {
            findings.add(
                file(),
                "'%s' has %d records, and %d samples of it are unique"
                    .formatted(name, count, entry.unique()));
          }
        });
    String id = "sha256:" + HexFormat.of().formatHex(ContentHash.sha256().digest(ids.finish()));
    if (!id.equals(manifest.datasetId())) {
      findings.add(
          file(), "datasetId is %s, that of the records %s".formatted(manifest.datasetId(), id));
    }
    return all;
  }

  private long readPart(InputStream in, String file, int part, InputStream keys)
      throws IOException, InterruptedException {
    LineReader reader = (line, number) -> readRecord(line, file, number, part, keys);
    Compression compression = Compression.ofName(file);
    if (PublishedRecords.areColumns(file)) {
      return readColumns(manifest.parts().get(part), keys, reader);
    }
    if (compression == Compression.NONE) {
      return eachLine(in, file, reader);
    }
    try (InputStream inflated = compression.inflated(new Open(in))) {
      return eachLine(new BufferedInputStream(inflated), file, reader);
    } catch (IOException e) {
      findings.add(file, "it cannot be inflated: " + e.getMessage());
      return 0;
    }
  }

  /** Reads the records of a file, if its bytes are those that were written. */
  private long readColumns(FileReport part, InputStream keys, LineReader reader)
      throws IOException, InterruptedException {
    if (!storage.sha256(part.path()).equals(part.sha256())) {
      keys.skipNBytes(manifest.keys() == null ? 0 : KEY_BYTES * part.records());
      return part.records();
    }
    try (InputStream lines = PublishedRecords.lines(storage, part.path(), 0, part.bytes())) {
      return eachLine(new BufferedInputStream(lines), part.path(), reader);
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

  private interface LineReader {
    void read(byte[] line, long number) throws IOException, InterruptedException;
  }

  /** Hands on the lines of a file without their line feeds; returns how many there are. */
  private long eachLine(InputStream in, String file, LineReader reader)
      throws IOException, InterruptedException {
    long number = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 || line.size() > 0; next = in.read()) {
      if (next >= 0 && next != '\n') {
        line.write(next);
        continue;
      }
      number++;
      if (next < 0) {
        findings.add(file, number, "no line feed behind the last line");
      }
      reader.read(line.toByteArray(), number);
      line.reset();
    }
    return number;
  }

  private void readRecord(byte[] line, String file, long number, int part, InputStream keys)
      throws IOException, InterruptedException {
    byte[] listed = keys.readNBytes(KEY_BYTES);
    PublishedRecord record;
    try {
      record = PublishedRecord.parse(line);
    } catch (IOException e) {
      findings.add(file, number, "no record: " + CanonicalJson.problem(e));
      return;
    }
    String computed = record.computedId();
    if (!computed.equals(record.id())) {
      findings.add(
          file, number, "id is %s, that of the content %s".formatted(record.id(), computed));
    }
    byte[] key = record.key(keyFields);
    if (lastKey != null && Arrays.compareUnsigned(lastKey, key) >= 0) {
      findings.add(
          file,
          number,
          Arrays.equals(lastKey, key)
              ? "equal to the record before it"
              : "out of order: its key is smaller than that of the record before it");
      return;
    }
    lastKey = key;
    long high = ByteBuffer.wrap(key).getLong();
    if (partOf(high) != part) {
      findings.add(file, number, "belongs to part " + partOf(high));
    }
    if (manifest.keys() != null && !Arrays.equals(listed, key)) {
      findings.add(
          manifest.keys().path(),
          "key %d is %s, that of the record %s"
              .formatted(number, HexFormat.of().formatHex(listed), HexFormat.of().formatHex(key)));
    }
    findNear(record, file, number);
    ids.add(high, HexFormat.of().parseHex(record.id()), 0);
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

  private void findNear(PublishedRecord record, String file, long number) throws IOException {
    if (near != null) {
      near.add(record.fieldText(manifest.dedupe().near().field()), record.id())
          .ifPresent(
              other -> findings.add(file, number, "near to the record with the id " + other));
    }
  }

  /** Returns the part in which a key lies: part i of N begins at floor(i * 2^64 / N). */
  private int partOf(long keyHigh) {
    return new BigInteger(Long.toUnsignedString(keyHigh))
        .multiply(BigInteger.valueOf(manifest.parts().size()))
        .add(BigInteger.valueOf(manifest.parts().size() - 1L))
        .shiftRight(Long.SIZE)
        .intValue();
  }

  /** Compares the lines of a file with what the manifest counts. */
  private void checkListed(
      FileReport list, ToLongFunction<EntryReport> counted, String lines, String happened)
      throws IOException, InterruptedException {
    Map<String, Long> listed = new TreeMap<>();
    read(
        list,
        (in, file) ->
            eachLine(
                in,
                file,
                (line, number) -> {
                  try {
                    String name = CanonicalJson.parse(line).path("generator").asText();
                    listed.merge(name, 1L, Long::sum);
                  } catch (IOException e) {
                    findings.add(file, number, "no JSON: " + CanonicalJson.problem(e));
                  }
                }));
    manifest
        .generators()
        .forEach(
            (name, entry) -> {
              long found = listed.getOrDefault(name, 0L);
              long expected = counted.applyAsLong(entry);
              if (found != expected) {
                findings.add(
                    list.path(),
                    "%d %s of '%s', and %d samples of it %s"
                        .formatted(found, lines, name, expected, happened));
              }
            });
  }

  private interface Reader {
    long read(InputStream in, String file) throws IOException, InterruptedException;
  }

  /** Reads a file whole, and compares its bytes, digest and number of records with the manifest. */
  private long read(FileReport file, Reader reader) throws IOException, InterruptedException {
    Counting counted;
    MessageDigest sha256 = ContentHash.sha256();
    long count;
    try (InputStream opened = storage.open(file.path())) {
      counted = new Counting(opened, bytesDone);
      InputStream in = new BufferedInputStream(new DigestInputStream(counted, sha256), 1 << 16);
      count = reader.read(in, file.path());
      in.transferTo(OutputStream.nullOutputStream());
    } catch (NoSuchFileException e) {
      findings.add(file.path(), "the file is missing");
      return 0;
    }
    String digest = HexFormat.of().formatHex(sha256.digest());
    if (counted.bytes != file.bytes()) {
      findings.add(file.path(), "%d bytes, not %d".formatted(counted.bytes, file.bytes()));
    } else if (!digest.equals(file.sha256())) {
      findings.add(file.path(), "SHA-256 is %s, not %s".formatted(digest, file.sha256()));
    }
    if (count != file.records()) {
      findings.add(file.path(), "%d records, not %d".formatted(count, file.records()));
    }
    return count;
  }

  private String file() {
    return "metadata/" + manifest.run() + "/manifest.json";
  }
}
