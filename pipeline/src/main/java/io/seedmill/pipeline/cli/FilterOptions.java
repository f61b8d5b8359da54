package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.dataset.Filters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options for a part of a dataset's cells, which has the bytes that it has among all. */
final class FilterOptions {

  private static final Pattern FILTER =
      Pattern.compile("([^=<>]+)(<=|>=|=|<|>)(.*)", Pattern.DOTALL);

  private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

  @Option(
      names = "--only",
      paramLabel = "<axis=values>",
      description =
          "Only cells that have one of these values on an axis, such as size=9,1*; '*' and '?' stand"
              + " for any characters, unless '\\' is before them, as before a comma that is part of a"
              + " value. The axis 'generator' stands for an entry's name. Numbers and"
              + " dates may be compared: 'size<=9', with <, <=, > or >=. May be given"
              + " for several axes.")
  List<String> only = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "<axis=values>",
      description =
          "No cells that have one of these values on an axis. May be given several times.")
  List<String> exclude = List.of();

  @Option(
      names = {"--test-mode", "--testMode"},
      description =
          "One cell of each generator: the smallest of every range, the first of other values.")
  boolean testMode;

  Filters filters() throws BadInputException {
    return new Filters(parse("--only", only), parse("--exclude", exclude), testMode);
  }

  private static Map<String, List<String>> parse(String option, List<String> given)
      throws BadInputException {
    Map<String, List<String>> axes = new LinkedHashMap<>();
    for (String filter : given) {
      Matcher parts = FILTER.matcher(filter);
      if (!parts.matches()) {
        throw new BadInputException(
            "%s: found '%s'; allowed: an axis and its values, such as size=9,11"
                .formatted(option, filter));
      }
      String operator = parts.group(2).equals("=") ? "" : parts.group(2);
      boolean isCompared = !operator.isEmpty();
      String axisName = isCompared ? parts.group(1).strip() : parts.group(1);
      String values = isCompared ? parts.group(3).replace(" ", "") : parts.group(3);
      axes.computeIfAbsent(axisName + operator, axis -> new ArrayList<>())
          .addAll(List.of(COMMA.split(values, -1)));
    }
    return axes;
  }
}
