package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.input.InputProblem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/**
 * The rule by which the files of a task become samples.
 *
 * @param fileIsSample each file, a JSON object, is a sample, instead of each folder
 * @param fields the files of a folder by field; empty for all of them, each under its own name
 */
record CollectRule(boolean fileIsSample, Map<String, PathMatcher> fields) {

  static final String ALLOWED =
      "a mapping such as {sample: folder, fields: {prompt: prompt.txt, video: \"*.mp4\"}}";

  private static final Set<String> KEYS = Set.of("sample", "fields");

  static CollectRule of(JsonNode rule) {
    Map<String, PathMatcher> fields = new LinkedHashMap<>();
    rule.path("fields")
        .properties()
        .forEach(field -> fields.put(field.getKey(), matcher(field.getValue().asText())));
    return new CollectRule(rule.path("sample").asText().equals("file"), fields);
  }

  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  /** Returns the files that match a field's pattern. */
  static List<Path> matching(List<Path> files, PathMatcher pattern) {
    return files.stream().filter(file -> pattern.matches(file.getFileName())).toList();
  }

  static List<InputProblem> check(String path, JsonNode value) {
    if (value.isNull()) {
      return List.of();
    }
    if (!value.isObject()) {
      return ProgramSchema.unless(false, path, value, ALLOWED);
    }
    List<InputProblem> problems = new ArrayList<>();
    for (var key : value.properties()) {
      if (!KEYS.contains(key.getKey())) {
        problems.add(
            new InputProblem(
                path + "/" + key.getKey(),
                "the unknown key '" + key.getKey() + "'",
                "one of " + String.join(", ", new TreeSet<>(KEYS))));
      }
    }
    JsonNode sample = value.path("sample");
    boolean known = sample.isMissingNode() || Set.of("folder", "file").contains(sample.asText());
    problems.addAll(
        ProgramSchema.unless(known, path + "/sample", sample, "folder or file, each a sample"));
    boolean file = sample.asText().equals("file");
    JsonNode fields = value.path("fields");
    if (!fields.isMissingNode()) {
      boolean good = fields.isObject() && !fields.isEmpty() && !file;
      problems.addAll(
          ProgramSchema.unless(
              good,
              path + "/fields",
              fields,
              "where each folder is a sample, a mapping of fields to names of files"));
      fields.properties().forEach(field -> problems.addAll(checkGlob(path, field)));
    }
    return problems;
  }

  private static List<InputProblem> checkGlob(String path, Map.Entry<String, JsonNode> field) {
    boolean good = field.getValue().isTextual() && !field.getValue().textValue().contains("/");
    try {
      if (good) {
        matcher(field.getValue().textValue());
      }
    } catch (PatternSyntaxException e) {
      good = false;
    }
    return ProgramSchema.unless(
        good,
        path + "/fields/" + field.getKey(),
        field.getValue(),
        "the name of a file, in which * and ? stand for any characters");
  }
}
