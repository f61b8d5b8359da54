package io.seedmill.generators.code.flaws;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Has scanners that others have written look at every variant of every flaw. A rule that looks for
 * a flaw finds it more often in flawed code than in sound code. What was found is written to files
 * {@code target/scanner-agreement-*.txt}.
 */
class ScannersIT extends FlawUnits {

  private static final Pattern FOUND = Pattern.compile("(?:.*/)?(u\\d+)\\.\\w+:(\\d+):(\\S+)");

  @Test
  void bandit() throws Exception {
    assumeTrue(Tools.isThere("bandit"), "bandit is not on the PATH");
    List<Unit> units = write(Language.PYTHON, ".py");
    String template = "{relpath}:{line}:{test_id}";
    String[] command = {"bandit", "-q", "-r", ".", "-f", "custom", "--msg-template", template};
    compare("bandit", units, Tools.runs(folder, command).lines());
  }

  @Test
  void cppcheck() throws Exception {
    assumeTrue(Tools.isThere("cppcheck"), "cppcheck is not on the PATH");
    for (Language language : List.of(Language.C, Language.CPP)) {
      List<Unit> units = write(language, "." + language.id());
      String template = "--template={file}:{line}:{id}";
      String enabled = "--enable=warning,performance,portability";
      String[] command = {"cppcheck", "-q", enabled, "--inconclusive", template, "."};
      compare("cppcheck", units, Tools.runs(folder, command).lines());
      for (Unit unit : units) {
        Files.delete(folder.resolve(unit.id() + "." + language.id()));
      }
    }
  }

  @Test
  void eslint() throws Exception {
    assumeTrue(Tools.isThere("eslint"), "eslint is not on the PATH");
    Path modules = null;
    for (String place : System.getenv("PATH").split(":", -1)) {
      Path command = Path.of(place, "eslint");
      if (modules == null && Files.exists(command)) {
        modules = command.toRealPath().getParent().getParent().getParent();
      }
    }
    boolean hasPlugins = Files.exists(modules.resolve("eslint-plugin-no-unsanitized"));
    assumeTrue(hasPlugins, "the plugins of eslint are not next to it");
    List<Unit> units = write(Language.JAVASCRIPT, ".mjs");
    write(
        "eslint.config.mjs", resource("eslint.config.mjs").replace("MODULES", modules.toString()));
    List<String> printed = Tools.runs(folder, "eslint", "-f", "json", ".").lines();
    List<String> found = new ArrayList<>();
    for (JsonNode file : new ObjectMapper().readTree(String.join("", printed))) {
      for (JsonNode message : file.get("messages")) {
        String place = file.get("filePath").textValue() + ":" + message.get("line").asInt();
        found.add(place + ":" + message.get("ruleId").asText());
      }
    }
    compare("eslint", units, found);
  }

  private List<Unit> write(Language language, String ending) throws Exception {
    List<Unit> units = units(language, show -> "");
    for (Unit unit : units) {
      write(unit.id() + ending, unit.text());
    }
    return units;
  }

  private static void compare(String scanner, List<Unit> units, List<String> printed)
      throws Exception {
    Map<String, Set<String>> found = new HashMap<>();
    for (String line : printed) {
      Matcher place = FOUND.matcher(line);
      if (place.matches()) {
        found.computeIfAbsent(place.group(1), id -> new HashSet<>()).add(place.group(3));
      }
    }
    Map<String, int[]> counts = new TreeMap<>(); // flawed, of them found, sound, of them found
    Map<String, Set<String>> rules = rules(scanner);
    for (Unit unit : units) {
      Set<String> ofFlaw = rules.get(unit.flaw().name());
      if (ofFlaw != null) {
        String name = scanner + " " + unit.flaw().name() + " in " + unit.flaw().language().id();
        int[] count = counts.computeIfAbsent(name, flaw -> new int[4]);
        int column = unit.isFlawed() ? 0 : 2;
        count[column]++;
        boolean isFound =
            found.getOrDefault(unit.id(), Set.of()).stream().anyMatch(ofFlaw::contains);
        count[column + 1] += isFound ? 1 : 0;
      }
    }
    StringBuilder report = new StringBuilder();
    int all = 0;
    for (Map.Entry<String, int[]> entry : counts.entrySet()) {
      int[] count = entry.getValue();
      report.append(
          "%s: %d of %d flawed, %d of %d sound\n"
              .formatted(entry.getKey(), count[1], count[0], count[3], count[2]));
      assertThat(entry.getKey(), count[3] * count[0], lessThanOrEqualTo(count[1] * count[2]));
      all += count[1];
    }
    String language = units.get(0).flaw().language().id();
    Path target = Path.of("target", "scanner-agreement-" + scanner + "-" + language + ".txt");
    Files.createDirectories(target.getParent());
    Files.writeString(target, report);
    assertThat("found by " + scanner, all, greaterThan(0));
  }

  private static Map<String, Set<String>> rules(String scanner) throws Exception {
    Map<String, Set<String>> rules = new HashMap<>();
    for (String line : resource("scanners.txt").lines().toList()) {
      if (line.startsWith(scanner + " ")) {
        int colon = line.indexOf(':');
        Set<String> names = Set.of(line.substring(colon + 2).split(" ", -1));
        rules.put(line.substring(scanner.length() + 1, colon), names);
      }
    }
    return rules;
  }

  private static String resource(String name) throws Exception {
    try (var in = ScannersIT.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
