package io.seedmill.generators.code.repos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads themes. The notation is described at the head of each file. */
final class ThemeFile {

  private static final Pattern KIND =
      Pattern.compile("(\\??)([a-z ]+), ([a-z ]+?)(?: of ([a-z, ]+))?: (.+)");
  private static final Pattern RULE =
      Pattern.compile("(\\??)(states|limit|total|closed|takes) (.+)");
  private static final Pattern FIELD =
      Pattern.compile(
          "(\\??)([a-z ]+?) (text|email|int|money|date|choice)(?: (\\d+)(?:\\.\\.(\\d+))?)?( unique)?(?: = (.+))?");

  private final String category;
  private final List<Theme> themes = new ArrayList<>();

  private ThemeFile(String category) {
    this.category = category;
  }

  static List<Theme> read(String category) {
    ThemeFile file = new ThemeFile(category);
    try (InputStream in = ThemeFile.class.getResourceAsStream("themes/" + category + ".txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(file::line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(file.themes);
  }

  private void line(String line) {
    if (line.startsWith("theme ")) {
      themes.add(
          new Theme(
              category,
              line.substring(6).trim(),
              new ArrayList<>(),
              new ArrayList<>(),
              "",
              new ArrayList<>()));
      return;
    }
    Theme theme = themes.get(themes.size() - 1);
    if (line.startsWith("names: ")) {
      theme.repositories().addAll(alternatives(line.substring(7)));
    } else if (line.startsWith("core: ")) {
      theme.cores().addAll(alternatives(line.substring(6)));
    } else if (line.startsWith("about: ")) {
      themes.set(
          themes.size() - 1,
          new Theme(
              category,
              theme.id(),
              theme.repositories(),
              theme.cores(),
              line.substring(7).trim(),
              theme.kinds()));
    } else if (line.startsWith(" ")) {
      detail(theme.kinds().get(theme.kinds().size() - 1), line.trim());
    } else {
      theme.kinds().add(kind(line));
    }
  }

  private static Theme.Kind kind(String line) {
    Matcher match = match(KIND, line);
    List<String> parents =
        match.group(4) == null ? List.of() : Arrays.asList(match.group(4).trim().split(", *"));
    return new Theme.Kind(
        !match.group(1).isEmpty(),
        Name.of(match.group(2)),
        Name.of(match.group(3)),
        parents,
        match.group(5),
        new ArrayList<>(),
        new ArrayList<>());
  }

  private static void detail(Theme.Kind kind, String line) {
    Matcher rule = RULE.matcher(line);
    if (rule.matches()) {
      kind.rules().add(new Theme.Rule(!rule.group(1).isEmpty(), rule.group(2), rule.group(3)));
      return;
    }
    Matcher match = match(FIELD, line);
    String type = match.group(3);
    int first = match.group(4) == null ? 0 : Integer.parseInt(match.group(4));
    kind.fields()
        .add(
            new Theme.Field(
                !match.group(1).isEmpty(),
                Name.of(match.group(2)),
                type,
                type.equals("text") ? 1 : first,
                match.group(5) == null ? first : Integer.parseInt(match.group(5)),
                match.group(6) != null,
                match.group(7) == null ? List.of() : alternatives(match.group(7))));
  }

  private static List<String> alternatives(String text) {
    return Arrays.stream(text.split("\\|")).map(String::trim).toList();
  }

  private static Matcher match(Pattern pattern, String line) {
    Matcher match = pattern.matcher(line);
    if (!match.matches()) {
      throw new IllegalArgumentException("cannot be read: " + line);
    }
    return match;
  }
}
