package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ScalarType.TextType;
import io.seedmill.generators.input.ValueType;
import io.seedmill.transforms.write.FileSets;
import io.seedmill.transforms.write.Splits;
import io.seedmill.transforms.write.Splits.Split;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the splits of a spec, and what keeps samples together in one of them. */
final class SplitReader {

  private static final String SPLITS = "splits";
  private static final String SPLIT_BY = "splitBy";

  /** The sum of shares may differ from 1 by what rounding to six digits makes of thirds. */
  private static final BigDecimal TOLERANCE = new BigDecimal("0.00001");

  private static final int DIGITS = 6;

  /** Names that loaders of datasets take; {@code all} is all splits to them. */
  private static final TextType NAME =
      ValueType.text(
          "up to 40 letters, digits and underscores, a letter first, and not 'all'",
          Pattern.compile("(?!(?i:all)$)[A-Za-z]\\w{0,39}"));

  private static final ValueType SHARE =
      ValueType.number(0, 1e12)
          .restricted(
              "a number above 0, such as 0.05; all shares together are 1",
              share -> share.doubleValue() > 0);

  private static final TextType FIELD =
      ValueType.text(
          "a field of the samples such as program, 'generator', or a path into one such as"
              + " metadata.program; not id, index or metadata",
          Pattern.compile("(?!(?:id|index|metadata)$)[^.]+(?:\\.[^.]+)*"));

  private SplitReader() {}

  /** Adds the keys. */
  static ParameterSchema addTo(ParameterSchema schema) {
    return schema
        .optional(
            SPLITS,
            "the splits with their shares, such as train: 0.9 and test: 0.1; a file set each",
            ValueType.map("a mapping of at least one name to its share", NAME, SHARE).ofSome())
        .optional(
            SPLIT_BY,
            "the field, or the fields, of which samples with equal values are in one split",
            ValueType.oneOf(
                FIELD.allowed() + "; or a list of such",
                FIELD,
                ValueType.list(FIELD.allowed(), FIELD, 1, 20).ofDistinct()))
        .rule(SplitReader::sharesAddUp)
        .rule(SplitReader::namesDiffer)
        .rule(SplitReader::splitByHasSplits);
  }

  private static Optional<InputProblem> sharesAddUp(Parameters root) {
    List<BigDecimal> shares = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> split : properties(root)) {
      names.add(split.getKey());
      shares.add(split.getValue().decimalValue());
    }
    BigDecimal sum = shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (names.isEmpty() || sum.subtract(BigDecimal.ONE).abs().compareTo(TOLERANCE) <= 0) {
      return Optional.empty();
    }
    List<String> scaled = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      BigDecimal share = shares.get(i).divide(sum, new MathContext(DIGITS));
      scaled.add(names.get(i) + ": " + share.stripTrailingZeros().toPlainString());
    }
    return Optional.of(
        new InputProblem(
            "/" + SPLITS,
            "shares that add up to " + sum.stripTrailingZeros().toPlainString(),
            "shares that add up to 1, such as {" + String.join(", ", scaled) + "}"));
  }

  private static Optional<InputProblem> namesDiffer(Parameters root) {
    Set<String> seen = new HashSet<>();
    return properties(root).stream()
        .map(Map.Entry::getKey)
        .filter(name -> !seen.add(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(
            name ->
                new InputProblem(
                    "/" + SPLITS + "/" + name,
                    "a second name that differs in capitals alone",
                    "names of files that are different on every system"));
  }

  private static Optional<InputProblem> splitByHasSplits(Parameters root) {
    return root.has(SPLIT_BY) && !root.has(SPLITS)
        ? Optional.of(new InputProblem("/" + SPLIT_BY, "it without 'splits'", "it beside 'splits'"))
        : Optional.empty();
  }

  private static Set<Map.Entry<String, JsonNode>> properties(Parameters root) {
    return root.has(SPLITS) ? root.json(SPLITS).properties() : Set.of();
  }

  /**
   * Reads the splits of a spec that is checked, the largest first and those of one size by name:
   * their order in the spec means nothing.
   *
   * @param dedupeFields the fields that make samples equal, which keep them together unless the
   *     spec names others
   */
  static Splits read(Parameters root, List<String> dedupeFields) {
    List<Split> splits = new ArrayList<>();
    for (Map.Entry<String, JsonNode> split : properties(root)) {
      splits.add(new Split(split.getKey(), split.getValue().doubleValue()));
    }
    if (splits.isEmpty()) {
      return Splits.NONE;
    }
    splits.sort(Comparator.comparingDouble(Split::share).reversed().thenComparing(Split::name));
    if (!root.has(SPLIT_BY)) {
      return new Splits(splits, dedupeFields.stream().map(List::of).toList(), false);
    }
    JsonNode given = root.json(SPLIT_BY);
    List<List<String>> paths = new ArrayList<>();
    for (JsonNode path : given.isArray() ? given : List.of(given)) {
      paths.add(List.of(path.asText().split("\\.", -1)));
    }
    return new Splits(splits, paths, true);
  }

  /** Writes the splits into a spec. */
  static void write(Splits splits, ObjectNode spec) {
    if (splits.isNone()) {
      return;
    }
    ObjectNode shares = spec.putObject(SPLITS);
    splits.splits().forEach(split -> shares.put(split.name(), split.share()));
    if (splits.named()) {
      ArrayNode fields = spec.putArray(SPLIT_BY);
      splits.together().forEach(path -> fields.add(String.join(".", path)));
    }
  }

  /** Returns all that the split of a sample depends on; empty where there are no splits. */
  static Optional<ObjectNode> identity(Splits splits) {
    if (splits.isNone()) {
      return Optional.empty();
    }
    ObjectNode identity = JsonNodeFactory.instance.objectNode();
    ObjectNode shares = identity.putObject("shares");
    splits.splits().forEach(split -> shares.put(split.name(), split.share()));
    ArrayNode together = identity.putArray("together");
    splits.together().stream().map(path -> String.join(".", path)).sorted().forEach(together::add);
    return Optional.of(identity);
  }

  /** Returns what is wrong with a folder a generator, if anything is. */
  static Optional<InputProblem> problemOfFolders(FileSets sets, int parts) {
    Map<String, String> names = new HashMap<>();
    for (String name : sets.generators()) {
      String other = names.put(FileSets.folder(name).toLowerCase(Locale.ROOT), name);
      if (sets.byGenerator() && other != null) {
        return Optional.of(
            new InputProblem(
                "/output/partitionBy",
                "the entries '%s' and '%s', whose folders would be the same on some systems"
                    .formatted(other, name),
                "entries whose names differ in more than capitals"));
      }
    }
    boolean isTooMany =
        sets.size() > FileSets.MOST || (long) sets.size() * parts > DatasetSpec.MOST_PARTS;
    return isTooMany
        ? Optional.of(
            new InputProblem(
                sets.byGenerator() ? "/output/partitionBy" : "/output/parts",
                "%s sets of files with %s parts each".formatted(sets.size(), parts),
                "up to %s sets, one for each entry and split, and up to %s files in all"
                    .formatted(FileSets.MOST, DatasetSpec.MOST_PARTS)))
        : Optional.empty();
  }
}
