package io.seedmill.generators.sources.program;

import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import io.seedmill.generators.sources.rows.RowFormat;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rule by which the files of a task become samples.
 *
 * @param sample what is a sample
 * @param fields the files of a folder by field; empty for all of them, each under its own name
 * @param rowFiles the files that hold rows; empty for all, which must then be such
 */
record CollectRule(Unit sample, Map<String, PathMatcher> fields, Optional<PathMatcher> rowFiles) {

  /** The thing that becomes a sample. */
  enum Unit {
    /** A folder that directly holds files. */
    FOLDER,
    /** A folder of the output, with the folders below it. */
    TREE,
    /** A file that holds a JSON object. */
    FILE,
    /** A row of a file. */
    ROW;

    private static Unit of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  private static final Pattern NAME = Pattern.compile("[^/]*");

  static final ParameterSchema SCHEMA =
      ParameterSchema.none()
          .choice(
              "sample",
              "a folder, a folder with all below it, a file or a row is a sample",
              "folder",
              List.of("folder", "tree", "file", "row"))
          .optional(
              "fields",
              "the file of each field; all files, each under its own name, unless given",
              ValueType.map(
                      "a mapping such as {prompt: prompt.txt, video: \"*.mp4\"}",
                      ValueType.text("a name", Pattern.compile("[\\s\\S]*")),
                      fileName())
                  .ofSome())
          .optional("files", "the files that hold rows; all, unless given", fileName())
          .rule(
              rule -> {
                Unit sample = Unit.of(rule.choice("sample"));
                boolean hasFields = sample == Unit.FOLDER || sample == Unit.TREE;
                if (rule.has("fields") && !hasFields) {
                  return problem("fields", rule, "with 'sample: folder' or 'sample: tree'");
                }
                return rule.has("files") && sample != Unit.ROW
                    ? problem("files", rule, "with 'sample: row'")
                    : Optional.empty();
              });

  /** Each folder is a sample, and each file of it a field. */
  static final CollectRule DEFAULT = new CollectRule(Unit.FOLDER, Map.of(), Optional.empty());

  private static Optional<InputProblem> problem(String key, Parameters rule, String allowed) {
    String found = "'%s' beside 'sample: %s'".formatted(key, rule.choice("sample"));
    return Optional.of(new InputProblem("/" + key, found, allowed));
  }

  private static ValueType fileName() {
    return ValueType.text("the name of a file, in which * and ? stand for any characters", NAME)
        .where(CollectRule::isGlob);
  }

  static CollectRule of(Parameters rule) {
    Map<String, PathMatcher> fields = new LinkedHashMap<>();
    rule.optional("fields", Parameters::textMap)
        .orElse(Map.of())
        .forEach((field, glob) -> fields.put(field, matcher(glob)));
    return new CollectRule(
        Unit.of(rule.choice("sample")),
        fields,
        rule.optional("files", Parameters::text).map(CollectRule::matcher));
  }

  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  private static boolean isGlob(String text) {
    try {
      return matcher(text) != null;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /**
   * Returns the files that hold rows.
   *
   * @throws IOException if others are there, and the rule does not say which do
   */
  List<Path> rowsAmong(List<Path> files, Path output) throws IOException {
    List<Path> found =
        files.stream()
            .filter(file -> rowFiles.map(glob -> glob.matches(file.getFileName())).orElse(true))
            .toList();
    for (Path file : found) {
      Optional<RowFormat> format = RowFormat.ofName(file.toString());
      if (format.isEmpty() || format.get() == RowFormat.TEXT) {
        throw new IOException(
            "found '%s'; allowed: .jsonl, .ndjson, .json, .csv or .tsv, or 'files' in 'collect'"
                    .formatted(output.relativize(file))
                + " that names those with rows");
      }
    }
    return found;
  }
}
