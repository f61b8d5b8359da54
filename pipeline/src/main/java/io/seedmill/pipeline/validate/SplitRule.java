package io.seedmill.pipeline.validate;

import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.SplitReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Computes anew in which split each record belongs, and counts them. */
final class SplitRule {

  private final Manifest manifest;
  private final boolean isNamed;
  private final List<List<String>> fields;
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();
  private long lacking;

  private SplitRule(Manifest manifest) {
    this.manifest = manifest;
    this.isNamed = manifest.splitBy() != null;
    List<String> dedupe = manifest.dedupe().fields();
    this.fields =
        isNamed
            ? manifest.splitBy().fields().stream().sorted().map(SplitRule::path).toList()
            : dedupe == null ? List.of() : dedupe.stream().sorted().map(List::of).toList();
  }

  /** Returns the rule of a run; empty where it has no splits. */
  static Optional<SplitRule> of(Manifest manifest) {
    return manifest.splits() == null ? Optional.empty() : Optional.of(new SplitRule(manifest));
  }

  private static List<String> path(String field) {
    return List.of(field.split("\\.", -1));
  }

  /** Returns the split in which a record belongs, and counts it there. */
  String splitOf(PublishedRecord record) throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    for (List<String> field : fields) {
      Optional<byte[]> value = record.value(field);
      if (value.isPresent()) {
        object.write(object.size() == 0 ? '{' : ',');
        object.writeBytes(CanonicalJson.writeBytes(TextNode.valueOf(String.join(".", field))));
        object.write(':');
        object.writeBytes(value.get());
      }
    }
    boolean lacksAll = object.size() == 0;
    object.write('}');
    lacking += lacksAll ? 1 : 0;
    byte[] group =
        lacksAll ? record.id().getBytes(StandardCharsets.US_ASCII) : object.toByteArray();
    String split = first(group);
    counts
        .computeIfAbsent(split, unseen -> new TreeMap<>())
        .merge(record.generator(), 1L, Long::sum);
    return split;
  }

  /** Returns the split whose clock rings first: -ln(hash) / share. */
  private String first(byte[] group) {
    String first = "";
    double earliest = Double.POSITIVE_INFINITY;
    for (Map.Entry<String, SplitReport> split : manifest.splits().entrySet()) {
      ByteArrayOutputStream hashed = new ByteArrayOutputStream();
      String salt = "seedmill-split\n" + split.getKey() + "\n";
      hashed.writeBytes(salt.getBytes(StandardCharsets.UTF_8));
      hashed.writeBytes(group);
      byte[] hash = ContentHash.sha256().digest(hashed.toByteArray());
      long top = new BigInteger(1, Arrays.copyOf(hash, 8)).shiftRight(11).longValueExact();
      double time = -StrictMath.log((top + 1) * 0x1p-53) / split.getValue().share();
      if (time < earliest) {
        earliest = time;
        first = split.getKey();
      }
    }
    return first;
  }

  /** Compares the counts of all records with those of the manifest. */
  void checkCounts(String file, Findings findings) {
    manifest
        .splits()
        .forEach(
            (name, report) -> {
              Map<String, Long> found = counts.getOrDefault(name, Map.of());
              if (!found.equals(report.generators())) {
                findings.add(
                    file,
                    "split '%s' has %s by generator, and the records %s"
                        .formatted(name, report.generators(), found));
              }
              long sum = report.generators().values().stream().mapToLong(Long::longValue).sum();
              if (sum != report.records()) {
                findings.add(file, "the counts of split '%s' do not add up".formatted(name));
              }
            });
    if (isNamed && manifest.splitBy().lacking() != lacking) {
      findings.add(
          file,
          "%d samples lack the fields of splitBy, and %d records"
              .formatted(manifest.splitBy().lacking(), lacking));
    }
  }
}
