package io.seedmill.generators.sources.program;

import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rule by which the files of a task become samples.
 *
 * @param fileIsSample each file, a JSON object, is a sample, instead of each folder
 * @param fields the files of a folder by field; empty for all of them, each under its own name
 */
record CollectRule(boolean fileIsSample, Map<String, PathMatcher> fields) {

  static final ParameterSchema SCHEMA =
      ParameterSchema.none()
          .choice(
              "sample", "each folder or each file is a sample", "folder", List.of("folder", "file"))
          .optional(
              "fields",
              "the file of each field; all files, each under its own name, unless given",
              ValueType.map(
                      "a mapping such as {prompt: prompt.txt, video: \"*.mp4\"}",
                      ValueType.text("a name", Pattern.compile("[\\s\\S]*")),
                      ValueType.text(
                              "the name of a file, in which * and ? stand for any characters",
                              Pattern.compile("[^/]*"))
                          .where(CollectRule::isGlob))
                  .ofSome())
          .rule(
              rule ->
                  rule.has("fields") && rule.choice("sample").equals("file")
                      ? Optional.of(
                          new InputProblem(
                              "/fields", "'fields' beside 'sample: file'", "one of the two"))
                      : Optional.empty());

  /** Each folder is a sample, and each file of it a field. */
  static final CollectRule DEFAULT = new CollectRule(false, Map.of());

  static CollectRule of(Parameters rule) {
    Map<String, PathMatcher> fields = new LinkedHashMap<>();
    rule.optional("fields", Parameters::textMap)
        .orElse(Map.of())
        .forEach((field, glob) -> fields.put(field, matcher(glob)));
    return new CollectRule(rule.choice("sample").equals("file"), fields);
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

  /** Returns the files that match a field's pattern. */
  static List<Path> matching(List<Path> files, PathMatcher pattern) {
    return files.stream().filter(file -> pattern.matches(file.getFileName())).toList();
  }
}
