package io.seedmill.pipeline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The arguments for Beam: those that the user typed, and defaults for the others. */
final class BeamArguments {

  private static final Pattern OPTION =
      Pattern.compile("--([A-Za-z][A-Za-z0-9-]*)(=.*)?", Pattern.DOTALL);

  /** Options that may hold secrets, and the words by which a secret is recognised. */
  private static final Map<String, List<String>> SECRETS =
      Map.of(
          "awsCredentialsProvider", List.of("secret", "token"),
          "proxyConfiguration", List.of("password"),
          "SSECustomerKey", List.of("key"));

  private static final Pattern OF_JAVA = Pattern.compile("-X[a-z:]|-D\\w");

  /** By name, because an option that is a list may be given several times. */
  private final Map<String, List<String>> arguments = new LinkedHashMap<>();

  /** Reads what the user typed; refuses secrets, which others could read there. */
  BeamArguments(List<String> given) throws BadInputException {
    for (String argument : given) {
      Matcher option = OPTION.matcher(argument);
      if (!option.matches()) {
        throw new BadInputException(
            UsageReport.dashed(argument)
                .orElse(
                    "found '%s'; allowed: options such as --samples=1000%s; see 'seedmill help run'"
                        .formatted(
                            argument,
                            OF_JAVA.matcher(argument).lookingAt()
                                ? ", and those of Java in the variable SEEDMILL_JAVA_OPTS"
                                : "")));
      }
      String name = OptionName.camelCase(option.group(1));
      String value = option.group(2) == null ? "" : option.group(2);
      refuseSecret(name, value);
      if (!value.isEmpty() && NumberOption.hasOtherDigits(value.substring(1))) {
        throw new BadInputException(
            "--%s: found '%s'; allowed: the digits 0 to 9".formatted(name, value.substring(1)));
      }
      arguments.computeIfAbsent(name, key -> new ArrayList<>()).add("--" + name + value);
    }
  }

  /** Adds arguments of options that are not there yet. */
  void addDefaults(List<String> defaults) {
    for (String argument : defaults) {
      arguments.putIfAbsent(
          argument.replaceFirst("^--", "").replaceFirst("=.*", ""), List.of(argument));
    }
  }

  /** Returns the names of all options, in camel case. */
  Set<String> names() {
    return Set.copyOf(arguments.keySet());
  }

  /** Returns true if there is an option of this name in camel case. */
  boolean has(String name) {
    return arguments.containsKey(name);
  }

  /** Returns all arguments. */
  List<String> all() {
    return arguments.values().stream().flatMap(List::stream).toList();
  }

  /** Returns the arguments of each option. */
  Stream<List<String>> byOption() {
    return arguments.values().stream();
  }

  /** Options are visible in process lists and in web interfaces. */
  private static void refuseSecret(String name, String value) throws BadInputException {
    String text = value.toLowerCase(Locale.ROOT);
    if (SECRETS.getOrDefault(name, List.of()).stream().anyMatch(text::contains)) {
      throw new BadInputException(
          ("--%s: found a secret, which others can see there; allowed: credentials in the"
                  + " environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), a profile or a role")
              .formatted(name));
    }
  }
}
