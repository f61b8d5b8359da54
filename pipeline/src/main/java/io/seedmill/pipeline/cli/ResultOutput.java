package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/**
 * The ways to print a result, which all commands have: as text, as JSON, or not at all.
 *
 * <p>A command prints text in any case. With {@code --quiet} and {@code --json} that leads nowhere;
 * with {@code --json} a command then prints JSON here. Of one that does not, the lines of its text
 * become the JSON, so that no command can forget it. Warnings, errors and progress go to standard
 * error.
 */
final class ResultOutput {

  /** The packages that log notes besides warnings: see {@code simplelogger.properties}. */
  private static final List<String> NOTES =
      Stream.of("http", "cache", "sweep", "repository")
          .map("io.seedmill.generators.sources."::concat)
          .toList();

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "Print warnings and errors alone: no result, no progress.")
  private boolean quiet;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print the result as JSON: one object, or one a line where it is a list.")
  private boolean json;

  private PrintWriter out;
  private boolean isPrinted;
  private JsonNode printed;

  /** Returns the output that a command has. */
  static ResultOutput of(CommandSpec command) {
    return SeedmillCommand.of(command).result;
  }

  /** Returns true if neither a result nor progress is wanted. */
  boolean isQuiet() {
    return quiet;
  }

  /** Returns true if the result is wanted as JSON. */
  boolean isJson() {
    return json;
  }

  /** Prints the result as JSON, if that is wanted. */
  void print(JsonNode result) {
    printed = result;
    if (json) {
      lines().println(CanonicalJson.write(result));
    }
  }

  /** Returns the result that was printed last, wanted or not; null for none. */
  JsonNode printed() {
    return printed;
  }

  /** Returns where JSON goes that is wanted as such: the text is discarded. */
  PrintWriter lines() {
    isPrinted = true;
    return out;
  }

  /** Runs a command. */
  int run(ParseResult parsed) {
    CommandLine command = last(parsed);
    out = command.getOut();
    boolean asksForHelp = command.isUsageHelpRequested() || command.isVersionHelpRequested();
    if (asksForHelp || (!quiet && !json)) {
      return new RunLast().execute(parsed);
    }
    if (quiet) {
      NOTES.forEach(name -> System.setProperty("org.slf4j.simpleLogger.log." + name, "warn"));
    }
    StringWriter text = new StringWriter();
    command.setOut(new PrintWriter(json ? text : Writer.nullWriter(), true));
    int exitCode = new RunLast().execute(parsed);
    if (json && !isPrinted) {
      print(asJson(command.getCommandName(), text.toString()));
    }
    return exitCode;
  }

  private static CommandLine last(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.commandSpec().commandLine();
  }

  private static ObjectNode asJson(String command, String text) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("command", command);
    ArrayNode lines = result.putArray("lines");
    text.lines().forEach(lines::add);
    return result;
  }
}
