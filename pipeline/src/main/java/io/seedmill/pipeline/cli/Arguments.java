package io.seedmill.pipeline.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The arguments of a command, those of its config file among them. What the command line says wins
 * over the file, and what came from the file is still known when a mistake is reported.
 */
final class Arguments {

  private static final Pattern NAMED =
      Pattern.compile("--([A-Za-z][A-Za-z0-9-]*).*", Pattern.DOTALL);

  /** An option before its value in the same word; '-o' needs no sign between. */
  private static final String OPTION = "(?:(?<option>--[A-Za-z][A-Za-z0-9-]*(?==)|-[A-Za-z])=?)?";

  private static final Pattern TILDE =
      Pattern.compile(OPTION + "(?:.*,)?(?<path>~(?:/.*)?|~[A-Za-z_][\\w.-]*/.*)", Pattern.DOTALL);

  /** The character that stands for bytes of which the locale has none. */
  private static final char UNKNOWN = '\uFFFD';

  /** A variable of a shell at the beginning of a path, or of Windows. */
  private static final Pattern VARIABLE =
      Pattern.compile(
          OPTION + "(?<path>(?<start>\\$[A-Za-z_]\\w*|\\$\\{\\w+}|%\\w+%)(?:[/\\\\].*)?)",
          Pattern.DOTALL);

  private final List<String> all;

  /** By the option's name in camel case. */
  private final Map<String, String> places = new TreeMap<>();

  /** The short names of options by their long ones, as the command that was given has them. */
  private final Map<String, String> shortNames = new TreeMap<>();

  private Arguments(List<String> given) {
    all = new ArrayList<>(given);
  }

  /** Reads the config file that {@code given} names, if the command takes one. */
  static Arguments of(CommandLine program, String... given) throws BadInputException {
    Arguments arguments = new Arguments(List.of(given));
    arguments.requireReplaced();
    int command = indexOfCommand(program, given);
    if (command < given.length) {
      arguments.addShortNames(program.getSubcommands().get(given[command]).getCommandSpec());
    }
    if (command < given.length && takesConfig(program.getSubcommands().get(given[command]))) {
      List<String> options = List.of(given).subList(command + 1, given.length);
      Optional<String> file = config(options);
      if (file.isPresent()) {
        CommandSpec spec = program.getSubcommands().get(given[command]).getCommandSpec();
        arguments.add(ConfigFile.read(file.get()), spelledOut(options, spec), command + 1);
        arguments.requireReplaced();
      }
    }
    return arguments;
  }

  /**
   * Refuses a path that begins with a tilde or a variable: only a shell replaces them, and a tilde
   * only where a word begins.
   */
  private void requireReplaced() throws BadInputException {
    String option = "";
    for (String argument : all) {
      if (argument.indexOf(UNKNOWN) >= 0) {
        throw new BadInputException(
            "found '%s', which the locale of this process cannot read; allowed: a locale of UTF-8,"
                    .formatted(argument)
                + " such as LC_ALL=C.UTF-8");
      }
      Matcher tilde = TILDE.matcher(argument);
      Matcher variable = VARIABLE.matcher(argument);
      if (tilde.matches()) {
        String path = tilde.group("path");
        String user = path.replaceFirst("/.*", "");
        boolean ownHome = user.equals("~");
        String home = Matcher.quoteReplacement(System.getProperty("user.home"));
        throw notReplaced(
            tilde, option, user, ownHome ? path.replaceFirst("~", home) : "the path in full");
      }
      if (variable.matches()) {
        String name = variable.group("start");
        throw notReplaced(variable, option, name, "the path without single quotes around it");
      }
      option = argument;
    }
  }

  private BadInputException notReplaced(Matcher given, String option, String what, String instead) {
    return new BadInputException(
        placed(
            ("%s: found '%s'; allowed: a path without '%s', which your shell has not replaced:"
                    + " write %s, or ./%s for a folder of that name")
                .formatted(
                    given.group("option") == null ? option : given.group("option"),
                    given.group("path"),
                    what,
                    instead,
                    what)));
  }

  String[] all() {
    return all.toArray(String[]::new);
  }

  /**
   * Puts the place in the config file before a sentence about an option that came from there. Any
   * other option has the spelling that the user typed.
   */
  String placed(String sentence) {
    Optional<String> option = option(sentence);
    if (option.isEmpty()) {
      return sentence;
    }
    String place = places.get(option.get());
    return place == null ? asTyped(sentence, option.get()) : place + ": " + sentence;
  }

  private String asTyped(String sentence, String option) {
    return all.stream()
        .filter(argument -> option(argument).equals(Optional.of(option)))
        .findFirst()
        .map(Arguments::name)
        .or(() -> typedShort(option))
        .map(name -> name + sentence.substring(name(sentence).length()))
        .orElse(sentence);
  }

  /** The short name of an option, if an argument is, or begins with, it. */
  private Optional<String> typedShort(String option) {
    return Optional.ofNullable(shortNames.get(option))
        .filter(name -> all.stream().anyMatch(argument -> argument.startsWith(name)));
  }

  private void addShortNames(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      if (option.longestName().startsWith("--") && option.shortestName().length() == 2) {
        shortNames.put(
            OptionName.camelCase(option.longestName().substring(2)), option.shortestName());
      }
    }
  }

  /** Returns the option that a text begins with, as it is spelled there. */
  private static String name(String text) {
    Matcher option = NAMED.matcher(text);
    return option.matches() ? "--" + option.group(1) : "";
  }

  /** The name, in camel case, of the option that a text begins with. */
  static Optional<String> option(String text) {
    Matcher option = NAMED.matcher(text);
    return option.matches() ? Optional.of(OptionName.camelCase(option.group(1))) : Optional.empty();
  }

  /** Replaces short names of options by their long ones. */
  private static List<String> spelledOut(List<String> options, CommandSpec command) {
    return options.stream()
        .map(
            argument -> {
              boolean isShort = argument.matches("-[A-Za-z].*");
              OptionSpec option = isShort ? command.findOption(argument.substring(0, 2)) : null;
              return option == null ? argument : option.longestName();
            })
        .toList();
  }

  private static int indexOfCommand(CommandLine program, String... given) {
    int index = 0;
    while (index < given.length && !program.getSubcommands().containsKey(given[index])) {
      index++;
    }
    return index;
  }

  private static boolean takesConfig(CommandLine command) {
    return command.getCommandSpec().findOption("--" + ConfigFile.OPTION) != null;
  }

  private static Optional<String> config(List<String> options) {
    String option = "--" + ConfigFile.OPTION;
    int alone = options.indexOf(option);
    if (alone >= 0 && alone + 1 < options.size()) {
      return Optional.of(options.get(alone + 1));
    }
    return options.stream()
        .filter(argument -> argument.startsWith(option + "="))
        .map(argument -> argument.substring(option.length() + 1))
        .findFirst();
  }

  private void add(ConfigFile config, List<String> options, int at) {
    Set<String> given = new HashSet<>();
    for (String argument : options) {
      option(argument).ifPresent(given::add);
    }
    List<String> added = new ArrayList<>();
    for (ConfigFile.Entry entry : config.entries().values()) {
      if (!given.contains(entry.name())) {
        added.add("--" + entry.name() + "=" + entry.value());
        places.put(entry.name(), config.place(entry));
      }
    }
    all.addAll(at, added);
  }
}
